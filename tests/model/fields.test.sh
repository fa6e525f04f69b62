#!/bin/sh
# Silence is a fault: each field of fields.def is read by something, or says there why it is only listed
# (/* only listed: REASON */).  A reader is a piece of SQL that takes the field from its kind, or a C file that knows the
# kind and names the field; steps that only write it (flow.def) do not count.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
git ls-files model sql store screens console net hub 2>/dev/null | grep -E '\.(c|h|sql|def)$' |
	grep -vE '/(fields|refs|aliases|flow)\.def$' >"$work/files"
[ -s "$work/files" ] || exit 0      # not in a checkout

unread() { # FIELDS.DEF
	tr '\n' '\0' <"$work/files" | xargs -0 awk -v fields="$1" '
	# kinds and names of the piece just read, put together: read[KIND, field]
	function settle(k, f) { for (k in kinds) for (f in names) read_[k, f]; split("", kinds); split("", names) }
	function each(line, pattern, skip, into, word) {
		while (match(line, pattern)) {
			word = substr(line, RSTART + skip, RLENGTH - skip); gsub(/[^A-Za-z0-9_]/, "", word); into[tolower(word)]
			line = substr(line, RSTART + RLENGTH)
		}
	}
	FNR == 1 { settle(); sql = FILENAME ~ /\.sql$/; comment = 0 }
	sql {
		if (/^-- name:/) settle()
		sub(/--.*/, ""); if (FILENAME ~ /^store/) gsub(/main\./, "")
		each($0, "(FROM|JOIN|INTO|UPDATE) +\"?[a-z_]+", 5, kinds)
		each($0, "kind (=|IN) *\\(?.[a-z_]+", 7, kinds)
		each($0, "[a-z][a-z0-9_]*", 0, names)
		next
	}
	{
		gsub(/\/\*[^*]*\*\//, "")
		if (comment) { if (!sub(/.*\*\//, "")) next; comment = 0 }
		if (sub(/\/\*.*/, "")) comment = 1
		line = $0
		while (match(line, /FIELD_[A-Z_]+_[a-z][a-z_]*/)) {
			whole = substr(line, RSTART + 6, RLENGTH - 6); line = substr(line, RSTART + RLENGTH)
			match(whole, /_[a-z][a-z_]*$/); read_[tolower(substr(whole, 1, RSTART - 1)), substr(whole, RSTART + 1)]
		}
		each($0, "KIND_[A-Z_]+", 5, kinds); each($0, "\"[a-z_]+\"", 0, kinds); each($0, "\"[$.]*[a-z][a-z0-9_]*", 0, names)
	}
	END {
		settle()
		while ((getline line < fields) > 0) {
			if (line !~ /^FIELD\(/) continue
			split(line, part, /[(, ]+/); kind = tolower(part[2]); f = part[3]
			excused = line ~ /\/\* only listed: [^ ]/
			if (!((kind, f) in read_) && !excused) print kind " " f ": nothing reads it; use it, remove it, or say why in fields.def"
			if ((kind, f) in read_ && excused) print kind " " f ": it is read; the excuse in fields.def can go"
		}
	}'
}
unread model/records/fields.def >"$work/out"
cat "$work/out"
# and the test sees one
sed 's/^FIELD(DUTY, name, /&/; /^FIELD(DUTY, name, /a FIELD(DUTY, nobody_reads_this, TEXT, OPT, "无人读")' model/records/fields.def >"$work/fields.def"
unread "$work/fields.def" | grep -q '^duty nobody_reads_this: nothing reads it' || echo "a field nobody reads is not seen" | tee -a "$work/out"
[ ! -s "$work/out" ]
