#!/bin/sh
# What an older version left (tests/saved/VERSION): its outbox, cache and hub file open in this one, and nothing that waited
# is lost or sent twice.  Also after its outbox came back from its journal, and in the shape before that version.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/room.sh
room_env

restore() { # VERSION HOW
	rm -rf "$room/cache/guatu" "$room/state/guatu" "$room"/hub.db*
	cache=$room/cache/guatu/test outbox=$room/state/guatu/test
	mkdir -p -m 700 "$room/cache/guatu" "$cache" "$room/state/guatu" "$outbox"
	(umask 077
	for file in hub.sql:"$room/hub.db" cache.sql:"$cache/cache.0.db" outbox.sql:"$outbox/outbox.db"; do
		sed "s|ROOM|$room|g" "tests/saved/$1/${file%%:*}" | sqlite3 "${file#*:}" >/dev/null || fail "${file%%:*} cannot be restored"
	done
	echo cache.0.db >"$cache/current"
	cp "tests/saved/$1/outbox.journal.ndjson" "$outbox/")
	# it was a moment ago
	sqlite3 "$room/hub.db" "UPDATE meta SET value = strftime('%s') WHERE key = 'clock_real'"
	sqlite3 "$cache/cache.0.db" "UPDATE meta SET value = strftime('%s') WHERE key IN ('hub_now_real', 'synced_at')"
	sqlite3 "$outbox/outbox.db" "UPDATE op SET answered_at = strftime('%s') WHERE answered_at IS NOT NULL"
	case $2 in
	journal) rm "$outbox/outbox.db" ;;
	older)   sqlite3 "$outbox/outbox.db" "ALTER TABLE op DROP COLUMN seen; PRAGMA user_version = 1"
		sqlite3 "$cache/cache.0.db" "PRAGMA application_id = 1" ;;
	lost)    rm "$outbox"/outbox.* ;;
	esac
}
# What the outbox's list shows: state and record, a line each.
stand() { # WHEN STATE,RECORD...
	when=$1; shift
	guatu outbox --csv --raw --fields state,id 2>/dev/null | tr -d '\r' | sed 1d | sort >"$room/out"
	printf '%s\n' "$@" | sort | diff - "$room/out" >"$room/diff" || fail "$when: $(cat "$room/diff")"
}
# How often the hub has an event with each note.
effects() { # WHEN N NOTE...
	when=$1 want=$2; shift 2
	for note in "$@"; do
		got=$(sqlite3 "$room/hub.db" "SELECT count(*) FROM record WHERE kind = 'event' AND body ->> 'note' = 'note $note'")
		[ "$got" = "$want" ] || fail "$when: \"note $note\" took effect $got times, not $want"
	done
}
opens() { # VERSION HOW
	restore "$1" "$2"
	draft=draft,draft acked=
	# the journal knows neither drafts nor what the cache has seen
	[ "$2" != journal ] || draft= acked=acked,confirmed
	# without a hub
	# shellcheck disable=SC2086  # none or one
	stand "$*" $acked conflict,conflict superseded,superseded refused,refused pending,sent acked,acked pending,applied pending,close \
		pending,comment pending,comment pending, $draft
	"$BUILD/bin/guatu-hub" user add duty-a --db "$room/hub.db" --post duty-a --role duty --scope 530521 --uid "$(id -u)" >/dev/null 2>&1
	room_start
	expect 0 list issues --raw --csv --fields id
	[ "$2" != older ] || says 另一版本
	[ "$(grep -cE '^[a-z]+.?$' "$room/out")" = 12 ] || fail "$*: list issues: $(cat "$room/out")"
	expect 0 show issues; says withdrawn
	# twice: what was sent is not sent again
	for round in 1 2; do
		expect 4 sync; says '冲突 1, 被拒 1'
		# shellcheck disable=SC2086
		stand "$* after sync $round" conflict,conflict superseded,superseded refused,refused $draft
		effects "$* after sync $round" 1 confirmed acked sent applied close comment 'comment again'
		effects "$* after sync $round" 0 conflict superseded refused withdrawn draft
		[ "$(sqlite3 "$room/hub.db" "SELECT count(*) FROM record WHERE kind = 'issue' AND body ->> 'title' = 'note register'")" = 1 ] ||
			fail "$* after sync $round: not registered once"
		[ "$(sqlite3 "$outbox/outbox.db" "SELECT count(*) FROM op WHERE state = 'confirmed'")" = 8 ] || fail "$*: not all is confirmed"
	done
	room_stop
}
for version in tests/saved/*/; do
	version=$(basename "$version")
	for how in saved journal older; do opens "$version" $how; done
	# and this test does notice when something is
	seen=$fails
	opens "$version" lost >"$room/lost"
	[ "$fails" -ge $((seen + 10)) ] && fails=$seen || fail "a lost outbox goes unnoticed: $(cat "$room/lost")"
done
[ "$fails" = 0 ]
