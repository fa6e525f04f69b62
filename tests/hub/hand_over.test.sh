#!/bin/sh
# Hand-overs as commands: out to another department, in from a file, fetched by pull; what is refused and why.
set -u
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
work=$(mktemp -d /tmp/guatu-over.XXXXXX); trap 'rm -rf "$work"' EXIT
hub=tests/support/guatu-hub
db=$work/c.db
fails=0
fail() { echo "FAIL: $*"; fails=1; }
batch() { sqlite3 "$db" "SELECT coalesce(json_extract(body, '\$.$2'), '') FROM record WHERE kind = 'batch' AND id = '$1'"; }
says() { grep -qF -- "$1" "$work/err" || fail "not said: $1 -- but: $(cat "$work/err")"; }

mkdir "$work/pack"
cp tests/screens/packs/sources/division.csv tests/screens/packs/sources/term.csv "$work/pack/"
cat >> "$work/pack/source.csv" <<END
id,name,takes,direction,url,format,every_minutes,ledger,shrink_bp
plat,平台结算,settlement,IN,,csv,1440,,
near,邻表,settlement,IN,near.csv,csv,60,,
exchange,月末交换,settlement,OUT,,csv,,,
tax-roster,清册送税务,roster,OUT,,csv,,,
cases,省局名单,entry,IN,,csv,,referral,10000
END
printf 'id,name\nreferral,转诊复审\n' > "$work/pack/ledger.csv"
printf 'id,ledger,code,name,class,after,days,sort\nreferral:GOT,referral,GOT,收到,OPEN,-,5,1\nreferral:END,referral,END,办结,CLOSED,GOT,,2\n' > "$work/pack/stage.csv"
printf 'id,ledger,key,name,type,sort\nreferral:hospital,referral,hospital,医院,text,1\n' > "$work/pack/ledger_field.csv"
cat > "$work/pack/settlement.csv" <<END
id,period,division,cases,total_fen
s1,2020-04,530521101,4,400
s2,2020-05,530521101,5,500
s3,2020-05,530521103,6,600
END
"$hub" init --db "$db" --pack "$work/pack" --clock 2020-06-18T09:00:00+08:00 >"$work/err" 2>&1 || { cat "$work/err"; exit 1; }

# out: the period's rows, on record, whole
"$hub" hand-over exchange --db "$db" --period 2020-05 --dry-run "$work/out.csv" 2>"$work/err" || fail "a rehearsal"
says "2 rows would be handed over; nothing was written"; [ ! -e "$work/out.csv" ] || fail "a rehearsal wrote the file"
"$hub" hand-over exchange --db "$db" --period 2020-05 "$work/out.csv" 2>"$work/err" || fail "exchange: $(cat "$work/err")"
[ "$(wc -l < "$work/out.csv")" = 3 ] || fail "two rows and a header: $(cat "$work/out.csv")"
[ "$(batch exchange-20200618 status)" = SENT ] || fail "the record says $(batch exchange-20200618 status)"
[ "$(batch exchange-20200618 rows)" = 2 ] || fail "rows"
[ "$(batch exchange-20200618 sha256)" = "$(sha256sum "$work/out.csv" | cut -c1-64)" ] || fail "the record's sha256 is not the file's"
"$hub" hand-over exchange --db "$db" --period 2020-05 "$work/out2.csv" 2>"$work/err" && fail "the same month was handed over twice"
says "handed over before as exchange-20200618"
[ ! -e "$work/out2.csv" ] || fail "a refused hand-over left a file"
"$hub" hand-over exchange --db "$db" --period 2020-05 --again --where division=530521103 - >"$work/one" 2>"$work/err" || fail "again"
[ "$(wc -l < "$work/one")" = 2 ] || fail "one row to standard output"
[ "$(batch exchange-20200618-2 previous)" = exchange-20200618 ] || fail "the one before it is not named"

# out, of what the hub does not keep: a file made elsewhere
printf '编号\n1\n2\n3\n' > "$work/list.csv"
"$hub" hand-over tax-roster --db "$db" --period 2020-06 "$work/list.csv" 2>"$work/err" || fail "tax-roster: $(cat "$work/err")"
[ "$(batch tax-roster-20200618 rows)" = 3 ] || fail "rows of a file made elsewhere"
[ "$(wc -l < "$work/list.csv")" = 4 ] || fail "the file was touched"

# in
printf 'id,period,division,cases\nq1,2020-05,姚关,5\n' > "$work/in.csv"
"$hub" hand-over plat --db "$db" "$work/in.csv" >"$work/said" 2>"$work/err" || fail "in: $(cat "$work/err")"
[ "$(batch plat-20200618 status)/$(batch plat-20200618 period)" = ACCEPTED/2020-05 ] || fail "in: not taken"
"$hub" hand-over plat --db "$db" "$work/in.csv" >"$work/said" 2>"$work/err" && fail "the same file twice"
says "the very same file as plat-20200618"
printf 'id,period,division,cases\nq1,2020-05,nowhere,5\n' > "$work/bad.csv"
"$hub" hand-over plat --db "$db" "$work/bad.csv" >"$work/said" 2>"$work/err" && fail "bad rows were taken"
says "bad.csv:2:3"
printf 'id,period,division,cases,institution\nq2,2020-03,530521103,5,110101199003074477\n' > "$work/person.csv"
"$hub" hand-over plat --db "$db" "$work/person.csv" >"$work/said" 2>"$work/err" && fail "an identity number was taken"
grep -q 110101199003074477 "$work/err" && fail "an identity number was said aloud"
[ -z "$(sqlite3 "$db" "SELECT 1 FROM record WHERE body LIKE '%110101199003074477%'")" ] || fail "an identity number is stored"

# a list opens entries where its ledger begins; those that are there already are left alone
entry() { sqlite3 "$db" "SELECT coalesce(json_extract(body, '\$.$2'), '') FROM record WHERE kind = 'entry' AND id = '$1'"; }
printf 'id,title,division,extra.hospital\nR1,酒房1例,酒房,市医院\n' > "$work/cases.csv"
"$hub" hand-over cases --db "$db" "$work/cases.csv" >"$work/said" 2>"$work/err" || fail "entries: $(cat "$work/err")"
[ "$(entry R1 ledger)/$(entry R1 stage)/$(entry R1 status)/$(entry R1 opened_at)/$(entry R1 deadline)" = referral/GOT/OPEN/2020-06-18/2020-06-23 ] ||
	fail "an entry opened as $(sqlite3 "$db" "SELECT body FROM record WHERE id = 'R1'")"
[ "$(entry R1 extra.hospital)/$(entry R1 source)/$(entry R1 batch)" = 市医院/cases/cases-20200618 ] || fail "what it came with: $(entry R1 extra)"
printf 'id,title,division,extra.hospital\nR1,改过的,酒房,县医院\nR2,姚关1例,姚关,县医院\n' > "$work/cases2.csv"
"$hub" hand-over cases --db "$db" "$work/cases2.csv" >"$work/said" 2>"$work/err" || fail "entries again: $(cat "$work/err")"
[ "$(entry R1 title)/$(entry R2 title)" = 酒房1例/姚关1例 ] || fail "an entry somebody may have worked on was replaced"
printf 'id,title,division\nR3,x,nowhere\n' > "$work/cases3.csv"
"$hub" hand-over cases --db "$db" "$work/cases3.csv" >"$work/said" 2>"$work/err" && fail "an entry nowhere"
says "cases3.csv:2:3"

# refused
printf 'id,name,takes,url\nx,x,settlement,https://me:secret@host/x\n' > "$work/source.csv"
"$hub" import --db "$db" source "$work/source.csv" >"$work/said" 2>"$work/err" && fail "a password in an address"; says "no passwords in a pack"
printf 'id,name,takes\nx,x,event\n' > "$work/source.csv"
"$hub" import --db "$db" source "$work/source.csv" >"$work/said" 2>"$work/err" && fail "a source of events"; says "neither roster nor claims nor a kind"
"$hub" hand-over nobody --db "$db" "$work/in.csv" 2>"$work/err" && fail "no source"; says "there is no such source"
"$hub" hand-over exchange --db "$db" --where colour=red "$work/x.csv" 2>"$work/err" && fail "no field"; says "colour=red"
"$hub" hand-over exchange --db "$db" --period May "$work/x.csv" 2>"$work/err" && fail "no period"; says "--period takes a month"
"$hub" hand-over exchange --db "$db" "$work/no/such/x.csv" 2>"$work/err" && fail "no directory"; says "No such file or directory"
[ -z "$(batch exchange-20200618-3 status)" ] || fail "a hand-over that could not be written is on record"

# pull by hand and on its schedule
"$hub" pull --db "$db" >"$work/said" 2>"$work/err" && fail "a missing file was fetched"
says "near: the file cannot be read: "
"$hub" pull --db "$db" nosuch >"$work/said" 2>"$work/err" && fail "nosuch"; says "those are near"
printf 'id,period,division,cases\nn1,2020-05,530521101,5\n' > "$work/near.csv"
"$hub" pull --db "$db" >"$work/said" 2>"$work/err" || fail "pull: $(cat "$work/err")"
grep -q "nothing is due" "$work/said" || fail "it did not wait after a failure"
"$hub" pull --db "$db" near >"$work/said" 2>"$work/err" || fail "pull near: $(cat "$work/err")"
grep -q "taken as near-20200618-2: 1 rows, 1 new" "$work/said" || fail "pull near: $(cat "$work/said")"
sqlite3 "$db" "UPDATE pull SET due = 0"
"$hub" pull --db "$db" --watch >"$work/said" 2>"$work/watch" & watcher=$!
n=0; while [ $n -lt 2000 ] && ! grep -q "near: nothing newer" "$work/said"; do n=$((n + 1)); kill -0 "$watcher" || break; done
"$hub" pull --db "$db" near >"$work/said2" 2>"$work/err" && fail "two pulls at once"
says "another pull works on"
kill "$watcher"; wait "$watcher" || fail "--watch did not end well on SIGTERM"
[ -z "$(ls "$work" | grep -E 'c.db-(pull|rows|over|aside)-[0-9]')" ] || fail "left behind: $(ls "$work")"

# no address of a source leaks a password; options
"$hub" pull --db "$db" --timeout 0 2>"$work/err" && fail "timeout 0"; says "--timeout takes a whole number, 1 to 86400"
"$hub" pull --db "$db" --headers near 2>"$work/err" && fail "headers"; says "SOURCE=FILE"
"$hub" pull --db "$work/none.db" 2>"$work/err" && fail "no database"; says "make one with"
exit $fails
