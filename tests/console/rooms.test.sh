#!/bin/sh
# The walls between the rooms (CONTRIBUTING.md), file sizes, and that every text for people has its Chinese.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
bad=0
say() { echo "$1"; bad=1; }

# room: what its files may not include
forbid() { # ROOM PATTERN [FILE ALLOWED TO]
	found=$(grep -nE "^#[[:space:]]*include[[:space:]]*[<\"]$2" -r --include="*.[ch]" "$1" 2>/dev/null | grep -vE "^${3:-/}:" || true)
	[ -z "$found" ] || say "not in $1:
$found"
}
curses='(n?curses|ncursesw/|term\.h|panel\.h)'
for room in model sql screens store net hub; do forbid $room "$curses"; done
forbid console "$curses" 'console/term/(term|draw|pen)\.c'
for room in model screens console net; do forbid $room '(sqlite3|sql/)'; done
for room in model sql screens console store hub; do forbid $room 'curl/'; done
forbid screens '(cjson/|cJSON)'
forbid model '(store|screens|console|net|hub)/'
forbid sql '(store|screens|console|net|hub)/'
forbid store '(screens|console|net|hub)/'
forbid screens '(console|net|hub)/'
forbid console '(net|hub)/'
forbid net '(screens|console|hub)/'
# of net, the hub shares only the wire, and its pull the fetching of one source
found=$(grep -nE -r --include='*.[ch]' '^#include "net/' hub | grep -v '"net/wire/' | grep -vE '^hub/[a-z]*/pull[a-z_]*\.[ch]:[0-9]+:#include "net/fetch/fetch.h"' || true)
[ -z "$found" ] || say "the hub takes more of net than the wire and pull's fetch: $found"
# a record's values are shaped alike on both sides (store/cache/cache.h)
found=$(grep -nE -r --include='*.[ch]' '^#include "(screens|console|store)/' hub | grep -v '"store/cache/cache.h"' || true)
[ -z "$found" ] || say "the hub looks into the console's rooms: $found"
# Inside a room nothing goes in circles.  A module is x.c with x.h, and x_in.h, its inside; tables and SQL include nothing.
circles() { # ROOM
	grep -rHE --include='*.[ch]' '^#[[:space:]]*include[[:space:]]*"'"$1"'/' "$1" | sed -E 's|^[^/]*/([^:]*):[^/]*/([^"]*)".*|\1 \2|' | awk '
		function module(file) { sub(/(_in)?\.[ch]$/, "", file); return file }
		function leads(from, to, n, next_) {
			if (from == to) return 1
			seen[from]
			for (n = split(after[from], next_, " "); n > 0; n--) if (!(next_[n] in seen) && leads(next_[n], to)) return 1
			return 0
		}
		{ x = module($1); y = module($2); if (x != y) { if (!((x, y) in by)) after[x] = after[x] " " y; by[x, y] = by[x, y] " " $1 } }
		END { for (e in by) { split(e, m, SUBSEP); split("", seen); if (leads(m[2], m[1])) print "  " m[1] " -> " m[2] "  by" by[e] } }' | sort
}
for room in model sql store screens console net hub; do
	found=$(circles $room)
	[ -z "$found" ] || say "circles in $room:
$found"
done
# A newcomer finds his file among at most fifty.
git ls-files model sql store screens console net hub | sed 's|/[^/]*$||' | sort | uniq -c |
	awk '$1 > 50 { print "  " $2 ": " $1 }' > "$work/crowded"
[ ! -s "$work/crowded" ] || say "more than 50 files in a folder:
$(cat "$work/crowded")"
# only the loop, the mains and the sync process read the clock
found=$(grep -nE '\b(time|gettimeofday|localtime(_r)?|clock_gettime)\(' -r --include='*.c' model screens | grep -v '^\S*:[0-9]*: \*' || true)
[ -z "$found" ] || say "reads the clock: $found"

for f in $(git ls-files '*.c' 2>/dev/null || find . -name '*.c' -not -path './build*'); do
	[ -e "$f" ] || continue
	n=$(wc -l < "$f")
	[ "$n" -le 800 ] || say "$f has $n lines; at most 800: split it by idea"
	[ "$n" -le 500 ] || echo "note: $f has $n lines; 500 is the aim"
	case $f in *utils.c|*common.c|*misc.c) say "$f: name the idea" ;; esac
done

# Lines of code within 120 columns, tabs at 8, a Han character two.
for f in $(git ls-files '*.c' '*.h' '*.def' '*.sql' '*.awk' 2>/dev/null | grep -v '^tests/'); do
	[ ! -e "$f" ] || echo "$f"
done | LC_ALL=C.UTF-8 xargs wc -L | awk '$1 > 120 && $2 != "total" { print $2 }' > "$work/long"
[ ! -s "$work/long" ] || say "lines over 120 columns: $(tr '\n' ' ' < "$work/long")"

# Texts: whatever is marked _() or N_() in the programs
files=$(find model store screens console net hub -name '*.c' -o -name '*.def' -not -path 'net/*.def' | sort)
# shellcheck disable=SC2086
xgettext --from-code=UTF-8 -L C -k_ -kN_ -o "$work/all.pot" $files 2>"$work/err" || say "xgettext: $(cat "$work/err")"
# what the table of the hub's commands says of each needs no mark
xgettext --from-code=UTF-8 -L C -k -kCOMMAND:8 -kOPTION:9 -j -o "$work/all.pot" hub/cmd/options.def 2>"$work/err" || say "xgettext: $(cat "$work/err")"
awk -f tools/sql-msgids.awk hub/policy/rules.sql > "$work/sql.c" 2>"$work/err" || say "$(cat "$work/err")"
xgettext --from-code=UTF-8 -L C -k_ -j -o "$work/all.pot" "$work/sql.c" 2>"$work/err" || say "xgettext: $(cat "$work/err")"
msgcat --use-first po/zh_CN/*.po -o "$work/zh.po" 2>/dev/null || say "the catalogues do not merge"
msgfmt -c -o /dev/null "$work/zh.po" 2>"$work/err" || say "msgfmt: $(cat "$work/err")"
for po in po/zh_CN/*.po; do
	msgfmt -c -o /dev/null "$po" 2>"$work/err" || say "$po: $(cat "$work/err")"
done
msgmerge -q --no-fuzzy-matching "$work/zh.po" "$work/all.pot" -o "$work/merged.po" 2>/dev/null
msgattrib --untranslated --no-obsolete --no-wrap "$work/merged.po" 2>/dev/null |
	awk '/^msgid ""$/ { getline; if (/^"/) print; next } /^msgid / { print }' > "$work/missing"
[ ! -s "$work/missing" ] || say "without Chinese ($(wc -l < "$work/missing")):
$(cat "$work/missing")"
# the same English in two catalogues with different Chinese: which one wins would be chance
for po in po/zh_CN/*.po; do
	msgattrib --translated --no-wrap --no-obsolete "$po" | awk '
		/^msgid /  { id = substr($0, 7); instr = 0 }
		/^msgstr / { if (id != "\"\"") print id "\t" substr($0, 8) }'
done | sort -u | awk -F'\t' '$1 == last && $2 != text { print "  " $1 ": " text " / " $2 } { last = $1; text = $2 }' > "$work/twice"
[ ! -s "$work/twice" ] || say "two translations of one text:
$(cat "$work/twice")"

exit $bad
