#!/bin/sh
# Parameters that overlap are read by one rule wherever the hub reads them: of the rows valid on a day, the one that began
# last - a subsidy, what a subsidy refers to, a threshold, a day of the month.
set -u
. tests/support/people.sh

cat >"$pack/source.csv" <<'X'
id,name,takes,direction,shrink_bp
poor,扶贫名册,roster,IN,2000
plat,参保清册,roster,IN,2000
clm,结算明细,claims,IN,2000
X
cat >"$pack/ledger.csv" <<'X'
id,name,unit
alert,预警台账,人
recon,比对,次
X
cat >"$pack/stage.csv" <<'X'
id,ledger,code,name,class,after,sort
alert:FOUND,alert,FOUND,发现,OPEN,-,1
alert:GONE,alert,GONE,消除,CLOSED,FOUND,2
recon:RUN,recon,RUN,已比对,OPEN,-,1
recon:FED,recon,FED,已反馈,CLOSED,RUN,2
X
# The later row of each has the id that comes first, the lower amount, or both.
cat >"$pack/param.csv" <<'X'
id,key,name,value,unit,valid_from,valid_to
f1,subsidy_filed,建档立卡,180,yuan,2020-01-01,
f0,subsidy_filed,建档立卡,120,yuan,2020-05-01,
t1,subsidy_tekun,特困,personal_premium,yuan,2020-01-01,
p1,personal_premium,个人缴费,250,yuan,2020-01-01,
p0,personal_premium,个人缴费,280,yuan,2020-05-01,2020-06-05
w1,w,单次,30000,yuan,,
w0,w,单次,40000,yuan,2020-05-01,2020-05-31
d1,recon_day_horizontal,反馈日,8,,2020-01-01,
d0,recon_day_horizontal,反馈日,12,,2020-06-01,
X
cat >"$pack/watch.csv" <<'X'
id,name,over,svc,amount,op,param,ledger,scope
W,单次,SINGLE,ALL,oop,>=,w,alert,INDIVIDUAL
X
county 2020-06-18T09:00:00+08:00
take() { want=$1; shift; expect "$want" "$hub" import --db "$dir/h.db" "$@"; }
lower() { ask "SELECT body ->> 'value' FROM record WHERE kind = 'figure' AND id = 'poor-2020-06-530521103-subsidy_lower'"; }
n=0
paid() { # LOWER CATEGORY DAY YUAN: so many of one person are given less than is due
	n=$((n + 1))
	rm -f "$dir"/h.db*; expect 0 "$hub" init --db "$dir/h.db" --pack "$pack" --clock 2020-06-18T09:00:00+08:00
	printf '身份证号,区划,人群,是否参保,是否缴费,缴费日期,资助金额\n%s,姚关,%s,1,1,%s,%s\n' "$(id $n)" "$2" "$3" "$4" >"$dir/r.csv"
	take 0 roster "$dir/r.csv" --source poor
	is "$(lower)" "$1" "$2 given $4 on $3"
}
paid 0 FILED 2020-05-02 120; paid 1 FILED 2020-04-30 120; paid 0 FILED 2020-04-30 180
paid 0 TEKUN 2020-04-30 250; paid 1 TEKUN 2020-05-02 250; paid 0 TEKUN 2020-06-06 250; paid 0 'FILED;TEKUN' 2020-05-02 280

printf '身份证号,区划,结算日期,个人负担\n%s,姚关,2020-04-30,35000\n%s,姚关,2020-05-02,35000\n%s,姚关,2020-06-01,35000\n' \
	"$(id 1)" "$(id 2)" "$(id 3)" >"$dir/c.csv"
take 0 claims "$dir/c.csv"
said '3 claims judged, 2 hits: 2 opened'

printf '身份证号,区划,是否参保\n%s,姚关,1\n' "$(id 1)" >"$dir/p.csv"
take 0 roster "$dir/p.csv" --source plat
expect 0 "$hub" compare poor plat --db "$dir/h.db"
is "$(ask "SELECT DISTINCT body ->> 'deadline' FROM record WHERE kind = 'entry' AND body ->> 'ledger' = 'recon'")" 2020-06-12 'the day of feedback'
exit $bad
