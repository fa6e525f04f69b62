#!/bin/sh
# An independent recomputation: what the documents' definitions make of the packs' CSV, in SQL for the sqlite3 shell,
# against what the console says, figure by figure, for five packs at three days each: in mid-campaign (--as-of), at the
# pack's clock, and after. Nothing of the product is read but its answers: the pages here (map.sql, tasks.sql ...) are
# written from the documents, and read the .csv by `.import` alone.
#
#   ORACLE=shidian-2020      one pack only
#   ORACLE_KEEP=DIRECTORY    leaves there, for each pack, the database with both sides (want, got)
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/room.sh
here=tests/oracle
pages="map tasks issues settlement enrolment entries funnel ledgers duties checks data"

# PACK, a day before its clock, a day after it
days() {
	cat <<-'D'
	shidian-2020 2020-04-30 2020-07-01
	huoqiu-2018 2018-06-30 2018-12-31
	xizang-2019 2019-03-15 2019-04-01
	zibo-2020 2020-08-31 2020-12-31
	huining-2021 2021-08-31 2021-10-11
	D
}

# ---- what the console says ------------------------------------------------------------------------------
# answer PAGE KEY LIST...: the list's rows, keyed by the SQL expression KEY over `v`
answer() {
	page=$1 key=$2; shift 2
	n=$((n + 1))
	guatu list "$@" --as-of "$day" --json >"$room/$n.json" 2>"$room/said" || { fail "$pack $day: guatu list $*"; cat "$room/said"; return; }
	echo "INSERT INTO got SELECT '$day', '$page', k.key, f.key, f.value FROM (SELECT $key AS key, r.value AS v FROM
		(SELECT value, value AS v FROM json_each(readfile('$room/$n.json'))) r) k, json_each(k.v) f;" >>"$room/answers.sql"
}
said() { # PAGE ITEM FIGURE VALUE
	echo "INSERT INTO got VALUES ('$day', '$1', '$2', '$3', $4);" >>"$room/answers.sql"
}
number() { # PATTERN, with the number in \( \): what $room/screen says there, in hundredths when it has a point, or NULL
	sed -n "s/.*$1.*/\\1/p" "$room/screen" | head -1 | awk '/^-?[0-9.]+$/ { printf "%.0f", $0 * ('"${2:-1}"'); ok = 1 } END { if (!ok) printf "NULL" }'
}
ask() { # DAY
	day=$1
	for m in PROGRESS CLOSED REPORTS INSTANT; do
		answer map "'$m//' || (v ->> 'id')" townships metric=$m
	done
	for f in $(awk -F, '$2 == "front" { print $1 }' "packs/$pack/front.csv" 2>/dev/null); do
		answer map "'PROGRESS/$f/' || (v ->> 'id')" townships metric=PROGRESS "front=$f"
	done
	answer tasks "v ->> 'id'" tasks
	answer issues "v ->> 'id'" issues
	for rate in instant_rate actual_bp scope_bp burden_bp cases; do
		[ "$pack $rate" != 'huoqiu-2018 instant_rate' ] || continue     # a year's report, which has none
		answer rates "(v ->> 'rate') || ' ' || (v ->> 'slice') || ' ' || (v ->> 'division')" rates rate=$rate
	done
	[ "$day" != "$at" ] || for slice in $(slices); do
		answer rates "(v ->> 'rate') || ' ' || (v ->> 'slice') || ' ' || (v ->> 'division')" rates rate=instant_rate "slice=$slice"
	done
	for front in '' $(awk -F, '$2 == "front" { print $1 }' "packs/$pack/front.csv" 2>/dev/null); do
		answer forecast "'$front/county'" townships metric=PROGRESS of=county ${front:+"front=$front"}
	done
	for category in '' $(sqlite3 :memory: ".import --csv packs/$pack/figure.csv f" "SELECT DISTINCT category FROM f WHERE indicator = 'should'"); do
		answer enrolment "coalesce(v ->> 'category', '') || '/' || (v ->> 'division')" enrolment ${category:+"category=$category"}
	done
	for place in '' $([ "$day" != "$at" ] || towns); do
		answer funnel "(v ->> 'ledger') || '/' || (v ->> 'place') || '/' || (v ->> 'stage')" funnel ${place:+"place=$place"}
	done
	answer ledgers "v ->> 'id'" ledgers
	answer checks "(v ->> 'rule') || '/' || coalesce(v ->> 'division', '')" verdicts kind=rule
	answer data "(v ->> 'rule') || '/' || (v ->> 'verdict')" verdicts kind=data
	for month in $(sqlite3 :memory: ".import --csv packs/$pack/duty_run.csv d" "SELECT DISTINCT substr(deadline, 1, 7) FROM d"); do
		answer duties "v ->> 'id'" duty_runs "month=$month"
	done
	guatu show map --as-of "$day" --size 80x24 >"$room/screen" 2>&1
	! grep -q '全县' "$room/screen" || head_line
}
head_line() {
	for f in 'open=在办\([0-9]*\)' 'overdue=在办[0-9]* 逾期\([0-9]*\)' 'soon=在办[0-9]* [逾期0-9 ]*临期\([0-9]*\)' \
		'ledgers=台账 逾期\([0-9]*\)'; do
		v=$(number "${f#*=}"); [ "$v" != NULL ] || v=0
		said head county "${f%%=*}" "$v"
	done
	grep -q ' 任务进度' "$room/screen" || return 0
	said head county rate "$(number '全县 \([0-9.]*\)%' 10)"
	said head county pace "$(number '序时 \([0-9.]*\)%' 10)"
	for lamp in red=红 yellow=黄 green=绿; do
		v=$(number "序时.*${lamp#*=}\([0-9]*\)"); [ "$v" != NULL ] || v=0
		said head county "${lamp%=*}" "$v"
	done
}
towns() { awk -F, 'NR > 1 && $3 == 4 { print $1 }' "packs/$pack/division.csv"; }
slices() { # those besides the first, that the rates above had
	sqlite3 :memory: ".import --csv packs/$pack/settlement.csv s" "SELECT DISTINCT pop || '/' || svc || '/' || scope FROM s
		WHERE length(division) = 9 AND svc || scope <> 'ALLALL'"
}

# ---- what should be said --------------------------------------------------------------------------------
load() {
	echo ".read $here/tables.sql"
	for f in "${1:-packs/$pack}"/*.csv; do echo ".import --csv $f in_$(basename "$f" .csv)"; done
	cat <<-S
	.once $room/fill.sql
	SELECT 'INSERT INTO ' || t.name || ' (' || group_concat('"' || c.name || '"', ', ') || ') SELECT '
		|| group_concat('nullif("' || c.name || '", '''')', ', ') || ' FROM in_' || t.name || ';'
	FROM sqlite_schema t JOIN pragma_table_info(t.name) c JOIN pragma_table_info('in_' || t.name) f ON f.name = c.name
	WHERE t.type = 'table' AND t.name NOT LIKE 'in~_%' ESCAPE '~' GROUP BY t.name;
	.read $room/fill.sql
	.read $here/workdays.sql
	S
}
work_out() { # DAY...
	for d in "$@"; do
		echo "DELETE FROM looked; INSERT INTO looked VALUES ('$d');"
		for page in common $pages; do echo ".read $here/$page.sql"; done
	done
}
judge() { # DATABASE DAY: prints each figure that differs, then how many agreed
	sqlite3 "$1" <<-S
	CREATE INDEX got_key ON got (day, page, item, figure);
	CREATE INDEX want_key ON want (day, page, item, figure);
	CREATE TABLE found AS SELECT w.day, w.page, w.item, w.figure, w.value AS want, g.value AS got, CASE
		WHEN g.item IS NULL THEN 'missing' WHEN g.value IS w.value OR CAST(g.value AS TEXT) = CAST(w.value AS TEXT) THEN 'agrees'
		WHEN typeof(w.value) = 'real' AND abs(g.value - w.value) < 1e-6 THEN 'agrees'
		ELSE 'differs' END AS how
		FROM want w LEFT JOIN got g ON g.day = w.day AND g.page = w.page AND g.item = w.item AND g.figure = w.figure
		WHERE w.day LIKE '$2';
	-- runs that no file tells of were opened by the hub; of the data's checks those of sums alone are worked out here,
	-- of the rules those for a place, not those for each slice of its settlements
	INSERT INTO found SELECT DISTINCT day, page, item, '', NULL, 'a row', 'too many' FROM got g
		WHERE g.day LIKE '$2' AND g.page NOT IN ('duties', 'data')
		AND NOT (g.page = 'checks' AND substr(g.item, 1, instr(g.item, '/') - 1) IN (SELECT id FROM rule WHERE "each" = 'SLICE')) AND NOT EXISTS (SELECT 1 FROM want w WHERE w.day = g.day AND w.page = g.page AND w.item = g.item);
	.mode list
	SELECT '$pack ' || day || ' ' || page || ' ' || item || ' ' || figure || ': ' || how || ', should be ' || quote(want) || ', said is ' || quote(got)
		FROM found WHERE how <> 'agrees' ORDER BY page, day, item, figure;
	SELECT '# ' || page || ' ' || sum(how = 'agrees') FROM found GROUP BY page;
	S
}

# ---- a pack ---------------------------------------------------------------------------------------------
# The control: what the console said stands against files in which one cell of each of several was changed; each page
# must find it.
spoil() {
	mkdir "$room/spoiled" && cp "packs/$pack"/*.csv "$room/spoiled" && cd "$room/spoiled" || return
	sed -i '/^HN1.1.3,/s/""2021-09-[0-9]*"",70/""2021-09-14"",60/' task.csv
	sed -i '/^2021-08-[a-z]*-ALL-ALL,2021-08,620422102,/s/,FILED,\([0-9]*\),/,FILED,1\1,/' settlement.csv
	sed -i '/^HN-HP-SHOULD-MARGINAL-2021-08,/s/,MARGINAL,/,MARGINAL,1/' figure.csv
	sed -i '/^HN-MO-010,/s/2021-09-09/2021-09-08/g; /^HN-MO-010,/s/,2021-09-14,/,2021-09-16,/' entry.csv
	sed -i '/^HN-M-JOIN@2021-09,/s/,2021-09-06T/,2021-09-04T/' duty_run.csv
	sed -i 's/^\(2021-0002,[^,]*,[^,]*,[^,]*\),2021-09-13,/\1,2021-09-12,/' issue.csv
	cd - >/dev/null || return
	rm -f "$room/oracle.db"
	{ load "$room/spoiled"; echo ".read $room/answers.sql"; work_out "$at"; } | sqlite3 -bail "$room/oracle.db" 2>"$room/said" ||
		{ fail "$pack, spoiled: sqlite3"; head "$room/said"; }
	judge "$room/oracle.db" "$at" >"$room/spoilt"
	for page in head forecast map tasks issues rates enrolment funnel ledgers duties checks data; do
		grep -q "^$pack [0-9-]* $page " "$room/spoilt" || echo "$pack: a spoiled cell goes unseen on the page $page"
	done
}
one_pack() { # PACK BEFORE AFTER
	pack=$1 before=$2 after=$3 hub_pid="" n=0 fails=0
	room=$(mktemp -d /tmp/guatu-test.XXXXXX); chmod 700 "$room"
	trap room_close EXIT
	clock=$(sqlite3 :memory: ".import --csv packs/$pack/pack.csv p" 'SELECT clock FROM p')
	at=$(echo "$clock" | cut -c1-10)
	room_open "$pack" "$clock"
	guatu sync >"$room/said" 2>&1 || { fail "$pack: guatu sync"; cat "$room/said"; }
	ask "$before"; ask "$at"
	room_stop; rm -rf "$room"/hub.db* "$room/cache" "$room/state" "$room/run" "$room/config"
	room_open "$pack" "${after}T09:00:00+08:00"
	guatu sync >"$room/said" 2>&1 || { fail "$pack: guatu sync"; cat "$room/said"; }
	ask "$after"
	{ load; echo ".read $room/answers.sql"; work_out "$before" "$at" "$after"; } | sqlite3 -bail "$room/oracle.db" 2>"$room/said" ||
		{ fail "$pack: sqlite3"; head "$room/said"; }
	judge "$room/oracle.db" %
	[ -z "${ORACLE_KEEP:-}" ] || cp "$room/oracle.db" "$ORACLE_KEEP/$pack.db"
	[ "$pack" != huining-2021 ] || spoil
	[ "$fails" = 0 ] || echo "$pack: $fails answers that did not come"
}
out=$(mktemp -d /tmp/guatu-test.XXXXXX)
days >"$out/days"
for pack in $(awk '{ print $1 }' "$out/days"); do
	case $pack in ${ORACLE:-*}) ;; *) continue;; esac
	# shellcheck disable=SC2046
	( one_pack $(grep "^$pack " "$out/days") >"$out/$pack" 2>&1 ) &
	pids="${pids:-} $!"
	[ "$(echo "$pids" | wc -w)" -lt 2 ] || { wait "${pids##* }"; pids=; wait; }
done
wait
cat "$out"/*-* >"$out/judged"
grep -v '^# ' "$out/judged" | head -60
wrong=$(grep -cv '^# ' "$out/judged")
agreed=$(awk '/^# / { n += $3 } END { print n + 0 }' "$out/judged")
awk '/^# / { n[$2] += $3 } END { for (p in n) print "  " p ": " n[p] }' "$out/judged" | sort
echo "$agreed figures compared and agreed, $wrong differ"
rm -rf "$out"
[ "$wrong" = 0 ] && [ "$agreed" -gt 0 ]
