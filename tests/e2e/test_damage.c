/*
 * A damaged cache under the screens: the officer is told, everything is
 * fetched again and the screen fills by itself; what was queued is there.
 */
#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/room.h"

#define CLOCK "2020-06-18T09:00:00+08:00"

enum { SOON = 15000 };

static struct room room;

static int
open_room(void **state)
{
	(void)state;
	room_init(&room, "shidian-2020", CLOCK);
	room_hub_start(&room, NULL);
	return room_guatu(&room, "sync", NULL);
}

static int
clear_room(void **state)
{
	(void)state;
	room_clear(&room);
	return 0;
}

static void
see(struct pty *p, const char *text)
{
	if (pty_wait(p, text, SOON))
		return;
	fprintf(stderr, "%s\n", pty_text(p));
	fail_msg("never saw '%s' on the screen above", text);
}

static void
leave(struct pty *p)
{
	int status;

	pty_keys(p, "Q");
	assert_true(pty_ended(p, SOON, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_end(p);
}

/* A shell line in the cache's directory; $DB is its database. */
static void
in_cache(const char *line)
{
	char command[1000];

	snprintf(command, sizeof command, "cd '%s/cache/guatu'/* && DB=$(cat current) && %s", room.dir, line);
	assert_int_equal(system(command), 0);
}

#define SPOIL(table) "n=$(sqlite3 $DB \"SELECT rootpage FROM sqlite_schema WHERE name = '" table "'\") && " \
	"dd if=/dev/urandom of=$DB bs=8192 seek=$((n - 1)) count=1 conv=notrunc 2>/dev/null"

/* Before it starts: whatever it is, the map comes.  The first time no sync process runs, later the last one still does. */
static void
console__starts_on_a_damaged_cache__fetches_it_again(void **state)
{
	static const char *const ways[] = {
		": > $DB", "truncate -s 50 $DB", "truncate -s 400000 $DB", "head -c 400000 /dev/urandom > $DB", "rm $DB && mkdir $DB",
		"sqlite3 $DB 'PRAGMA user_version = 99'", "echo cache.77.db > current", SPOIL("calendar"), SPOIL("division"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct pty *p;
		in_cache(ways[i]);
		p = room_console(&room, 24, 80);
		see(p, "酒房");
		see(p, "距清零");
		see(p, "在线");
		pty_keys(p, "3");
		see(p, "逾期 >30 天");
		leave(p);
		in_cache("ls quarantine/* > /dev/null && rm -r quarantine");
	}
}

/* While it runs: the screen that meets the page says so, and is whole a moment later. */
static void
console__meets_a_damaged_page__fetches_it_again(void **state)
{
	struct pty *p;

	(void)state;
	in_cache(SPOIL("entry"));
	p = room_console(&room, 24, 80);
	see(p, "酒房");
	see(p, "在线");
	pty_keys(p, "9");
	see(p, "缓存");             /* told in the message line */
	see(p, "台账");
	see(p, "临期");
	in_cache("ls quarantine/*.db > /dev/null");
	pty_keys(p, "1");
	see(p, "距清零");
	leave(p);
	assert_int_equal(room_guatu(&room, "sync", NULL), 0);
}

/* Without a hub: told, nothing dies, and it fills when the hub is back. */
static void
console__damaged_without_a_hub__waits_for_it(void **state)
{
	struct pty *p;

	(void)state;
	room_hub_stop(&room, SIGTERM);
	in_cache("truncate -s 50 $DB");
	p = room_console(&room, 24, 80);
	see(p, "离线");
	for (const char *key = "1234567890"; *key != '\0'; key++) {
		char keys[2] = { *key, '\0' };
		pty_keys(p, keys);
		pty_settle(p, 30);
	}
	room_hub_start(&room, NULL);
	pty_keys(p, "1 F5");
	see(p, "酒房");
	see(p, "距清零");
	leave(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(console__starts_on_a_damaged_cache__fetches_it_again, open_room, clear_room),
		cmocka_unit_test_setup_teardown(console__meets_a_damaged_page__fetches_it_again, open_room, clear_room),
		cmocka_unit_test_setup_teardown(console__damaged_without_a_hub__waits_for_it, open_room, clear_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
