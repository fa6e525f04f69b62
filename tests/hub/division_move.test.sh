#!/bin/sh
# A township becomes a town with another code: what is still open goes to it, each with an event; what is done stays.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
hub=tests/support/guatu-hub
room_open shidian-2020 2020-06-18T09:00:00+08:00
expect 0 sync
ask() { sqlite3 "$room/hub.db" "$1"; }
at() { ask "SELECT count(*) FROM record WHERE gone IS NULL AND kind = '$1' AND json_extract(body, '\$.division') = '$2' AND $3"; }
open="json_extract(body, '\$.status') NOT IN ('CLOSED', 'CANCELLED', 'CHECKED', 'DONE', 'WAIVED', 'FILLED', 'DROPPED')"
move() { "$hub" division move "$@" --db "$room/hub.db" >"$room/out" 2>&1; }

move 530521208 530521108 && fail "to nowhere"
says 'there is no division "530521108"'; says "nothing was changed"
printf 'id,parent,level,name,short,type,valid_from\n530521108,530521,4,水长镇,水长镇,town,2020-06-01\n' >"$room/d.csv"
"$hub" import --db "$room/hub.db" division "$room/d.csv" >"$room/out" 2>&1 || { fail import; cat "$room/out"; }
move 530521208 530521208 && fail "onto itself"
move 530521208 530521 && fail "onto the county"; says "is of level 4"
issues=$(at issue 530521208 "$open") tasks=$(at task 530521208 "status_open" 2>/dev/null); tasks=$(at task 530521208 "json_extract(body, '\$.status') <> 'CHECKED'")
entries=$(at entry 530521208 "json_extract(body, '\$.status') = 'OPEN'") runs=$(at duty_run 530521208 "json_extract(body, '\$.status') = 'PENDING'")
done=$(at issue 530521208 "json_extract(body, '\$.status') = 'CLOSED'")
[ "$issues" -gt 0 ] && [ "$tasks" -gt 0 ] && [ "$entries" -gt 0 ] && [ "$runs" -gt 0 ] && [ "$done" -gt 0 ] || fail "nothing to move: $issues $tasks $entries $runs $done"
seq=$(ask 'SELECT seq FROM county_seq')
move 530521208 530521108 --dry-run || fail "a look"
says "问题 $issues"; says "任务 $tasks"; says "nothing was changed"
[ "$(ask 'SELECT seq FROM county_seq')" = "$seq" ] || fail "a look changed something"

# what is said of a place, without its name and code
said() { for list in townships enrolment rates ledgers; do guatu list $list --json; done | tr '}' '\n' | grep "\"$1\"" |
	grep -oE '"(rate|value|whole|should|enrolled|paid|gaps|open|overdue|cases|total)":[^,]*'; }
said 530521208 >"$room/before"
[ "$(wc -l <"$room/before")" -gt 10 ] || fail "nothing is said of the old place"
move 530521208 530521108 || { fail move; cat "$room/out"; }
says "530521208 -> 530521108"; says "问题 $issues"; says "任务 $tasks"; says "台账记录 $entries"
[ "$(at issue 530521108 "$open")" = "$issues" ] && [ "$(at issue 530521208 "$open")" = 0 ] || fail "issues"
[ "$(at issue 530521208 "json_extract(body, '\$.status') = 'CLOSED'")" = "$done" ] || fail "a closed issue moved"
[ "$(at task 530521208 "json_extract(body, '\$.status') <> 'CHECKED'")" = 0 ] || fail "tasks"
[ "$(at entry 530521208 "json_extract(body, '\$.status') = 'OPEN'")" = 0 ] || fail "entries"
[ "$(at duty_run 530521208 "json_extract(body, '\$.status') = 'PENDING'")" = 0 ] || fail "duty runs"
# one event each, and no duty twice
[ "$(ask "SELECT count(*) FROM record WHERE kind = 'event' AND json_extract(body, '\$.verb') = 'relocate' AND json_extract(body, '\$.object_kind') = 'issue'")" = "$issues" ] || fail "events"
[ "$(ask "SELECT count(*) FROM (SELECT json_extract(body, '\$.duty') d, json_extract(body, '\$.period') p FROM record WHERE gone IS NULL AND kind = 'duty_run' AND json_extract(body, '\$.division') = '530521108' AND json_extract(body, '\$.event') IS NULL GROUP BY 1, 2 HAVING count(*) > 1)")" = 0 ] || fail "a duty twice"
ask "SELECT id FROM record WHERE kind = 'duty_run' AND gone IS NULL AND json_extract(body, '\$.status') = 'PENDING' AND id GLOB '*@530521208'" | grep -q . && fail "a run still goes by the old code"
[ "$(ask "SELECT json_extract(body, '\$.successor') || ' ' || json_extract(body, '\$.valid_to') FROM record WHERE kind = 'division' AND id = '530521208'")" = "530521108 2020-05-31" ] || fail "the old place"
[ "$(ask "SELECT count(*) FROM record WHERE gone IS NULL AND kind = 'sup_assign' AND json_extract(body, '\$.division') = '530521108'")" = 1 ] || fail "who supervises it"
move 530521208 530521101 && fail "to another than the successor"
says "the successor of 530521208 is 530521108"
move 530521208 530521108 || fail "again"
expect 0 sync; expect 0 show map; says 水长镇; silent "水长 "
expect 0 list issues 乡镇:水长镇; says 水长镇
# figures, rates, progress and the map's counts of the months before stand under the new code
said 530521108 >"$room/after"
diff "$room/before" "$room/after" >"$room/diff" || { fail "not the same figures"; head -20 "$room/diff"; }
"$hub" verify --db "$room/hub.db" >/dev/null 2>&1 || fail "verify"
exit "$fails"
