#!/bin/sh
# Runs the tests of one room, or of all: every built cmocka program, then every tests/ROOM/*.test.sh.
# Locale, time zone, terminal and clock are pinned.
#
# A test without the program it needs prints "skipped: PROGRAM, install with tools/deps.sh full" and ends with 77.
# GUATU_SKIPS=fail: nothing may be skipped.
set -u
BUILD=${BUILD:-build}
room=${1:-*}
unset LANGUAGE LC_MESSAGES GUATU_CONFIG XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME
export LC_ALL=C.UTF-8 LANG=C.UTF-8 TZ=UTC TERM=xterm-256color BUILD
export UBSAN_OPTIONS=print_stacktrace=1 CMOCKA_MESSAGE_OUTPUT=stdout
passed=0 failed=0 skipped=0 names=
log=$(mktemp); trap 'rm -f "$log"' EXIT

run() {
	what=$1; [ "$1" != sh ] || what=$2
	"$@" >"$log" 2>&1 </dev/null
	status=$?
	if [ $status = 77 ]; then
		skipped=$((skipped + 1))
		printf "skip  %-52s %s\n" "$what" "$(grep '^skipped: ' "$log")"
	elif [ $status = 0 ]; then
		n=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 }')
		[ "$n" -gt 0 ] || n=1
		passed=$((passed + n))
		printf "ok    %-52s %s\n" "$what" "$n"
	else
		failed=$((failed + 1)); names="$names $what"
		printf 'FAIL  %s\n' "$what"
		grep -v '^\[       OK \]\|^\[ RUN      \]' "$log" | tail -n 60
	fi
}

# shellcheck disable=SC2231  # $room is a pattern on purpose
for t in tests/$room/test_*.c; do
	[ -e "$t" ] || continue
	t=${t#tests/}
	run "$BUILD/tests/${t%.c}"
done
# shellcheck disable=SC2231
for t in tests/$room/*.test.sh; do
	[ -e "$t" ] || continue
	run sh "$t"
done

[ -z "$names" ] || echo "failed:$names"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && { [ "$skipped" = 0 ] || [ "${GUATU_SKIPS:-}" != fail ]; }
