#!/bin/sh
# What offices write into cells, one row at a time: taken as it was meant, or refused with the cell named.
set -u
. tests/support/people.sh

pack=packs/shidian-2020
county 2020-06-18T09:00:00+08:00
n=0
# Fields of a record as they are kept.
kept() { ask "SELECT json_extract(body, '\$.$3') FROM record WHERE kind = '$1' AND id = '$2'"; }
issue() { # STATUS TITLE-OF-COLUMN CELL : an issue in which one cell is other
	want=$1
	awk -v title="$2" -v cell="$3" 'BEGIN {
		m = split("编号 标题 状态 乡镇 期限 来源", t, " ")
		split("2020-7001 姚关卫生院未公示 OPEN 姚关 2020-06-30 自查发现", v, " ")
		gsub(/"/, "\"\"", cell)
		for (i = 1; i <= m; i++) { head = head (i > 1 ? "," : "") t[i]; row = row (i > 1 ? "," : "") "\"" (t[i] == title ? cell : v[i]) "\"" }
		print head; print row }' >"$dir/i.csv"
	expect "$want" "$hub" import issue "$dir/i.csv" --db "$dir/h.db"
}
takes() { # COLUMN CELL FIELD VALUE
	issue 0 "$1" "$2"
	is "$(kept issue "${5:-2020-7001}" "$3")" "$4" "$1 $2"
}
refuses() { # COLUMN CELL CELL-NUMBER WORDS
	issue 1 "$1" "$2"
	said "i.csv:2:$3 ("; said "$4"
}

# ---- dates
for day in 2020/7/5 2020.7.5 20200705 2020年7月5日 '2020/7/5 0:00' '2020-07-05 00:00:00' 44017 44017.0 ２０２０－０７－０５ "$(printf '\302\240')2020-7-5$(printf '\342\200\213')" \
           "'2020-07-05" '="2020-07-05"' 2020-07-04T16:00:00Z; do
	takes 期限 2020-01-01 deadline 2020-01-01
	takes 期限 "$day" deadline 2020-07-05
done
silent 'time of day'
for day in '2020-07-05 15:30' 44017.75 2020-07-04T23:00:00Z; do
	takes 期限 "$day" deadline 2020-07-05
	said 'i.csv:2:5 (期限): the time of day in it was left out'
done
refuses 期限 7/5/2020 5 'a year has four digits'
refuses 期限 20-7-5 5 'a year has four digits'
refuses 期限 2020-06-31 5 'no such date'
refuses 期限 '2020-07-05 至 2020-07-09' 5 'two of them'
refuses 期限 — 5 'empty; it must be filled in'

# ---- texts and ids
takes 标题 '　姚关 卫生院　' title '姚关 卫生院'
takes 标题 "$(printf '第一行\r\n第二行')" title '第一行 第二行'
said 'i.csv:2:2 (标题): its lines were joined by blanks'
refuses 标题 "$(printf '\343\200\200\342\200\213')" 2 'empty; it must be filled in'
takes 编号 "'2020-7002" title 姚关卫生院未公示 2020-7002
silent '(编号)'
takes 编号 "２０２０－７００３" title 姚关卫生院未公示 2020-7003
takes 编号 "2020-$(printf '\342\201\240')7004" title 姚关卫生院未公示 2020-7004
said 'i.csv:2:1 (编号): characters nobody sees were left out'
takes 编号 '2020 - 7005' title 姚关卫生院未公示 2020-7005
said 'i.csv:2:1 (编号): blanks in it were left out'
refuses 编号 2.02E+07 1 'a spreadsheet turned the number into 2.02E+07'
refuses 编号 20207006.0 1 'a spreadsheet turned the number into 20207006.0'
refuses 乡镇 5.30521E+08 4 'a spreadsheet turned the number into 5.30521E+08'
refuses 编号 '#N2' 1 'begins with #; a line for people begins with # and a blank'
refuses 来源 '#N/A' 6 'a spreadsheet turned the number into #N/A'
# an identity number is seen through what nobody sees
refuses 标题 "$(id 7 | sed 's/^....../&'"$(printf '\342\200\213')"'/')漏保" 2 'an identity number'

# ---- names: places, terms, states, stages, posts
for place in 姚关镇 姚关 施甸县姚关镇 施甸姚关 云南省保山市施甸县姚关镇 保山市施甸县姚关 'Yaoguan Town' 'yaoguan town' 姚关镇人民政府 ５３０５２１１０３ "姚$(printf '\342\200\213')关"; do
	takes 乡镇 太平 division 530521105
	takes 乡镇 "$place" division 530521103
done
takes 乡镇 木老元乡 division 530521205
refuses 乡镇 姚关乡 4 'perhaps 姚关镇 530521103'
refuses 乡镇 要官 4 'perhaps 姚关镇 530521103'
refuses 乡镇 昌宁县姚关镇 4 'there is no division'
takes 来源 'SELF' source SELF
takes 来源 self source SELF
takes 来源 '自查 发现' source SELF
refuses 来源 自察发现 6 'perhaps 自查发现 SELF'
takes 状态 整改中 status IN_PROGRESS
takes 状态 in_progress status IN_PROGRESS
refuses 状态 未签 3 '; perhaps 未签收'
said '(草稿 未签收 已签收'
village() { # STATUS TOWNSHIP VILLAGE
	printf '编号,标题,状态,乡镇,村,期限,来源\n2020-7001,x,OPEN,%s,%s,2020-06-30,自查发现\n' "$2" "$3" >"$dir/v.csv"
	expect "$1" "$hub" import issue "$dir/v.csv" --db "$dir/h.db"
}
first=$(sqlite3 "$dir/h.db" "SELECT id || ' ' || json_extract(body, '$.name') FROM record WHERE kind = 'division' AND length(id) = 12 AND id LIKE '530521103%' ORDER BY id DESC LIMIT 1")
village 0 姚关 "${first#* }"
is "$(kept issue 2020-7001 village)" "${first% *}" 'a village by its name'
village 0 姚关镇 "姚关镇${first#* }"
is "$(kept issue 2020-7001 village)" "${first% *}" 'a village with its township before it'
# a name two of one level bear is nobody's
printf 'id,parent,level,name\n530521103901,530521103,5,新庄村\n530521105901,530521105,5,新庄村\n' >"$dir/d.csv"
expect 0 "$hub" import division "$dir/d.csv" --db "$dir/h.db"
village 0 太平 新庄
is "$(kept issue 2020-7001 village)" 530521105901 'in its township'
village 1 施甸县 新庄村
said 'v.csv:2:5 (村): there is no division "新庄村"; it may be 新庄村 530521103901, 新庄村 530521105901: write the code'
printf '编号,名称,区划\nP-9,某岗,姚关镇\n' >"$dir/post.csv"
expect 0 "$hub" import post "$dir/post.csv" --db "$dir/h.db"
printf '编号,标题,状态,乡镇,期限,来源,责任岗位\n2020-7001,x,OPEN,姚关,2020-06-30,自查发现,某岗\n' >"$dir/v.csv"
expect 0 "$hub" import issue "$dir/v.csv" --db "$dir/h.db"
is "$(kept issue 2020-7001 resp_post)" P-9 'a post by its name'
printf '编号,名称,区划\nP-10,某岗,太平\nP-11,某岗位,太平\n' >"$dir/post.csv"
expect 0 "$hub" import post "$dir/post.csv" --db "$dir/h.db"
expect 1 "$hub" import issue "$dir/v.csv" --db "$dir/h.db"
said 'v.csv:2:7 (责任岗位): there is no post "某岗"; it may be '
said '某岗 P-10'
said '某岗 P-9'
silent 某岗位

# ---- money, shares, counts, months
money() { # STATUS TITLE CELL
	want=$1
	printf '编号,期间,区划,%s\nS-1,2020年5月,姚关,"%s"\n' "$2" "$3" >"$dir/s.csv"
	expect "$want" "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"
}
for cell in 41000.00元 '41,000.00元' ４１０００元 4.1万元 '4.1 万元' '¥41,000.00' '￥ 41000' 4100000分 '41千元' '0.00041亿元'; do
	money 0 总费用 0元
	money 0 总费用 "$cell"
	is "$(kept settlement S-1 total_fen)|$(kept settlement S-1 period)" '4100000|2020-05' "总费用 $cell"
done
money 0 total_fen 4100000
money 0 总费用 -
is "$(kept settlement S-1 total_fen)" '' 'a dash is no figure'
for cell in 41000 '41,000.00' 41000.00; do
	money 1 总费用 "$cell"
	said 's.csv:2:4 (总费用): yuan or fen?'
done
money 1 总费用 41000.005元
said 'less than a fen'
money 1 总费用 '1,00元'
said 'no good thousands'
money 1 总费用 '（300元）'
said 'less than 0'
money 1 总费用 4.1E+04
said 'a spreadsheet turned the number into this'
money 1 人次 '1,00'
said 's.csv:2:4 (人次): no good thousands'
money 0 人次 '1,234'
is "$(kept settlement S-1 cases)" 1234 thousands
for month in 2020-06 2020/6 202006 2020年6月 2020.6 2020-06-01 43983 2020年6月份; do
	printf '编号,期间,区划\nS-2,%s,姚关\n' "$month" >"$dir/s.csv"
	expect 0 "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"
	is "$(kept settlement S-2 period)" 2020-06 "$month"
done
for month in 2020-06-15 44012 2020-13 6月 2020.1; do
	printf '编号,期间,区划\nS-2,%s,姚关\n' "$month" >"$dir/s.csv"
	expect 1 "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"
	said "s.csv:2:2 (期间): \"$month\" is "
done
printf '编号,名称,内容,缩减上限\nX,某,roster,%s\n' 12.5% >"$dir/source.csv"
expect 0 "$hub" import source "$dir/source.csv" --db "$dir/h.db"
is "$(kept source X shrink_bp)" 1250 'a share'
printf '编号,名称,内容,缩减上限\nX,某,roster,0.125\n' >"$dir/source.csv"
expect 1 "$hub" import source "$dir/source.csv" --db "$dir/h.db"
said 'source.csv:2:4 (缩减上限): a share of what?'
printf 'id,name,takes,shrink_bp\nX,某,roster,1250\n' >"$dir/source.csv"
expect 0 "$hub" import source "$dir/source.csv" --db "$dir/h.db"

# ---- a figure that comes monthly is of a month; a text in a ledger's own column says its unit
figure() { printf 'id,indicator,name,period,division,value,unit\nF-9,should,应参保,%s,姚关,"1,200",person\n' "$2" >"$dir/f.csv"; expect "$1" "$hub" import figure "$dir/f.csv" --db "$dir/h.db"; }
figure 0 2020/6/1
is "$(kept figure F-9 period)|$(kept figure F-9 value)" '2020-06|1200' 'the first day is the month'
figure 1 2020-06-15
said 'f.csv:2:4 (期间): "2020-06-15" is no month, and the indicator comes monthly'
entry() { printf '编号,台账,标题,状态,环节,区划,extra.violation,extra.recovered\nE-9,fund_case,x,未结,线索,姚关,,%s\n' "$1" >"$dir/e.csv"; expect 1 "$hub" import entry "$dir/e.csv" --db "$dir/h.db"; }
entry 41000
said 'e.csv:2:8 (extra.recovered): recovered: yuan or fen?'
entry 41000元
silent 'recovered'
# a month and a code in a ledger's own columns are judged, and kept as figures look for them
explain() { printf '编号,台账,标题,状态,环节,区划,extra.month,extra.rate,extra.reason\nE-8,explain,x,未结,已说明,姚关,%s,%s,样本小\n' "$2" "$3" >"$dir/x.csv"; expect "$1" "$hub" import entry "$dir/x.csv" --db "$dir/h.db"; }
explain 1 五月 nosuch
said 'x.csv:2:7 (extra.month): '
said 'x.csv:2:8 (extra.rate): rate: "nosuch" is not in the list explained_rate'
explain 0 2020年5月 即时结算率
is "$(kept entry E-8 extra.month)|$(kept entry E-8 extra.rate)" '2020-05|instant_rate' 'a month and a rate as people write them'
printf '编号,台账,标题,状态,环节,区划\nE-9,fund_case,x,未结,查一查,姚关\n' >"$dir/e.csv"
expect 1 "$hub" import entry "$dir/e.csv" --db "$dir/h.db"
said 'e.csv:2:5 (环节): "查一查" is no stage of the ledger fund_case; its stages are: '
said "$(sqlite3 "$dir/h.db" "SELECT json_extract(body, '$.name') FROM record WHERE kind = 'stage' AND id LIKE 'fund_case:%' LIMIT 1")"
expect 2 "$hub" retract issue 2020-7001 --db "$dir/h.db" --reason "$(printf '\343\200\200')"
said '--reason is empty'

# ---- what a message repeats is no identity number; commas of full width are no digits
printf '编号,期间,区划\nS-9,%s,姚关\n' "$(id 7)" >"$dir/s.csv"
expect 1 "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"
said 's.csv:2:2 (期间): "(a long number, not repeated here)" is '
silent "$(id 7)"
refuses 来源 '自，查，发，现，甲，乙，丙，丁，戊，己，庚，辛，壬，癸' 6 '"自，查'
# ---- what is no file is not waited for
mkfifo "$dir/fifo"
for what in settlement 'roster --source poor' 'claims --source hosp'; do
	expect 1 timeout 10 "$hub" import $what "$dir/fifo" --db "$dir/h.db"
	said 'fifo: not a regular file'
done
expect 1 timeout 10 "$hub" hand-over plat "$dir/fifo" --db "$dir/h.db"
said 'fifo: not a regular file'

# ---- doubts are taken and named
settle() { printf '编号,期间,区划,人次,即时结算人次,应即时结算人次\nS-3,2020-05,姚关,%s\n' "$1" >"$dir/s.csv"; expect 0 "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"; }
settle 10,12,11
said 's.csv:2:5 (即时结算人次): doubtful: 12, more than the 11 of 应即时结算人次'
is "$(kept settlement S-3 instant_cases)" 12 'the doubtful is kept'
settle 12,11,11
silent doubtful

# ---- longer than consoles can be sent
awk 'BEGIN { print "编号,标题,状态,乡镇,期限,来源,详情"; printf "2020-7009,x,OPEN,姚关,2020-06-30,自查发现,"; for (i = 0; i < 27000; i++) printf "一二三四"; print "" }' >"$dir/long.csv"
expect 1 "$hub" import issue "$dir/long.csv" --db "$dir/h.db"
said 'long.csv:2:7 (详情): the record has '
said '261120 are what consoles can be sent; shorten this cell (324000 bytes)'

# ---- columns as offices call them
printf '编号,任务名称,状态,乡镇,截止时间\nT-1,走访,进行中,姚关,2020-6-30\n' >"$dir/t.csv"
expect 0 "$hub" import 任务 "$dir/t.csv" --db "$dir/h.db"
is "$(kept task T-1 division) $(kept task T-1 due) $(kept task T-1 title)" '530521103 2020-06-30 走访' 'a task under other titles'
printf '编号,问题描述,状态,区划,整改时限,问题来源\n2020-7010,漏保,OPEN,姚关,2020-06-30,自查发现\n' >"$dir/i.csv"
expect 0 "$hub" import issue "$dir/i.csv" --db "$dir/h.db"
is "$(kept issue 2020-7010 title) $(kept issue 2020-7010 deadline) $(kept issue 2020-7010 source)" '漏保 2020-06-30 SELF' 'an issue under other titles'
printf '编号,标题,问题描述,状态,乡镇,区划,期限,来源\n2020-7011,漏保,某村,OPEN,姚关,太平,2020-06-30,自查发现\n' >"$dir/i.csv"
expect 0 "$hub" import issue "$dir/i.csv" --db "$dir/h.db"
said 'i.csv:1:6 (区划): left out: column 5 (乡镇) says the same'
is "$(kept issue 2020-7011 title) $(kept issue 2020-7011 division)" '漏保 530521103' 'our own title first'
# ---- a column that lacks is said once, with what is there instead
awk 'BEGIN { print "编号,标题,状态,乡镇,期限日,来处"; for (i = 1; i < 30; i++) print "N-" i ",x,OPEN,姚关,2020-06-30,自查发现" }' >"$dir/i.csv"
expect 1 "$hub" import issue "$dir/i.csv" --db "$dir/h.db"
said 'i.csv:1:1 (期限): the header lacks this column, which every new issue needs; titles nobody knows: 期限日'
said 'i.csv:1:1 (来源): the header lacks this column'
is "$(grep -c 'lacks this column' "$dir/out")" 2 'each column once'
# ---- a document's number is no JSON, a count has no point, a month has a year
printf '编号,标题,状态,乡镇,期限,来源,佐证\n2020-7012,x,OPEN,姚关,2020-06-30,自查发现,礼医保〔2026〕12号\n' >"$dir/i.csv"
expect 1 "$hub" import issue "$dir/i.csv" --db "$dir/h.db"
said '(佐证): not JSON; a list of pieces is wanted, as [{"kind":"doc","ref":"礼医保〔2026〕12号"}]'
printf '编号,月份,乡镇,人次,总费用（元）\nS-1,2020年6月,姚关,4.5,"1,49,000"\n' >"$dir/s.csv"
expect 1 "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"
said '(人次): not a whole number: something stands behind the point'
said 'as in 41,000.00; or leave the commas out'
printf '编号,督战组,月份,期限,状态\nR-1,group-1,11月,2020-07-10,EXPECTED\n' >"$dir/r.csv"
expect 1 "$hub" import sup_report "$dir/r.csv" --db "$dir/h.db"
said '(月份): no such month: a year has four digits and stands first; write 2020-06'
# ---- settlements of townships alone, not parted
printf '编号,月份,乡镇,人次\nS-1,2020-11,姚关,4\nS-2,2020-11,太平,5\n合计,,,9\n' >"$dir/s.csv"
expect 0 "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"
said 's.csv:1:1 (header): no column 范围 业务 人群: what is new is taken as the sum over all of it'
said 'of 2020-11 townships have rows, the county itself none'
said 'its row (合计) has the code 530521'
printf '编号,月份,乡镇,范围,业务,人群,人次\nS-3,2020-11,施甸县,ALL,ALL,ALL,9\n' >"$dir/s.csv"
expect 0 "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"
silent 'no column'; silent 'the county itself none'
expect 0 "$hub" retract 任务 T-1 --reason 错 --db "$dir/h.db"

# ---- a list without 编号: what a row is about is its id
made() { ask "SELECT count(*) FROM record WHERE kind = '$1' AND id LIKE '530521-%' AND gone IS NULL"; }
list() { printf '问题清单,,,,,\n序号,标题,状态,乡镇,整改时限,来源\n%b' "$1" >"$dir/i.csv"; }
list '1,三户未缴费,未签收,姚关镇,2020-06-30,热线反映\n2,两户未标识,未签收,施甸县太平镇,2020-06-29,热线反映\n3,三户未缴费,未签收,由旺,2020/6/30,自查发现\n'
expect 0 "$hub" import issue "$dir/i.csv" --db "$dir/h.db"
said '3 written'; said 'i.csv:2:1 (header): no column 编号: a row goes by 来源 发现日期 乡镇 村 机构 标题'
is "$(made issue)" 3 'three issues'
"$hub" import issue "$dir/i.csv" --db "$dir/h.db" >"$dir/out" 2>&1; said '0 written, 3 unchanged'
list '1,两户未标识,未签收,太平,2020-06-29,HOTLINE\n2,三户未缴费,已签收,姚关,2020年6月30日,热线反映\n'
expect 0 "$hub" import issue "$dir/i.csv" --db "$dir/h.db"
said '1 written, 1 unchanged'; is "$(made issue)" 3 'in another order and other words, one of them acknowledged'
is "$(ask "SELECT group_concat(body ->> 'status') FROM (SELECT body FROM record WHERE kind = 'issue' AND id LIKE '530521-HOTLINE-530521103-%')")" ACKED 'the id says whence and where'
list '1,三户未缴费,未签收,姚关镇,2020-06-30,热线反映\n2,三户未缴费,未签收,姚关,2020-06-30,HOTLINE\n3,x,未签收,由王,2020-06-30,热线反映\n4,y,未签收,姚关,6/30/20,热线反映\n'
expect 1 "$hub" import issue "$dir/i.csv" --db "$dir/h.db"
said 'i.csv:4:1 (whole row): the same as line 3 in 来源 发现日期 乡镇 村 机构 标题; leave one out, or give each row its 编号'
said 'i.csv:5:4 (乡镇): there is no division "由王"'; said 'i.csv:6:5 (整改时限): '
printf '序号,标题,状态,乡镇,村,期限,来源\n1,x,OPEN,姚关,530521102202,2020-06-30,自查发现\n' >"$dir/i.csv"
expect 0 "$hub" import issue "$dir/i.csv" --db "$dir/h.db"; said 'i.csv:2:5 (村): '; said 'lies in 530521102, not in 530521103'
for month in 2020-10 2020-11; do
	printf '序号,月份,乡镇,范围,业务,人群,人次\n1,%s,姚关镇,县域内,住院,全部参保人,4\n2,%s,施甸县,县域内,住院,全部参保人,9\n' $month $month >"$dir/s.csv"
	expect 0 "$hub" import settlement "$dir/s.csv" --db "$dir/h.db"; said '2 written'
	"$hub" import settlement "$dir/s.csv" --db "$dir/h.db" >"$dir/out" 2>&1; said '0 written, 2 unchanged'
done
is "$(made settlement)" 4 'two months of two places'
printf '序号,任务名称,状态,乡镇,截止时间\n1,走访,进行中,姚关,2020-6-30\n' >"$dir/t.csv"
expect 1 "$hub" import task "$dir/t.csv" --db "$dir/h.db"; said 'the header has no column id (编号); every record needs one'

# ---- what the hub writes it reads
expect 0 "$hub" export --db "$dir/h.db" --pack "$dir/exported"
expect 0 "$hub" pack check "$dir/exported"

exit $bad
