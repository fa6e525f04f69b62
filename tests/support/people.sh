# A county for claims and rosters: 施甸's places and terms, and a ledger, watches and params of our own.
# Sourced after `set -u`: $dir, $hub, $pack (a folder to be spoilt), fail/expect/said/silent, and
#   county CLOCK         a new $dir/h.db from $pack
#   id N                 a well-formed identity number, nobody's
#   entries              id|stage|persons|fen|status of every entry
hub=tests/support/guatu-hub
dir=$(mktemp -d /tmp/guatu-people.XXXXXX); trap 'rm -rf "$dir"' EXIT
pack=$dir/pack
bad=0
mkdir "$pack"
for f in division term calendar; do cp "packs/shidian-2020/$f.csv" "$pack/"; done

# term LIST CODE NAME: one more, whatever columns the list has
term() {
	awk -F, -v list="$1" -v code="$2" -v name="$3" 'NR == 1 { printf "%s:%s,%s,%s,%s", list, code, list, code, name; for (i = 5; i <= NF; i++) printf ","; print "" }' \
		packs/shidian-2020/term.csv >>"$pack/term.csv"
}
fail() { echo "FAIL: $*"; bad=1; }
expect() { # STATUS COMMAND...
	want=$1; shift
	"$@" >"$dir/out" 2>&1; got=$?
	[ "$got" = "$want" ] || { fail "$* ended with $got, not $want"; sed 's/^/    /' "$dir/out"; }
}
said() { grep -qF -- "$1" "$dir/out" || { fail "not said: $1"; sed 's/^/    /' "$dir/out"; }; }
silent() { ! grep -qF -- "$1" "$dir/out" || { fail "said: $1"; }; }
is() { [ "$1" = "$2" ] || fail "$3: it is \"$1\", not \"$2\""; }
ask() { sqlite3 "$dir/h.db" "$1"; }

id() {
	awk -v n="$1" 'BEGIN {
		b = sprintf("530521%04d%02d%02d%03d", 1950 + n % 60, 1 + n % 12, 1 + n % 28, n % 1000)
		split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " ")
		for (i = 1; i <= 17; i++) s += substr(b, i, 1) * w[i]
		print b substr("10X98765432", s % 11 + 1, 1) }'
}
county() { # a pack that is wrong says so once
	rm -f "$dir"/h.db*
	expect 0 "$hub" init --db "$dir/h.db" --pack "$pack" --clock "$1"
	[ "$got" = 0 ] || exit 1
}
entries() {
	ask "SELECT id || '|' || (body ->> 'stage') || '|' || coalesce(body ->> 'persons', '') || '|' || coalesce(body ->> 'amount_fen', '')
	     || '|' || (body ->> 'status') FROM record WHERE kind = 'entry' AND gone IS NULL ORDER BY body ->> 'watch', body ->> 'amount_fen', id" |
	sed 's/-[0-9a-f]\{8\}\([|~]\)/\1/'
}
# Whatever was handed in: no number of anybody is in the hub's files.
nobody() {
	for who in "$@"; do
		! grep -qF "$(id "$who")" "$dir"/h.db* || fail "number $who is in the hub's files"
		! grep -qF "$(id "$who")" "$dir/out" || fail "number $who was said"
	done
}
