#!/bin/sh
# guatu-hub import claims: what is found, what is refused, what is kept of whom (D19, E10-E12, B35, E03).
set -u
. tests/support/people.sh

cat >"$pack/source.csv" <<'X'
id,name,takes,direction,shrink_bp
clm,结算明细,claims,IN,10000
X
cat >"$pack/ledger.csv" <<'X'
id,name,unit
alert,预警台账,人
home,监测户,户
ticket,票据,张
cluster,聚集,村
X
cat >"$pack/stage.csv" <<'X'
id,ledger,code,name,class,after,days,day_unit,sort
alert:FOUND,alert,FOUND,发现,OPEN,-,3,workday,1
alert:GONE,alert,GONE,消除,CLOSED,FOUND AGAIN,,,2
alert:AGAIN,alert,AGAIN,反弹,OPEN,GONE,2,,3
home:FOUND,home,FOUND,发现,OPEN,-,,,1
home:GONE,home,GONE,消除,CLOSED,FOUND,,,2
ticket:FOUND,ticket,FOUND,待核,OPEN,-,,,1
ticket:SEEN,ticket,SEEN,已核,CLOSED,FOUND,,,2
cluster:FOUND,cluster,FOUND,发现,OPEN,-,,,1
cluster:SEEN,cluster,SEEN,已核,CLOSED,FOUND,,,2
X
cat >"$pack/ledger_field.csv" <<'X'
id,ledger,key,name,type
alert:claims,alert,claims,笔数,int
alert:first_day,alert,first_day,首次超过,date
X
cat >"$pack/param.csv" <<'X'
id,key,name,value,unit,valid_from,valid_to
w1,w1,单次,30000,yuan,,
w2,w2,年累计,50000,yuan,,2020-03-31
w2b,w2,年累计,40000,yuan,2020-04-01,
w3,w3,慢病,10000,yuan,2020-01-01,
mon,mon,监测,6000,yuan,,
rural,rural,农村,10000,yuan,,
X
cat >"$pack/watch.csv" <<'X'
id,name,over,svc,amount,op,param,pop,not_pop,ledger,scope,least,valid_from
ZB1,单次三万,SINGLE,IP,oop_scope,>=,w1,,,alert,INDIVIDUAL,,2020-01-01
ZB2,年累计五万,YEAR,IP,oop_scope,>=,w2,,,alert,INDIVIDUAL,,
ZB3,慢病一万,YEAR,CHRONIC,oop_scope,>=,w3,,,alert,INDIVIDUAL,,
HN1,监测户六千,SINGLE,IP,oop,>,mon,FILED TEKUN,,home,INDIVIDUAL,,
HN2,其他农户一万,SINGLE,IP,oop,>,rural,,FILED TEKUN,home,INDIVIDUAL,,
TK,万元票据,SINGLE,,total,>=,rural,LOWINC,,ticket,INDIVIDUAL,,
MASS,同村多人,SINGLE,IP,oop,>,rural,,,cluster,MASS,3,
X
head='身份证号,户编号,区划,村,人群,业务,结算日期,总费用,政策范围内费用,基本医保,大病保险,医疗救助,个人负担,机构'
# claim PERSON HOUSEHOLD SVC CATEGORY DATE SCOPE BASIC OOP [VILLAGE]: total is what is in scope, or more where the own share is
claim() {
	total=$(awk -v a="$6" -v b="$8" 'BEGIN { print a + 0 < b + 0 ? b : a }')
	printf '%s,%s,姚关,%s,%s,%s,%s,%s,%s,%s,0,0,%s,\n' "$(id "$1")" "$2" "${9:-}" "$4" "$3" "$5" "$total" "$6" "$7" "$8"
}
take() { want=$1; shift; expect "$want" "$hub" import --db "$dir/h.db" claims "$@"; }
clock=2020-06-18T09:00:00+08:00

# ---- thresholds: at, over and under
county $clock
{ echo "$head"
  claim 1 '' IP OTHER 2020-05-01 30000.00 0 0          # ZB1 at it
  claim 2 '' IP OTHER 2020-05-01 29999.99 0 0
  claim 3 '' IP OTHER 2020-05-01 90000.00 60000.01 0   # after the layers: under
  claim 4 H4 IP FILED 2020-05-01 100 0 6000.00         # > not >=
  claim 5 H5 IP FILED 2020-05-01 100 0 6000.01
  claim 6 H6 IP 其他 2020/5/1 100 0 10000
  claim 7 H7 IP OTHER '2020-05-01 08:30:00' 100 0 10000.01
  claim 8 '' IP 'FILED;TEKUN' 20200501 100 0 10000.01    # monitored: by the lower one, once
  claim 9 '' OP LOWINC 2020-05-01 10000 0 0            # a ticket
  claim 10 '' OP LOWINC 2020-05-01 9999.99 0 0
  claim 11 '' IP OTHER 2019-12-31 30000.00 0 0         # before the watch began
} >"$dir/c.csv"
take 0 "$dir/c.csv" --period 2020-05
said 'ZB1 单次三万: 8 claims judged, 1 hits: 1 opened'
said '11 rows (UTF-8), 0 bad, 5 new'
is "$(entries)" 'HN1-2020|FOUND|1|600001|OPEN
HN1-2020|FOUND|1|1000001|OPEN
HN2-2020|FOUND|1|1000001|OPEN
TK-2020|FOUND|1|1000000|OPEN
ZB1-2020|FOUND|1|3000000|OPEN' 'who is over'
is "$(ask "SELECT body ->> 'deadline', body ->> 'division', body ->> 'opened_at', body ->> 'period', length(body ->> 'hash'),
          body ->> '\$.extra.claims', body ->> '\$.extra.first_day' FROM record WHERE kind = 'entry' AND body ->> 'watch' = 'ZB1'")" \
   '2020-06-23|530521103|2020-06-18|2020|32|1|2020-05-01' 'what the entry says'
nobody 1 2 3 4 5 6 7 8 9 10 11
expect 0 "$hub" verify --db "$dir/h.db"

# ---- the same again, and the same month corrected
take 0 "$dir/c.csv" --period 2020-05
said 'nothing to do'
cp "$dir/c.csv" "$dir/c2.csv"; claim 12 '' IP OTHER 2020-05-02 30000 0 0 >>"$dir/c2.csv"
take 1 "$dir/c2.csv" --period 2020-05
said 'held for a person: 2020-05 was taken before as'
is "$(ask "SELECT count(*) FROM record WHERE kind = 'entry'")" 5 'a held file opens nothing'
is "$(ask "SELECT body ->> 'status' FROM record WHERE kind = 'batch' ORDER BY seq DESC LIMIT 1")" HELD 'the batch'
nobody 1 5 12
is "$(ask "SELECT substr(CAST(bytes AS TEXT), 1, 41) FROM aside")" 'key,household_key,division,village,svc,da' 'kept aside with keys'
# another source period with the same people's claims in it opens nothing twice
{ echo "$head"; claim 1 '' IP OTHER 2020-05-01 30000.00 0 0; claim 7 H7 IP OTHER 2020-05-02 100 0 20000; } >"$dir/c3.csv"
take 0 "$dir/c3.csv"
said 'ZB1 单次三万: 2 claims judged, 1 hits: 0 opened'
said 'HN2 其他农户一万: 2 claims judged, 1 hits: 0 opened, 1 brought up to date'
is "$(entries | grep -vc ZB2)" 5 'entries after a second file'

# ---- a year's sum: over months and files, by the threshold of the day, not over New Year
county $clock
{ echo "$head"
  claim 1 '' IP OTHER 2020-01-05 20000 0 0
  claim 1 '' IP OTHER 2020-02-05 29999.99 0 0          # 49,999.99 by 50,000
  claim 2 '' IP OTHER 2020-03-31 25000 0 0
  claim 2 '' IP OTHER 2020-03-31 25000 0 0             # 50,000 on the last day of 50,000
  claim 3 '' IP OTHER 2019-12-31 25000 0 0
  claim 3 '' IP OTHER 2020-01-01 25000 0 0             # two years
  claim 4 '' CHRONIC OTHER 2019-06-01 20000 0 0        # no threshold then
} >"$dir/q1.csv"
take 0 "$dir/q1.csv" --period 2020-03
said 'ZB3: 1 claims are of days on which param w3 has no value'
is "$(entries)" 'ZB2-2020|FOUND|1|5000000|OPEN' 'first quarter'
{ echo "$head"
  claim 1 '' IP OTHER 2020-04-01 0.01 0 0              # 50,000.00 by 40,000
  claim 3 '' IP OTHER 2020-04-01 14999.99 0 0          # 39,999.99
} >"$dir/q2.csv"
take 0 "$dir/q2.csv" --period 2020-04
is "$(entries)" 'ZB2-2020|FOUND|1|5000000|OPEN
ZB2-2020|FOUND|1|5000000|OPEN' 'second quarter'
is "$(ask "SELECT group_concat(body ->> '\$.extra.first_day') FROM record WHERE kind = 'entry' ORDER BY 1")" "$(ask "SELECT CASE
  WHEN (SELECT body ->> '\$.extra.first_day' FROM record WHERE kind = 'entry' ORDER BY id LIMIT 1) = '2020-03-31' THEN '2020-03-31,2020-04-01'
  ELSE '2020-04-01,2020-03-31' END")" 'the day it got there'

# the same claim in two files is one, when they are numbered
county $clock
for f in a b; do printf '身份证号,区划,人群,业务,结算日期,总费用,政策范围内费用,基本医保,大病保险,医疗救助,个人负担,结算编号\n%s,姚关,OTHER,IP,2020-01-05,25000,25000,0,0,0,0,S1\n%s\n' "$(id 1)" "$f" >"$dir/$f.csv"; done
sed -i '$d' "$dir/a.csv"; sed -i '$d' "$dir/b.csv"; echo "$(id 2),姚关,OTHER,IP,2020-01-06,1,1,0,0,0,0,S2" >>"$dir/b.csv"
take 0 "$dir/a.csv"; take 0 "$dir/b.csv"
is "$(entries)" '' 'one claim in two files'
sed -i 's/S1/S3/; s/S2/S4/' "$dir/b.csv"; take 0 "$dir/b.csv"
is "$(entries)" 'ZB2-2020|FOUND|1|5000000|OPEN' 'two claims of a day'

# ---- households, villages
county $clock
{ echo "$head"
  claim 1 HOME IP FILED 2020-05-01 100 0 7000; claim 2 HOME IP FILED 2020-05-02 100 0 8000; claim 2 HOME IP FILED 2020-05-03 100 0 6500
  for n in 3 4 5; do claim $n '' IP OTHER 2020-05-01 100 0 10001 530521103201; done
  for n in 6 7; do claim $n '' IP OTHER 2020-05-01 100 0 10001 530521103202; done
} >"$dir/m.csv"
take 0 "$dir/m.csv"
is "$(entries | grep -v HN2)" 'HN1-2020|FOUND|2|1500000|OPEN
MASS-2020-530521103201|FOUND|3|3000300|OPEN' 'a household is one entry, three of a village are one'
is "$(ask "SELECT body ->> 'village', coalesce(body ->> 'hash', 'none') FROM record WHERE kind = 'entry' AND body ->> 'watch' = 'MASS'")" \
   '530521103201|none' 'a mass entry is about a village'

# ---- closed ones: older claims leave them alone, newer ones bring them back
county $clock
{ echo "$head"; claim 1 '' IP OTHER 2020-05-01 30000 0 0; claim 2 '' IP FILED 2020-05-01 100 0 6001; } >"$dir/r1.csv"
take 0 "$dir/r1.csv"
for w in ZB1 HN1; do
	ask "UPDATE record SET body = json_set(body, '\$.stage', 'GONE', '\$.status', 'CLOSED', '\$.stage_since', '2020-05-20') WHERE kind = 'entry' AND body ->> 'watch' = '$w'"
done
{ echo "$head"; claim 1 '' IP OTHER 2020-05-19 31000 0 0; claim 2 '' IP FILED 2020-05-20 100 0 6001; } >"$dir/r2.csv"
take 0 "$dir/r2.csv"
is "$(entries)" 'HN1-2020|GONE|1|600100|CLOSED
ZB1-2020|GONE|1|3000000|CLOSED
ZB2-2020|FOUND|1|6100000|OPEN' 'seen before it was closed'
{ echo "$head"; claim 1 '' IP OTHER 2020-06-01 30500 0 0; claim 2 '' IP FILED 2020-06-01 100 0 6002; } >"$dir/r3.csv"
take 0 "$dir/r3.csv"
is "$(entries)" 'HN1-2020|GONE|1|600100|CLOSED
HN1-2020~2|FOUND|1|600200|OPEN
ZB1-2020|AGAIN|1|3100000|OPEN
ZB2-2020|FOUND|1|9150000|OPEN' 'a relapse: by the pack'\''s stage, or a new entry'
is "$(ask "SELECT body ->> 'relapses', body ->> '\$.stages[1][0]' FROM record WHERE kind = 'entry' AND body ->> 'stage' = 'AGAIN'")" '1|AGAIN' 'the relapse is counted'
is "$(ask "SELECT count(*) FROM record WHERE kind = 'event' AND body ->> 'object_kind' = 'entry'")" 6 'events: what was brought up to date too'

# ---- what is refused, where, and that nothing of it stays
county $clock
refuse() { # LINE:COLUMN WORDS ROW...
	{ echo "$head"; claim 20 '' IP OTHER 2020-05-01 40000 0 0; echo "$3"; } >"$dir/x.csv"
	take 1 "$dir/x.csv"
	said "x.csv:3:$1 ("; said "$2"
	nobody 20 21
	is "$(ask "SELECT count(*) FROM record WHERE kind IN ('entry', 'batch')")" 0 "after: $2"
}
n=$(id 21)
refuse 8 'no good thousands' "$n,,姚关,,OTHER,IP,2020-05-01,\"1,23.5\",1,0,0,0,0,"
refuse 8 'two decimals' "$n,,姚关,,OTHER,IP,2020-05-01,1.005,1,0,0,0,0,"
refuse 9 'less than 0' "$n,,姚关,,OTHER,IP,2020-05-01,1,-1,0,0,0,0,"
refuse 9 'less than what the layers paid' "$n,,姚关,,OTHER,IP,2020-05-01,1,1,0.5,0.5,0.01,0,"
refuse 13 'empty, and watch HN2 goes by it' "$n,,姚关,,OTHER,IP,2020-05-01,1,1,0,0,0,,"
refuse 3 '"石店" is no division' "$n,,石店,,OTHER,IP,2020-05-01,1,1,0,0,0,0,"
refuse 4 'is no village of that township' "$n,,姚关,530521101001,OTHER,IP,2020-05-01,1,1,0,0,0,0,"
refuse 5 'not in the term list pop' "$n,,姚关,,富户,IP,2020-05-01,1,1,0,0,0,0,"
refuse 6 'no care type' "$n,,姚关,,OTHER,99,2020-05-01,1,1,0,0,0,0,"
said 'or of the list svc: ALL '
refuse 7 'in the future; today is 2020-06-18' "$n,,姚关,,OTHER,IP,2020-06-19,1,1,0,0,0,0,"
refuse 7 'no such date' "$n,,姚关,,OTHER,IP,2020-02-30,1,1,0,0,0,0,"
refuse 1 "every claim is somebody's" ",,姚关,,OTHER,IP,2020-05-01,1,1,0,0,0,0,"
refuse 14 'an identity number in clear' "$n,,姚关,,OTHER,IP,2020-05-01,1,1,0,0,0,0,陪护 $(id 20)"
refuse 3 'an identity number in clear' "$n,,$n,,OTHER,IP,2020-05-01,1,1,0,0,0,0,"
refuse 1 '13 cells where the header has 14' "$n,,姚关,,OTHER,IP,2020-05-01,1,1,0,0,0,0"
refuse 9 '1.01, more than the 1.00 of 总费用' "$n,,姚关,,OTHER,IP,2020-05-01,1,1.01,0,0,0,0,"
# what was paid and what was not are the whole
kept=$head
head='身份证号,区划,人群,业务,结算日期,总费用,政策范围内费用,基本医保,大病保险,医疗救助,机构减免,补偿合计,个人负担'
paid() { { echo "$head"; echo "$(id 20),姚关,OTHER,IP,$2,$3"; } >"$dir/x.csv"; take "$1" "$dir/x.csv" --period 2020-04; }
paid 1 2020-04-02 41000,40000,1000,0,0,0,1000,500
said 'x.csv:2:13 (个人负担): not the total less what was paid: 41000.00 less 1000.00 is 40000.00'
paid 1 2020-04-02 1000,900,600,0,0,0,500,500
said 'x.csv:2:8 (基本医保): 600.00, more than the 500.00 of 补偿合计'
paid 1 2020-04-02 1000,900,600,0,0,0,1200,0
said 'x.csv:2:12 (补偿合计): 1200.00, more than the 1000.00 of 总费用'
paid 1 2020-04-02 41000,40000,900,0,0,0,1000,40000
said 'x.csv:2:12 (补偿合计): 1000.00, but basic, catastrophic and aid make 900.00 together'
is "$(ask "SELECT count(*) FROM record WHERE kind = 'batch'")" 0 'nothing of it stays'
paid 0 2020-03-31 '"1,000.00",900元,600,0,0,50,600,350'      # let off beside what was paid
said 'x.csv:2:5 (结算日期): a bill of another month than the delivery is about'
silent 个人负担
county $clock
head=$kept
claim 21 '' IP OTHER 2020-05-01 40000 0 0 >"$dir/x.csv"
take 1 "$dir/x.csv"
said 'x.csv:1:1 (header): an identity number; the first row must name the columns'
nobody 21
{ echo "$head" | sed 's/基本医保/统筹额/'; claim 21 '' IP OTHER 2020-05-01 1 0 0; } >"$dir/x.csv"
take 1 "$dir/x.csv"
said '(基本医保): the header lacks this column (basic), which the watch ZB1 goes by'
{ echo "key,$head" | cut -d, -f1,3-; } >"$dir/x.csv"
take 1 "$dir/x.csv"
said 'says whose claim it is'
{ echo "$head"; claim 20 '' IP OTHER 2020-05-01 40000 0 0; printf '"open'; } >"$dir/x.csv"
take 1 "$dir/x.csv"
said 'x.csv:3:1: this quote is never closed'
: >"$dir/x.csv"; take 1 "$dir/x.csv"; said 'the first row must name the columns'
take 1 "$dir/none.csv"; said 'No such file'
take 1 "$dir/c.csv" --source nobody; said 'no such source'
take 2; said 'give FILE'
take 2 "$dir/c.csv" --period 2020-13; said 'a month like'

# --skip-bad takes the others and says how many it left
{ echo "$head"; claim 20 '' IP OTHER 2020-05-01 40000 0 0; echo "$n,,石店,,OTHER,IP,2020-05-01,1,1,0,0,0,0,"; } >"$dir/x.csv"
take 0 "$dir/x.csv" --skip-bad
said 'x.csv:3:3 (区划)'; said '2 rows (UTF-8), 1 bad, 2 new'
is "$(ask "SELECT body ->> 'bad' FROM record WHERE kind = 'batch'")" 1 'bad rows are counted on the batch'
# GB18030, the national platform's names, columns nobody asked for
county $clock
{ echo 'psn_no,clr_optins,姓名,med_type,setl_time,medfee_sumamt,inscp_scp_amt,hifp_pay,hifmi_pay,maf_pay,psn_part_amt,人群'
  echo "$n,530521,某人,21,2020-05-01 10:00:00,40000,40000,0,0,0,9000,其他"; } | iconv -t GB18030 >"$dir/g.csv"
take 0 "$dir/g.csv"
said '1 rows (GB18030)'; said 'g.csv:1:3 (姓名): no column is called so, it is left out'
is "$(entries)" 'ZB1-2020|FOUND|1|4000000|OPEN
ZB2-2020|FOUND|1|4000000|OPEN' 'the platform'\''s names'

exit $bad
