#!/bin/sh
# Workbooks as offices send them, through the hub's commands: what is kept of each cell, or which is refused and why.
set -u
. tests/support/people.sh

pack=packs/shidian-2020
county 2020-06-18T09:00:00+08:00
kept() { ask "SELECT json_extract(body, '\$.$2') FROM record WHERE kind = 'issue' AND id = '$1'"; }
text() { for t in "$@"; do printf '<c t="inlineStr"><is><t>%s</t></is></c>' "$t"; done; }
row() { printf '<row r="%s"%s>%s</row>' "$1" "$2" "$3"; }
book() { "$BUILD/tests/xlsx" book "$dir/w.xlsx"; }             # of the rows on standard input
take() { want=$1; shift; expect "$want" "$hub" import "$@" "$dir/w.xlsx" --db "$dir/h.db"; }
titles='编号 标题 状态 乡镇 期限 来源'
issue() { # ROW ID CELLS-BEHIND-THE-TITLE [ATTRIBUTES]
	row "$1" "${4:-}" "$(text "$2" "姚关$2")$3"
}
# shellcheck disable=SC2086  # a list of words
head=$(text $titles)

# ---- a title over the head, a date, a formula's value, a filtered row
{ row 1 '' "$(text 问题清单)"; row 3 '' "$head"
  issue 4 W-1 "$(text OPEN 姚关)<c s=\"1\"><v>44012</v></c>$(text 自查发现)"
  issue 5 W-2 "<c t=\"str\"><f>B1</f><v>整改中</v></c>$(text 姚关)<c s=\"1\"><v>44012.375</v></c>$(text 自查发现)" ' hidden="1"'; } | book
take 0 issue
said 'w.xlsx:3:1 (header): line 3 names the columns'
said 'w.xlsx:5:1 (whole row): hidden or filtered out in the sheet; read all the same (1 in all)'
is "$(kept W-1 deadline) $(kept W-2 deadline) $(kept W-2 title)" '2020-06-30 2020-06-30 姚关W-2' 'a workbook'

# ---- cells nobody may take
{ row 1 '' "$head"
  issue 2 W-3 "$(text OPEN 姚关)<c><f>TODAY()</f></c>$(text 自查发现)"
  issue 3 W-4 "<c t=\"e\"><v>#N/A</v></c>$(text 姚关)<c s=\"1\"><v>44012</v></c>$(text 自查发现)"
  row 4 '' "<c><v>5.30521E+17</v></c>$(text 标题 OPEN 姚关)<c s=\"1\"><v>44012</v></c>$(text 自查发现)"; } | book
take 1 issue
said 'w.xlsx:2:5 (期限): a formula that was never worked out; open the workbook in the spreadsheet program, save it'
said 'w.xlsx:3:3 (状态): a formula that failed'
said 'w.xlsx:4:1 (编号): a spreadsheet turned the number into 5.30521E+17'
is "$(ask "SELECT count(*) FROM record WHERE id IN ('W-3', 'W-4')")" 0 'rows beside a refused one'

# ---- the same cells where nobody keeps the column
{ row 1 '' "$head$(text 备注)"
  issue 2 W-5 "$(text OPEN 姚关)<c s=\"1\"><v>44012</v></c>$(text 自查发现)<c><f>A1</f></c>"; } | book
take 0 issue
is "$(kept W-5 deadline)" 2020-06-30 'a formula beside the table'

# ---- people: a dozen columns nobody knows; numbers kept as numbers have lost their last digits
people() { # CELL-OF-N
	# shellcheck disable=SC2046  # a list of words
	row 1 '' "$(text 证件号码 乡镇 人员类别 是否参保 $(seq -f 备注%g 12))"
	for n in 1 2 3; do row $((n + 1)) '' "$($1 $n)$(text 姚关 FILED)<c t=\"b\"><v>1</v></c>$(text $(seq 12))"; done
}
as_text() { text "$(id "$1")"; }
as_number() { echo "<c><v>$(id "$1" | tr X 0)</v></c>"; }
people as_number | book
take 1 roster --source civil --period 2020-06
said 'w.xlsx:2:1 (证件号码): a spreadsheet turned the number into '
nobody 1 2 3
people as_text | book
take 1 roster --source civil --period 2020-06
said 'is held for a person: 3 rows, 99.9% fewer than the 11,286 before'
said 'w.xlsx:1:16 (备注12): no column is called so, it is left out'
nobody 1 2 3

# ---- cut on the way
head -c 1500 "$dir/w.xlsx" >"$dir/cut" && mv "$dir/cut" "$dir/w.xlsx"
take 1 roster --source civil --period 2020-06
said 'w.xlsx: this workbook is damaged: it is cut off, or no workbook; open it'

# ---- of several sheets the one called like the kind, and a refusal says which was read
main='xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
rels='xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
office=http://schemas.openxmlformats.org/officeDocument/2006/relationships
part() { mkdir -p "$dir/$(dirname "$1")"; printf '<?xml version="1.0"?>%s' "$2" >"$dir/$1"; }
sheet() { part "xl/s$1.xml" "<worksheet $main><sheetData>$2</sheetData></worksheet>"; }
part _rels/.rels "<Relationships $rels><Relationship Id=\"r\" Type=\"$office/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
part xl/workbook.xml "<workbook $main xmlns:r=\"$office\"><sheets><sheet name=\"督战分工\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"任务\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
part xl/_rels/workbook.xml.rels "<Relationships $rels><Relationship Id=\"r1\" Type=\"$office/worksheet\" Target=\"s1.xml\"/><Relationship Id=\"r2\" Type=\"$office/worksheet\" Target=\"s2.xml\"/></Relationships>"
sheet 1 "$(row 1 '' "$(text 编号 区划 开始 状态)")$(row 2 '' "$(text A-1 姚关 2020-06-01 DOING)")"
tasks() { # STATUS STATE
	sheet 2 "$(row 1 '' "$(text 编号 任务名称 状态 期限)")$(row 2 '' "$(text T-1 走访 "$2" 2020-06-30)")"
	(cd "$dir" && for f in _rels/.rels xl/workbook.xml xl/_rels/workbook.xml.rels xl/s1.xml xl/s2.xml; do echo "$f=$f"; done) >"$dir/parts"
	# shellcheck disable=SC2046  # a list of words
	"$BUILD/tests/xlsx" zip "$dir/w.xlsx" $(sed "s|=|=$dir/|" "$dir/parts")
	take "$1" task
}
tasks 1 胡说
said 'w.xlsx: the sheet 任务 is read; these are not: 督战分工'
said 'w.xlsx:2:3 (状态): "胡说" is no state'
tasks 0 DOING
said 'w.xlsx: the sheet 任务 is read; these are not: 督战分工'

exit $bad
