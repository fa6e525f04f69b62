#!/bin/sh
# Speed, as ratios to a floor measured in the same run (tests/bench/floor.c, bench.c).
#   BENCH_ISSUES=1000000   rows of the big county      BENCH_ROUNDS=5   interleaved rounds
#   BENCH_SLOW=no          without the slow line, which takes some minutes
# Data stay in $BUILD/bench for the next run; remove that folder to make them anew.
set -eu
BUILD=${BUILD:-build}
issues=${BENCH_ISSUES:-1000000}
rounds=${BENCH_ROUNDS:-5}
mkdir -p "$BUILD/bench"
top=$(cd "$BUILD/bench" && pwd)
export LC_ALL=C.UTF-8 LANG=C.UTF-8 TERM=xterm-256color TZ=UTC
hubs=
trap 'for pid in $hubs; do kill "$pid" 2>/dev/null || true; done; rm -rf "$top/run"' EXIT
mkdir -p -m 700 "$top/run"
export XDG_RUNTIME_DIR="$top/run"



# serve NAME: its hub on a Unix socket, ready when it has said so.
serve() {
	rm -f "$top/run/$1.sock" "$top/run/$1.out"
	"$BUILD/bin/guatu-hub" serve --db "$top/$1/hub.db" --listen "unix:$top/run/$1.sock" >"$top/run/$1.out" &
	hubs="$hubs $!"
	while ! [ -s "$top/run/$1.out" ]; do kill -0 $!; done
}

# county NAME ROWS: a hub with ROWS issues more than its pack.
county() {
	[ -e "$top/$1/made-$2" ] && return
	rm -rf "${top:?}/$1"
	mkdir -p -m 700 "$top/$1/cache" "$top/$1/state" "$top/$1/config"
	"$BUILD/bin/guatu-hub" init --db "$top/$1/hub.db" --pack packs/shidian-2020 --clock 2020-06-18T09:00:00+08:00 >/dev/null
	sh tests/bench/issues.sh "$top/$1/made" "$2" 7
	for f in "$top/$1"/made/issue-*.csv "$top/$1"/made/event-*.csv; do
		kind=${f##*/}
		"$BUILD/bin/guatu-hub" import "${kind%-*}" "$f" --db "$top/$1/hub.db"
	done
	rm -r "$top/$1/made"
	"$BUILD/bin/guatu-hub" user add duty-a --db "$top/$1/hub.db" --role duty --post duty-a --scope 530521 --uid "$(id -u)" >/dev/null
	touch "$top/$1/made-$2"
}

# The command line of a county's console or, with more words, of a command.
guatu() {
	name=$1
	shift
	echo "XDG_CACHE_HOME=$top/$name/cache XDG_STATE_HOME=$top/$name/state XDG_CONFIG_HOME=$top/$name/config exec $BUILD/bin/guatu --profile bench --hub unix:$top/run/$name.sock $*"
}

# pull NAME: everything into a fresh cache, with the sync process's greatest size.
pull() {
	rm -rf "$top/$1/cache" && mkdir -m 700 "$top/$1/cache"
	"$BUILD/tests/bench/pull" "$top/$1/cache/guatu/bench" "$BUILD/libexec/guatu/guatu-sync" --once --profile bench \
		--hub "unix:$top/run/$1.sock" --cache-dir "$top/$1/cache/guatu/bench" --state-dir "$top/$1/state/guatu/bench" \
		--socket "$top/run/bench-$1.sync"
}

county small 10000
county big "$issues"
serve small
serve big
pull small
pull big
# Offline from here on: what is measured is the screen, not who else is at work.
for pid in $hubs; do kill "$pid" && wait "$pid" || true; done
hubs=
"$BUILD/tests/bench/bench" "$BUILD/tests/bench/floor" "$rounds" "10k:$(guatu small)" "$issues:$(guatu big)"
sh tests/bench/past.sh "$(guatu big)"
sh tests/bench/claims.sh
