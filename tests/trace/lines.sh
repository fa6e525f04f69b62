# What the lines of tests/trace.csv say of themselves, judged against the ids of tests/trace/ids.csv and against what there
# is in the packs, the code and the tests.  Sourced by trace.test.sh; $db is the database of it, $trace the file of lines.
#   lines_load     judge

sql() { sqlite3 -cmd '.mode list' -cmd ".separator $tab" "$db" "$@"; }
tab=$(printf '\037')            # between the columns of a line; no cell has it

import_packs() { # every row of every pack as KIND:ID
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
in_the_code() { # what is in the code, not in a pack
	sed -n 's/^FLOW(\([A-Z_]*\), [A-Z_]*, "\([a-z_]*\)".*/flow:\1.\2/p' model/flow/flow.def
	sed -n 's/^FIELD(\([A-Z_]*\), \([a-z_]*\),.*/field:\1.\2/p' model/records/fields.def | awk -F'[:.]' '{ print "field:" tolower($2) "." $3 }'
	sed -n 's/.*\.name = "\([a-z_-]*\)".*/screen:\1/p' screens/*/*.c
}
tests_there() {
	sed -n 's/.*cmocka_unit_test[a-z_]*(\([a-z0-9_]*\).*/\1/p; s/.*\bT(\([a-z0-9_]*\)).*/\1/p' tests/*/test_*.c
	grep -oh '[a-z0-9]*__[a-z0-9_]*' tests/*/test_*.c | sort | uniq -c | awk '$1 > 1 { print $2 }'
	ls tests/*/*.test.sh
}
trace_load() { # the lines anew; says which have too few or too many columns
	sqlite3 "$db" 'DROP TABLE IF EXISTS trace' \
		'CREATE TABLE trace (id, half, carrier, pack, at, run, expect, change, "then", test, why)' \
		".import --csv --skip 1 $trace trace" 2>&1
	[ "$(head -1 "$trace")" = id,half,carrier,pack,at,run,expect,change,then,test,why ] || echo "$trace: not the columns of tests/trace/trace.test.sh"
}
lines_load() {
	sqlite3 "$db" 'CREATE TABLE thing (pack, name); CREATE TABLE there (name); CREATE TABLE code (name)' \
		'CREATE TABLE want (id, clause, waits)'
	{ import_packs; printf '.import --csv --skip 1 tests/trace/ids.csv want\n'; } | sqlite3 "$db" || exit 1
	tests_there | sort -u > "$room/tests"; in_the_code | sort -u > "$room/code"
	sqlite3 "$db" ".import $room/tests there" ".import $room/code code"
	trace_load
}

judge() {
	sql "SELECT id || ': no change of an input shows it at work' FROM want WHERE waits NOT IN ('all', 'none')
		AND id NOT IN (SELECT id FROM trace WHERE half = 'data' AND trim(change) <> '' AND trim(\"then\") <> '')"
	sql "SELECT id || ': no line in $trace' FROM want WHERE waits <> '' AND id NOT IN (SELECT id FROM trace)"
	sql "SELECT id || ': no such clause' FROM trace WHERE id NOT IN (SELECT id FROM want)"
	sql "SELECT id || ': the line stands twice: ' || run FROM trace GROUP BY id, pack, at, run, expect, change HAVING count(*) > 1"
	sql "SELECT id || ': half is none of data people none' FROM trace WHERE half NOT IN ('data', 'people', 'none')"
	sql "SELECT id || ': ' || half || ' without a why' FROM trace WHERE half <> 'data' AND trim(why) = ''"
	sql "SELECT id || ': ' || half || ', but the clause does not wait for anything' FROM trace JOIN want USING (id) WHERE half <> 'data' AND waits = ''"
	sql "SELECT id || ': no line says why a part of it waits' FROM want WHERE waits <> ''
		AND id NOT IN (SELECT id FROM trace WHERE trim(why) <> '')"
	sql "SELECT id || ': no carrier' FROM trace WHERE half = 'data' AND trim(carrier) = ''"
	sql "SELECT id || ': nothing proves it' FROM trace WHERE half = 'data' AND trim(test) = '' AND (trim(run) = '' OR trim(expect) = '')"
	sql "SELECT id || ': change and then go together, with run and expect' FROM trace
		WHERE (trim(change) = '') <> (trim(\"then\") = '') OR (trim(change) <> '' AND (trim(run) = '' OR trim(expect) = ''))"
	sql "SELECT id || ': no pack ' || pack FROM trace WHERE half = 'data' AND trim(run) <> '' AND pack NOT IN (SELECT pack FROM thing)"
	sql "SELECT id || ': there is no test ' || test FROM trace WHERE trim(test) <> '' AND test NOT IN (SELECT name FROM there)"
	sql "WITH RECURSIVE word (id, pack, w, rest) AS (
		SELECT id, pack, '', trim(carrier) || ' ' FROM trace
		UNION ALL SELECT id, pack, substr(rest, 1, instr(rest, ' ') - 1), ltrim(substr(rest, instr(rest, ' ') + 1)) FROM word WHERE rest <> '')
		SELECT id || ': ' || w || ' is in no pack ' || pack || ' and not in the code' FROM word
		WHERE w <> '' AND w NOT IN (SELECT name FROM code)
		AND NOT EXISTS (SELECT 1 FROM thing WHERE thing.name = w AND (thing.pack = word.pack OR word.pack = ''))"
}
