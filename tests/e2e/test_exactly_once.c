/*
 * A closing survives every death: of the hub before and after its commit, of
 * the sync process, of the console.  It is applied once, whatever died when.
 */
#include "tests/e2e/closing.h"

#include <signal.h>
#include <sys/wait.h>

static struct room room;

static int
open_room(void **state)
{
	(void)state;
	room_init(&room, "shidian-2020", CLOCK);
	return 0;
}

static int
clear_room(void **state)
{
	(void)state;
	room_clear(&room);
	return 0;
}

static int
close_by_command(const char *id, char **out)
{
	char line[512];

	snprintf(line, sizeof line, "close %s --result FIXED --note '已逐户核对' --evidence '施医保〔2020〕12号' "
	         "--verifier group-1 --late_reason '补充材料到得晚'", id);
	return room_guatu(&room, line, out);
}

static void
close__hub_killed_before_commit__applied_once(void **state)
{
	const char *id;
	char *out;
	(void)state;
	room_hub_start(&room, NULL);
	assert_int_equal(room_guatu(&room, "sync", NULL), 0);
	id = closable(&room);
	room_hub_stop(&room, SIGTERM);

	room_hub_start(&room, "before-commit");
	assert_int_equal(close_by_command(id, &out), 3);       /* queued; the hub cannot be reached */
	free(out);
	assert_true(WIFSIGNALED(room_hub_stop(&room, 0)));     /* it did die at the point */
	assert_not_closed(&room, id);

	room_hub_start(&room, NULL);
	assert_int_equal(room_guatu(&room, "sync", NULL), 0);
	assert_closed_once(&room, id);
	assert_int_equal(room_guatu(&room, "sync", NULL), 0);
	assert_closed_once(&room, id);
}

static void
close__hub_killed_after_commit__replayed_not_repeated(void **state)
{
	const char *id;
	char *out;
	(void)state;
	room_hub_start(&room, NULL);
	assert_int_equal(room_guatu(&room, "sync", NULL), 0);
	id = closable(&room);
	room_hub_stop(&room, SIGTERM);

	room_hub_start(&room, "after-commit");
	assert_int_equal(close_by_command(id, &out), 3);       /* the officer's answer is lost */
	free(out);
	assert_true(WIFSIGNALED(room_hub_stop(&room, 0)));

	room_hub_start(&room, NULL);
	assert_int_equal(room_guatu(&room, "sync", NULL), 0);
	assert_closed_once(&room, id);
}

static void
close__sync_killed_at_every_point__applied_once(void **state)
{
	static const char *const points[] = { "before-send", "after-send", "after-answer" };
	(void)state;
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		const char *id;
		char line[700], *out;
		room_hub_start(&room, NULL);
		assert_int_equal(room_guatu(&room, "sync", NULL), 0);
		id = closable(&room);
		snprintf(line, sizeof line, "close %s --result FIXED --note '已核' --evidence A1 --verifier group-1 --late_reason '晚到'", id);
		setenv("GUATU_SYNC_FAILPOINT", points[i], 1);
		assert_int_not_equal(room_guatu(&room, line, &out), 0);
		unsetenv("GUATU_SYNC_FAILPOINT");
		free(out);
		assert_int_equal(room_guatu(&room, "sync", NULL), 0);
		assert_closed_once(&room, id);
		room_hub_stop(&room, SIGTERM);
	}
}

static void
close__refused_while_read_only__nothing_queued(void **state)
{
	const char *id;
	char line[512], *out;
	(void)state;
	room_hub_start(&room, NULL);
	assert_int_equal(room_guatu(&room, "sync", NULL), 0);
	id = closable(&room);
	snprintf(line, sizeof line, "--read-only close %s --result FIXED --note x --evidence y --verifier group-1 --late_reason z", id);
	assert_int_not_equal(room_guatu(&room, line, &out), 0);
	free(out);
	assert_not_closed(&room, id);
	assert_answer(room_outbox_sql(&room, "SELECT count(*) FROM op"), "0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(close__hub_killed_before_commit__applied_once, open_room, clear_room),
		cmocka_unit_test_setup_teardown(close__hub_killed_after_commit__replayed_not_repeated, open_room, clear_room),
		cmocka_unit_test_setup_teardown(close__sync_killed_at_every_point__applied_once, open_room, clear_room),
		cmocka_unit_test_setup_teardown(close__refused_while_read_only__nothing_queued, open_room, clear_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
