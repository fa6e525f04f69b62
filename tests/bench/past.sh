#!/bin/sh
# past.sh LIST-COMMAND [DAY]: what a list as of a past day costs, as a ratio to the same list of today, both in turn; LIST-COMMAND
# is a console's command line.  Each is a process of its own: what a day needs to be worked out is in it.  The goal of the ratio
# is 3 (the whole list and its filters).
set -eu
guatu=$1 day=${2:-2020-05-18} rounds=${BENCH_ROUNDS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ms() { # WORDS...: how long it takes
	from=$(date +%s%N)
	sh -c "$guatu $*" </dev/null >"$work/rows" 2>/dev/null
	echo $((($(date +%s%N) - from) / 1000000))
}
median() { sort -n "$1" | sed -n "$((rounds / 2 + 1))p"; }

printf '%-39s %-6s %9s %9s %9s   ratio   rows\n' "the past (median, as of $day)" unit goal today then
while IFS='|' read -r name goal words; do
	: >"$work/now"; : >"$work/then"
	for _ in $(seq "$rounds"); do
		ms "$words" >>"$work/now"
		ms "--as-of $day $words" >>"$work/then"
	done
	printf '%-39s %-6s %9s %9s %9s  %6s  %6s\n' "$name" ms "$goal" "$(median "$work/now")" "$(median "$work/then")" \
		"$(awk -v a="$(median "$work/now")" -v b="$(median "$work/then")" 'BEGIN { printf "%.2fx", b / (a > 0 ? a : 1) }')" \
		"$(wc -l <"$work/rows")"
done <<'X'
list of issues, all of them|3x|list issues --csv
list of issues, overdue|3x|list issues --csv '逾期>0'
list of issues, closed in one township|3x|list issues --csv 状态:已销号 乡镇:姚关
list of tasks|3x|list tasks --csv
first page of the issues||show issues
the map||show map
X
