#!/bin/sh
# The past: --as-of DAY and [ ] show what stood at the end of that day, on screens and in lists alike; a step of today does not
# change yesterday; days before the campaign and after its end have words; what nothing tells is said.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/room.sh
room_open shidian-2020 2020-06-18T09:00:00+08:00 duty,leader,township,group
guatu sync >/dev/null 2>&1 || fail "sync"

# The pack's own log, for the sqlite3 shell: how many stand where on a day.
log=$room/log.db
sqlite3 "$log" ".import --csv packs/shidian-2020/event.csv event" ".import --csv packs/shidian-2020/division.csv division"
folded() { # DAY KIND
	sqlite3 -list "$log" "SELECT s, count(*) FROM (SELECT to_status AS s, max(at || id) FROM event WHERE object_kind = '$2' AND substr(at, 1, 10) <= '$1'
		GROUP BY object) GROUP BY s ORDER BY s"
}
listed() { # DAY NOUN
	guatu --as-of "$1" list "$2" --raw --csv --fields status 2>/dev/null | tr -d '\r' | sed 1d | LC_ALL=C sort | uniq -c | awk '{ print $2 "|" $1 }'
}
is() { [ "$1" = "$2" ] || fail "$3: $1, not $2"; }

# ---- every day of the sample: as the log folded up to it
day=2019-12-05
while [ "$day" != 2020-06-18 ]; do
	is "$(listed "$day" issues)" "$(folded "$day" issue)" "issues on $day"
	day=$(date -d "$day + 5 days" +%F)
	[ "$(date -d "$day" +%s)" -lt "$(date -d 2020-06-18 +%s)" ] || day=2020-06-18
done
# supervision reports: what the log has of them; the others are still expected
is "$(listed 2020-04-12 sup_report | grep -v EXPECTED)" "$(folded 2020-04-12 sup_report | grep -v EXPECTED)" "reports on 2020-04-12"

# ---- list, map, page and township say the same of 2020-04-30
d=2020-04-30
open=$(listed $d issues | awk -F'|' '$1 !~ /CLOSED|CANCELLED|SUSPENDED/ { n += $2 } END { print n }')
is "$open" 80 "open on $d"
is "$(listed $d issues | grep CLOSED)" 'CLOSED|49' "closed on $d"
is "$(listed $d issues | grep SUSPENDED)" 'SUSPENDED|1' "suspended on $d"
expect 0 --as-of $d show map; says "时点 $d"; says 在办80
is "$(sed -n 4,21p "$room/out" | grep -oE '在办[0-9]+' | tr -dc '0-9\n' | awk '{ n += $1 } END { print n }')" 80 "the map's tiles together"
expect 0 --as-of $d show issues; says '80 / 80'
expect 0 --as-of $d --size 120x60 list townships --csv --fields open
is "$(tr -d '\r' <"$room/out" | sed 1d | awk '{ n += $1 } END { print n }')" 80 "the townships' list together"
expect 0 --as-of $d list issues --json --fields id --limit 1000 在办
is "$(grep -o '"id"' "$room/out" | wc -l)" 80 "as JSON"
expect 0 show map; says 在办68
# hand-overs by the age they had then: `poor` came on 05-01 and comes every 30 days
expect 0 --as-of 2020-05-10 list sources --raw --csv --fields id,age_hours,standing
says 'poor,228,FRESH'
# the day in other words; without a year of the room's
for day in 04-30 4月30日 2020年4月30日 2020/4/30 0430; do
	expect 0 --as-of $day show map; says "时点 $d"; says 在办80
done
expect 2 --as-of 12-31 show map; says --as-of
# what came since is not there: events, reports, what was closed later
expect 0 --as-of $d list events --csv --fields at --raw
is "$(sed 1d "$room/out" | cut -c1-10 | sort | tail -1 | tr -d '\r')" "$(sqlite3 "$log" "SELECT max(substr(at, 1, 10)) FROM event WHERE substr(at, 1, 10) <= '$d'")" "the newest event"
expect 0 --as-of $d list reports --raw --csv --fields period
! grep -q 2020-05 "$room/out" || fail "a report of May stands in April"

# what nothing tells is found by its state, in the list and in its file, of records too
untold=$(guatu --as-of $d list tasks --raw --csv --fields id,status 2>/dev/null | tr -d '\r' | grep '?$')
is "$(echo "$untold" | wc -l)" 1 "tasks of which nothing tells"
for noun in tasks task; do
	for word in '?' 不详; do
		is "$(guatu --as-of $d list $noun --raw --csv --fields id,status "status=$word" 2>/dev/null | tr -d '\r' | sed 1d)" "$untold" "$noun status=$word"
	done
done
expect 0 --as-of $d list tasks 'status=?'; says "${untold%,*}"; says 何时起不详; says 'status=?'

# ---- a step of today does not change yesterday
on() { guatu --as-of "$1" list "$2" --raw --csv --fields "$3" "id=$4" 2>/dev/null | tr -d '\r' | sed 1d; }
first() { guatu list "$1" --raw --csv --fields id "$2" --limit 1 2>/dev/null | tr -d '\r' | sed 1d; }
issue=$(first issues status=IN_PROGRESS) ended=$(first issues status=CLOSED)
task=$(guatu list tasks --raw --csv --fields id,pct,trail status=DOING 2>/dev/null | tr -d '\r' | awk -F, 'NR > 1 && $2 > 0 && $2 < 90 { print $1; exit }')
was=$(on 2020-06-17 issues status,deadline,last_note "$issue") pct=$(on 2020-06-17 tasks status,pct "$task")
closed=$(on 2020-06-17 issues status,reopened,closed_at "$ended")
all_on() { guatu --as-of "$1" list issues --raw --csv 2>/dev/null; guatu --as-of "$1" list tasks --raw --csv 2>/dev/null; }
all_on 2020-06-01 >"$room/first"
expect 0 suspend "$issue" --note 省里统一处理 --review 2020-12-01
expect 0 reopen "$ended" --note 又犯 --deadline 2020-06-29
expect 0 progress "$task" --pct 95
guatu sync >/dev/null 2>&1
is "$(on 2020-06-17 issues status,deadline,last_note "$issue")" "$was" "yesterday's issue after a step of today"
is "$(on 2020-06-17 issues status,reopened,closed_at "$ended")" "$closed" "yesterday's closed issue after it was reopened"
is "$(on 2020-06-17 tasks status,pct "$task")" "$pct" "yesterday's task after progress of today"
is "$(guatu list issues --raw --csv --fields status "id=$issue" 2>/dev/null | tr -d '\r' | sed 1d)" SUSPENDED "today's issue"
is "$(guatu list issues --raw --csv --fields status "id=$ended" 2>/dev/null | tr -d '\r' | sed 1d)" REOPENED "today's reopened issue"
all_on 2020-06-01 >"$room/again"
cmp -s "$room/first" "$room/again" || { fail "steps of today changed 2020-06-01"; diff "$room/first" "$room/again" | head -6; }
# nor does it take a point of the trail that is dated later than the day into it
before=$(on 2020-06-17 tasks status,pct,trail T12.1-lm)
expect 0 progress T12.1-lm --pct 98
guatu sync >/dev/null 2>&1
is "$(on 2020-06-17 tasks status,pct,trail T12.1-lm)" "$before" "yesterday's trail after progress of today"
# nor does what is imported today: what a field was stands in the event
other=$(first issues status=ACKED)
was=$(on 2020-06-17 issues deadline,title "$other")
printf 'id,title,deadline\n%s,改了标题,2020-06-27\n' "$other" >"$room/i.csv"
"$BUILD/bin/guatu-hub" import issue "$room/i.csv" --db "$room/hub.db" >/dev/null 2>&1 || fail "import"
guatu sync >/dev/null 2>&1
is "$(on 2020-06-17 issues deadline,title "$other")" "$was" "yesterday's issue after an import of today"
is "$(guatu list issues --raw --csv --fields title "id=$other" 2>/dev/null | tr -d '\r' | sed 1d)" 改了标题 "today's imported issue"
# what waits in the outbox is no part of yesterday
expect 2 suspend "$issue" --note x --review 2020-12-01 --as-of 2020-06-17; says --as-of

# ---- what nothing tells is said: closed, but neither when nor by an event
printf 'id,title,status,division,deadline,source,found_at\nX1,何时销号不详,CLOSED,530521101,2020-06-01,SELF,2020-03-01\n' >"$room/x.csv"
"$BUILD/bin/guatu-hub" import issue "$room/x.csv" --db "$room/hub.db" >/dev/null 2>&1 || fail "import"
guatu sync >/dev/null 2>&1
is "$(on 2020-05-01 issues status X1)" '?' "a state nothing tells"
expect 0 --as-of 2020-05-01 list issues; says 何时起不详
expect 0 --as-of 2020-05-01 show issues; says '1 条何时起不详'
is "$(on 2020-02-29 issues status X1)" '' "before it was found"
# and what is withdrawn since
"$BUILD/bin/guatu-hub" retract issue "$other" --db "$room/hub.db" --reason 重复 >/dev/null 2>&1 || fail "retract"
guatu sync >/dev/null 2>&1
expect 0 --as-of 2020-06-17 list issues; says 其后已撤回

# ---- what came later says so, and nothing is offered on a day that is over
later=$(sqlite3 "$log" "SELECT object FROM event WHERE object_kind = 'issue' GROUP BY object HAVING min(at) >= '2020-05-01' LIMIT 1")
expect 6 --as-of 2020-04-30 issue "$later"; says "$later 是其后才登记的，2020-04-30 还没有"
expect 6 --as-of 2020-04-30 issue 2020-9999; says 没有此问题
expect 0 --as-of 2019-11-20 show ledger explain; says 没有记录; silent '按 +'
expect 0 show ledger explain; says '按 +'

# ---- before the campaign
d=2019-11-20
for s in map tasks issues reports settlement township duties ledgers funnel catalogue enrolment checks params events; do
	expect 0 --as-of $d show $s; says "时点 $d"
	! grep -qE '(^|[^0-9A-Za-z.~-])-[0-9]+ ?(天|个工作日)' "$room/out" || { fail "a negative time on $s"; grep -E -- '-[0-9]+ ?(天|个工作日)' "$room/out"; }
done
expect 0 --as-of $d show map; says 行动2020-01-01开始
is "$(listed $d issues)" '' "issues before the campaign"
room_stop

# ---- a year after the end
rm -rf "$room/hub.db"* "$room/cache/guatu" "$room/state/guatu"
room_open shidian-2020 2021-07-01T09:00:00+08:00
guatu sync >/dev/null 2>&1
for d in 2020-07-01 2021-03-15; do
	for s in map tasks issues reports duties ledgers checks; do
		expect 0 --as-of $d show $s; says "时点 $d"
	done
	expect 0 --as-of $d show map; says 清零期限已过
	is "$(listed $d issues | grep CLOSED)" 'CLOSED|90' "closed on $d"
done
[ "$fails" = 0 ]
