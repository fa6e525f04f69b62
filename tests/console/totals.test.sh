#!/bin/sh
# One count for scripts too: what the map's head says is what the lists list, by the same words; months and days in conditions
# as people write them; why a rate moved.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
room_open shidian-2020 2020-06-18T09:00:00+08:00
expect 0 sync

rows() { guatu list "$@" --csv 2>/dev/null | tail -n +2 | wc -l; }
same() { [ "$1" = "$2" ] && [ "$1" != 0 ] || fail "$3: the map says $1, the list has $2"; }
expect 0 show map --size 200x50
head=$(grep -m1 '3问题' "$room/out")
said() { printf '%s' "$head" | sed -n "s/.*$1 *\(.*\)/\1/p" | sed "s/  .*//" | sed -n "s/.*$2\([0-9]*\).*/\1/p"; }
same "$(said 3问题 在办)" "$(rows issues --screen)" "在办"
# the word is its filter: what is live, and with what is suspended what is not closed
same "$(said 3问题 在办)" "$(rows issues 在办)" "3问题 在办"
[ "$(rows issues 未销号)" = "$(($(rows issues 在办) + $(rows issues 挂账)))" ] && [ "$(rows issues 挂账)" -gt 0 ] || fail "未销号 is not 在办 and 挂账"
! grep -q 未销号 "$room/out" || fail "the map says 未销号 of what is 在办"
same "$(said 3问题 逾期)" "$(rows issues '逾期>0')" "3问题 逾期"
same "$(said 3问题 临期)" "$(rows issues 时限:临期)" "3问题 临期"
same "$(said 2任务 逾期)" "$(rows tasks lateness=OVERDUE)" "2任务 逾期"
same "$(said 4督战 逾期)" "$(rows supervision lateness=OVERDUE)" "4督战 逾期"
same "$(said 8清单 逾期)" "$(rows checklists lateness=OVERDUE)" "8清单 逾期"
same "$(said 9台账 逾期)" "$(rows entries lateness=OVERDUE)" "9台账 逾期"
same "$(said 9台账 临期)" "$(rows entries 时限=临期)" "9台账 临期"
# 值守 counts runs: no row that bundles several
same "$(said 8值守 缺办)" "$(guatu list duty_runs lateness=MISSED --csv --fields id 2>/dev/null | grep -c @)" "8值守 缺办"
same "$(said 8值守 逾期)" "$(guatu list duty_runs 时限=逾期 --csv --fields id 2>/dev/null | grep -c @)" "8值守 逾期"
expect 2 list issues 时限:补办; says 临期; says 逾期

# a month and a day as people write them
for month in 2020年5月 2020/5 2020-05; do
	same "$(rows settlements period=2020-05)" "$(rows settlements period=$month)" "period=$month"
	same "$(rows rates period=2020-05)" "$(rows rates period=$month)" "rates period=$month"
done
for day in 06-10 6/10 2020年6月10日; do
	same "$(rows duty_run 'deadline<2020-06-10')" "$(rows duty_run "deadline<$day")" "deadline<$day"
	same "$(rows duty_runs 'deadline<2020-06-10')" "$(rows duty_runs "deadline<$day")" "duty_runs deadline<$day"
done

# why a rate moved, and what it asks for: before its day, after it, and once it is explained
expect 0 list why division=旧城 --csv; says '85.3%,88.3%,-3.0'; says 县级示例医院一; says 旧城1例未即时结算; says '期限 2020-06-30'
expect 2 list why division=nosuch; says townships
expect 0 list rates --csv; says '-3.0 须说明'
# what would be kept and never counted is refused, with what there is
explain="register entry --ledger explain --title 旧城2020-05即时结算率 --division 530521204 --extra reason=县级医院接口切换"
expect 2 $explain --extra month=五月 --extra rate=instant_rate; says 2020-06
expect 2 $explain --extra month=2020-05 --extra rate=nosuch; says instant_rate
# a month and a rate as people write them are the same month and rate
guatu $explain --extra month=2020年5月 --extra rate=即时结算率 >"$room/out" 2>&1 || fail "register: $(cat "$room/out")"
expect 0 list rates --csv; says '-3.0 已说明'; silent '-3.0 须说明'
expect 0 list why division=旧城 --csv; says 县级医院接口切换
exit $fails
