#!/bin/sh
# What waited for a person and was accepted gives exactly what taking it at once would have given: rosters with every sort of
# finding, claims, records, entries; figures, entries, duty runs, keys and counts alike.  Two hubs, one of which holds everything.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
hub=tests/support/guatu-hub
pack=$room/pack; mkdir "$pack"
cp tests/screens/packs/sources/division.csv "$pack/"
cp packs/shidian-2020/term.csv packs/shidian-2020/calendar.csv "$pack/"
printf 'id,name\nduty-a,值班岗\n' >"$pack/post.csv"
printf 'id,name,unit\nanomaly,证件异常,件\ngap,漏保,人\nbig,大额,人\nreferral,转诊,件\n' >"$pack/ledger.csv"
{
	echo 'id,ledger,code,name,class,after,days,sort'
	for book in anomaly gap big referral; do echo "$book:FOUND,$book,FOUND,发现,OPEN,-,3,1"; echo "$book:DONE,$book,DONE,办结,CLOSED,FOUND,,2"; done
} >"$pack/stage.csv"
printf 'id,ledger,key,name,type\nanomaly:kind,anomaly,kind,类型,text\nanomaly:hash,anomaly,hash,散列键,text\nbig:claims,big,claims,笔数,int\n' >"$pack/ledger_field.csv"
printf 'id,key,name,value,unit,valid_from\np1,big_line,大额线,10000,yuan,2020-01-01\np2,subsidy_filed,建档立卡,180,yuan/person/year,2020-01-01\n' >"$pack/param.csv"
printf 'id,name,over,amount,op,param,ledger,condition\nW1,大额,YEAR,total,>,big_line,big,\nW2,外院,SINGLE,total,>,big_line,big,not ( institution = HA )\nW3,非住院,SINGLE,total,>,big_line,big,not ( svc = IP )\n' >"$pack/watch.csv"
printf 'id,name,rule,day,day_unit,event,per\nD-1,回执,EVENT,2,workday,batch:poor,TOWNSHIP\nD-2,变更,EVENT,2,workday,change:poor,COUNTY\n' >"$pack/duty.csv"
room_env
# SHARE NAME: a county whose sources hold what changes by more than that share.
county() {
	{ echo 'id,name,takes,direction,shrink_bp,ledger'; printf '%s\n' "poor,名册,roster,IN,$1,gap" "plat,结算明细,claims,IN,$1," \
		"sum,结算汇总,settlement,IN,$1," "list,名单,entry,IN,$1,referral"; } >"$pack/source.csv"
	"$hub" init --db "$room/hub.db" --pack "$pack" --clock 2020-06-18T09:00:00+08:00 >"$room/out" 2>&1 &&
	"$hub" user add duty-a --db "$room/hub.db" --post duty-a --role duty --scope 530521 --uid "$(id -u)" >>"$room/out" 2>&1 || { cat "$room/out"; exit 1; }
	# One salt for both, or no key would be the same.
	sqlite3 "$room/hub.db" "INSERT OR REPLACE INTO meta VALUES ('hash_salt', '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef')"
}
# COMMAND...: taken at once, or held and then accepted.
take() {
	"$hub" "$@" --db "$room/hub.db" >"$room/out" 2>&1 || grep -q 'held for a person' "$room/out" || { fail "$*"; cat "$room/out"; }
	id=$(sqlite3 "$room/hub.db" "SELECT id FROM record WHERE kind = 'batch' AND body ->> 'status' = 'HELD'")
	[ -n "$id" ] || return 0
	held=$((held + 1))
	guatu sync >"$room/out" 2>&1
	guatu accept "$id" --note 照收 >"$room/out" 2>&1 || { fail "accept $id"; cat "$room/out"; }
}
months() {
	held=0
	take import roster "$room/r5.csv" --source poor --period 2020-05
	take import roster "$room/r6.csv" --source poor --period 2020-06 --skip-bad
	take import claims "$room/c4.csv" --source plat --period 2020-04
	take import claims "$room/c5.csv" --source plat --period 2020-05 --skip-bad
	take hand-over sum "$room/s4.csv" --period 2020-04
	take hand-over sum "$room/s5.csv" --period 2020-05
	take hand-over list "$room/l1.csv"
	take hand-over list "$room/l2.csv"
}
# Everything the hub has but history, users and what says when a batch was decided on, and by whom.
state() {
	sqlite3 "$room/hub.db" "SELECT kind, id, body FROM record WHERE gone IS NULL AND kind NOT IN ('event', 'batch', 'source') ORDER BY 1, 2;
		SELECT id, body ->> 'status', body ->> 'period', body ->> 'rows', body ->> 'added', body ->> 'removed', body ->> 'changed', body ->> 'bad', body ->> 'sha256',
			body ->> 'file' FROM record WHERE kind = 'batch' ORDER BY 1;
		SELECT body ->> 'object_kind', body ->> 'object', body ->> 'verb', body ->> 'note' FROM record WHERE kind = 'event' AND body ->> 'object_kind' <> 'batch' ORDER BY 1, 2, 3, 4;
		SELECT * FROM roster_row ORDER BY 1, 2, 3; SELECT * FROM claim_part ORDER BY 1, 2, 3, 4, 5" | sed 's/T09:[0-9]*:[0-9]*+08:00/T09/g'
}

person() { # N: a well-formed number, nobody's
	awk -v n="$1" 'BEGIN {
		b = sprintf("530521%04d%02d%02d%03d", 1850 + n % 60, 1 + n % 12, 1 + n % 28, n % 1000)
		split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " ")
		for (i = 1; i <= 17; i++) s += substr(b, i, 1) * w[i]
		print b substr("10X98765432", s % 11 + 1, 1) }'
}
head='身份证号,区划,人群,是否参保,是否缴费,缴费日期,资助金额,参保标识,未参保原因'
{ echo "$head"; echo "$(person 1),姚关,FILED,1,1,2020-03-01,180,1,"; echo "$(person 2),姚关,FILED,0,0,,,,"; echo "$(person 3),甸阳,FILED,1,0,,,1,"; } >"$room/r5.csv"
{
	echo "$head"
	echo "$(person 1),姚关,TEKUN,1,1,2020-03-01,180,1,"              # paid under another category
	echo "$(person 2),姚关,FILED,1,1,2020-06-02,90,0,"                # not tagged, given too little
	echo "$(person 4),甸阳,FILED,0,0,,,,"                             # not covered, no reason
	echo "$(person 5),姚关,FILED,1,1,2020-06-01,180,1,"; echo "$(person 5),甸阳,FILED,1,1,2020-06-01,180,1,"
	echo "53052118500101,甸阳,FILED,1,0,,,1,"                     # too short
	echo "530521185001010010,甸阳,FILED,1,0,,,1,"                 # its check character
	echo "$(person 6),无此乡,FILED,1,0,,,1,"                          # a bad row
	for n in 7 8 9 10; do echo "$(person $n),姚关,FILED,1,1,2020-06-01,180,1,"; done
} >"$room/r6.csv"
claim='person,division,date,total,claim,household'
{ echo "$claim"; echo "$(person 1),姚关,2020-04-02,6000.00,a,H1"; } >"$room/c4.csv"
{ echo "$claim"; echo "$(person 1),姚关,2020-05-02,6000.00,b,H1"; echo "$(person 2),甸阳,2020-05-03,30000.00,c,H2"; echo "$(person 2),甸阳,2020-05-33,1.00,d,H2"
  echo "53052118500101,姚关,2020-05-04,20000.00,e,H3"
  echo "$(person 4),姚关,2020-05-05,6000.00,,H5"; echo "$(person 4),姚关,2020-05-05,6001.00,,H5"
  echo "$(person 3),姚关,2020-05-05,,f,H4"; } >"$room/c5.csv"          # nothing for the watch to go by
printf 'id,period,division,cases\ns1,2020-04,姚关,1\n' >"$room/s4.csv"
printf 'id,period,division,cases\ns1,2020-04,姚关,2\ns2,2020-05,姚关,3\ns3,2020-05,甸阳,4\n' >"$room/s5.csv"
printf 'id,title,division\nL1,一,姚关\n' >"$room/l1.csv"
printf 'id,title,division\nL1,改,姚关\nL2,二,姚关\nL3,三,甸阳\n' >"$room/l2.csv"

county 1000000; room_start; months; state >"$room/direct"; room_stop
[ "$held" = 0 ] || fail "$held were held by the hub that holds nothing"
rm -rf "$room"/hub.db* "$room/cache" "$room/state"; room_env
county 0; room_start; months; state >"$room/accepted"; room_stop
is=$(sqlite3 "$room/hub.db" "SELECT s.body ->> 'fetched_at' = b.body ->> 'received_at' FROM record s, record b WHERE s.id = 's1' AND b.id = 'sum-20200618-2'")
[ "$is" = 1 ] || fail 'fetched when it was accepted'
[ "$held" = 4 ] || fail "$held of 4 were held"
[ "$(grep -c '^entry' "$room/direct")" -gt 8 ] || fail 'too few entries to say anything'
cmp -s "$room/direct" "$room/accepted" || { fail 'held is not direct'; diff "$room/direct" "$room/accepted" | cut -c1-300 | head -30; }
exit $fails
