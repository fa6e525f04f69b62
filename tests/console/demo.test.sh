#!/bin/sh
# The demo without a terminal: map and overdue list as text, exit 0, and nothing is left behind.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
bad=0
say() { echo "FAIL: $1"; bad=1; }

for pack in shidian-2020 huoqiu-2018; do
	mkdir "$work/tmp"
	TMPDIR=$work/tmp GUATU_DEMO_PACK=$pack sh tools/demo.sh </dev/null >"$work/out" 2>"$work/err" || say "$pack: exit $?: $(cat "$work/err")"
	# a list with nothing in it says why, and no more than that
	[ $pack = huoqiu-2018 ] && sed -i '/没有符合全部条件的问题$/d' "$work/err"
	[ ! -s "$work/err" ] || say "$pack says on stderr: $(head -3 "$work/err")"
	rmdir "$work/tmp" || say "$pack leaves: $(find "$work/tmp" | head -5)"
	for short in $(awk -F, 'NR > 1 && $3 == 4 { print $5 }' packs/$pack/division.csv | head -13); do
		[ $pack != shidian-2020 ] || grep -qF "$short" "$work/out" || say "$short is not on the map"
	done
done
GUATU_DEMO_PACK=none sh tools/demo.sh </dev/null >"$work/out" 2>&1 && say "a pack that is not there was not noticed"
grep -q shidian-2020 "$work/out" || say "it does not say which packs there are"
exit $bad
