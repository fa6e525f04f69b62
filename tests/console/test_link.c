#include "tests/support/test.h"

#include <unistd.h>

#include "console/app/link.h"

static void
feed(struct link *l, const char *line)
{
	char copy[256];

	snprintf(copy, sizeof copy, "%s", line);
	link_take(l, copy);
}

static void
link__take__lines(void **state)
{
	struct link l;

	(void)state;
	link_init(&l, false);
	feed(&l, "hello 1");
	assert_true(l.topics == ~UINT64_C(0));       /* what was missed while nobody listened */
	assert_true(l.outbox);
	l.topics = 0;
	l.outbox = false;
	feed(&l, "state online");
	assert_int_equal(l.state, LINK_ONLINE);
	feed(&l, "topics 41");
	feed(&l, "topics 2");
	assert_int_equal(l.topics, 0x43);
	feed(&l, "progress 120 5000");
	assert_int_equal(l.done, 120);
	assert_int_equal(l.estimate, 5000);
	assert_false(l.problem);
	feed(&l, "state login run: guatu login");
	assert_int_equal(l.state, LINK_LOGIN);
	assert_string_equal(l.text, "run: guatu login");
	assert_true(l.problem);
	feed(&l, "generation");
	feed(&l, "outbox");
	assert_true(l.generation && l.outbox);
}

static void
link__take__unknown_lines_are_ignored(void **state)
{
	struct link l;

	(void)state;
	link_init(&l, false);
	feed(&l, "");
	feed(&l, "weather fine");
	feed(&l, "state");
	feed(&l, "topics zz");
	feed(&l, "state nonsense text");
	assert_int_equal(l.state, LINK_NONE);
	assert_int_equal(l.topics, 0);
}

/* Lines cut across reads come together; an endless one is dropped, not obeyed. */
static void
link__read__cut_and_endless_lines(void **state)
{
	struct link l;
	int fds[2];
	char junk[3000];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	link_init(&l, false);
	l.fd = fds[0];
	assert_int_equal(write(fds[1], "topics 4\nsta", 12), 12);
	close(fds[1]);
	link_read(&l, 1000);
	assert_int_equal(l.topics, 4);
	assert_int_equal(l.fd, -1);                  /* the other end has gone: try again later */
	assert_true(link_wait(&l, 1000) > 0);

	assert_int_equal(pipe(fds), 0);
	link_init(&l, false);
	l.fd = fds[0];
	memset(junk, 'x', sizeof junk);
	for (int i = 0; i < 3; i++)
		assert_int_equal(write(fds[1], junk, sizeof junk), sizeof junk);
	assert_int_equal(write(fds[1], "\ntopics 8\n", 10), 10);
	close(fds[1]);
	link_read(&l, 1000);
	assert_int_equal(l.topics, 8);
}

static void
link__wait__backs_off(void **state)
{
	struct link l;
	int before = 0;

	(void)state;
	link_init(&l, false);
	for (int i = 0; i < 4; i++) {
		int fds[2];
		assert_int_equal(pipe(fds), 0);
		close(fds[1]);
		l.fd = fds[0];
		link_read(&l, 0);
		assert_true(link_wait(&l, 0) > before);
		before = link_wait(&l, 0);
	}
	link_init(&l, true);
	assert_int_equal(link_wait(&l, 0), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(link__take__lines),
		cmocka_unit_test(link__take__unknown_lines_are_ignored),
		cmocka_unit_test(link__read__cut_and_endless_lines),
		cmocka_unit_test(link__wait__backs_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
