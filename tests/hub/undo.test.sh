#!/bin/sh
# guatu-hub batch undo: what a batch brought is taken back to the byte, whatever it brought; what was worked on since is left.
set -u
. tests/support/people.sh

cat >"$pack/source.csv" <<'X'
id,name,takes,direction,shrink_bp,ledger
poor,扶贫名册,roster,IN,9000,gap
plat,结算,claims,IN,9000,
towns,乡镇数字,figure,IN,9000,
X
cat >"$pack/ledger.csv" <<'X'
id,name,unit
gap,漏保销号,人
anomaly,证件异常,件
big,大额,人
X
cat >"$pack/stage.csv" <<'X'
id,ledger,code,name,class,after,days,day_unit,sort
gap:FOUND,gap,FOUND,发现,OPEN,-,2,workday,1
gap:CLOSED,gap,CLOSED,销号,CLOSED,FOUND,,,2
anomaly:FOUND,anomaly,FOUND,发现,OPEN,-,1,day,1
anomaly:FIXED,anomaly,FIXED,更正,CLOSED,FOUND,,,2
big:FOUND,big,FOUND,发现,OPEN,-,,,1
big:DONE,big,DONE,办结,CLOSED,FOUND,,,2
X
cat >"$pack/ledger_field.csv" <<'X'
id,ledger,key,name,type
anomaly:kind,anomaly,kind,类型,text
X
cat >"$pack/param.csv" <<'X'
id,key,name,value,unit,valid_from,valid_to
p1,big_line,大额线,10000,yuan,2020-01-01,
X
cat >"$pack/watch.csv" <<'X'
id,name,over,amount,op,param,ledger
W1,大额,YEAR,total,>,big_line,big
X
cat >"$pack/duty.csv" <<'X'
id,name,rule,day,day_unit,event,per,owner_role
D-1,回执,EVENT,2,workday,batch:poor,TOWNSHIP,township
X
county 2020-06-18T09:00:00+08:00
# Everything but history, which stays, and the source made for what is imported by hand.
state() {
	ask "SELECT kind, id, body FROM record WHERE gone IS NULL AND kind NOT IN ('event', 'batch') AND id <> 'import' ORDER BY 1, 2"
	for t in roster_row claim_part; do
		[ -z "$(ask "SELECT 1 FROM sqlite_schema WHERE name = '$t'")" ] || ask "SELECT * FROM $t ORDER BY 1, 2, 3, 4, 5, 6"
	done
}
import() { expect 0 "$hub" import "$@" --db "$dir/h.db"; }
undo() { want=$1; shift; expect "$want" "$hub" batch undo "$@" --db "$dir/h.db"; }
newest() { ask "SELECT id FROM record WHERE kind = 'batch' AND body ->> 'status' = 'ACCEPTED' ORDER BY seq DESC LIMIT 1"; }
back() { # WHAT: the newest batch is taken back to state $dir/before
	undo 0 "$(newest)" --dry-run; cp "$dir/out" "$dir/dry"
	undo 0 "$(newest)"; said ' 0 left as they are'
	state >"$dir/after"; cmp -s "$dir/before" "$dir/after" || { fail "$1 is not what it was"; diff "$dir/before" "$dir/after" | head -20; }
}
roster() { # NAME PEOPLE...
	out=$1; shift
	{ echo '身份证号,区划,人群,是否参保,是否缴费,缴费日期,未参保原因'; for row in "$@"; do echo "$(id "${row%%,*}"),${row#*,}"; done; } >"$dir/$out"
}

# ---- records by hand: new ones go, changed ones are what they were
printf 'id,title,status,division,deadline,source\nA1,一,OPEN,姚关,2020-06-30,SELF\nA2,二,OPEN,姚关,2020-06-30,SELF\n' >"$dir/i.csv"
state >"$dir/before"
import issue "$dir/i.csv"
back 'a new record'
is "$(ask "SELECT gone FROM record WHERE id = 'A1'")" undone 'a tombstone'
is "$(ask "SELECT body ->> 'status' FROM record WHERE kind = 'batch' AND id = 'import-20200618'")" UNDONE 'the batch says so'
import issue "$dir/i.csv"
printf 'id,title\nA1,一改\n' >"$dir/i2.csv"
state >"$dir/before"
import issue "$dir/i2.csv"
back 'a changed record'
grep -qF 'issue A1: 标题: 一改 -> 一' "$dir/dry" || fail 'the rehearsal of taking back says what'
is "$(ask "SELECT group_concat(body ->> 'verb', ' ') FROM (SELECT body FROM record WHERE kind = 'event' AND body ->> 'object' = 'A1' ORDER BY seq)")" 'import undo' 'both in its history'
is "$(ask "SELECT count(*) FROM record WHERE kind = 'event' AND body ->> 'object' = 'A1' AND body -> 'was' ->> 'title' <> ''")" 2 'with what was before'
# What was taken back does not stand in the way of the batch before it.
undo 0 import-20200618-2; said '2 records, 0 left'
undo 1 import-20200618-2; said 'it is not one that was taken'
undo 1 nothing; said 'there is no such batch'

# ---- what somebody has worked on since is left, and named
import issue "$dir/i.csv"; first=$(newest)
import issue "$dir/i2.csv"
undo 0 "$first"; said '1 records, 1 left as they are'; said 'left: issue A1 (import-20200618-5 changed it since; take that one back first)'
is "$(ask "SELECT group_concat(id) FROM record WHERE kind = 'issue' AND gone IS NULL AND id GLOB 'A*'")" A1 'left'
# Of a batch all of whose records a later one changed nothing goes: it stays one that was taken, and goes after that one.
printf 'id,title\nA1,一再\n' >"$dir/i3.csv"; import issue "$dir/i3.csv"; second=$(newest)
printf 'id,title\nA1,一三\n' >"$dir/i4.csv"; import issue "$dir/i4.csv"; third=$(newest)
undo 1 "$second"; said "nothing of it can be taken back: issue A1 ($third changed it since; take that one back first)"
undo 0 "$third"; undo 0 "$second"; said '1 records, 0 left'
is "$(ask "SELECT body ->> 'title' FROM record WHERE kind = 'issue' AND id = 'A1'")" 一改 'taken back one after the other'
# And what others rest on.
printf 'id,parent,level,name\n530521199,530521,4,新镇\n530521198,530521,4,旁镇\n' >"$dir/d.csv"
import division "$dir/d.csv"; towns=$(newest)
printf 'id,title,status,division,deadline,source\nB1,一,OPEN,530521199,2020-06-30,SELF\n' >"$dir/b.csv"
import issue "$dir/b.csv"
undo 0 "$towns"; said '1 left as they are'; said 'left: division 530521199 (issue B1 rests on it)'

# ---- a month of a roster: figures, keys, entries, townships' receipts
roster r5.csv 1,姚关,FILED,1,1,2020-03-01, 2,姚关,FILED,0,0,, 3,甸阳,FILED,1,0,, 3,甸阳,FILED,1,0,,
roster r6.csv 1,姚关,FILED,1,1,2020-03-01, 2,姚关,FILED,1,1,2020-06-02, 4,甸阳,FILED,0,0,, 4,甸阳,FILED,0,0,, 5,甸阳,FILED,1,0,,
state >"$dir/before"
import roster "$dir/r5.csv" --source poor --period 2020-05; may=$(newest)
[ "$(ask "SELECT count(*) FROM record WHERE kind = 'duty_run' AND gone IS NULL")" -gt 1 ] || fail 'no receipts were called for'
cp "$dir/before" "$dir/none"; state >"$dir/before"
import roster "$dir/r6.csv" --source poor --period 2020-06
state | sed 's/poor-20200618[-0-9]*/BATCH/g' >"$dir/first"
undo 1 "$may"; said 'a later roster stands on'
back 'a roster'
import roster "$dir/r6.csv" --source poor --period 2020-06; said '2 new, 1 changed, 1 gone'
state | sed 's/poor-20200618[-0-9]*/BATCH/g' >"$dir/second"
cmp -s "$dir/first" "$dir/second" || { fail 'taken again it is not what it was'; diff "$dir/first" "$dir/second" | head; }
back 'a roster again'
cp "$dir/none" "$dir/before"; back 'the first roster'

# ---- of a month nobody names it is this one's, and a second time it came twice
import roster "$dir/r6.csv" --source poor
is "$(ask "SELECT body ->> 'period' FROM record WHERE kind = 'batch' AND id = '$(newest)'")" 2020-06 'the month'
expect 1 "$hub" import roster "$dir/r5.csv" --source poor --db "$dir/h.db"; said 'held'
expect 1 "$hub" import roster "$dir/r5.csv" --source plat --db "$dir/h.db"; said 'plat is no source that hands in roster; those are: poor'

# ---- claims: parts, hits, and those another month took the place of
claims() { out=$1; shift; { echo 'person,division,date,total,claim'; for row in "$@"; do echo "$(id "${row%%,*}"),${row#*,}"; done; } >"$dir/$out"; }
claims c4.csv 1,姚关,2020-04-02,6000.00,a 2,姚关,2020-04-02,20000.00,b
claims c5.csv 1,姚关,2020-05-02,6000.00,c
state >"$dir/before"; sed -i '/^W1|/d' "$dir/before"
import claims "$dir/c4.csv" --source plat --period 2020-04
state >"$dir/before"
import claims "$dir/c5.csv" --source plat --period 2020-05
is "$(ask "SELECT count(*) FROM record WHERE kind = 'entry' AND gone IS NULL AND body ->> 'ledger' = 'big'")" 2 'hits'
back 'claims'

# ---- which there are
expect 0 "$hub" batch list --db "$dir/h.db"
grep -qE '^import-20200618	import	i.csv		2020-06-18T09:[0-9:]*\+08:00	2	taken back$' "$dir/out" || { fail 'the list'; cat "$dir/out"; }
expect 0 "$hub" batch list poor --db "$dir/h.db"; said "r5.csv	2020-05"; silent i.csv
expect 0 "$hub" verify --db "$dir/h.db"
exit $bad
