#!/bin/sh
# What comes in, against sqlite3's own .import of the same file in the same run: BENCH_CLAIMS claims and BENCH_RECORDS
# issues (1000000 each).  Three rounds each, the fastest counts; the ratio is what to compare: claims 2.0, records 3.5.
set -eu
BUILD=${BUILD:-build}
records=${BENCH_RECORDS:-1000000}
export LC_ALL=C.UTF-8 LANG=en_US.UTF-8
sh tests/bench/claims.sh
top=$BUILD/bench
mkdir -p "$top"
dir=$(mktemp -d "$top/records.XXXXXX")
trap 'rm -rf "$dir"' EXIT
sh tests/bench/issues.sh "$dir" "$records" 7
rm -f "$dir"/event-*.csv
first=1
for f in $(ls "$dir"/issue-*.csv | sort -V); do
	tail -n +"$first" "$f" >>"$dir/issue.csv"
	rm "$f"
	first=2
done
ms() { echo $(($(date +%s%N) / 1000000)); }
floor=0 ours=0
for round in 1 2 3; do
	rm -f "$dir"/h.db* "$dir/floor.db"
	"$BUILD/bin/guatu-hub" init --db "$dir/h.db" --pack packs/shidian-2020 --clock 2020-06-18T09:00:00+08:00 >/dev/null
	a=$(ms); sqlite3 "$dir/floor.db" '.mode csv' ".import '$dir/issue.csv' issue"
	b=$(ms); "$BUILD/bin/guatu-hub" import --db "$dir/h.db" issue "$dir/issue.csv" >"$dir/out"
	c=$(ms)
	[ "$round" -gt 1 ] && [ "$floor" -le $((b - a)) ] || floor=$((b - a))
	[ "$round" -gt 1 ] && [ "$ours" -le $((c - b)) ] || ours=$((c - b))
done
sed 's/^/    /' "$dir/out"
printf 'records: %d rows in %d ms, floor %d ms (.import alone): %d.%02d times\n' "$records" "$ours" "$floor" $((ours / floor)) $((ours * 100 / floor % 100))
