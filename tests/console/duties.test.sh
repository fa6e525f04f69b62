#!/bin/sh
# Duties and checklists from the command line, on a real hub: what it opens, lists with how each run stands, steps by id.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
room_open ../tests/packs/duties 2020-06-18T09:00:00+08:00

# What the hub opened by itself when it started: this period's and the next one's, and what is due once.
expect 0 list duty_runs --raw O-0810 --csv --fields id,deadline,standing,days,warn
says 'O-0810@2020-08@530521101,2020-08-10,PENDING,53,2020-08-10'
expect 0 list duty_runs --raw D-M10H@2020-07 --csv --fields id,deadline,standing
says 'D-M10H@2020-07,2020-07-10,PENDING'

# How a run stands is worked out, not stored; a day off is not shifted but said.
expect 0 list duty_runs --raw D-TAX@2020-06 --json
says '"standing":"SOON","days":2,"warn":"2020-06-19","missed_from":"2020-06-24","lamp":"YELLOW"'
expect 0 --as-of 2020-06-15 list duty_runs --raw D-TAX@2020-06 --csv --fields standing,days
says 'PENDING,5'
expect 0 list duty_runs --raw D-RCPT@2020-06@530521105 --csv --fields standing,days,lamp
says 'MISSED,13,RED'
expect 0 list duty_runs --raw D-M10H@2020-06 --csv --fields standing,days
says 'MADE_UP,6'
expect 0 list duty_runs --raw D-M10H@2020-06 --csv
silent standing

# Steps: the id says the kind.
expect 0 done D-TAX@2020-06
expect 0 list duty_runs --raw D-TAX@2020-06 --csv --fields status,standing
says 'DONE,DONE'
expect 2 done D-M15@2020-06 --evidence 比对核实表
says 'late-reason'
expect 0 done D-M15@2020-06 --evidence 比对核实表 --late-reason 平台停机
expect 0 list duty_runs --raw D-M15@2020-06 --csv --fields standing,days
says 'LATE,3'
expect 2 done D-MEND@2020-06
expect 5 waive D-MEND@2020-06 --note 不需要

# Cells: one for each item, by name when it is wrong.
expect 2 mark four_clear@2020-06@530521103 --marks 22
says '底数清 状态清 结果清 问题清'
expect 0 mark four_clear@2020-06@530521103 --marks 2210
expect 0 list check_marks four_clear@2020-06@530521103 --csv --fields status,marks,met,cells
says 'FILLED,2210,2,4'

# The screens as text.
expect 0 show duties
says '值守台账'
expect 0 --as-of 2019-03-28 show duty_run O-TB1@2019-03
says '最后一个工作日是03-29周五'
expect 0 show checklists
says '参保四清'
expect 0 show checklist four_clear
says '部分'
[ "$fails" = 0 ]
