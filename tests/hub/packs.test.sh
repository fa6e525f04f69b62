#!/bin/sh
# The five packs: each loads with one command, several stand side by side in a hub that is being served, one is
# switched off and the consoles lose what it brought; a hub that dies in the middle leaves all or nothing.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
hub=tests/support/guatu-hub
names="shidian-2020 huoqiu-2018 xizang-2019 zibo-2020 huining-2021"

for name in $names; do
	"$hub" pack check "packs/$name" >"$room/out" 2>&1 || { fail "$name is refused"; head -5 "$room/out"; }
	"$hub" init --db "$room/one.db" --pack "packs/$name" >"$room/out" 2>&1 || { fail "$name does not load"; head -5 "$room/out"; }
	"$hub" pack list --db "$room/one.db" >"$room/out" 2>&1; says "the county's own"; says "$name"
	rm -f "$room"/one.db*
done

room_open shidian-2020 2020-06-18T09:00:00+08:00
expect 0 sync
pack() { "$hub" pack "$@" --db "$room/hub.db" >"$room/out" 2>&1; }
duty() { guatu sync >/dev/null 2>&1; guatu list duties --json | grep -c "\"id\":\"$1\""; }
# A duty only the other plan has, and one of ours.
theirs=$(awk -F, 'NR == FNR { have[$1] = 1; next } FNR > 1 && !($1 in have) { print $1; exit }' packs/shidian-2020/duty.csv packs/xizang-2019/duty.csv)
ours=$(awk -F, 'NR == 2 { print $1 }' packs/shidian-2020/duty.csv)
[ -n "$theirs" ] && [ -n "$ours" ] || fail "no duty to look for"

# ---- loaded, off and on while it is served ------------------------------------------------------------------
# first a look: what would come by kind, and nothing has changed
before=$(sqlite3 "$room/hub.db" 'SELECT seq FROM county_seq')
pack load packs/xizang-2019 --dry-run || fail "load --dry-run"
grep -qE "would be loaded; [1-9][0-9]* records would be written" "$room/out" || fail "no number of records"; says "值守事项 16"; says "left out: 区划 31, 岗位 29, 任务 16"; says "nothing was changed"
[ "$(sqlite3 "$room/hub.db" 'SELECT seq FROM county_seq')" = "$before" ] || fail "--dry-run changed something"
pack list; grep -q xizang "$room/out" && fail "--dry-run left the pack"
pack load packs/xizang-2019 || fail "load"
says "rows of the county half stayed out: the pack is about 540121, this hub is 530521's"
[ "$(duty "$theirs")" = 1 ] && [ "$(duty "$ours")" = 1 ] || fail "not both plans' duties"
# what its duties and checklists ask for is owed from the day it came, not before
owed() { sqlite3 "$room/hub.db" "SELECT count(*) FROM record r WHERE gone IS NULL AND ((kind = 'duty_run' AND EXISTS (SELECT 1 FROM pack_record p WHERE p.pack = 'xizang-2019' AND p.kind = 'duty' AND p.rev IS NOT NULL AND p.id = json_extract(r.body, '\$.duty')))
	OR (kind = 'check_mark' AND EXISTS (SELECT 1 FROM pack_record p WHERE p.pack = 'xizang-2019' AND p.kind = 'checklist' AND p.rev IS NOT NULL AND p.id = json_extract(r.body, '\$.checklist')))) AND json_extract(body, '\$.deadline') $1 '2020-06-18'"; }
[ "$(owed '<')" = 0 ] || fail "owed before it came: $(owed '<')"
[ "$(owed '>=')" -gt 0 ] || fail "nothing is owed for the plan beside"
guatu list townships --raw --json | grep -q '"id":"54' && fail "the other county's places came too"
guatu list params --json | grep '"key":"county_name"' | grep -q 施甸 || fail "the county's name"
pack off xizang-2019 || fail "off"
[ "$(duty "$theirs")" = 0 ] && [ "$(duty "$ours")" = 1 ] || fail "off: the console still has $theirs"
guatu list packs id=xizang-2019 --json | grep -q '"active":false' || fail "off: the pack's own record says it is on"
pack off xizang-2019 && fail "off twice"
says "is off already"
pack on xizang-2019 || fail "on"
[ "$(duty "$theirs")" = 1 ] || fail "on: $theirs is not back"
pack on nowhere && fail "an unknown pack"
says "the packs are: shidian-2020 xizang-2019"

# ---- killed just before the end: nothing has happened; then all of it does ------------------------------------
head_of() { sqlite3 "$room/hub.db" 'SELECT seq FROM county_seq'; }
before=$(head_of)
GUATU_HUB_FAILPOINT=before-commit "$hub" pack off xizang-2019 --db "$room/hub.db" >/dev/null 2>&1 && fail "the failpoint was not passed"
[ "$(head_of)" = "$before" ] && [ "$(duty "$theirs")" = 1 ] || fail "half a switch was left behind"
pack list; says "on   540121"
pack off xizang-2019 || fail "off after the crash"
[ "$(duty "$theirs")" = 0 ] || fail "off after the crash"

# ---- the county's own off: the plan goes, the county stays -------------------------------------------------------
LC_ALL=C.UTF-8 "$BUILD/bin/guatu-hub" pack list --db "$room/hub.db" >"$room/out"; says "停用 540121"; says "启用 530521"
LC_ALL=C.UTF-8 "$BUILD/bin/guatu-hub" pack on xizang-2019 --dry-run --db "$room/hub.db" >"$room/out"; says "xizang-2019：将启用；将写入"
pack off shidian-2020 || fail "own off"
[ "$(duty "$ours")" = 0 ] || fail "own off: $ours stays"
guatu list townships --raw --json | grep -q 530521103 || fail "own off: the places went"
expect 0 show map; expect 0 list issues --limit 3; expect 0 show tasks
pack on shidian-2020 || fail "own on"
[ "$(duty "$ours")" = 1 ] || fail "own on"
"$hub" verify --db "$room/hub.db" >"$room/out" 2>&1 || fail "verify"

# ---- a spoiled pack is refused whole -----------------------------------------------------------------------------
cp -r packs/zibo-2020 "$room/spoiled"
sed -i '2s/^[^,]*,/no\\such,/' "$room/spoiled/duty.csv"
before=$(head_of)
pack load "$room/spoiled" && fail "a spoiled pack was taken"
says "duty.csv:2:1"; says "nothing was changed"
[ "$(head_of)" = "$before" ] || fail "a spoiled pack left something"

# ---- the platform's own names, money with its unit ------------------------------------------------------------------
printf 'id,setl_time,clr_optins,med_type,cases,medfee_sumamt,fund_pay_sumamt,基本医保\nS-1,2020-05-31 23:59:59,530521103,21,3,1234.5,1000,8.5万元\n' >"$room/s.csv"
"$hub" import --db "$room/hub.db" settlement "$room/s.csv" >"$room/out" 2>&1 || { fail "aliases"; cat "$room/out"; }
body=$(sqlite3 "$room/hub.db" "SELECT body FROM record WHERE kind = 'settlement' AND id = 'S-1'")
[ "$body" = '{"period":"2020-05","division":"530521103","svc":"IP","cases":3,"total_fen":123450,"basic_fen":8500000,"paid_fen":100000}' ] || fail "aliases: $body"
printf 'id,setl_time,clr_optins,medfee_sumamt,total_fen\nS-2,2020-05-31,530521103,1,100\n' >"$room/s.csv"
"$hub" import --db "$room/hub.db" settlement "$room/s.csv" >"$room/out" 2>&1 && fail "one column by two names"
says "s.csv:1:5 (total_fen): this column is there twice"
printf 'id,setl_time,clr_optins,medfee_sumamt\nS-2,2020-05-31,530521103,1.234\n' >"$room/s.csv"
"$hub" import --db "$room/hub.db" settlement "$room/s.csv" >"$room/out" 2>&1 && fail "less than a fen"
says "s.csv:2:4 (medfee_sumamt): less than a fen"

exit "$fails"
