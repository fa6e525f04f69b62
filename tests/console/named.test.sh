#!/bin/sh
# A condition that names something of a fixed set - a lateness, a state, a ledger, a source, a group, a place, a month,
# a slice - is refused with the right words when there is none such; free text that nothing matches is an empty list.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/room.sh

room_open shidian-2020 2020-06-18T09:00:00+08:00
guatu sync >/dev/null 2>&1
refused() { # SAYS LIST CONDITION...
	what=$1; shift
	expect 2 list "$@"; says "$what"
}
none() { # there is such a thing, and no row of it: LIST CONDITION...
	expect 0 list "$@" --csv
	[ "$(wc -l <"$room/out")" -le 1 ] || fail "list $*: has rows"
}

for list in tasks duty_runs checklists supervision entries sources; do
	refused OVERDUE "$list" lateness=FOO
done
refused OVERDUE tasks lateness=OVERDUE,FOO
refused OVERDUE tasks lateness!=FOO
refused OVERDUE tasks lateness=OVERDEU
refused CHECKED tasks status=FOO
refused PENDING duty_runs status=FOO
refused CLOSED entries status=FOO
refused HELD batches status=FOO
ledger=$(awk -F, 'NR == 2 { print $1 }' packs/shidian-2020/ledger.csv)
for list in entries funnel cases; do refused "$ledger" "$list" ledger=q9; done
source=$(awk -F, 'NR == 2 { print $1 }' packs/shidian-2020/source.csv)
refused "$source" batches source=q9
refused G1 members group=q9
refused group= supervision group=q9
for list in verdicts entries funnel duty_runs events enrolment rates; do refused place= "$list" place=q9; done
refused 旧城 verdicts place=旧成
for list in verdicts entries duty_runs tasks events; do refused division= "$list" division=999; done

# what there is, by code and by name, with rows or without
expect 0 list tasks lateness=MISSED --csv
expect 0 list tasks lateness=逾期 --csv
expect 0 list verdicts place=旧城 --csv
expect 0 list tasks status=BLOCKED --csv
expect 0 list entries ledger="$ledger" --csv
expect 0 list members group=G1 --csv
none tasks title=q9q9
none tasks q9q9

# ---- why: the month and the slice asked for, or none
expect 0 list why division=旧城 month=2020-04; says 2020-04
expect 0 list why division=旧城 month=2020年4月; says 2020-04
expect 0 list why division=旧城; says 2020-05
expect 0 list why division=旧城 month=2020-05 slice=FILED/ALL/ALL; says 2020-05
for month in 2020-13 2030-01 abc 2020; do
	refused "month=$month" why division=旧城 month=$month
	silent 2020-05-; silent 须说明
done
refused 'slice=garbage' why division=旧城 slice=garbage
refused 'slice=FILED/ALL/NONE' why division=旧城 month=2020-05 slice=FILED/ALL/NONE
exit "$((fails > 0))"
