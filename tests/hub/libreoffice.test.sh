#!/bin/sh
# A workbook that a spreadsheet program made, not we: LibreOffice saves a CSV as .xlsx, and it reads the same.
set -u
cd "$(dirname "$0")/../.." || exit 1
command -v soffice >/dev/null || { echo "skipped: soffice, install with tools/deps.sh full"; exit 77; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT

cat > "$dir/list.csv" <<'CSV'
编号,标题,期限,报销比例,已公示,金额,证件号码,时间,公式,备注
2020-7001,姚关卫生院未公示,2020-06-30,99.1%,TRUE,41000.50,530521199001010011,2020-06-30 09:05,=1+2,"两
行"
2020-7002,"太平""卫生院"", 垫付",1900-03-01,5%,FALSE,0.30,7,2020-06-30 23:59,=1/0,一_x0041_二
CSV
cat > "$dir/expected" <<'ROWS'
1:编号|标题|期限|报销比例|已公示|金额|证件号码|时间|公式|备注
2:2020-7001|姚关卫生院未公示|2020-06-30|99.1%|TRUE|41000.5|5.3052119900101E+17|2020-06-30 09:05|3|两
行
3:2020-7002|太平"卫生院", 垫付|1900-03-01|5%|FALSE|0.3|7|2020-06-30 23:59|#DIV/0!{a formula that failed; mend it, or type the value in its place}|一_x0041_二
ROWS
# comma, quote, UTF-8, from line 1; no columns' formats; language; quoted is not text; numbers, dates and formulas are found
HOME=$dir soffice "-env:UserInstallation=file://$dir/profile" --headless --convert-to xlsx \
	--infilter='CSV:44,34,76,1,,0,false,true,false,false,false,0,true' --outdir "$dir" "$dir/list.csv" >"$dir/log" 2>&1 ||
	{ cat "$dir/log"; echo "soffice made no workbook"; exit 1; }
"$BUILD/tests/xlsx" rows "$dir/list.xlsx" > "$dir/rows"
diff "$dir/expected" "$dir/rows"
