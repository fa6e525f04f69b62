#!/bin/sh
# A claims file of BENCH_CLAIMS rows (1000000) through the watches of a pack, against the floor of the same run:
# sqlite3's own .import of the same file.  Three rounds each, the fastest counts; the ratio is what to compare.
set -eu
BUILD=${BUILD:-build}
rows=${BENCH_CLAIMS:-1000000}
top=$BUILD/bench
mkdir -p "$top"
dir=$(mktemp -d "$top/claims.XXXXXX")
trap 'rm -rf "$dir"' EXIT
"$BUILD/tests/bench/claims_make" "$rows" >"$dir/claims.csv"
mkdir "$dir/pack"
cp packs/shidian-2020/division.csv packs/shidian-2020/term.csv packs/shidian-2020/calendar.csv "$dir/pack/"
printf 'id,name,takes\nclaims,结算明细,claims\n' >"$dir/pack/source.csv"
printf 'id,name,unit\nalert,预警台账,人\n' >"$dir/pack/ledger.csv"
printf 'id,ledger,code,name,class,after,sort\nalert:FOUND,alert,FOUND,发现,OPEN,-,1\nalert:GONE,alert,GONE,消除,CLOSED,FOUND,2\n' >"$dir/pack/stage.csv"
printf 'id,key,value,unit\nw1,w1,30000,yuan\nw2,w2,50000,yuan\nw3,w3,10000,yuan\n' >"$dir/pack/param.csv"
cat >"$dir/pack/watch.csv" <<'X'
id,name,over,svc,amount,op,param,ledger
ZB1,单次住院,SINGLE,IP,oop_scope,>=,w1,alert
ZB2,年累计住院,YEAR,IP,oop_scope,>=,w2,alert
ZB3,年累计慢病,YEAR,CHRONIC,oop_scope,>=,w3,alert
X
ms() { echo $(($(date +%s%N) / 1000000)); }
floor=0 ours=0
for round in 1 2 3; do
	rm -f "$dir"/h.db* "$dir/floor.db"
	"$BUILD/bin/guatu-hub" init --db "$dir/h.db" --pack "$dir/pack" --clock 2020-06-18T09:00:00+08:00 >/dev/null
	a=$(ms); sqlite3 "$dir/floor.db" '.mode csv' ".import '$dir/claims.csv' claims"
	b=$(ms); "$BUILD/bin/guatu-hub" import claims --db "$dir/h.db" "$dir/claims.csv" >"$dir/out"
	c=$(ms)
	[ "$round" -gt 1 ] && [ "$floor" -le $((b - a)) ] || floor=$((b - a))
	[ "$round" -gt 1 ] && [ "$ours" -le $((c - b)) ] || ours=$((c - b))
done
sed 's/^/    /' "$dir/out"
printf 'claims: %d rows in %d ms, floor %d ms (.import alone): %d.%02d times\n' "$rows" "$ours" "$floor" $((ours / floor)) $((ours * 100 / floor % 100))
