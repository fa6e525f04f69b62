#!/bin/sh
# Between the lines `.\" table NAME` and `.\" end` of a manual page stands what `tables NAME` prints.
#   man-tables.sh PAGE...           writes it anew
#   man-tables.sh --check PAGE...   only says which pages have drifted
set -eu
TABLES=${TABLES:-build/tools/tables}
check=
[ "${1:-}" != --check ] || { check=1; shift; }
new=$(mktemp); trap 'rm -f "$new"' EXIT
status=0
for page in "$@"; do
	awk -v tables="$TABLES" '
		/^\.\\" end$/ { skip = 0 }
		!skip { print }
		/^\.\\" table / { skip = 1; command = tables " " $3; while ((got = (command | getline line)) > 0) print line
			if (close(command) != 0 || got < 0) exit 1 }
	' "$page" > "$new"
	cmp -s "$page" "$new" && continue
	if [ -n "$check" ]; then
		echo "$page: its tables are not those of the .def files; run: make man-update" >&2
		status=1
	else
		cat "$new" > "$page"
		echo "$page: tables written anew"
	fi
done
exit $status
