#!/bin/sh
# guatu-hub import roster and compare: figures, what changed, anomalies, gaps, take-the-higher (A26-A49, D16).
set -u
. tests/support/people.sh

cat >"$pack/source.csv" <<'X'
id,name,takes,direction,shrink_bp,ledger
poor,扶贫名册,roster,IN,2000,gap
plat,参保清册,roster,IN,,
X
cat >"$pack/ledger.csv" <<'X'
id,name,unit
gap,漏保销号,人
anomaly,证件异常,件
recon,比对,次
X
cat >"$pack/stage.csv" <<'X'
id,ledger,code,name,class,after,days,day_unit,sort
gap:FOUND,gap,FOUND,发现,OPEN,-,2,workday,1
gap:CLOSED,gap,CLOSED,销号,CLOSED,FOUND,,,2
anomaly:FOUND,anomaly,FOUND,发现,OPEN,-,1,day,1
anomaly:FIXED,anomaly,FIXED,更正,CLOSED,FOUND,,,2
recon:RUN,recon,RUN,已比对,OPEN,-,,,1
recon:FED,recon,FED,已反馈,CLOSED,RUN,,,2
X
cat >"$pack/ledger_field.csv" <<'X'
id,ledger,key,name,type
anomaly:kind,anomaly,kind,类型,text
anomaly:hash,anomaly,hash,散列键,text
recon:matched,recon,matched,一致,int
recon:only_left,recon,only_left,仅左,int
recon:only_right,recon,only_right,仅右,int
recon:field_diff,recon,field_diff,不一致,int
X
cat >"$pack/param.csv" <<'X'
id,key,name,value,unit,valid_from,valid_to
p1,subsidy_filed,建档立卡,180,yuan/person/year,2020-01-01,
p2,subsidy_tekun,特困,personal_premium,yuan/person/year,2020-01-01,
p3,subsidy_lowinc,低收入,120,yuan/person/year,2020-01-01,2020-04-30
p3b,subsidy_lowinc,低收入,200,yuan/person/year,2020-05-01,
p4,personal_premium,个人缴费,250,yuan,,
X
head='身份证号,区划,村,人群,是否参保,是否缴费,缴费日期,资助金额,参保标识,新增类型,市内其他参保,未参保原因,未缴费原因'
take() { want=$1; shift; expect "$want" "$hub" import --db "$dir/h.db" roster "$@"; }
fig() { ask "SELECT body ->> 'value' FROM record WHERE kind = 'figure' AND id = '$1'"; }
clock=2020-06-18T09:00:00+08:00

county $clock
{ echo "$head"
  echo "$(id 1),姚关,,FILED,1,1,2020-03-01,180,1,,0,,"
  echo "$(id 2),姚关,,FILED;LOWINC,是,是,2020/3/2,120,否,新生儿,否,,"      # given the lower; newborn, untagged
  echo "$(id 3),姚关,530521103201,特困供养,1,0,,,1,,0,,外出务工异地参保"
  echo "$(id 4),姚关,,FILED,0,0,,,,,0,ARMY,"
  echo "$(id 5),姚关,,FILED,0,0,,,,,1,,"                                # elsewhere in the city
  echo "$(id 6),姚关,,FILED,0,0,,,,,0,,"                                # unexplained
  echo "$(id 7),甸阳,,LOWINC,1,1,2020-04-30,120,0,MOVEIN,0,,"
  echo "$(id 7),由旺,,LOWINC,1,1,2020-04-30,120,1,,0,,"                 # the same number twice
  echo "53052119500101,甸阳,,OTHER,1,1,2020-05-01,0,1,,0,,"             # too short
  echo "$(id 8 | sed 's/.$//')$(id 8 | sed 's/.*\(.\)$/\1/' | tr '0-9X' '1-9X0'),甸阳,,OTHER,0,0,,,,,0,,"
} >"$dir/r.csv"
take 0 "$dir/r.csv" --source poor --period 2020-05
said '10 rows (UTF-8), 0 bad, 9 new, 0 changed, 0 gone'
said '2 identity numbers are none'
y=poor-2020-05-530521103 c=poor-2020-05-530521
is "$(fig "$y-should")|$(fig "$y-enrolled")|$(fig "$y-premium_paid")|$(fig "$y-subsidised")|$(fig "$y-subsidy_fen")" '6|3|2|2|30000' '姚关'
is "$(fig "$y-FILED-should")|$(fig "$y-FILED-enrolled")|$(fig "$y-LOWINC-should")|$(fig "$y-TEKUN-premium_paid")" '5|2|1|0' 'categories'
is "$(fig "$y-subsidy_lower")|$(fig "$c-530521-subsidy_lower")" '1|' 'take the higher'
is "$(fig "$y-other_in_city")|$(fig "$y-reason_army")|$(fig "$y-reason_death")|$(fig "$y-unpaid_away")|$(fig "$y-unexplained")" '1|1|0|1|1' 'explained elsewhere'
is "$(fig "$y-tag_newborn")|$(fig "$y-tag_normal")|$(fig "$y-paid_untagged")|$(fig poor-2020-05-530521101-tag_movein)" '1|0|1|1' 'tags'
is "$(fig "$c-should")|$(fig "$c-enrolled")|$(fig "$c-LOWINC-should")" '9|5|2' 'the county'
is "$(fig "$y-unflagged")$(fig "$y-ORPHAN-should")$(fig poor-2020-05-530521102-should)" '' 'what the roster does not say is missing, not zero'
is "$(ask "SELECT body ->> 'denominator', body ->> 'batch', body ->> 'period', body ->> 'indicator' FROM record WHERE kind = 'figure' AND id = '$y-should'")" \
   '扶贫名册|poor-20200618|2020-05|should' 'a figure says whence'
is "$(ask "SELECT count(*) FROM record WHERE kind = 'figure' AND NOT EXISTS (SELECT 1 FROM record i WHERE i.kind = 'indicator' AND i.id = record.body ->> 'indicator')")" 0 'indicators'
is "$(ask "SELECT body ->> '\$.extra.kind', body ->> 'division', body ->> 'persons' FROM record WHERE kind = 'entry' AND body ->> 'ledger' = 'anomaly' ORDER BY 1, 2")" \
   'BAD_LEN|530521101|1
CHECKSUM|530521101|1
DUP_ID|530521102|1
SUBSIDY_LOW|530521103|1
UNTAGGED|530521101|1
UNTAGGED|530521103|1' 'anomalies'
is "$(ask "SELECT count(*), body ->> 'division', body ->> 'category', length(body ->> 'hash'), body ->> 'deadline' FROM record WHERE kind = 'entry' AND body ->> 'ledger' = 'gap'")" \
   '1|530521103|FILED|32|2020-06-22' 'a gap in cover is an entry'
nobody 1 2 3 4 5 6 7 8
! grep -qF 53052119500101 "$dir/h.db" || fail 'a broken number is in the hub'
! grep -qF 53052119500101 "$dir/out" || fail 'a broken number was said'

# ---- the next month: what changed, what one paid under stays
take 0 "$dir/r.csv" --source poor --period 2020-05; said 'nothing to do'
{ sed "/^$(id 5),/d; s/^\($(id 6),.*\),0,0,,,,,0,,\$/\1,1,1,2020-06-01,180,1,,0,,/; s/^\($(id 1),姚关,,\)FILED/\1FILED;TEKUN/" "$dir/r.csv"
  echo "$(id 9),姚关,,LOWINC,1,1,2020-06-02,120,1,,0,,"; } >"$dir/r2.csv"
take 0 "$dir/r2.csv" --source poor --period 2020-06
said '10 rows (UTF-8), 0 bad, 1 new, 2 changed, 1 gone'
is "$(fig poor-2020-06-530521103-subsidy_lower)" 2 'the category of the day of payment, the value of the day: 2 and 9, not 1'
is "$(fig poor-2020-06-530521103-unexplained)|$(fig poor-2020-05-530521103-unexplained)" '0|1' 'the months stand beside each other'
is "$(ask "SELECT count(*) FROM roster_row WHERE source = 'poor'")" 9 'one version is kept'
odd() { ask "SELECT count(*), sum(body ->> 'persons') FROM record WHERE kind = 'entry' AND gone IS NULL AND body ->> 'ledger' = 'anomaly' AND body ->> 'period' = '$1'"; }
is "$(odd 2020-05)|$(odd 2020-06)" '6|6|1|1' 'who was odd last month and stands in an open entry is not opened again'

# ---- nobody came or went: the month has its figures all the same
take 0 "$dir/r2.csv" --source poor --period 2020-07; said '0 new, 0 changed, 0 gone'
is "$(fig poor-2020-07-530521103-should)" "$(fig poor-2020-06-530521103-should)" 'an unchanged roster counts for its month'

# ---- shrunk: held, nothing of it stays
head -4 "$dir/r2.csv" >"$dir/r3.csv"
take 1 "$dir/r3.csv" --source poor --period 2020-08
said 'is held for a person: 3 rows, 70% fewer than the 10 before'
is "$(ask "SELECT count(*) FROM roster_row WHERE source = 'poor'")|$(fig poor-2020-08-530521103-should)" '9|' 'a held roster leaves nothing'
is "$(ask "SELECT substr(CAST(bytes AS TEXT), 1, 12) FROM aside")" 'key,division' 'kept aside by key'
nobody 1 2 3

# ---- two sources side by side
{ echo '身份证号,区划,人群,是否参保'
  for n in 1 2 3; do echo "$(id $n),姚关,,1"; done       # 1 agrees, with 2 and 3
  echo "$(id 4),姚关,,1"                                  # enrolled here, not there
  echo "$(id 7),由旺,,1"; echo "$(id 99),由旺,,1"; } >"$dir/p.csv"
take 0 "$dir/p.csv" --source plat
expect 0 "$hub" compare poor plat --db "$dir/h.db"
said 'matched 3, only poor 4, only plat 1, differing 2 (place 1, category 0, enrolled 1, paid 0)'
is "$(ask "SELECT body ->> 'division', body ->> 'deadline', body ->> '\$.extra.matched', body ->> '\$.extra.only_left', body ->> '\$.extra.only_right',
   body ->> '\$.extra.field_diff' FROM record WHERE kind = 'entry' AND body ->> 'ledger' = 'recon' ORDER BY 1")" \
   '530521|2020-06-10|3|4|1|2
530521101|2020-06-10|0|2|0|1
530521102|2020-06-10|0|0|1|0
530521103|2020-06-10|3|2|0|1' 'the run as entries'
expect 0 "$hub" compare poor plat --db "$dir/h.db" --level city
is "$(ask "SELECT count(*) FROM record WHERE kind = 'entry' AND body ->> 'deadline' = '2020-06-15'")" 4 'down the levels by the 15th'
expect 1 "$hub" compare poor nobody --db "$dir/h.db"; said 'no source'
expect 2 "$hub" compare poor --db "$dir/h.db"
expect 0 "$hub" verify --db "$dir/h.db"

# ---- refused
refuse() { # LINE:COLUMN WORDS ROW
	{ echo "$head"; echo "$(id 20),姚关,,FILED,1,1,,,,,,,"; echo "$3"; } >"$dir/x.csv"
	take 1 "$dir/x.csv" --source poor
	said "x.csv:3:$1 ("; said "$2"
	nobody 20 21
}
n=$(id 21)
refuse 2 'is no division' "$n,石店,,FILED,1,1,,,,,,,"
refuse 4 'not in the term list pop' "$n,姚关,,FILED;富户,1,1,,,,,,,"
refuse 5 'neither yes nor no' "$n,姚关,,FILED,也许,1,,,,,,,"
refuse 5 'empty; write 1 or 0' "$n,姚关,,FILED,,1,,,,,,,"
refuse 7 'in the future' "$n,姚关,,FILED,1,1,2020-06-19,,,,,,"
refuse 7 'somebody who has not paid' "$n,姚关,,FILED,1,0,2020-06-01,,,,,,"
refuse 8 'no amount of money' "$n,姚关,,FILED,1,1,,百八,,,,,"
refuse 10 'none of NORMAL NEWBORN MOVEIN' "$n,姚关,,FILED,1,1,,,,旧,,,"
refuse 12 'somebody who is' "$n,姚关,,FILED,1,1,,,,,,ARMY,"
refuse 12 'not in the term list not_enrolled_reason' "$n,姚关,,FILED,0,0,,,,,,出家,"
refuse 3 'an identity number in clear' "$n,姚关,$(id 20),FILED,1,1,,,,,,,"
refuse 1 'every row is somebody' ",姚关,,FILED,1,1,,,,,,,"

# ---- done with, and odd all the same: opened again; a person more is an entry of that person alone
county $clock
take 0 "$dir/r.csv" --source poor --period 2020-05
"$hub" export --db "$dir/h.db" --pack "$dir/x" >/dev/null 2>&1
{ grep '^id,\|^编号,' "$dir/x/entry.csv" | head -1; grep UNTAGGED "$dir/x/entry.csv" | grep 530521101 | sed 's/,OPEN,FOUND,/,CLOSED,FIXED,/'; } >"$dir/closed.csv"
expect 0 "$hub" import --db "$dir/h.db" entry "$dir/closed.csv"; said '1 written'
{ cat "$dir/r2.csv"; echo "$(id 10),姚关,,LOWINC,1,1,2020-06-02,120,0,,0,,"; } >"$dir/r2b.csv"
take 0 "$dir/r2b.csv" --source poor --period 2020-06
is "$(odd 2020-05)|$(odd 2020-06)" '6|6|3|4' 'closed and still so, and one person more'
take 0 "$dir/r2b.csv" --source poor --period 2020-07; is "$(odd 2020-07)" '0|' 'and no more in the month after'
expect 0 "$hub" batch undo poor-20200618-3 --db "$dir/h.db"; expect 0 "$hub" batch undo poor-20200618-2 --db "$dir/h.db"
is "$(odd 2020-06)" '0|' 'taken back'
take 0 "$dir/r2b.csv" --source poor --period 2020-06; is "$(odd 2020-06)" '3|4' 'and there again'

exit $bad
