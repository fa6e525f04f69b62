#!/bin/sh
# Every clause of the five documents (tests/trace/ids.csv) has a line in tests/trace.csv that says who carries it and how
# its input is changed so that one sees it at work.  First the lines themselves are judged: no id missing, no carrier that
# points at nothing, no test that is not there.  Then, on a room with its pack at its clock, each line is run, its change is
# made, and it is run again: what it says must be another thing, and the right one.  TRACE=C22 does one id and shows the
# difference.
#
#   id       the clause
#   half     data: figures, rules, duties, ledgers; people: who does what with whom (why says so); none: nothing to do
#   carrier  KIND:ID of a row of the pack, flow:KIND.verb, field:kind.name, screen:NAME; blank-separated
#   pack,at  the pack and the room's clock; empty at: the pack's own
#   run      what is looked at: arguments of guatu, or `hub ...` for guatu-hub, or `as ROLE [POST [PLACE]]`; steps separated
#            by " && "
#   expect   an extended regular expression the output of the steps must match; `!N RE`: the last step must end with N
#   change   what is done to the input; steps as in run, and
#              row KIND ID FIELD=VALUE...    these cells of this record, or a new record ('in quotes' what has blanks)
#              param NAME=VALUE[@DAY]        the parameter, or its value from that day
#              take KIND ID                  the record is withdrawn
#              clock TIME                    the room's clock stands there
#              hub import claims FILE ...    a file handed over; $roster is a small roster of 姚关
#              as ROLE [POST [PLACE]]        the steps after it are this user's; run looks as the duty officer again
#   then     as expect: what run says after the change, and did not say before
#   test     instead of run: a cmocka test's name, or the file of a shell test
#   why      what of the clause waits for something else, and for what
#
# The clause of A57 is that the rate of instant settlement must not fall.  Looked at is the verdict; one township's rate fell.
# Changed is that township's month, as if it had settled more at once; then its rate is above the month before:
#   A57,data,rule:A57 indicator:instant_rate,shidian-2020,,"list verdicts --raw rule=A57 --csv --fields rule,verdict,place",
#   "^A57,ALERT,旧城",row settlement 2020-05-jc-ALL-ALL instant_cases=439,"^A57,HOLDS,旧城",,
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
. tests/trace/lines.sh
. tests/trace/perturb.sh
LC_ALL=C.UTF-8; export LC_ALL
trace=tests/trace.csv
uid=$(id -u) db=$room/trace.db
only=${TRACE:-}

# ---- the lines ----------------------------------------------------------------------------------------
lines_load > "$room/judged"
judge >> "$room/judged"
while read -r line; do fail "$line"; done < "$room/judged"
# the judgement can fail
sql "UPDATE trace SET carrier = 'duty:O-NONE' WHERE id = 'C22'; DELETE FROM trace WHERE id IN ('A01', 'A21')" \
	"INSERT INTO trace SELECT * FROM trace WHERE id = 'A64'; UPDATE trace SET half = 'people', why = 'x' WHERE id = 'B08'"
judge > "$room/spoiled"
for said in '^A21: no line' '^A01: no change' '^C22: duty:O-NONE is in no pack' '^A64: the line stands twice' '^B08: people, but'; do
	grep -q "$said" "$room/spoiled" || fail "a spoiled line is not noticed: $said"
done
printf 'id,half\nA01,data\n' > "$room/short.csv"
(trace=$room/short.csv; trace_load) | grep -q 'not the columns' || fail "other columns are not noticed"
trace_load

# ---- the commands: two workers, each with a room of its own ------------------------------------------------
clocks() {
	for pack in packs/*/; do
		sqlite3 :memory: ".import --csv ${pack}pack.csv p" "SELECT '$(basename "$pack")', clock FROM p"
	done
}
clocks | sqlite3 "$db" 'CREATE TABLE clock (pack, at)' '.import /dev/stdin clock'
sqlite3 "$db" "CREATE TABLE work AS SELECT trace.rowid AS n, trace.*, coalesce(nullif(trim(trace.at), ''), clock.at) AS clock
	FROM trace JOIN clock USING (pack) WHERE half = 'data' AND trim(run) <> '' ${only:+AND instr(' $only ', ' ' || id || ' ') > 0}"
sql "SELECT row_number() OVER (ORDER BY count(*) DESC), pack, clock FROM work GROUP BY pack, clock" > "$room/rooms"

# numbers that are nobody's are made here, none is kept in a file
make_roster() { # as the poverty office sends one: one of them twice, one not enrolled, one whose number is too short
	awk 'BEGIN {
		split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " "); split("1 1 2 3 4 5 6 7 8 9 10 11 12 13", people, " ")
		print "证件号码,区划,人员类别,是否参保,未参保原因"
		for (k = 1; k <= 14; k++) {
			n = people[k]; b = sprintf("530521%04d%02d%02d%03d", 1950 + n, 1 + n % 12, 1 + n % 28, n)
			for (i = s = 0; i < 17; i++) s += substr(b, i + 1, 1) * w[i + 1]
			print b substr("10X98765432", s % 11 + 1, 1) ",530521103,FILED," (k < 14 ? "是," : "否,")
		}
		print substr(b, 1, 13) ",530521104,FILED,是," }'
}
roster=$room/roster.csv
make_roster > "$roster"

worker() { # NUMBER: takes a room after the other, and does its lines
	home=$room bad=0
	room=$home/$1 out=$home/out.$1
	trap 'room_stop; trap - EXIT; exit $fails' EXIT
	while IFS=$tab read -r n pack clock <&5; do
		mkdir "$home/taken.$n" 2>/dev/null || continue
		mkdir -m 700 "$room"
		from=$home/kept.$n
		template "$pack" "$clock"
		prove_lines "$pack" "$clock"
		[ "$n" != 1 ] || [ "$fails" != 0 ] || controls || fails=$((fails + bad))
		room_stop
		rm -rf "$room" "$from"
	done 5< "$home/rooms"
}
prove_lines() { # PACK CLOCK
	sql "SELECT id, run, expect, change, \"then\" FROM work WHERE pack = '$1' AND clock = '$2' ORDER BY run, n" > "$out.lines"
	spoilt=spoilt
	while IFS=$tab read -r id run expect change then <&6; do
		prove "$id" "$run" "$expect" "$change" "$then"
	done 6< "$out.lines"
}
# a proof can fail: of a change that changes nothing, one that is refused, one that brings another thing, an output that is
# another each time
controls() {
	fresh
	control 'says the same' "row param county value=$county" '^x'
	control 'exit 1' 'row param county value=' '^x'
	control 'does not say' 'row param control key=control name=control value=1' '^no such pack$'
	control 'before' 'row param control key=control name=control value=1' '^id,'
	[ $bad = 0 ]
}
control() { # SAID CHANGE THEN
	spoilt=spoilt
	(prove control 'list params --raw --csv' '^id,' "$2" "$3"; room_stop) > "$out.control" 2>&1
	grep -q "^FAIL: control:.*$1" "$out.control" || { bad=1; echo "FAIL: $2 is not noticed"; cat "$out.control"; }
}
for n in 0 1; do
	(worker $n) > "$room/said.$n" 2>&1 &
	eval "pid_$n=$!"
done
for n in 0 1; do
	eval "wait \$pid_$n" || fails=$((fails + $?))
	cat "$room/said.$n"
done
[ "$fails" = 0 ] || { echo "$fails failures"; exit 1; }
