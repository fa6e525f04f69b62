#!/bin/sh
# guatu-hub init, import and export as commands: what they leave behind and how they end.
set -u
hub=tests/support/guatu-hub
pack=packs/shidian-2020
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
bad=0

fail() { echo "FAIL: $*"; bad=1; }

# expect STATUS COMMAND...: its output is left in $dir/out
expect() {
	want=$1; shift
	"$@" >"$dir/out" 2>&1; got=$?
	[ "$got" = "$want" ] || { fail "$* ended with $got, not $want"; cat "$dir/out"; }
}

said() { grep -qF -- "$1" "$dir/out" || { fail "not said: $1"; cat "$dir/out"; }; }

expect 0 "$hub" init --db "$dir/a.db" --pack "$pack" --clock 2020-06-18T09:00:00+08:00
said "county 530521"
[ "$(stat -c %a "$dir/a.db")" = 600 ] || fail "the file is not private"
expect 1 "$hub" init --db "$dir/a.db" --pack "$pack"
said "does not exist yet"
expect 2 "$hub" init --db "$dir/x.db"
expect 2 "$hub" init --db "$dir/x.db" --pack "$pack" --clock noon
said "--clock wants a time like"
expect 1 "$hub" init --db "$dir/x.db" --pack "$dir"
said "guatu-pack(5)"

# A pack with one bad row leaves nothing behind.
cp -r "$pack" "$dir/spoiled"
sed -i '2s/,530521/,539999/' "$dir/spoiled/sup_assign.csv"
expect 1 "$hub" init --db "$dir/x.db" --pack "$dir/spoiled"
said "sup_assign.csv:2:"
[ -z "$(ls "$dir"/x.db* 2>/dev/null)" ] || fail "a failed init left files behind"

# Import: all or nothing.
printf '编号,标题,状态,乡镇,期限,来源\nN1,好的,OPEN,姚关,2020/6/30,自查发现\nN2,坏的,OPEN,姚关,2020/6/31,自查发现\n' >"$dir/in.csv"
expect 1 "$hub" import --db "$dir/a.db" issue "$dir/in.csv"
said "in.csv:3:5 (期限): no such date"
[ "$(sqlite3 "$dir/a.db" "SELECT count(*) FROM record WHERE id IN ('N1', 'N2')")" = 0 ] || fail "a bad file was taken in part"
expect 0 "$hub" import --db "$dir/a.db" issue "$dir/in.csv" --skip-bad
[ "$(sqlite3 "$dir/a.db" "SELECT group_concat(id) FROM record WHERE id IN ('N1', 'N2')")" = N1 ] || fail "--skip-bad"
# what hangs on what is left out goes too, but a file is not read a thousand times for it
chain() { awk -v n="$1" 'BEGIN { print "id,title,parent,due,status"; print "CH1,一,,2020-13-01,TODO"; print "CH0,一,,2020-06-30,TODO"
	for (i = 2; i <= n; i++) print "CH" i ",二,CH" i - 1 ",2020-06-30,TODO" }' >"$dir/chain.csv"; }
cp "$dir/a.db" "$dir/chain.db"
chain 5
expect 0 "$hub" import --db "$dir/chain.db" task "$dir/chain.csv" --skip-bad
[ "$(sqlite3 "$dir/chain.db" "SELECT group_concat(id) FROM record WHERE kind = 'task' AND id LIKE 'CH%'")" = CH0 ] || fail "a row that hangs on a bad one"
chain 25
expect 1 "$hub" import --db "$dir/chain.db" task "$dir/chain.csv" --skip-bad
grep -q 'over more than 10 levels; correct the first' "$dir/out" || fail "$(cat "$dir/out")"
expect 0 "$hub" verify --db "$dir/a.db"
expect 2 "$hub" import --db "$dir/a.db" rumour "$dir/in.csv"
said "the kinds are division(区划) front(战线)"
expect 1 "$hub" import --db "$dir/none.db" issue "$dir/in.csv"

# Export gives back what went in, and a copy can be opened.
expect 0 "$hub" export --db "$dir/a.db" --pack "$dir/out1"
expect 0 "$hub" init --db "$dir/b.db" --pack "$dir/out1"
expect 0 "$hub" export --db "$dir/b.db" --pack "$dir/out2"
diff -rq "$dir/out1" "$dir/out2" || fail "a pack changed on its way through a county"
for f in "$pack"/[!i]*.csv; do      # issue.csv has N1 besides (and indicator.csv begins like it)
	case $f in */check_mark.csv|*/duty_run.csv) continue ;; esac     # the import opened what is due
	case $f in */batch.csv|*/event.csv|*/source.csv) continue ;; esac     # and is a batch itself
	[ "$(LC_ALL=C sort "$f" | cksum)" = "$(LC_ALL=C sort "$dir/out1/${f##*/}" | cksum)" ] || fail "$f came back changed"
done
[ -z "$(ls -d "$dir"/*.export-* 2>/dev/null)" ] || fail "export left its copy behind"
# who may connect is said by code or name, and what is nobody's and nowhere's is not stored
user() { want=$1; shift; expect "$want" "$hub" user add u --db "$dir/a.db" --role township --uid 7 "$@"; }
stored() { "$hub" user list --db "$dir/a.db" | grep -qx "u	$1	township	$2	7	-" || { fail "not stored: $1 $2"; "$hub" user list --db "$dir/a.db"; }; }
user 0 --post 值班岗 --scope 姚关镇，仁和; stored duty-a 530521103,530521104
user 0 --post 'duty-b' --scope '督战一组, 530521103'; stored duty-b G1,530521103
user 0 --scope 施甸县; stored '' 530521
user 0; stored '' 530521
user 1 --post 值班; said 'there is no post "值班"; perhaps 值班岗 duty-a'
user 1 --scope 姚官镇; said 'no supervision group "姚官镇"; perhaps 姚关'
user 1 --scope 999999; said 'no place and no supervision group "999999"; the codes are in division.csv'
user 1 --scope 5; said 'no supervision group "5"'
user 0 --scope 5305; stored '' 5305
user 0 --scope 530521; stored '' 530521
user 1 --scope 姚关,G9; said 'no supervision group "G9"'
user 1 --scope 530521101001; said 'is a village, and work is shared out by township: write 530521101'
user 2 --scope ,
stored '' 530521

expect 0 "$hub" export --db "$dir/a.db" --backup "$dir/copy.db"
expect 0 "$hub" verify --db "$dir/copy.db"
expect 1 "$hub" export --db "$dir/a.db" --backup "$dir/copy.db"

# What tests/bench makes up is the same for the same seed, and nothing of it is refused.
sh tests/bench/issues.sh "$dir/one" 300 3 && sh tests/bench/issues.sh "$dir/two" 300 3 && sh tests/bench/issues.sh "$dir/three" 300 4 || fail "issues.sh"
diff -rq "$dir/one" "$dir/two" || fail "the same seed made something else"
cmp -s "$dir/one/issue-0.csv" "$dir/three/issue-0.csv" && fail "another seed made the same"
expect 0 "$hub" import issue "$dir/one/issue-0.csv" --db "$dir/b.db"
said "300 rows, 300 written, 0 unchanged, 0 bad"
expect 0 "$hub" import event "$dir/one/event-0.csv" --db "$dir/b.db"
said "0 unchanged, 0 bad"
expect 2 "$hub" generate --db "$dir/b.db" --issues 3

exit $bad
