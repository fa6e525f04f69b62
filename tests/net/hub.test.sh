#!/bin/sh
# guatu-sync against the real hub: every kind's rows arrive, operations are applied once although both sides are
# killed on the way, and a restored hub gets again what it has lost.
set -eu
BUILD=${BUILD:-build}
hub=$BUILD/bin/guatu-hub sync=$BUILD/libexec/guatu/guatu-sync
export LC_ALL=en_US.UTF-8
dir=$(mktemp -d) pid=
chmod 700 "$dir"
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || :; rm -rf "$dir"' EXIT

fail() { echo "$*" >&2; exit 1; }
same() { [ "$1" = "$2" ] || fail "$3: $1, not $2"; }
serve() {
	: >"$dir/log"
	GUATU_HUB_FAILPOINT=${1:-} "$hub" serve --db "$dir/hub.db" --listen "unix:$dir/hub.sock" >"$dir/log" 2>&1 &
	pid=$!
	until grep -q listening "$dir/log"; do
		kill -0 "$pid" 2>/dev/null || fail "hub: $(cat "$dir/log")"
	done
}
unserve() { kill "$pid" 2>/dev/null || :; wait "$pid" 2>/dev/null || :; pid=; }
pull() {
	"$sync" --hub "unix:$dir/hub.sock" --profile t --cache-dir "$dir/cache" --state-dir "$dir/state" --socket "$dir/s" --once >"$dir/said" 2>&1
}
cache() { sqlite3 "$dir/cache/$(cat "$dir/cache/current")" "$1"; }
authority() { sqlite3 "$dir/hub.db" "$1"; }

"$hub" init --db "$dir/hub.db" --pack packs/shidian-2020 --clock 2020-06-18T09:00:00+08:00 >/dev/null
"$hub" user add duty-a --db "$dir/hub.db" --post duty-a --role duty --scope 530521 --uid "$(id -u)" >/dev/null
serve
pull || fail "first pull: $(cat "$dir/said")"
for kind in $(authority "SELECT DISTINCT kind FROM record"); do
	same "$(cache "SELECT count(*) FROM $kind")" "$(authority "SELECT count(*) FROM record WHERE kind = '$kind' AND gone IS NULL")" "$kind"
done
same "$(cache "SELECT group_concat(id || rev || title || status || deadline || ifnull(detail, '')) FROM (SELECT * FROM issue ORDER BY id)" | sha256sum)" \
	"$(authority "SELECT group_concat(id || rev || (body->>'title') || (body->>'status') || (body->>'deadline') || ifnull(body->>'detail', ''))
		FROM (SELECT * FROM record WHERE kind = 'issue' ORDER BY id)" | sha256sum)" "issues"
same "$(cache "SELECT value FROM meta WHERE key = 'skipped'")" 0 "skipped"

# An operation straight into the outbox, as the console would put it there.
queue() {
	uuid=$(printf '01926d3e-0000-7000-8000-%012d' "$1")
	sqlite3 "$dir/state/outbox.db" "INSERT INTO op (uuid, place, kind, id, verb, base, args, at, state)
		VALUES ('$uuid', $1, 'issue', '$2', 'comment', $(cache "SELECT rev FROM issue WHERE id = '$2'"), '{\"note\":\"n$1\"}', 1592442764, 'pending')"
}
notes() { authority "SELECT count(*) FROM record WHERE kind = 'event' AND body->>'note' = 'n$1'"; }

issue=$(cache "SELECT min(id) FROM issue")
n=0
for point in before-send after-send after-answer; do
	n=$((n + 1))
	queue $n "$issue"
	GUATU_SYNC_FAILPOINT=$point pull && fail "$point: was not killed"
	pull || fail "after $point: $(cat "$dir/said")"
	same "$(notes $n)" 1 "effects after a kill at $point"
	same "$(sqlite3 "$dir/state/outbox.db" "SELECT state FROM op WHERE place = $n")" confirmed "state after $point"
done
for point in before-commit after-commit before-answer; do
	n=$((n + 1))
	queue $n "$issue"
	unserve
	serve $point
	pull && fail "$point: the hub was not killed"
	wait "$pid" 2>/dev/null || :
	serve
	pull || fail "after the hub's $point: $(cat "$dir/said")"
	same "$(notes $n)" 1 "effects after the hub was killed at $point"
done

# Back from a backup that lacks an operation which had been acknowledged and seen.
"$hub" export --db "$dir/hub.db" --backup "$dir/backup.db" >/dev/null
n=$((n + 1))
queue $n "$issue"
pull || fail "before the restore: $(cat "$dir/said")"
same "$(notes $n)" 1 "before the restore"
unserve
rm -f "$dir"/hub.db*
mv "$dir/backup.db" "$dir/hub.db"
same "$(notes $n)" 0 "the backup lacks it"
serve
pull || fail "after the restore: $(cat "$dir/said")"
same "$(notes $n)" 1 "after the restore"
same "$(sqlite3 "$dir/state/outbox.db" "SELECT count(*) FROM op WHERE state <> 'confirmed'")" 0 "unconfirmed"
