#!/bin/sh
# What a spreadsheet made of numbers that are names is never taken for people: refused by line and column, left out and
# named, or held for a person.
set -u
. tests/support/people.sh

cat >"$pack/source.csv" <<'X'
id,name,takes,direction,shrink_bp
poor,扶贫名册,roster,IN,2000
clm,结算明细,claims,IN,2000
X
cat >"$pack/ledger.csv" <<'X'
id,name,unit
alert,预警台账,人
X
cat >"$pack/stage.csv" <<'X'
id,ledger,code,name,class,after,sort
alert:FOUND,alert,FOUND,发现,OPEN,-,1
alert:GONE,alert,GONE,消除,CLOSED,FOUND,2
X
cat >"$pack/param.csv" <<'X'
id,key,name,value,unit
w1,w1,单次,30000,yuan
X
cat >"$pack/watch.csv" <<'X'
id,name,over,svc,amount,op,param,ledger,scope
W1,单次三万,SINGLE,ALL,oop,>=,w1,alert,INDIVIDUAL
X
clock=2020-06-18T09:00:00+08:00
take() { want=$1; shift; expect "$want" "$hub" import --db "$dir/h.db" "$@"; }
roster() { want=$1; shift; take "$want" roster "$@" --source poor; }
numbers() { n=$1; while [ "$n" -le "$2" ]; do id "$n"; n=$((n + 1)); done | sed "$3"; }      # FROM TO SED
people() { numbers "$@" | sed 's/$/,姚关,FILED,1/'; }
head='身份证号,区划,人群,是否参保'
rounded='s/^\(.\{15\}\)...$/\1000/'
listed() { ask "SELECT count(*) FROM roster_row"; }

# ---- saved as 5.30521E+17, or with a decimal point: refused, where and why
county $clock
{ echo $head; people 1 40 'c5.30521E+17'; } >"$dir/r.csv"
roster 1 "$dir/r.csv" --period 2020-05
said 'r.csv:2:1 (身份证号): a spreadsheet turned the number into 5.30521E+17; format the column as text and export again'
said '40 bad rows, nothing was taken'
is "$(ask "SELECT count(*) FROM record WHERE kind IN ('batch', 'figure')")" 0 'nothing of it stays'
{ echo $head; people 1 4 's/$/.0/'; } >"$dir/r.csv"
roster 1 "$dir/r.csv" --period 2020-05
said 'r.csv:5:1 (身份证号): a spreadsheet turned the number into (a long number, not repeated here); format'
nobody 1 2 3 4
{ echo '身份证号,区划,村,是否参保'; echo "$(id 1),姚关,5.30521E+11,1"; echo "$(id 2),530521103.0,,1"; } >"$dir/r.csv"
roster 1 "$dir/r.csv"
said 'r.csv:2:3 (村): a spreadsheet turned the number into 5.30521E+11'
said 'r.csv:3:2 (区划): a spreadsheet turned the number into 530521103.0'
# --skip-bad does not make a roster of the few that are left
{ echo $head; people 1 3 ''; people 4 5 'c5.3E+17'; } >"$dir/r.csv"
roster 1 "$dir/r.csv" --skip-bad --period 2020-05
said 'held for a person: 2 of 5 rows have no number'

# ---- rounded to fifteen digits: a few are left out and named, many are for a person
county $clock
{ echo $head; people 1 40 ''; } >"$dir/may.csv"
roster 0 "$dir/may.csv" --period 2020-05
{ echo $head; people 1 38 ''; people 39 40 "$rounded"; } >"$dir/few.csv"
roster 0 "$dir/few.csv" --period 2020-06
said 'few.csv:40:1 (身份证号): a spreadsheet turned the number into (a long number, not repeated here), whose last digits are 000; format'
said '40 rows (UTF-8), 2 bad, 0 new, 0 changed, 2 gone'
said '2 rows left out, whose numbers a spreadsheet rounded; the others are taken'
is "$(listed)" 38 'the others'
{ echo $head; people 1 40 "$rounded"; } >"$dir/all.csv"
roster 1 "$dir/all.csv" --period 2020-07
said 'held for a person: 37 of 40 rows have no number'      # the others' check character fits by chance
is "$(listed)" 38 'a held roster leaves nothing'

# ---- as many rows, of fewer people: it is people who count.  As many people in fewer rows are all there.
{ echo $head; people 1 30 ''; people 1 10 ''; } >"$dir/twice.csv"
roster 1 "$dir/twice.csv" --period 2020-07
said 'held for a person: 30 people, 21% fewer than the 38 before'
{ echo $head; people 1 38 ''; people 1 20 ''; } >"$dir/double.csv"
roster 0 "$dir/double.csv" --period 2020-07
{ echo $head; people 1 38 ''; } >"$dir/once.csv"
roster 0 "$dir/once.csv" --period 2020-08
said '38 rows (UTF-8), 0 bad, 0 new, 0 changed, 0 gone'

# ---- numbers that are none, beyond the source's share; the platform's own numbers of people are no such
county $clock
{ echo $head; people 1 6 ''; people 7 9 's/.$//'; } >"$dir/odd.csv"
roster 1 "$dir/odd.csv" --period 2020-05
said 'held for a person: 3 of 9 rows have no number'
sed '1s/身份证号/psn_no/; 2,$s/^/0000/' "$dir/odd.csv" >"$dir/own.csv"
roster 0 "$dir/own.csv" --period 2020-05
said '9 new'
county $clock
{ echo $head; numbers 1 6 's/^.*\(.......\)$/E\1/' | sed 's/$/,姚关,FILED,1/'; } >"$dir/passports.csv"
roster 0 "$dir/passports.csv" --period 2020-05
said '6 identity numbers are none'

# ---- claims
county $clock
head='身份证号,户编号,区划,结算日期,个人负担,结算编号,机构'
claim() { echo "$head"; echo "$1"; }
n=$(id 1)
refuse() { # COLUMN TITLE ROW
	claim "$3" >"$dir/c.csv"
	take 1 claims "$dir/c.csv"
	said "c.csv:2:$1 ($2): a spreadsheet turned the number into "
	is "$(ask "SELECT count(*) FROM record WHERE kind IN ('entry', 'batch')")" 0 "after: $3"
}
refuse 1 身份证号 "5.30521E+17,,姚关,2020-05-01,40000,1,"
refuse 2 户编号 "$n,5.30521E+13,姚关,2020-05-01,40000,1,"
refuse 2 户编号 "$n,17.0,姚关,2020-05-01,40000,1,"
refuse 6 结算编号 "$n,,姚关,2020-05-01,40000,2.02E+15,"
refuse 7 机构 "$n,,姚关,2020-05-01,40000,1,5.3E+11"
{ echo "$head"; numbers 1 9 '' | sed 's/$/,,姚关,2020-05-01,40000,,/'; numbers 10 10 "$rounded" | sed 's/$/,,姚关,2020-05-01,40000,,/'; } >"$dir/c.csv"
take 0 claims "$dir/c.csv" --period 2020-05
said 'c.csv:11:1 (身份证号): '
said '10 rows (UTF-8), 1 bad, 9 new'
{ echo "$head"; numbers 11 14 's/.$//' | sed 's/$/,,姚关,2020-05-01,4,,/'; } >"$dir/c.csv"
take 1 claims "$dir/c.csv" --period 2020-04
said 'held for a person: 4 of 4 rows have no number'

# ---- and any record's id
printf '编号,名称,级别,上级区划\n5.30521E+11,某村,5,530521103\n530521103299.0,某村,5,530521103\n' >"$dir/division.csv"
take 1 division "$dir/division.csv"
said 'division.csv:2:1 (编号): a spreadsheet turned the number into 5.30521E+11'
said 'division.csv:3:1 (编号): a spreadsheet turned'

exit $bad
