#!/bin/sh
# guatu-hub speaks by the rule of the console: Chinese, unless LC_ALL, LC_MESSAGES or LANG begins with "en".  Every command
# with a wrong option, a missing file, a bad file and a bad cell: no English sentence is left in the one, no Chinese in the
# other.  What each fault of a pack says is tests/hub/test_whole.c's.
set -u
cd "$(dirname "$0")/../.."
hub=${BUILD:-build}/bin/guatu-hub
dir=$(mktemp -d /tmp/guatu-words.XXXXXX); trap 'rm -rf "$dir"' EXIT
fails=0
fail() { echo "FAIL: $*"; fails=1; }

# ---- which language: neither locale need be there -----------------------------------------------------------------
language() { # WANT LC_ALL LC_MESSAGES LANG [LANGUAGE]
	LC_ALL=$2 LC_MESSAGES=$3 LANG=$4 LANGUAGE=${5:-} "$hub" --help | grep -q "^$1" || fail "LC_ALL=$2 LC_MESSAGES=$3 LANG=$4: not $1"
}
language 用法 '' '' ''
language 用法 C.UTF-8 '' ''
language 用法 '' '' C
language 用法 zh_CN.UTF-8 en_US.UTF-8 en_US.UTF-8 en
language usage en_US.UTF-8 '' ''
language usage '' en_GB.UTF-8 C
language usage '' '' en_US.UTF-8 zh_CN

# ---- what is said of all these ---------------------------------------------------------------------------------------
# Of each command a line as it is called, with its words and what it must have.
calls=$(awk -F'"' '/^COMMAND\(/ { split($1, id, /[(,]/); split($5, n, /[ ,]+/); at[id[2]] = $2; words[id[2]] = n[2]; order[++count] = id[2] }
	/^OPTION\(/ { split($1, id, /[(,]/); if (id[2] != "COUNTY" && $3 ~ /MUST|SOME/) must[id[2]] = must[id[2]] " --" $2 " x" }
	END { for (i = 1; i <= count; i++) { c = order[i]; s = at[c]; for (k = 0; k < words[c]; k++) s = s " word"; print s must[c] } }' hub/cmd/options.def)
[ "$(echo "$calls" | wc -l)" -ge 20 ] || fail "options.def was not read: $calls"
row='2020-7001,姚关卫生院未公示,OPEN,姚关,2020-06-30,自查发现'
head='编号,标题,状态,乡镇,期限,来源'
{ echo "$head"; echo "$row"; echo "$row"; echo '2020-7002,x,OPNE,姚关,2020-06-30,自查发现'; echo '2020-7003,x,OPEN,nowhere,2020-06-30,自查发现'
  echo '2020-7004,x,OPEN,姚关,6/30/2020,自查发现'; echo '2020-7005,x,OPEN,姚关,2020-06-31,自查发现'; echo '2020-7006,,OPEN,姚关,2020-06-30,自查发现'
  echo '2020-7007,x,OPEN,姚关,2020-06-30,hearsay'; echo '2020-7008,x 530521195001010009,OPEN,姚关,2020-06-30,自查发现'; echo '2020-7009,x,OPEN,姚关'
  echo ',x,OPEN,姚关,2020-06-30,自查发现'; } >"$dir/issue.csv"
{ echo "$row"; } >"$dir/headless.csv"
{ echo "编号,$head"; echo "1,$row"; } >"$dir/twice.csv"
{ echo "$head,备注"; echo "$row,x"; echo ',,,,,'; echo '合计,1,,,,,'; } >"$dir/notes.csv"
: >"$dir/empty.csv"; printf 'a\0b,c\n' >"$dir/nul.csv"; echo 'no workbook' >"$dir/text.xlsx"; printf '[{"id":1,}' >"$dir/bad.json"
printf 'id,indicator,name,period,division,value,unit\nF-9,nothing,x,2020-13,530521,12x,person\n' >"$dir/figure.csv"
printf 'id,ledger,title,status,stage,extra.xyz\nE-9,nosuch,x,OPEN,LOST,1\nE-8,anomaly,x,OPEN,LOST,1\n' >"$dir/entry.csv"
printf 'id,key,value,unit,valid_from,valid_to\nP-9,zero_day,2020-02-30,date,2020-01-02,2020-01-01\n' >"$dir/param.csv"
printf '身份证号,区划,人群,是否参保\n530521195001010009,姚关,一般人口,maybe\n,nowhere,nobody,是\n' >"$dir/roster.csv"
printf '区划,人群\n姚关,一般人口\n' >"$dir/noone.csv"
printf '身份证号,结算日期,区划,业务,总费用\n530521195001010009,2020-02-30,nowhere,XX,12.345\n' >"$dir/claims.csv"
LC_ALL=en_US.UTF-8 "$hub" init --db "$dir/h.db" --pack packs/shidian-2020 --clock pack >/dev/null 2>&1 || fail "no county"
mkdir "$dir/pack"; cp packs/shidian-2020/*.csv "$dir/pack/"; echo x >"$dir/pack/Issue.CSV"; echo x >"$dir/pack/isue.csv"; mkdir "$dir/none"

all() { # runs everything, each behind a line "> command"
	echo "$calls" | while read -r line; do
		# shellcheck disable=SC2086  # words
		for more in --nosuch --help "--db $dir/no.db" ""; do try $line $more; done
	done
	try verify --db "$dir/issue.csv"; try verify --db "$dir/none/no/h.db"; try verify word --db "$dir/h.db"
	try; try nosuch; try usr add; try pack; try user ad
	try serve --db "$dir/h.db" --listen nowhere; try serve --db "$dir/h.db" --listen unix:"$dir/none/no/s"; try serve --db "$dir/h.db" --listen 0.0.0.0:0
	try serve --db "$dir/h.db" --threads 99 --listen x; try serve --db "$dir/h.db" --listen "unix:$dir/issue.csv"
	try init --db "$dir/h.db" --pack packs/shidian-2020; try init --db "$dir/n.db" --pack "$dir/none"; try init --db "$dir/n.db" --pack packs/shidian-2020 --clock noon
	try pack check "$dir/pack"; try pack check "$dir/none"; try pack check nosuch; try pack list --db "$dir/h.db"; try pack off nosuch --db "$dir/h.db"
	try pack on shidian-2020 --db "$dir/h.db"; try pack load "$dir/none" --db "$dir/h.db"
	for kind in issue figure entry param; do try import $kind "$dir/$kind.csv" --db "$dir/h.db"; try import $kind "$dir/nofile.csv" --db "$dir/h.db"; done
	for file in headless.csv twice.csv notes.csv empty.csv nul.csv text.xlsx bad.json; do try import issue "$dir/$file" --db "$dir/h.db" --dry-run; done
	try import rumour "$dir/issue.csv" --db "$dir/h.db"
	for file in roster noone empty issue nofile; do try import roster "$dir/$file.csv" --db "$dir/h.db" --source civil; try import claims "$dir/$file.csv" --db "$dir/h.db"; done
	try import claims "$dir/claims.csv" --db "$dir/h.db"; try import roster "$dir/roster.csv" --db "$dir/h.db" --source nosuch --period 2020-13
	try compare a b --db "$dir/h.db"; try hand-over nosuch "$dir/x" --db "$dir/h.db"; try pull nosuch --db "$dir/h.db"; try pull --db "$dir/h.db" --headers x
	try batch undo nosuch --db "$dir/h.db"; try retract issue nosuch --reason x --db "$dir/h.db"; try retract rumour x --reason x --db "$dir/h.db"
	try user add 'a b' --role duty --db "$dir/h.db"; try user add a --role king --db "$dir/h.db"; try user revoke nobody --db "$dir/h.db"
	try export --db "$dir/h.db"; try export --db "$dir/h.db" --backup "$dir/h.db"; try export --db "$dir/h.db" --pack "$dir/issue.csv"; try verify --db "$dir/h.db"
}
try() {
	echo "> $*"
	timeout 20 "$hub" "$@" 2>&1 </dev/null
}
# What a person reads: without places (FILE:1:2 (列名)), quotations, paths and the calls of commands themselves.
words() {
	sed -E -e '/^>/d; /^ *guatu-hub [a-z]/{/[:：]/!d}; /^(用法：|usage: )guatu-hub/d; /\t/d; s/^  --[a-z-]+ +[][A-Z0-9|=:,.-]*//' \
		-e "s#$dir[^ :：；;，,]*##g; s/^:([0-9]+:[0-9]+)?[^)]*\\)[:：] *//; s/“[^”]*”|\"[^\"]*\"|\`[^']*'//g; s/guatu(-hub)?( (pack|user|batch|list|import|sources|accept|reject|serve|init|roster|claims|export|check|verify|add|revoke|load|off|on|new|undo|retract|compare|pull|hand-over))*//g" |
		grep -E '[A-Za-z]{3,}|[^ -~]' | sort -u
}
LC_ALL=C.UTF-8 all >"$dir/zh"
LC_ALL=en_US.UTF-8 all >"$dir/en"
words <"$dir/zh" >"$dir/zh.words"; words <"$dir/en" >"$dir/en.words"
[ "$(wc -l <"$dir/zh.words")" -ge 130 ] && [ "$(wc -l <"$dir/en.words")" -ge 130 ] || fail "little was said: $(wc -l "$dir/zh.words" "$dir/en.words")"
# ASCII alone, or one of the words no English sentence is without
LC_ALL=C grep -nvE '[^ -~]' "$dir/zh.words" >"$dir/left"
grep -nE '\b(the|is|not|of|no|it|there|and|with|nothing|was|has|its|are|cannot|must|only)\b' "$dir/zh.words" >>"$dir/left"
[ ! -s "$dir/left" ] || fail "English where Chinese is wanted:
$(cat "$dir/left")"
grep -nE '[；，。：（）、]|没有|不能|请写' "$dir/en.words" >"$dir/left"
[ ! -s "$dir/left" ] || fail "Chinese where English is wanted:
$(cat "$dir/left")"
exit "$fails"
