#!/bin/sh
# A county moves to another machine by its backup: who may come in, the keys in place of identity numbers, a year's sums,
# what is held and the chain of operations come along.  A pack of CSV files leaves them behind, as guatu-hub(8) says.
set -u
. tests/support/people.sh

cat >"$pack/source.csv" <<'X'
id,name,takes,direction,shrink_bp
clm,结算明细,claims,IN,10000
X
cat >"$pack/ledger.csv" <<'X'
id,name,unit
alert,预警台账,人
X
cat >"$pack/stage.csv" <<'X'
id,ledger,code,name,class,after,days,day_unit,sort
alert:FOUND,alert,FOUND,发现,OPEN,-,3,workday,1
alert:GONE,alert,GONE,消除,CLOSED,FOUND,,,2
X
cat >"$pack/ledger_field.csv" <<'X'
id,ledger,key,name,type
alert:claims,alert,claims,笔数,int
alert:first_day,alert,first_day,首次超过,date
X
cat >"$pack/param.csv" <<'X'
id,key,name,value,unit,valid_from,valid_to
w2,w2,年累计,50000,yuan,,
X
cat >"$pack/watch.csv" <<'X'
id,name,over,svc,amount,op,param,pop,not_pop,ledger,scope,least,valid_from
ZB2,年累计五万,YEAR,IP,oop_scope,>=,w2,,,alert,INDIVIDUAL,,
X
head='身份证号,区划,人群,业务,结算日期,总费用,政策范围内费用,基本医保,大病保险,医疗救助,个人负担'
claim() { printf '%s,姚关,OTHER,IP,%s,%s,%s,0,0,0,0\n' "$(id "$1")" "$2" "$3" "$3"; }
house() { printf %s "$dir/$1/h.db"; }          # where the county lives
in_house() { sqlite3 "$(house "$1")" "$2"; }

# ---- the old house: half a year's sum, somebody who may come in, a file that waits for a person
mkdir -m 700 "$dir/old" "$dir/new" "$dir/csv"
expect 0 "$hub" init --db "$(house old)" --pack "$pack" --clock 2020-06-18T09:00:00+08:00
expect 0 "$hub" user add duty-a --db "$(house old)" --role duty --scope 530521 --uid "$(command id -u)"
{ echo "$head"; claim 1 2020-01-05 30000; claim 2 2020-01-06 10; } >"$dir/q1.csv"
{ echo "$head"; claim 1 2020-01-05 30000; claim 3 2020-01-07 10; } >"$dir/again.csv"
{ echo "$head"; claim 1 2020-04-01 20000; } >"$dir/q2.csv"
expect 0 "$hub" import --db "$(house old)" claims "$dir/q1.csv" --period 2020-03
expect 1 "$hub" import --db "$(house old)" claims "$dir/again.csv" --period 2020-03      # held: the period came before

# ---- both ways out
expect 0 "$hub" export --db "$(house old)" --backup "$(house new)"
expect 0 "$hub" export --db "$(house old)" --pack "$dir/moved"
expect 0 "$hub" init --db "$(house csv)" --pack "$dir/moved"

# ---- the backup is the county
expect 0 "$hub" verify --db "$(house new)"
for what in 'SELECT * FROM user' 'SELECT count(*) FROM op' 'SELECT * FROM claim_part' 'SELECT batch, length(bytes) FROM aside' \
            "SELECT value FROM meta WHERE key LIKE '%salt%'" "SELECT id, rev, body FROM record WHERE kind = 'batch'"; do
	[ -n "$(in_house old "$what")" ] || fail "nothing to compare: $what"
	is "$(in_house new "$what")" "$(in_house old "$what")" "$what"
done
[ "$(in_house new "SELECT value FROM meta WHERE key = 'epoch'")" != "$(in_house old "SELECT value FROM meta WHERE key = 'epoch'")" ] ||
	fail 'the backup has the epoch of the original'
# the same person's claims of the second quarter reach the year's threshold there
expect 0 "$hub" import --db "$(house new)" claims "$dir/q2.csv" --period 2020-06
said 'ZB2 年累计五万: 1 claims judged, 1 hits: 1 opened'
# and the officer comes in as before
mkfifo "$dir/ready"
"$hub" serve --db "$(house new)" --listen "unix:$dir/new/h.sock" >"$dir/ready" 2>"$dir/log" </dev/null &
pid=$!
read -r _ <"$dir/ready" || fail "the new house is not served: $(cat "$dir/log")"
for d in config cache state run; do mkdir -m 700 "$dir/$d"; done
export XDG_CONFIG_HOME="$dir/config" XDG_CACHE_HOME="$dir/cache" XDG_STATE_HOME="$dir/state" XDG_RUNTIME_DIR="$dir/run"
expect 0 "$BUILD/bin/guatu" --profile test --hub "unix:$dir/new/h.sock" sync
expect 0 "$BUILD/bin/guatu" --profile test --hub "unix:$dir/new/h.sock" list entry --raw --csv --fields watch,amount_fen
said 'ZB2,5000000'
kill "$pid"; wait "$pid"

# ---- a pack is not: what the manual says it leaves behind
is "$(in_house csv 'SELECT count(*) FROM user')" 0 'users in a pack'
is "$(in_house csv "SELECT count(*) FROM meta WHERE key LIKE '%salt%'")" 0 'the salt in a pack'
! grep -rqF "$(in_house old "SELECT value FROM meta WHERE key LIKE '%salt%'")" "$dir/moved" || fail 'the salt is in the pack'
is "$(in_house csv 'SELECT count(*) FROM aside')" 0 'what is held, in a pack'
expect 0 "$hub" import --db "$(house csv)" claims "$dir/q2.csv" --period 2020-06
said 'ZB2 年累计五万: 1 claims judged, 0 hits'

exit $bad
