/*
 * The main job in a real terminal: the duty officer closes an overdue issue by
 * keys, with the hub there, with the hub gone, and with everything killed.
 */
#include "tests/e2e/closing.h"

#include <signal.h>
#include <sys/wait.h>

enum { SOON = 10000 };

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

/* From any screen: to the issue, its form filled in, and F9; until the screen says `then`.  With a hub that answers,
 * "queued" may be gone before anybody has looked. */
static void
close_by_keys(struct pty *p, const char *id, const char *then)
{
	char keys[128];

	pty_keys(p, "3");
	see(p, "[3问题");
	snprintf(keys, sizeof keys, "/ %s Enter x", id);
	pty_keys(p, keys);
	see(p, "校验");
	pty_keys(p, "Tab 已逐户核对，资助到账 Tab Tab Tab 材料到得晚");
	see(p, "材料到得晚");
	pty_keys(p, "F9");
	see(p, then);
}

static struct pty *
console_on_the_map(int h, int w)
{
	struct pty *p = room_console(&room, h, w);

	see(p, "距清零");
	see(p, "酒房");
	see(p, "在线");             /* its sync process is there and listens */
	return p;
}

static void
leave(struct pty *p)
{
	int status;

	pty_keys(p, "Q");
	if (!pty_ended(p, 500, &status))      /* it asks while something waits to be sent */
		pty_keys(p, "Enter");
	assert_true(pty_ended(p, SOON, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(pty_restored(p));
	pty_end(p);
}

static void
console__close_by_keys__applied_at_the_hub(void **state)
{
	const char *id = closable(&room);
	struct pty *p = console_on_the_map(24, 80);
	char sql[160];
	(void)state;
	close_by_keys(p, id, "中心已受理");
	snprintf(sql, sizeof sql, "SELECT json_extract(body, '$.status') FROM record WHERE kind = 'issue' AND id = '%s'", id);
	assert_true(room_hub_wait(&room, sql, "CLOSED", SOON));
	see(p, "待发 0");
	leave(p);
	assert_closed_once(&room, id);
}

static void
console__hub_stopped_and_restarted_in_between__delivered_later(void **state)
{
	const char *id = closable(&room);
	struct pty *p = console_on_the_map(36, 120);
	char sql[160];
	(void)state;
	room_hub_stop(&room, SIGTERM);
	see(p, "离线");
	close_by_keys(p, id, "待发 1");
	assert_not_closed(&room, id);
	room_hub_start(&room, NULL);
	pty_keys(p, "F5");
	snprintf(sql, sizeof sql, "SELECT json_extract(body, '$.status') FROM record WHERE kind = 'issue' AND id = '%s'", id);
	assert_true(room_hub_wait(&room, sql, "CLOSED", 4 * SOON));
	see(p, "在线");
	see(p, "待发 0");
	leave(p);
	assert_closed_once(&room, id);
}

static void
console__killed_right_after_queued__applied_once(void **state)
{
	const char *id = closable(&room);
	struct pty *p = console_on_the_map(24, 80);
	(void)state;
	room_hub_stop(&room, SIGTERM);
	see(p, "离线");
	close_by_keys(p, id, "待发 1");
	kill(pty_pid(p), SIGKILL);
	pty_end(p);
	assert_not_closed(&room, id);
	assert_true(room_sync_gone(&room, 2 * SOON));           /* it leaves when the last console has */
	room_hub_start(&room, NULL);
	assert_int_equal(room_guatu(&room, "sync", NULL), 0);
	assert_closed_once(&room, id);
}

static void
console__console_and_hub_both_killed__applied_once(void **state)
{
	const char *id = closable(&room);
	struct pty *p;
	(void)state;
	room_hub_stop(&room, SIGTERM);
	room_hub_start(&room, "after-commit");
	p = console_on_the_map(24, 80);
	close_by_keys(p, id, "待发 1");
	kill(pty_pid(p), SIGKILL);
	assert_true(WIFSIGNALED(room_hub_stop(&room, 0)));      /* it died at its commit */
	pty_end(p);
	room_hub_start(&room, NULL);
	char *out;
	int status = room_guatu(&room, "sync", &out);
	if (status != 0)
		fprintf(stderr, "sync: %s\n", out);
	free(out);
	assert_int_equal(status, 0);
	assert_closed_once(&room, id);
}

static void
console__terminal_closed__half_typed_note_kept(void **state)
{
	const char *id = closable(&room);
	struct pty *p = console_on_the_map(24, 80);
	char keys[128];
	int status;
	(void)state;
	pty_keys(p, "3");
	snprintf(keys, sizeof keys, "/ %s Enter x", id);
	pty_keys(p, keys);
	see(p, "校验");
	pty_keys(p, "Tab 打了一半");
	see(p, "打了一半");
	kill(pty_pid(p), SIGHUP);
	assert_true(pty_ended(p, SOON, &status));
	pty_end(p);
	p = console_on_the_map(24, 80);
	pty_keys(p, "3");
	pty_keys(p, keys);
	see(p, "打了一半");
	pty_end(p);
}

static void
console__tiny_and_storm__recovers(void **state)
{
	struct pty *p = console_on_the_map(24, 80);
	(void)state;
	for (int i = 0; i < 60; i++) {
		pty_resize(p, 3 + i * 7 % 60, 5 + i * 31 % 300);
		pty_listen(p, 1);
	}
	pty_resize(p, 5, 20);
	see(p, "40x12");
	pty_resize(p, 24, 80);
	see(p, "距清零");
	leave(p);
}

/* The only escape sequences that reach the terminal are our own, whatever an issue's text holds. */
static void
console__nothing_but_known_sequences_reaches_the_terminal(void **state)
{
	struct pty *p = console_on_the_map(24, 80);
	const char *raw;
	size_t n;
	(void)state;
	for (const char *k = "1234567"; *k != '\0'; k++) {
		char key[2] = { *k, '\0' };
		pty_keys(p, key);
		pty_settle(p, 60);
	}
	raw = pty_raw(p, &n);
	for (size_t i = 0; i + 1 < n; i++)
		if (raw[i] == '\033')
			assert_non_null(strchr("[]()78=>M\\P", raw[i + 1]));
	assert_null(memmem(raw, n, "\033]52;", 5));
	assert_null(memmem(raw, n, "\033]0;", 4));
	leave(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(console__close_by_keys__applied_at_the_hub, open_room, clear_room),
		cmocka_unit_test_setup_teardown(console__hub_stopped_and_restarted_in_between__delivered_later, open_room, clear_room),
		cmocka_unit_test_setup_teardown(console__killed_right_after_queued__applied_once, open_room, clear_room),
		cmocka_unit_test_setup_teardown(console__console_and_hub_both_killed__applied_once, open_room, clear_room),
		cmocka_unit_test_setup_teardown(console__terminal_closed__half_typed_note_kept, open_room, clear_room),
		cmocka_unit_test_setup_teardown(console__tiny_and_storm__recovers, open_room, clear_room),
		cmocka_unit_test_setup_teardown(console__nothing_but_known_sequences_reaches_the_terminal, open_room, clear_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
