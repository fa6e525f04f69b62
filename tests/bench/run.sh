#!/bin/sh
# Speed, as ratios to a floor measured in the same run (tests/bench/floor.c, bench.c).
#   BENCH_ISSUES=1000000   rows of the big county      BENCH_ROUNDS=5   interleaved rounds
# Data stay in $BUILD/bench for the next run; remove that folder to make them anew.
set -eu
BUILD=${BUILD:-build}
issues=${BENCH_ISSUES:-1000000}
rounds=${BENCH_ROUNDS:-5}
dir=$BUILD/bench
mkdir -p "$dir"
export LC_ALL=C.UTF-8 LANG=C.UTF-8 TERM=xterm-256color TZ=UTC
hub_pid=
trap '[ -z "$hub_pid" ] || kill $hub_pid 2>/dev/null; rm -rf "$dir/run"' EXIT
mkdir -p -m 700 "$dir/run"
XDG_RUNTIME_DIR=$(cd "$dir/run" && pwd); export XDG_RUNTIME_DIR
top=$(cd "$dir" && pwd)

now_ms() { date +%s%3N; }

# county NAME ROWS: a hub's database with ROWS issues, a warm cache pulled from it, figures of the pull.
county() {
	name=$1 rows=$2
	mkdir -p -m 700 "$top/$name/cache" "$top/$name/state" "$top/$name/config"
	if [ ! -e "$top/$name/hub.db" ]; then
		t=$(now_ms)
		"$BUILD/bin/guatu-hub" generate --db "$top/$name/hub.db" --issues "$rows" --seed 7
		echo "generated $rows issues in $(($(now_ms) - t)) ms"
		"$BUILD/bin/guatu-hub" user add duty-a --db "$top/$name/hub.db" --role duty --post duty-a --scope 530521 --uid "$(id -u)" >/dev/null
	fi
	rm -f "$top/run/$name.sock"
	"$BUILD/bin/guatu-hub" serve --db "$top/$name/hub.db" --listen "unix:$top/run/$name.sock" >"$top/$name/hub.out" &
	hub_pid=$!
	while ! [ -s "$top/$name/hub.out" ]; do kill -0 $hub_pid; done
	export XDG_CACHE_HOME="$top/$name/cache" XDG_STATE_HOME="$top/$name/state" XDG_CONFIG_HOME="$top/$name/config"
	if [ ! -e "$top/$name/pulled" ]; then
		t=$(now_ms)
		/usr/bin/env sh -c 'exec "$@"' sh "$BUILD/bin/guatu" --profile bench --hub "unix:$top/run/$name.sock" sync
		t=$(($(now_ms) - t))
		echo "full pull of $rows issues into a fresh generation: $t ms, $((rows * 1000 / (t + 1))) rows/s (decode, upsert, index, publish)"
		touch "$top/$name/pulled"
	fi
	kill $hub_pid; wait $hub_pid || true; hub_pid=
}
county small 10000
county big "$issues"
line() { echo "env XDG_CACHE_HOME=$top/$1/cache XDG_STATE_HOME=$top/$1/state XDG_CONFIG_HOME=$top/$1/config $BUILD/bin/guatu --profile bench --hub unix:$top/run/$1.sock"; }
"$BUILD/tests/bench/bench" "$BUILD/tests/bench/floor" "$rounds" "10k:$(line small)" "$issues:$(line big)"
