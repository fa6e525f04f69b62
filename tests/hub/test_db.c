#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "hub/authority/db.h"
#include "hub/authority/db_undo.h"

static char dir[64], path[128], error[512];

static int
setup(void **state)
{
	struct hub_db *db;

	snprintf(dir, sizeof dir, "/tmp/guatu-hub-db-XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/hub.db", dir);
	db = hub_db_create(path, "530521", error, sizeof error);
	if (db == NULL)
		print_message("%s\n", error);
	*state = db;
	return db == NULL;
}

static int
teardown(void **state)
{
	char cmd[128];

	hub_db_close(*state);
	snprintf(cmd, sizeof cmd, "rm -rf %s", dir);
	return system(cmd);
}

static void
put(struct hub_db *db, enum kind kind, const char *id, const char *body)
{
	assert_int_equal(hub_db_begin(db), 0);
	assert_true(hub_db_put(db, kind, id, body, 1000, "t", NULL) >= 0);
	assert_int_equal(hub_db_commit(db), 0);
}

static void
db__create__private_and_never_over_a_file(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_null(hub_db_create(path, "530521", error, sizeof error));
	assert_non_null(strstr(error, "exist"));
}

static void
db__put__same_body_changes_nothing(void **state)
{
	struct hub_db *db = *state;
	int64_t rev, head;

	put(db, KIND_FRONT, "A", "{\"axis\":\"front\",\"name\":\"x\"}");
	head = hub_db_head(db);
	assert_int_equal(hub_db_begin(db), 0);
	assert_int_equal(hub_db_put(db, KIND_FRONT, "A", "{\"axis\":\"front\",\"name\":\"x\"}", 5, "t", &rev), 0);
	assert_int_equal(hub_db_commit(db), 0);
	assert_int_equal(rev, 1);
	assert_int_equal(hub_db_head(db), head);
	assert_int_equal(hub_db_records(db), 1);
}

static void
db__rollback__takes_back_seq_and_count(void **state)
{
	struct hub_db *db = *state;
	struct hub_record r;

	assert_int_equal(hub_db_begin(db), 0);
	assert_int_equal(hub_db_put(db, KIND_FRONT, "A", "{}", 5, "t", NULL), 1);
	hub_db_rollback(db);
	assert_int_equal(hub_db_head(db), 0);
	assert_int_equal(hub_db_records(db), 0);
	assert_int_equal(hub_db_get(db, KIND_FRONT, "A", &r), 0);
}

static void
db__move__former_divisions_are_kept(void **state)
{
	struct hub_db *db = *state;
	struct hub_record r;

	put(db, KIND_ISSUE, "i", "{\"division\":\"530521101\"}");
	put(db, KIND_ISSUE, "i", "{\"division\":\"530521102\"}");
	put(db, KIND_ISSUE, "i", "{\"division\":\"530521103\"}");
	assert_int_equal(hub_db_get(db, KIND_ISSUE, "i", &r), 1);
	assert_string_equal(r.division, "530521103");
	assert_string_equal(r.former, "530521101 530521102");
	assert_int_equal(r.rev, 3);
}

static void
db__gone__tombstone_then_purged(void **state)
{
	struct hub_db *db = *state;
	struct hub_record r;
	char purged[32];

	put(db, KIND_FRONT, "A", "{}");
	assert_int_equal(hub_db_begin(db), 0);
	assert_int_equal(hub_db_gone(db, KIND_FRONT, "A", "deleted", 2000, "t"), 1);
	assert_int_equal(hub_db_gone(db, KIND_FRONT, "A", "deleted", 2000, "t"), 0);
	assert_int_equal(hub_db_commit(db), 0);
	assert_int_equal(hub_db_get(db, KIND_FRONT, "A", &r), 1);
	assert_string_equal(r.gone, "deleted");
	assert_null(r.body);
	assert_int_equal(r.rev, 2);
	assert_int_equal(hub_db_records(db), 0);
	assert_int_equal(hub_db_purge(db, 1999), 0);
	assert_int_equal(hub_db_get(db, KIND_FRONT, "A", &r), 1);
	assert_int_equal(hub_db_purge(db, 2001), 0);
	assert_int_equal(hub_db_get(db, KIND_FRONT, "A", &r), 0);
	assert_int_equal(hub_db_meta_get(db, "purged_seq", purged, sizeof purged), 0);
	assert_string_equal(purged, "2");
}

static int
count_undo(void *ctx, const struct db_undo *u)
{
	(void)u;
	++*(int *)ctx;
	return 0;
}

/* What a batch found, until it is too long ago; what it wrote when it was no batch's is not remembered. */
static void
db__remembered__until_it_is_too_long_ago(void **state)
{
	struct hub_db *db = *state;
	int count = 0;

	put(db, KIND_FRONT, "A", "{}");
	assert_int_equal(hub_db_begin(db), 0);
	assert_int_equal(hub_db_put(db, KIND_BATCH, "B", "{\"status\":\"ACCEPTED\"}", 1000, "t", NULL), 1);
	assert_int_equal(hub_db_remember(db, "B"), 0);
	assert_int_equal(hub_db_put(db, KIND_FRONT, "A", "{\"name\":\"x\"}", 1000, "t", NULL), 1);
	assert_int_equal(hub_db_add(db, KIND_FRONT, "N", "{}", 1000, "t"), 1);
	assert_int_equal(hub_db_commit(db), 0);
	put(db, KIND_FRONT, "C", "{}");
	assert_int_equal(db_undo_each(db, "B", count_undo, &count), 0);
	assert_int_equal(count, 2);
	assert_int_equal(hub_db_purge(db, 999), 0);
	count = 0;
	assert_int_equal(db_undo_each(db, "B", count_undo, &count), 0);
	assert_int_equal(count, 2);
	assert_int_equal(hub_db_purge(db, 1001), 0);
	count = 0;
	assert_int_equal(db_undo_each(db, "B", count_undo, &count), 0);
	assert_int_equal(count, 0);
}

static void
db__next_id__first_free_after_the_used(void **state)
{
	struct hub_db *db = *state;
	char id[32], name[32];

	assert_int_equal(hub_db_next_id(db, KIND_ISSUE, 2020, id), 0);
	assert_string_equal(id, "2020-0001");
	assert_int_equal(hub_db_begin(db), 0);
	for (int i = 1; i <= 143; i++) {
		snprintf(name, sizeof name, "2020-%04d", i);
		hub_db_put(db, KIND_ISSUE, name, "{}", 1, "t", NULL);
	}
	assert_int_equal(hub_db_commit(db), 0);
	assert_int_equal(hub_db_next_id(db, KIND_ISSUE, 2020, id), 0);
	assert_string_equal(id, "2020-0144");
	assert_int_equal(hub_db_next_id(db, KIND_ISSUE, 2021, id), 0);
	assert_string_equal(id, "2021-0001");
}

static int
name_it(void *ctx, const struct hub_record *r)
{
	strcat(ctx, r->id);
	return 0;
}

static void
db__walk_seq__resumes_inside_a_transaction(void **state)
{
	struct hub_db *db = *state;
	struct hub_db_place place = { .seq = 0, .kind = -1 };
	char seen[64] = "";
	int64_t head;

	put(db, KIND_FRONT, "a", "{}");
	assert_int_equal(hub_db_begin(db), 0);
	hub_db_put(db, KIND_FRONT, "b", "{}", 1, "t", NULL);
	hub_db_put(db, KIND_FRONT, "c", "{}", 1, "t", NULL);
	hub_db_put(db, KIND_POST, "d", "{}", 1, "t", NULL);
	assert_int_equal(hub_db_commit(db), 0);
	put(db, KIND_FRONT, "a", "{\"n\":1}");
	assert_int_equal(hub_db_walk_seq(db, &place, 2, name_it, seen, &head), 2);
	assert_string_equal(seen, "bc");
	place = (struct hub_db_place){ .seq = 2, .kind = KIND_FRONT, .id = "c" };
	assert_int_equal(hub_db_walk_seq(db, &place, 10, name_it, seen, &head), 2);
	assert_string_equal(seen, "bcda");
	assert_int_equal(head, 3);
	place = (struct hub_db_place){ .seq = 2, .kind = -1 };
	assert_int_equal(hub_db_walk_seq(db, &place, 10, name_it, seen, &head), 1);
	*seen = '\0';
	place = (struct hub_db_place){ .kind = -1 };
	assert_int_equal(hub_db_walk_id(db, &place, 10, name_it, seen, &head), 4);
	assert_string_equal(seen, "abcd");
}

static void
db__bulk__index_comes_back(void **state)
{
	struct hub_db *db = *state;
	struct hub_db_place place = { .kind = -1 };
	char seen[64] = "";
	int64_t head;

	assert_int_equal(hub_db_bulk(db, true), 0);
	put(db, KIND_FRONT, "a", "{}");
	assert_int_equal(hub_db_bulk(db, false), 0);
	assert_int_equal(hub_db_walk_seq(db, &place, 10, name_it, seen, &head), 1);
	assert_string_equal(seen, "a");
}

static void
db__backup__same_records_other_epoch(void **state)
{
	struct hub_db *db = *state, *copy;
	char to[160], a[32], b[32];
	struct hub_record r;
	struct stat st;

	put(db, KIND_FRONT, "a", "{}");
	snprintf(to, sizeof to, "%s/copy.db", dir);
	assert_int_equal(hub_db_backup(db, to), 0);
	assert_int_equal(stat(to, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(hub_db_backup(db, to), -1);
	copy = hub_db_open(to, HUB_DB_READ, error, sizeof error);
	assert_non_null(copy);
	assert_int_equal(hub_db_get(copy, KIND_FRONT, "a", &r), 1);
	hub_db_meta_get(db, "epoch", a, sizeof a);
	hub_db_meta_get(copy, "epoch", b, sizeof b);
	assert_string_not_equal(a, b);
	hub_db_close(copy);
}

static void
db__open__second_writer_does_not_checkpoint(void **state)
{
	struct hub_db *db = *state, *other = hub_db_open(path, HUB_DB_WRITE, error, sizeof error);

	assert_non_null(other);
	assert_true(hub_db_keeper(db));
	assert_false(hub_db_keeper(other));
	put(other, KIND_FRONT, "a", "{}");
	assert_int_equal(hub_db_head(db), 1);
	hub_db_close(other);
}

static void
db__open__refuses_what_is_no_hub_database(void **state)
{
	char other[160];
	FILE *f;

	(void)state;
	snprintf(other, sizeof other, "%s/text", dir);
	f = fopen(other, "w");
	fputs("hello, this is not a database at all, only text that goes on", f);
	fclose(f);
	assert_null(hub_db_open(other, HUB_DB_READ, error, sizeof error));
	assert_null(hub_db_open("/nonexistent/x.db", HUB_DB_READ, error, sizeof error));
	assert_non_null(strstr(error, "guatu-hub init"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(db__create__private_and_never_over_a_file), T(db__put__same_body_changes_nothing),
		T(db__rollback__takes_back_seq_and_count), T(db__move__former_divisions_are_kept),
		T(db__gone__tombstone_then_purged), T(db__remembered__until_it_is_too_long_ago),
		T(db__next_id__first_free_after_the_used),
		T(db__walk_seq__resumes_inside_a_transaction), T(db__bulk__index_comes_back),
		T(db__backup__same_records_other_epoch), T(db__open__second_writer_does_not_checkpoint),
		T(db__open__refuses_what_is_no_hub_database),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
