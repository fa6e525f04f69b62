#!/bin/sh
# Every clause of the five documents (A01 .. E25) has a line in tests/trace.csv that says who carries it and what
# proves it.  First the lines themselves are judged: no id missing, no carrier that points at nothing, no test that
# is not there.  Then each line's commands run against a hub that holds its pack, at its clock.
#
#   id       the clause
#   half     data: figures, rules, duties, ledgers; people: who does what with whom (why says so); none: nothing to do
#   carrier  KIND:ID of a row of the pack, flow:KIND.verb, field:kind.name, screen:NAME; blank-separated
#   pack,at  the pack and the room's clock; empty at: the pack's own
#   run      arguments of guatu, or `hub ...` for guatu-hub, or `as ROLE [POST]`; steps separated by " && "
#   expect   an extended regular expression the output of the steps must match; `!N RE`: the last step must end with N
#   test     instead of run: a cmocka test's name, or the file of a shell test
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
room_env
trace=tests/trace.csv
only=${TRACE:-}                 # TRACE=C22 runs the commands of one clause

sql() { sqlite3 -cmd '.mode list' -cmd ".separator |" "$room/trace.db" "$@"; }

# ---- what there is to point at ------------------------------------------------------------------------
load_trace() {
	printf '.import --csv %s trace\n' "$trace"
	for dir in packs/*/; do
		pack=$(basename "$dir")
		for csv in "$dir"*.csv; do
			kind=$(basename "$csv" .csv)
			case $kind in settlement|event|calendar) continue;; esac
			printf '.import --csv %s one\nINSERT INTO thing SELECT %s, %s || id FROM one;\nDROP TABLE one;\n' \
				"$csv" "'$pack'" "'$kind:'"
		done
	done
}
things() { # what is in the code, not in a pack
	sed -n 's/^FLOW(\([A-Z_]*\), [A-Z_]*, "\([a-z_]*\)".*/flow:\1.\2/p' model/flow/flow.def
	sed -n 's/^FIELD(\([A-Z_]*\), \([a-z_]*\),.*/field:\1.\2/p' model/records/fields.def | awk -F'[:.]' '{ print "field:" tolower($2) "." $3 }'
	sed -n 's/.*\.name = "\([a-z_-]*\)".*/screen:\1/p' screens/*/*.c
}
tests_there() {
	sed -n 's/.*cmocka_unit_test[a-z_]*(\([a-z0-9_]*\).*/\1/p; s/.*\bT(\([a-z0-9_]*\)).*/\1/p' tests/*/test_*.c
	grep -oh '[a-z0-9]*__[a-z0-9_]*' tests/*/test_*.c | sort | uniq -c | awk '$1 > 1 { print $2 }'
	ls tests/*/*.test.sh
}
sqlite3 "$room/trace.db" 'CREATE TABLE thing (pack, name); CREATE TABLE there (name); CREATE TABLE code (name); CREATE TABLE want (id)'
load_trace | sqlite3 "$room/trace.db" || exit 1
tests_there | sort -u > "$room/tests"; things | sort -u > "$room/things"
for spec in A:87 B:41 C:29 D:26 E:25; do
	seq -f "${spec%:*}%02g" 1 "${spec#*:}"
done > "$room/ids"
sqlite3 "$room/trace.db" ".import $room/tests there" ".import $room/things code" ".import $room/ids want"

# ---- the lines ----------------------------------------------------------------------------------------
judge() {
	sql "SELECT id || ': no line in $trace' FROM want WHERE id NOT IN (SELECT id FROM trace)"
	sql "SELECT id || ': no such clause' FROM trace WHERE id NOT IN (SELECT id FROM want)"
	sql "SELECT id || ': half is none of data people none' FROM trace WHERE half NOT IN ('data', 'people', 'none')"
	sql "SELECT id || ': ' || half || ' without a why' FROM trace WHERE half <> 'data' AND trim(why) = ''"
	sql "SELECT id || ': no carrier' FROM trace WHERE half = 'data' AND trim(carrier) = ''"
	sql "SELECT id || ': nothing proves it' FROM trace WHERE half = 'data' AND trim(test) = '' AND (trim(run) = '' OR trim(expect) = '')"
	sql "SELECT id || ': no pack ' || pack FROM trace WHERE half = 'data' AND trim(run) <> '' AND pack NOT IN (SELECT pack FROM thing)"
	sql "SELECT id || ': there is no test ' || test FROM trace WHERE trim(test) <> '' AND test NOT IN (SELECT name FROM there)"
	sql "WITH RECURSIVE word (id, pack, w, rest) AS (
		SELECT id, pack, '', trim(carrier) || ' ' FROM trace
		UNION ALL SELECT id, pack, substr(rest, 1, instr(rest, ' ') - 1), ltrim(substr(rest, instr(rest, ' ') + 1)) FROM word WHERE rest <> '')
		SELECT id || ': ' || w || ' is in no pack ' || pack || ' and not in the code' FROM word
		WHERE w <> '' AND w NOT IN (SELECT name FROM code)
		AND NOT EXISTS (SELECT 1 FROM thing WHERE thing.name = w AND (thing.pack = word.pack OR word.pack = ''))"
}
judge > "$room/judged"
while read -r line; do fail "$line"; done < "$room/judged"
# the judgement can fail
sql "UPDATE trace SET carrier = 'duty:O-NONE' WHERE id = 'C22'; DELETE FROM trace WHERE id = 'A01'"
judge > "$room/spoiled"
grep -q '^A01: no line' "$room/spoiled" && grep -q '^C22: duty:O-NONE is in no pack' "$room/spoiled" || fail "a missing clause or carrier is not noticed"
sqlite3 "$room/trace.db" 'DROP TABLE trace' ".import --csv $trace trace"

# ---- the commands -------------------------------------------------------------------------------------
hub() { # a command of guatu-hub on this room's database
	word=$1; shift
	case $word in
	pack|user|import) second=$1; shift; tests/support/guatu-hub "$word" "$second" --db "$room/hub.db" "$@";;
	*) tests/support/guatu-hub "$word" --db "$room/hub.db" "$@";;
	esac
}
as() { # ROLE [POST]
	"$BUILD/bin/guatu-hub" user revoke duty-a --db "$room/hub.db" >/dev/null 2>&1
	for user in $(cat "$room/users" 2>/dev/null); do "$BUILD/bin/guatu-hub" user revoke "$user" --db "$room/hub.db" >/dev/null 2>&1; done
	post=${2:-$1-x}
	echo "$post" >> "$room/users"
	"$BUILD/bin/guatu-hub" user add "$post" --db "$room/hub.db" --post "$post" --role "$1" --scope "${3:-$county}" --uid "$(id -u)"
	guatu sync >/dev/null 2>&1      # the cache holds what this user may see
}
step() {
	case $1 in
	hub|as) eval "$1 $2" ;;
	*) eval "guatu $1 $2" ;;
	esac
}
prove() { # ID RUN EXPECT
	want=0 re=$3
	case $re in '!'*) want=${re#!}; want=${want%% *}; re=${re#* };; esac
	: > "$room/out"
	printf '%s\n' "$2" | awk '{ gsub(/ && /, "\n"); print }' > "$room/steps"
	total=$(wc -l < "$room/steps") n=0
	while read -r word rest <&4; do
		n=$((n + 1))
		step "$word" "$rest" >> "$room/out" 2>&1
		got=$?
		[ "$n" = "$total" ] || [ "$got" = 0 ] || { fail "$1: $word $rest: exit $got"; tail -5 "$room/out" | sed 's/^/    /'; return; }
	done 4< "$room/steps"
	[ "$got" = "$want" ] || { fail "$1: $2: exit $got, wanted $want"; tail -5 "$room/out" | sed 's/^/    /'; return; }
	grep -qE -- "$re" "$room/out" || { fail "$1: $2 does not say $re"; head -12 "$room/out" | sed 's/^/    /'; }
}
rooms() {
	sql "SELECT DISTINCT pack, coalesce(nullif(trim(at), ''), '-') FROM trace WHERE half = 'data' AND trim(run) <> '' ${only:+AND id = '$only'}"
}
rooms > "$room/rooms"
while IFS='|' read -r pack at <&5; do
	clock=$at
	[ "$at" != - ] || clock=$(sqlite3 :memory: ".import --csv packs/$pack/pack.csv p" 'SELECT clock FROM p')
	rm -rf "$room"/hub.db* "$room/config" "$room/cache" "$room/state" "$room/run" "$room/users"
	room_open "$pack" "$clock"
	guatu sync > "$room/out" 2>&1 || { fail "$pack at $clock: no sync"; cat "$room/out"; }
	sqlite3 -cmd '.mode list' -cmd '.separator "	"' "$room/trace.db" "SELECT id, run, expect FROM trace WHERE half = 'data' AND trim(run) <> '' AND pack = '$pack'
		AND coalesce(nullif(trim(at), ''), '-') = '$at' ${only:+AND id = '$only'} ORDER BY rowid" > "$room/lines"
	while IFS='	' read -r id run expect <&6; do
		[ ! -s "$room/users" ] || { as duty duty-a >/dev/null 2>&1; : > "$room/users"; }
		prove "$id" "$run" "$expect"
	done 6< "$room/lines"
	room_stop
done 5< "$room/rooms"

# so can a proof
[ "$fails" != 0 ] || (prove none 'list pack' '^no such pack$' > /dev/null; [ "$fails" = 1 ]) || fail "a proof that fails is not noticed"
[ "$fails" = 0 ] || { echo "$fails failures"; exit 1; }
