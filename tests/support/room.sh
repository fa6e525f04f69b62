# A dispatch room for shell tests: a private directory, a hub on a Unix socket in it, and `guatu` on it.
# Sourced after `set -u`; everything goes when the test ends.
#   room_open PACK CLOCK     guatu ARGS...     room_stop     room_start
BUILD=${BUILD:-build}
room=$(mktemp -d /tmp/guatu-test.XXXXXX)
chmod 700 "$room"
hub_pid=
fails=0

room_close() {
	room_stop
	rm -rf "$room"
}
trap room_close EXIT

room_start() {
	[ -p "$room/ready" ] || mkfifo "$room/ready"
	"$BUILD/bin/guatu-hub" serve --db "$room/hub.db" --listen "unix:$room/hub.sock" >"$room/ready" 2>>"$room/hub.log" </dev/null &
	hub_pid=$!
	exec 3<"$room/ready"
	read -r _ <&3 || { cat "$room/hub.log"; exit 1; }
}
room_stop() {
	[ -n "$hub_pid" ] || return 0
	kill "$hub_pid" 2>/dev/null
	wait "$hub_pid" 2>/dev/null
	exec 3<&-
	hub_pid=
}
room_env() {
	for d in config cache state run; do mkdir -p -m 700 "$room/$d"; done
	export XDG_CONFIG_HOME="$room/config" XDG_CACHE_HOME="$room/cache" XDG_STATE_HOME="$room/state" XDG_RUNTIME_DIR="$room/run"
}
room_open() { # PACK CLOCK [ROLE]
	room_env
	county=$(awk -F, 'NR > 1 && $3 == 3 { print $1; exit }' "packs/$1/division.csv")
	"$BUILD/bin/guatu-hub" init --db "$room/hub.db" --pack "packs/$1" --clock "$2" >"$room/hub.log" 2>&1 &&
	"$BUILD/bin/guatu-hub" user add duty-a --db "$room/hub.db" --post duty-a --role "${3:-duty}" --scope "$county" --uid "$(id -u)" \
		>>"$room/hub.log" 2>&1 || { cat "$room/hub.log"; exit 1; }
	room_start
}
guatu() { "$BUILD/bin/guatu" --profile test --hub "unix:$room/hub.sock" "$@" 3<&- </dev/null; }

# expect STATUS WHAT ARGS...: runs guatu, output in $room/out; its status must be STATUS
expect() {
	want=$1; shift
	guatu "$@" >"$room/out" 2>&1
	got=$?
	[ "$got" = "$want" ] && return 0
	fail "guatu $*: exit $got, wanted $want"
	sed 's/^/    /' "$room/out" | head -20
}
fail() { echo "FAIL: $1"; fails=$((fails + 1)); }
says() { grep -qF -- "$1" "$room/out" || { fail "\"$1\" is not said:"; sed 's/^/    /' "$room/out" | head -20; }; }
silent() { ! grep -qF -- "$1" "$room/out" || fail "\"$1\" is said"; }
