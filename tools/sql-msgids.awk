# The msgids of a .sql file, say('text' || 'more', ...), as C for xgettext; a sentence that no say() holds is a fault.
BEGIN { q = "'" }
/^[ \t]*--/ { next }
{ sql = sql $0 "\n" }
# The literal at `at`, a quote of SQL: its text in `text`, behind it in `behind`.
function literal(at,    c) {
	for (text = ""; ; text = text c) {
		c = substr(sql, ++at, 1)
		if (c == q && substr(sql, at + 1, 1) == q) at++
		else if (c == q) break
	}
	behind = at + 1
}
END {
	for (at = 1; at <= length(sql); at = behind) {
		if (substr(sql, at, 1) != q) { behind = at + 1; continue }
		said = substr(sql, 1, at - 1) ~ /say\($/
		literal(at); whole = text
		while (said && match(substr(sql, behind), /^[ \t\n]*\|\|[ \t\n]*'/)) {
			literal(behind + RLENGTH - 1); whole = whole text
		}
		if (!said && whole ~ /[a-z][a-z],? [a-z]/ && whole !~ /\$\./) {
			print FILENAME ": not in say(): " whole > "/dev/stderr"
			bad = 1
		}
		gsub(/\\/, "\\\\", whole); gsub(/"/, "\\\"", whole)
		if (said) print "_(\"" whole "\");"
	}
	exit bad
}
