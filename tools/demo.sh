#!/bin/sh
# A whole dispatch room in a private directory: a hub with a sample county on a Unix socket, and the console
# on it as the duty officer.  Nothing of it is left behind.  Without a terminal: battle map and overdue list as text.
#   GUATU_DEMO_PACK=huoqiu-2018   another pack of packs; `make demo PACK=huoqiu-2018` says the same
#   GUATU_DEMO_CLOCK=TIME         the room's clock at the start
set -eu
BUILD=${BUILD:-build}
pack=${GUATU_DEMO_PACK:-shidian-2020}
packs=$BUILD/share/guatu/packs
[ -f "$packs/$pack/division.csv" ] || { echo "demo: no pack $pack; there are: $(ls "$packs" | tr '\n' ' ')" >&2; exit 2; }
clock=${GUATU_DEMO_CLOCK:-pack}        # the pack says where its sample county stands
# The county's code is the division of level 3.
county=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } $at["level"] == 3 { print $at["id"]; exit }' "$packs/$pack/division.csv")

umask 077
room=$(mktemp -d "${TMPDIR:-/tmp}/guatu-demo.XXXXXX")
hub=
close_room() {
	trap - EXIT INT TERM HUP
	if [ -n "$hub" ]; then
		kill "$hub" 2>/dev/null || true
		wait "$hub" 2>/dev/null || true
	fi
	# the console's sync process waits a while for another console before it leaves: not here
	for p in /proc/[0-9]*; do
		case $({ tr '\0' ' ' <"$p/cmdline"; } 2>/dev/null) in
		*/guatu-sync*"$room/"*) kill "${p#/proc/}" 2>/dev/null || true ;;
		esac
	done
	tries=50
	while [ -S "$room/run/guatu/demo.sock" ] && [ $tries -gt 0 ]; do sleep 0.1; tries=$((tries - 1)); done
	rm -rf "$room"
}
trap close_room EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir "$room/config" "$room/cache" "$room/state" "$room/run"
export XDG_CONFIG_HOME="$room/config" XDG_CACHE_HOME="$room/cache" XDG_STATE_HOME="$room/state" XDG_RUNTIME_DIR="$room/run"
"$BUILD/bin/guatu-hub" init --db "$room/hub.db" --pack "$packs/$pack" --clock "$clock" >"$room/hub.log" 2>&1 ||
	{ cat "$room/hub.log" >&2; exit 1; }
"$BUILD/bin/guatu-hub" user add duty-a --db "$room/hub.db" --post duty-a --role duty --scope "$county" --uid "$(id -u)" \
	>>"$room/hub.log" 2>&1 || { cat "$room/hub.log" >&2; exit 1; }

# The hub says where it listens as its first line; a pipe waits for it without polling.
mkfifo "$room/ready"
"$BUILD/bin/guatu-hub" serve --db "$room/hub.db" --listen "unix:$room/hub.sock" >"$room/ready" 2>>"$room/hub.log" </dev/null &
hub=$!
exec 3<"$room/ready"
read -r address <&3 || { cat "$room/hub.log" >&2; exit 1; }
[ -n "$address" ] || { cat "$room/hub.log" >&2; exit 1; }

guatu() { "$BUILD/bin/guatu" --profile demo --hub "unix:$room/hub.sock" "$@" 3<&-; }
guatu sync >"$room/sync.log" 2>&1 || { cat "$room/sync.log" "$room/hub.log" >&2; exit 1; }
status=0
guatu "$@" || status=$?
exit $status
