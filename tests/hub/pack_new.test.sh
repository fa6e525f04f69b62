#!/bin/sh
# A county in an hour: `pack new` makes a whole pack of an office's table of places; it passes `pack check` without a
# word changed, and its room shows every township.  What is wrong with the table is said cell by cell, nothing written.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
hub=tests/support/guatu-hub
new() { "$hub" pack new "$@" >"$room/out" 2>&1; }
table() { printf '%b' "$1" > "$room/t.csv"; }
refused() { # WHAT IS SAID, the table being wrong
	new "$room/no" --county 888801 --name 远山县 --divisions "$room/t.csv" && fail "taken: $1"
	says "$1"; says "nothing was written"
	[ ! -e "$room/no" ] || fail "$1: something was left behind"
}

# ---- 28 townships, two with the same initials, one of peoples, a street, a zone; 30 villages -------------------------
awk 'BEGIN {
	split("甲 乙 丙", village, " ")
	n = split("石店镇 宋店镇 大河镇 小河镇 东山镇 西山镇 南岭镇 北岭镇 上坪镇 下坪镇 白水镇 黑水镇 青龙镇 黄龙镇 红旗镇 新华镇 古城街道 新城街道 高桥乡 平桥乡 马场乡 牛场乡 摆榔彝族布朗族乡 松林乡 长安乡 柳河乡 金沟乡 远山经济开发区", name, " ")
	print "远山县乡镇、村一览表,,,"
	print "代码,名称,人口,备注"
	for (t = 1; t <= n; t++) {
		printf "8888011%02d000,%s,\"%d,0%02d\",\n", t, name[t], t + 3, t
		if (t <= 10) for (v = 1; v <= 3; v++) printf "8888011%02d2%02d,%s村委会,,\n", t, v, village[v]
	}
	print ",合计,999999," }' > "$room/places.csv"
new "$room/yuanshan" --county 888801 --name 远山县 --divisions "$room/places.csv" --from 2026-01-01 --to 2026-12-31 || { cat "$room/out"; exit 1; }
says "28 townships and 30 villages"
"$hub" pack check "$room/yuanshan" >"$room/out" 2>"$room/err" || { fail "pack check"; cat "$room/err"; }
[ ! -s "$room/err" ] || { fail "pack check has something to say"; cat "$room/err"; }
says "nothing wrong"; says "division.csv            59"; says "issue.csv (问题) has nothing; empty stays: the issues"
row() { grep -q "$1" "$room/yuanshan/$2.csv" || { fail "$2.csv has no $1"; }; }
row '^888801101,888801,4,石店镇,石店,shidian,sd,town,0,0,4001,,3$' division
row '^888801123,888801,4,摆榔彝族布朗族乡,摆榔,bailang,bl,ethnic_township,' division
row '^888801125,888801,4,长安乡,长安,changan,ca,township,' division
row '^888801117,888801,4,古城街道,古城,gucheng,gc,street,' division
row '^888801128,888801,4,远山经济开发区,经济开发区,.*,zone,' division
row '^888801101201,888801101,5,甲村委会,,,,village,' division
row '^shidian-office,石店医保办专员,' post       # sd is two townships'
row '^dh-office,大河医保办专员,' post
# a word about every column, in each file, with the states by name
for f in "$room"/yuanshan/*.csv; do
	columns=$(grep -v '^#' "$f" | head -1 | tr ',' '\n' | wc -l)
	[ "$(grep -c '^# [^（，。：]*（[a-z_]*）：\|^# 编号：' "$f")" = "$columns" ] || fail "$f: not a line for each column"
done
row '^# 状态（status）：必填，TODO .*CHECKED' task
for list in division_type source issue_kind category verify_method close_result scope svc pop evidence_kind check_subject \
	check_aspect party indicator_area ledger_area institution_type institution_tier agreement_state assessment; do
	row "^$list:" term
done
# ---- what is taken and nobody listens to is said --------------------------------------------------------------------
[ "$(grep -c . "$room/out")" = "$(grep -cE '^  |nothing wrong$|calendar.csv has no day of' "$room/out")" ] || { fail "the skeleton says what nobody listens to"; cat "$room/out"; }
cp -r "$room/yuanshan" "$room/odd"
doubt() { # FILE ROW WHAT IS SAID
	cp "$room/yuanshan/$1.csv" "$room/odd/$1.csv"; printf '%s\n' "$2" >>"$room/odd/$1.csv"
	LC_ALL=en_US.UTF-8 "$hub" pack check "$room/odd" >"$room/out" 2>&1 || fail "pack check refused: $2"
	says "/$1.csv:$(wc -l <"$room/odd/$1.csv"):$3"
	cp "$room/yuanshan/$1.csv" "$room/odd/$1.csv"
}
doubt task 'T9,,COVER,P-TASK,晚开始,,leader,888801,2026-07-01,2026-06-30,1,0,TODO' '9 (开始): it starts after it is due (2026-06-30)'
doubt task 'T9,,COVER,P-TASK,无人管,,,888801,2026-06-01,2026-06-30,1,0,TODO' '7 (责任岗位): empty; nobody answers for the task'
doubt sup_group 'N2,二组,,,,' '4 (组长岗位): empty; the group has no lead'
doubt param 'nobody,nobody,无人读,3,day,,,1' '2 (键): no screen, formula, watch or rule asks for it'
doubt param 'enrol_rate_goal,enrol_rate_goal,无人读,3,furlong,,,1' '5 (单位): "furlong" is no unit the console knows'
doubt term 'mood:GOOD,mood,GOOD,好,,,' '2 (词表名): no field, step or ledger takes codes from the list mood'
doubt division '888801103299,888801101,5,错村,,,,村,,,,,' '2 (上级区划): its code says that it lies in 888801103'
doubt issue 'I-1,某事,OPEN,大河,2026-06-30,热线反映,,,,888801101201,,,,,' '10 (村): 甲村委会 lies in 888801101, not in 888801103'
doubt institution 'H-1,大河卫生院,卫生院,一级,大河,888801101201,,,,,' '6 (村): 甲村委会 lies in 888801101, not in 888801103'
doubt issue 'I-1,某事,OPEN,大河,2026-06-30,热线反映,,,,,,2026-07-01,,,' '12 (发现日期): it was found after its deadline (2026-06-30)'
doubt duty 'X-1,月底,,MONTH_END,3,,,,,,COUNTY,1,,duty,,,COVER,,99' '5 (日): a duty of the rule MONTH_END does not look at it'
# A54: of whom a paper goes to each township has one
sed 's/大河镇医保办,/大河镇卫生院,/' "$room/yuanshan/post.csv" >"$room/odd/post.csv"
LC_ALL=en_US.UTF-8 "$hub" pack check "$room/odd" >"$room/out" 2>&1 || fail "pack check refused another unit"
says '(接收单位): "各乡镇医保办": no such post is in 大河'
cp "$room/yuanshan/post.csv" "$room/odd/"
doubt figure 'F-1,enrolled,已参保,2026-05,大河,,5,case,,' '8 (单位): "case", but the indicator enrolled is in person: it is not counted'
printf 'N2,二组,,,,\n' >>"$room/odd/sup_group.csv"
doubt sup_assign 'N2-a,N2,大河,2026-06-01' '3 (区划): 大河镇 is supervised by 督战一组, too'
cp "$room/yuanshan/sup_group.csv" "$room/odd/"
grep -E '^(#|编号|2019)' "$room/yuanshan/calendar.csv" >"$room/odd/calendar.csv"
"$hub" pack check "$room/odd" >"$room/out" 2>&1; says "calendar.csv has no day of 20"
"$hub" pack check "$room/yuanshan" >"$room/out" 2>&1

# what a spreadsheet makes of the comments when it saves the file again: quotes around, commas behind
sed -i 's/^\(# .*\)$/"\1",,,,,,,,,,,,/' "$room/yuanshan/division.csv"
"$hub" pack check "$room/yuanshan" >"$room/out" 2>&1 || { fail "saved by a spreadsheet"; cat "$room/out"; }
# never over what is there
new "$room/yuanshan" --county 888801 --name 远山县 --divisions "$room/places.csv" && fail "an existing directory"
says "is there already"

# ---- the room ------------------------------------------------------------------------------------------------------
room_env
"$hub" init --db "$room/hub.db" --pack "$room/yuanshan" --clock 2026-06-18T09:00:00+08:00 >"$room/out" 2>&1 || { fail init; cat "$room/out"; exit 1; }
"$hub" user add duty-a --db "$room/hub.db" --post duty-a --role duty --scope 888801 --uid "$(id -u)" >/dev/null 2>&1
room_start
expect 0 sync
expect 0 show map; says "远山县"
for name in 石店 宋店 大河 古城 摆榔 长安 经济; do says "$name"; done
expect 0 show township 摆榔
for screen in tasks issues reports settlement duties ledgers catalogue checks params; do expect 0 show "$screen"; done
# and a form has its choices: an issue is registered
expect 0 register issue --title 三户未缴费 --source 热线反映 --division 大河 --deadline 2026-06-30 --kind UNPAID
expect 0 list issues; says "三户未缴费"; says "大河"
guatu list townships --raw --json | grep -o '"id":"8888011[0-9]*"' | sort -u | wc -l | grep -qx 28 || fail "not 28 townships"

# ---- from November on the next year's calendar is missed ------------------------------------------------------------------
expect 0 show duties; silent "年日历"
room_stop; rm -rf "$room"/hub.db* "$room"/cache "$room"/state "$room"/run "$room"/config; room_env
"$hub" init --db "$room/hub.db" --pack "$room/yuanshan" --clock 2026-11-02T09:00:00+08:00 >/dev/null 2>&1
"$hub" user add duty-a --db "$room/hub.db" --post duty-a --role duty --scope 888801 --uid "$(id -u)" >/dev/null 2>&1
room_start
expect 0 sync
expect 0 show duties; says "没有 2027 年日历"
guatu doctor >"$room/out" 2>&1; says "没有 2027 年的日历"

# ---- what is wrong is said cell by cell ---------------------------------------------------------------------------------
table 'code,name\n88880110,短镇\n'; refused 't.csv:2:1 (code): "88880110" is no code of a place'
table '名称,区划代码\n大河镇,888801101\n大河镇,888801101\n'; refused 't.csv:3:2 (区划代码): the code is there twice; the first is 大河镇'
table '代码,名称\n777701101,别处镇\n'; refused 't.csv:2:1 (代码): 777701101 does not lie in the county 888801'
table '代码,名称\n888801101,大河镇\n888801102201,无镇村\n'; refused 't.csv:3:1 (代码): this table does not have its township 888801102'
table '代码,名称\n888801101,\n'; refused 't.csv:2:2 (名称): "" is no name of a place'
table '代码,名称\n888801101,\0343\0200\0200\0342\0200\0213\n'; refused 't.csv:2:2 (名称): "'
table '代码,名称,级别\n888801101,大河镇,村\n'; refused 't.csv:2:3 (级别): "村", but a code like 888801101 is of level 4'
table '代码,名称,上级代码\n888801101,大河镇,888802\n'; refused 't.csv:2:3 (上级代码): "888802", but the code 888801101 lies in 888801'
table '代码,名称,人口\n888801101,大河镇,四万\n'; refused 't.csv:2:3 (人口): "四万" is no whole number of people'
table '代码,名称,人口,人口\n888801101,大河镇,4,5\n'; refused 't.csv:1:4 (人口): this column is there twice, as column 3 (人口) too'
table '甲,乙\n1,2\n'; refused 'no header row with a column for the code'
table '代码,名称\n888801,远山县\n'; refused 'no township in it'
: > "$room/t.csv"; refused 'no header row'
new "$room/no" --county 8888 --name 远山县 --divisions "$room/t.csv"; [ $? = 2 ] || fail "a short county code"
new "$room/no no" --county 888801 --name 远山县 --divisions "$room/t.csv"; [ $? = 2 ] || fail "a blank in the pack's name"
new "$room/no" --county 888801 --name '远,山' --divisions "$room/t.csv"; [ $? = 2 ] || fail "a comma in the county's name"
new "$room/no" --county 888801 --name 远山县 --divisions "$room/t.csv" --from 2026-06-31; [ $? = 2 ] || fail "no such day"
new "$room/no" --county 888801 --name 远山县 --divisions "$room/t.csv" --from 2026-06-30 --to 2026-06-01; [ $? = 2 ] || fail "days the wrong way"

# ---- level by level, as offices keep it -------------------------------------------------------------------------------------
taken() { # WHAT division.csv MUST HAVE, a line each
	rm -rf "$room/levels"
	new "$room/levels" --county 888801 --name 远山县 --divisions "$room/t.csv" || { fail "not taken"; cat "$room/t.csv" "$room/out"; return; }
	grep '^8888011' "$room/levels/division.csv" | cut -d, -f1-4,11 >"$room/places"
	printf '%b' "$1" | cmp -s - "$room/places" || { fail "other places"; cat "$room/t.csv" "$room/places"; }
}
four='888801101,888801,4,大河镇,\n888801101201,888801101,5,甲村委会,\n888801101202,888801101,5,乙村委会,\n888801102,888801,4,小河镇,\n888801102201,888801102,5,甲村委会,\n'
table '远山县村一览表,,,\n乡镇代码,乡镇名称,村代码,村名称\n888801101000,大河镇,888801101201,甲村委会\n888801101000,大河镇,888801101202,乙村委会\n888801102000,小河镇,888801102201,甲村委会\n'
taken "$four"
table '乡镇代码,乡镇名称,村居代码,村居名称\n888801101,大河镇,888801101201,甲村委会\n,,888801101202,乙村委会\n888801102,小河镇,888801102201,甲村委会\n'
taken "$four"
table '所属县代码,所属县,乡（镇、街道）代码,乡（镇、街道）名称,村（社区）代码,村（社区）名称\n888801,远山县,888801101,大河镇,,\n888801,远山县,888801101,大河镇,888801101201,甲村委会\n888801,远山县,888801101,大河镇,888801101202,乙村委会\n888801,远山县,888801102,小河镇,888801102201,甲村委会\n'
taken "$four"
table '乡镇,行政村,统计用区划代码\n大河镇,甲村委会,888801101201\n大河镇,乙村委会,888801101202\n小河镇,甲村委会,888801102201\n'
taken "$four"
table '县代码,县名称,乡镇代码,乡镇名称\n888801,远山县,888801101,大河镇\n888801,远山县,888801102,小河镇\n'
taken '888801101,888801,4,大河镇,\n888801102,888801,4,小河镇,\n'
for title in 乡镇名称 单位名称 村居名称 名称; do
	table "代码,$title\n888801101,大河镇\n888801101201,甲村\n"; taken '888801101,888801,4,大河镇,\n888801101201,888801101,5,甲村,\n'
done
table "代码,名称,人口\n'888801101,大河镇,3.6万\n８８８８０１１０２,小河镇,\"36,428人\"\n"; taken '888801101,888801,4,大河镇,36000\n888801102,888801,4,小河镇,36428\n'
table '乡镇代码,乡镇名称,村代码,村名称\n888801101,大河镇,888801101201,甲村\n888801101,大河乡,888801101202,乙村\n'; refused 't.csv:3:1 (乡镇代码): the code is there twice; the first is 大河镇'
table '乡镇代码,乡镇名称,村代码,村名称\n888801101,大河镇,888801102201,甲村\n'; refused 't.csv:2:1 (乡镇代码): "888801101", but the code 888801102201 lies in 888801102'
table '乡镇代码,乡镇名称,村代码,村名称\n888801101,大河镇,,甲村\n'; refused 't.csv:2:3 (村代码): empty; each place has its code'
table '乡镇代码,乡镇名称,村代码,村名称\n888801101201,甲村,,\n'; refused 't.csv:2:1 (乡镇代码): "乡镇代码", but a code like 888801101201 is of level 5'
table '乡镇代码,乡镇名称,村名称\n888801101,大河镇,甲村\n'; refused 't.csv:1:1: names of villages, but no column of their codes (村代码)'
table '村代码,村名称\n888801101201,甲村\n'; refused 't.csv:2:1 (村代码): this table does not have its township 888801101'
table '代码,叫法\n888801101,大河镇\n'; refused '名称 区划名称 单位名称 村居名称; or level by level: 乡镇代码 乡镇名称 村代码 村名称'

# ---- days as cells take them; without --to the end of the year, of the next when this one is nearly over -----------------------
table '代码,名称,户籍人口,常住人口\n888801101,大河镇,4,5\n'
new "$room/days" --county 888801 --name 远山县 --divisions "$room/t.csv" --from 2026-7-1 --to 2026年12月31日 || { fail "days as cells"; cat "$room/out"; }
says "from 2026-07-01 to 2026-12-31"; silent "the calendar has no day"
says "t.csv:1:4 (常住人口): not used: column 3 (户籍人口) says it already"
new "$room/no" --county 888801 --name 远山县 --divisions "$room/t.csv" --from 6/30/20; [ $? = 2 ] || fail "a day that could be another"
says "--from: "; says "write 2020-06-30"
new "$room/far" --county 888801 --name 远山县 --divisions "$room/t.csv" --from 2026-07-01 --to 2031-12-31 || fail "a far day"
says "the calendar has no day of 2027"
left=$(( ($(date -d "$(TZ=Asia/Shanghai date +%Y)-12-31" +%s) - $(date -d "$(TZ=Asia/Shanghai date +%F)" +%s)) / 86400 ))
new "$room/usual" --county 888801 --name 远山县 --divisions "$room/t.csv" || fail "no --to"
says " to $(($(TZ=Asia/Shanghai date +%Y) + (left < 60)))-12-31"

# ---- guatu-pack(5), FROM EXCEL TO THE FIRST MAP, as it stands there -------------------------------------------------------
page() { # FIRST LINE OF THE TABLE
	awk -v first="$1" '/^\.Ed/ { on = 0 } /^\.Sh EXAMPLES/ { exit } /^\.Sh FROM EXCEL/ { here = 1 } here && index($0, first) == 1 { on = 1 } on { print }' man/guatu-pack.5
}
m=$room/manual; mkdir "$m"
page 区划代码,名称 >"$m/places.csv"; page 编号,标题 >"$m/issue.csv"; page 编号,期间 >"$m/settlement.csv"
new "$m/wangshan" --county 999901 --name 望山县 --divisions "$m/places.csv" --from 2026-01-01 --to 2026-12-31 || { fail "the manual's places"; cat "$room/out"; }
"$hub" pack check "$m/wangshan" >"$room/out" 2>&1 || { fail "the manual's pack"; cat "$room/out"; }
room_stop; rm -rf "$room"/hub.db* "$room"/cache "$room"/state "$room"/run "$room"/config; room_env
"$hub" init --db "$room/hub.db" --pack "$m/wangshan" --clock 2026-06-18T09:00:00+08:00 >/dev/null 2>&1 || fail "the manual's county"
for kind in issue settlement; do
	"$hub" import --db "$room/hub.db" "$kind" "$m/$kind.csv" >"$room/out" 2>&1 || { fail "the manual's $kind"; cat "$room/out"; }
done
(page 身份证号; echo '11010519491231002X,石店镇,前石村委会,低保对象,是,是,是') >"$m/roster.csv"
"$hub" import roster --db "$room/hub.db" --source poor --period 2026-05 "$m/roster.csv" >"$room/out" 2>&1 || { fail "the manual's roster"; cat "$room/out"; }
"$hub" pack load huining-2021 --db "$room/hub.db" --dry-run >"$room/out" 2>&1 || "$hub" pack load packs/huining-2021 --db "$room/hub.db" --dry-run >"$room/out" 2>&1 || fail "the plan beside"
says "nothing was changed"
says "categories that are not this county's, so of nobody: UNSTABLE 脱贫不稳定户 (HN-R-ENROL-UNSTABLE,HN1,HN2)"; says "MONITORED 防止返贫监测对象"
"$hub" user add duty-a --db "$room/hub.db" --post duty-a --role duty --scope 999901 --uid "$(id -u)" >/dev/null 2>&1
room_start
expect 0 sync
expect 0 show map; says "石店"; says "河口"
expect 0 list issues; says "前石村3户未缴费"; says "整改中"
expect 0 show settlement; says "石店"; silent "还没有"
expect 0 show enrolment; says "石店"

exit "$fails"
