#!/bin/sh
# What files call a state is what the console calls it in Chinese: flow.def beside the catalogues.
set -u
cd "${0%/*}/../.." || exit 1
work=$(mktemp -d /tmp/guatu-states.XXXXXX); trap 'rm -rf "$work"' EXIT
cat po/zh_CN/*.po | awk '
	/^msgid "/ { id = $0; sub(/^msgid "/, "", id); sub(/"$/, "", id) }
	/^msgstr "/ { zh = $0; sub(/^msgstr "/, "", zh); sub(/"$/, "", zh); if (id != "") print id "|" zh }' >"$work/words"
sed -n 's/^STATE(\([A-Z_]*, [A-Z_]*\), [A-Z]*, N_("\(.*\)"), "\(.*\)").*/\1|\2|\3/p' model/flow/flow.def >"$work/states"
[ "$(wc -l <"$work/states")" = "$(grep -c '^STATE(' model/flow/flow.def)" ] || { echo "FAIL: a state's row is written otherwise"; exit 1; }
awk -F'|' 'NR == FNR { zh[$1 "|" $2] = 1; next }
	!($2 "|" $3 in zh) { print "FAIL: the state " $1 " is called " $3 " in files, and not so on screens"; bad = 1 }
	END { exit bad }' "$work/words" "$work/states"
