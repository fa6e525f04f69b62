#!/bin/sh
# Every way a cache can be damaged, under every command: it is set aside, kept and pulled again, the command does its
# work, the outbox does not care; the same without a hub; and an outbox that is empty or gone comes back from its journal.
set -u
cd "$(dirname "$0")/../.." || exit 1
BUILD=${BUILD:-build}
# root may read everything: then as nobody, when nobody can get at the programs
if [ "$(id -u)" = 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$BUILD/bin/guatu" -a -r tests/console/damage.test.sh 2>/dev/null; then
	exec setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent sh tests/console/damage.test.sh
fi

. tests/support/room.sh
room_open shidian-2020 2020-06-18T09:00:00+08:00
expect 0 sync
cp -a "$room/cache/guatu/test" "$room/good"
cache=$room/cache/guatu/test outbox=$room/state/guatu/test
issue=$(guatu list issues --csv --fields id --limit 1 | sed -n 2p | tr -d '\r')
count=$(guatu list issues --csv --fields id | wc -l)
db=$(cat "$cache/current")
size=$(stat -c %s "$cache/$db")

# Pages of table $1 become noise, as a bad sector or a torn write leaves them.
spoil() {
	root_page=$(sqlite3 "$cache/$db" "SELECT rootpage FROM sqlite_schema WHERE name = '$1'")
	dd if=/dev/urandom of="$cache/$db" bs=8192 seek=$((root_page - 1)) count=1 conv=notrunc 2>/dev/null
}
damage() {
	rm -rf "$cache"
	cp -a "$room/good" "$cache"
	spoilt "$1"
}
spoilt() {
	case $1 in
	empty)     : > "$cache/$db" ;;
	header)    truncate -s 50 "$cache/$db" ;;
	short)     truncate -s $((size / 2)) "$cache/$db" ;;
	random)    head -c "$size" /dev/urandom > "$cache/$db" ;;
	foreign)   sqlite3 "$cache/$db" "PRAGMA application_id = 7" ;;
	newer)     sqlite3 "$cache/$db" "PRAGMA user_version = 99" ;;
	stranger)  rm "$cache/$db"; sqlite3 "$cache/$db" "CREATE TABLE t (x)"; chmod 600 "$cache/$db" ;;
	directory) rm "$cache/$db"; mkdir "$cache/$db" ;;
	locked)    chmod 000 "$cache/$db" ;;
	link)      mv "$cache/$db" "$cache/elsewhere"; ln -s elsewhere "$cache/$db" ;;
	missing)   rm "$cache/$db" ;;
	pointer)   echo cache.77.db > "$cache/current" ;;
	garbage)   head -c 200 /dev/urandom > "$cache/current" ;;
	nopointer) rm "$cache/current" ;;
	dirpointer) rm "$cache/current"; mkdir "$cache/current" ;;
	issues)    spoil issue ;;
	calendar)  spoil calendar ;;
	meta)      spoil meta ;;
	esac
}
# What was in the way must be kept, and said where.
kept() {
	case $1 in nopointer|missing) return ;; esac
	[ -n "$(ls -A "$cache/quarantine" 2>/dev/null)" ] || fail "$1: $2: nothing is kept"
	grep -qF "$cache/quarantine/" "$room/out" || { fail "$1: $2: where it is kept is not said"; sed 's/^/    /' "$room/out" | head; }
}
whole() {
	n=$(guatu list issues --csv --fields id 2>"$room/err" | wc -l)
	[ "$n" = "$count" ] && [ ! -s "$room/err" ] || { fail "$1: $2: afterwards $n issues of $count"; cat "$room/err"; }
}

all='empty header short random foreign newer stranger directory locked link missing pointer garbage nopointer dirpointer issues calendar meta'
[ "$(id -u)" != 0 ] || all=$(echo "$all" | sed 's/ locked//')
for how in $all; do
	for command in 'list issues' 'show map' 'show issues' "issue $issue" sync "comment $issue --note x" outbox doctor; do
		damage $how
		# shellcheck disable=SC2086
		case $command in
		# the outbox has no use for the cache
		outbox) expect 0 outbox; says 待发箱为空; silent quarantine; continue ;;
		doctor) case $how in
			nopointer) ;;
			link) expect 0 doctor ;;
			*) expect 1 doctor; says '!!' ;;
			esac
			expect 0 doctor ;;
		sync) expect 0 sync; kept $how "$command" ;;
		# what does not look at the spoilt page need not notice
		*) expect 0 $command
			case "$how $command" in issues\ show\ map|issues\ comment*|link*) continue ;; esac
			kept $how "$command" ;;
		esac
		case "$how" in issues|calendar|meta) expect 0 sync ;; esac
		whole $how "$command"
	done
done
# a sync process that runs already is told, and what it keeps is as good
damage none
"$BUILD/bin/guatu" --profile test --hub "unix:$room/hub.sock" sync --watch >"$room/watch" 2>&1 3<&- </dev/null &
watcher=$!
until [ -S "$room/run/guatu/test.sock" ]; do kill -0 $watcher || break; done
for how in $all; do
	db=$(cat "$cache/current")
	rm -rf "$cache/quarantine"
	spoilt $how
	expect 0 list issues
	cat "$room/watch" >> "$room/out"      # it may have met it by itself
	case $how in link|missing|nopointer|*pointer|garbage) ;; *) kept $how "list beside a sync process" ;; esac
	whole $how "list beside a sync process"
done
kill $watcher
wait $watcher 2>/dev/null
db=$(cat "$room/good/current")

# ---- without a hub: nobody is stopped for longer than that takes, and the outbox goes on
room_stop
for how in empty random directory locked calendar pointer; do
	[ "$how $(id -u)" != "locked 0" ] || continue
	damage $how
	expect 0 outbox; says 待发箱为空
	[ ! -e "$cache/quarantine" ] || fail "$how: outbox touched the cache"
	damage $how
	# the pointer alone can be set right
	[ $how = pointer ] && want=0 || want=3
	expect $want list issues; kept $how list
	[ $how = pointer ] && continue
	says "guatu sync"
	damage $how
	expect 3 comment "$issue" --note x; says "没有进入待发箱"
	expect 1 doctor; says '->'
done
damage issues
expect 3 list issues; kept issues "list without a hub"
damage issues
expect 3 sync; kept issues "sync without a hub"
room_start

# ---- the outbox: empty or gone is no fresh start while the journal holds operations
damage none
expect 0 sync
for how in gone empty; do
	room_stop
	expect 3 comment "$issue" --note "$how 1"
	expect 3 comment "$issue" --note "$how 2"
	case $how in gone) rm "$outbox/outbox.db" ;; empty) : > "$outbox/outbox.db" ;; esac
	expect 0 outbox; says "$outbox/outbox.db"; says 2
	[ "$(guatu outbox --raw --csv | grep -c pending)" = 2 ] || fail "$how: not everything came back"
	damage directory
	[ "$(guatu outbox --raw --csv | grep -c pending)" = 2 ] || fail "$how: not everything is listed without a cache"
	damage none
	room_start
	expect 0 sync
	n=$(sqlite3 "$room/hub.db" "SELECT count(*) FROM record WHERE kind = 'event' AND body->>'note' IN ('$how 1', '$how 2')")
	[ "$n" = 2 ] || { fail "$how: $n of 2 arrived"; cat "$room/out"; }
done
# a damaged one is left as it is until somebody says so
room_stop
expect 3 comment "$issue" --note "again"
head -c 3000 /dev/urandom > "$outbox/outbox.db"
expect 1 outbox; says "guatu outbox recover"
expect 1 comment "$issue" --note "again"; says "guatu outbox recover"
expect 0 list issues
expect 0 outbox recover; says "$outbox/outbox.db.damaged-"
[ "$(guatu outbox --raw --csv | grep -c pending)" = 1 ] || fail "the damaged outbox's operation is lost"
room_start
expect 0 sync
[ "$fails" = 0 ]
