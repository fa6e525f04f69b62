/* Ids of a file's rows: found again, those in memory and those that went to the scratch file. */
#include "tests/support/test.h"

#include "hub/intake/ids/ids.h"
#include <sys/resource.h>
#include <sys/wait.h>

#if defined(__SANITIZE_ADDRESS__)
enum { WATCHED = 1 };                         /* what the sanitizer keeps is not ours */
#else
enum { WATCHED = 0 };
#endif

/* No order a file would have by itself. */
static const char *
id_of(long n)
{
	static char id[64];

	snprintf(id, sizeof id, "2020-%ld-%ld", n * 7919 % 1000003, n);
	return id;
}

static struct ids *
filled(long count)
{
	struct ids *l = ids_new();

	assert_non_null(l);
	for (long n = 1; n <= count; n++)
		assert_int_equal(ids_add(l, id_of(n), n + 1), 0);
	return l;
}

static void
ids_line__in_memory_and_in_the_file__found(void **state)
{
	struct ids *l = filled(200000);

	(void)state;
	for (long n = 1; n <= 200000; n += 173)
		assert_int_equal(ids_line(l, id_of(n)), n + 1);
	assert_int_equal(ids_line(l, id_of(200000)), 200001);
	assert_int_equal(ids_line(l, id_of(200001)), 0);
	assert_int_equal(ids_line(l, ""), 0);
	ids_free(l);
	l = ids_new();
	assert_int_equal(ids_line(l, "x"), 0);
	ids_free(l);
}

static long
peak_of(long count)
{
	struct rusage used;
	pid_t child = fork();
	int status;

	if (child == 0) {
		ids_free(filled(count));
		_exit(0);
	}
	assert_int_equal(wait4(child, &status, 0, &used), child);
	assert_int_equal(status, 0);
	return used.ru_maxrss;
}

static void
ids_add__many_more__the_same_memory(void **state)
{
	long few = peak_of(140000), many = peak_of(560000);

	(void)state;
	if (!WATCHED && many > few + 3072)
		fail_msg("%ld KiB for 140,000, %ld KiB for 560,000", few, many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_line__in_memory_and_in_the_file__found),
		cmocka_unit_test(ids_add__many_more__the_same_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
