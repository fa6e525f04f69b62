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
refuses 来源 '#N/A' 6 'a spreadsheet turned the number into #N/A'
# an identity number is seen through what nobody sees
refuses 标题 "$(id 7 | sed 's/^....../&'"$(printf '\342\200\213')"'/')漏保" 2 'an identity number'

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

# ---- what the hub writes it reads
expect 0 "$hub" export --db "$dir/h.db" --pack "$dir/exported"
expect 0 "$hub" pack check "$dir/exported"

exit $bad
