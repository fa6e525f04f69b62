#include "tests/support/test.h"

#include <unistd.h>

#include "hub/intake/batch.h"
#include "tests/support/county.h"

static struct county county;
static struct reply r;
static char payload[128];

#define HEAD "id,period,division,cases,total_fen\n"
#define TEN HEAD "a1,2020-05,530521101,1,10\na2,2020-05,530521101,1,10\na3,2020-05,530521101,1,10\na4,2020-05,530521101,1,10\n" \
	"a5,2020-05,530521101,1,10\na6,2020-05,530521101,1,10\na7,2020-05,530521101,1,10\na8,2020-05,530521101,1,10\n" \
	"a9,2020-05,530521101,1,10\na10,2020-05,530521101,1,10\n"

static int
setup(void **state)
{
	(void)state;
	county_init(&county);
	county_serve(&county, 0);
	county_put(&county, KIND_SOURCE, "plat", "{\"name\":\"医保信息平台\",\"takes\":\"settlement\",\"direction\":\"IN\",\"format\":\"csv\"}");
	snprintf(payload, sizeof payload, "%s/payload", county.dir);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	reply_clear(&r);
	unlink(payload);
	county_clear(&county);
	return 0;
}

/* One hand-over as an importer does it: what batch_finish() or the taker returned. */
static int
hand_over(struct batch *b, const char *rows, const char *period)
{
	static char digest[DIGEST_HEX];
	long long bytes;
	FILE *f = fopen(payload, "w");
	int rc;

	fputs(rows, f);
	fclose(f);
	assert_int_equal(digest_file(payload, digest, &bytes), 0);
	*b = (struct batch){ .source = "plat", .period = period, .sha256 = digest, .at = 1592442000, .by = "test" };
	assert_int_equal(hub_db_begin(county.other), 0);
	rc = batch_begin(county.other, b);
	if (rc == 0)
		rc = take_records(county.other, b, payload, stderr);
	if (rc == 0)
		rc = batch_finish(county.other, b);
	if (rc == 0)
		assert_int_equal(hub_db_commit(county.other), 0);
	else
		hub_db_rollback(county.other);
	return rc;
}

static const char *
field(const char *batch, const char *name)
{
	char record[192];

	snprintf(record, sizeof record, "batch/%s", batch);
	return county_field(&county, record, name);
}

static void
batch__first__taken_with_its_counts(void **state)
{
	struct batch b;

	(void)state;
	assert_int_equal(hand_over(&b, TEN, NULL), 0);
	assert_false(b.held);
	assert_string_equal(b.id, "plat-20200618");
	assert_string_equal(field(b.id, "status"), "ACCEPTED");
	assert_string_equal(field(b.id, "rows"), "10");
	assert_string_equal(field(b.id, "added"), "10");
	assert_string_equal(field(b.id, "changed"), "0");
	assert_string_equal(field(b.id, "period"), "2020-05");
	assert_string_equal(county_field(&county, "settlement/a1", "origin"), "医保信息平台 plat-20200618");
}

static void
batch__change__counts_only_what_changed(void **state)
{
	struct batch b;

	(void)state;
	county_put(&county, KIND_SOURCE, "plat", "{\"name\":\"医保信息平台\",\"takes\":\"settlement\",\"direction\":\"IN\",\"shrink_bp\":5000}");
	assert_int_equal(hand_over(&b, HEAD "a1,2020-06,530521101,1,10\na2,2020-06,530521101,2,20\n", NULL), 0);
	assert_int_equal(hand_over(&b, HEAD "a1,2020-06,530521101,1,10\na2,2020-06,530521101,3,20\nb1,2020-06,530521101,1,1\n", NULL), 0);
	assert_false(b.held);
	assert_string_equal(b.id, "plat-20200618-2");
	assert_string_equal(b.previous, "plat-20200618");
	assert_int_equal(b.added, 1);
	assert_int_equal(b.changed, 1);
	assert_string_equal(county_field(&county, "settlement/a1", "origin"), "医保信息平台 plat-20200618");
	assert_string_equal(county_field(&county, "settlement/a2", "origin"), "医保信息平台 plat-20200618-2");
}

static void
batch__shrunk__held_and_nothing_stays(void **state)
{
	struct batch b;

	(void)state;
	hand_over(&b, TEN, "2020-04");
	assert_int_equal(hand_over(&b, HEAD "a1,2020-05,530521101,9,10\nz9,2020-05,530521101,1,10\n", NULL), 0);
	assert_true(b.held);
	assert_string_equal(b.why, "SHRUNK 2 10 2000");
	assert_string_equal(field(b.id, "status"), "HELD");
	assert_string_equal(field(b.id, "held_reason"), "SHRUNK 2 10 2000");
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "1");
	assert_string_equal(county_field(&county, "settlement/z9", "cases"), "");
}

/* Keys made for a held hand-over are the keys of all that follow. */
static void
batch__held_first__the_salt_stays(void **state)
{
	struct batch b;
	char before[80], after[80];

	(void)state;
	hand_over(&b, TEN, "2020-04");
	hand_over(&b, HEAD "a1,2020-05,530521101,9,10\n", NULL);
	assert_true(b.held);
	assert_int_equal(hub_db_meta_get(county.other, "hash_salt", before, sizeof before), 0);
	assert_int_equal(strlen(before), 64);
	hand_over(&b, TEN, "2020-06");
	assert_int_equal(hub_db_meta_get(county.other, "hash_salt", after, sizeof after), 0);
	assert_string_equal(before, after);
}

static void
batch__twenty_percent_less__taken(void **state)
{
	struct batch b;

	(void)state;
	hand_over(&b, TEN, "2020-04");
	assert_int_equal(hand_over(&b, HEAD "b1,2020-05,530521101,1,1\nb2,2020-05,530521101,1,1\nb3,2020-05,530521101,1,1\nb4,2020-05,530521101,1,1\n"
		"b5,2020-05,530521101,1,1\nb6,2020-05,530521101,1,1\nb7,2020-05,530521101,1,1\nb8,2020-05,530521101,1,1\n", NULL), 0);
	assert_false(b.held);
}

static void
batch__period_again__held(void **state)
{
	struct batch b;

	(void)state;
	hand_over(&b, HEAD "a1,2020-05,530521101,1,10\n", NULL);
	assert_int_equal(hand_over(&b, HEAD "a1,2020-05,530521101,2,10\n", NULL), 0);
	assert_true(b.held);
	assert_string_equal(b.why, "PERIOD 2020-05 plat-20200618");
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "1");
}

static void
batch__same_bytes__held_once(void **state)
{
	struct batch b;

	(void)state;
	hand_over(&b, TEN, "2020-05");
	assert_int_equal(hand_over(&b, TEN, "2020-06"), 0);
	assert_string_equal(b.why, "SAME plat-20200618");
	assert_int_equal(hand_over(&b, TEN, "2020-06"), 0);
	assert_true(b.held);
	assert_string_equal(b.why, "WAITS plat-20200618-2");
	assert_string_equal(b.id, "plat-20200618-2");
	assert_string_equal(field("plat-20200618-3", "status"), "");
}

static void
op(const char *user, int n, const char *verb, const char *batch, int64_t base, const char *args)
{
	char record[192];

	snprintf(record, sizeof record, "batch/%s", batch);
	reply_clear(&r);
	r = county_op(&county, user, n, verb, record, base, args);
}

static void
batch__accept__takes_what_was_held(void **state)
{
	struct batch b;

	(void)state;
	hand_over(&b, HEAD "a1,2020-05,530521101,1,10\n", NULL);
	hand_over(&b, HEAD "a1,2020-05,530521101,7,10\nb1,2020-05,530521101,1,1\n", NULL);
	assert_true(b.held);
	op("town", 1, "accept", b.id, 1, "{\"note\":\"核过\"}");
	assert_string_equal(reply_problem(&r), "role");
	op("duty", 2, "accept", b.id, 1, "{}");
	assert_int_equal(r.status, 422);
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "1");
	op("duty", 3, "accept", b.id, 1, "{\"note\":\"平台更正\"}");
	assert_int_equal(r.status, 200);
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "7");
	assert_string_equal(county_field(&county, "settlement/b1", "cases"), "1");
	assert_string_equal(field(b.id, "status"), "ACCEPTED");
	assert_string_equal(field(b.id, "added"), "1");
	assert_string_equal(field(b.id, "changed"), "1");
	assert_string_equal(field(b.id, "note"), "平台更正");
	op("leader", 4, "accept", b.id, 2, "{\"note\":\"再来\"}");
	assert_int_not_equal(r.status, 200);
}

/* More rows than the source's share are held as fewer are, and a period before the last one taken. */
static void
batch__grown_or_out_of_order__held(void **state)
{
	struct batch b;

	(void)state;
	hand_over(&b, TEN, "2020-04");
	hand_over(&b, TEN "b1,2020-05,530521101,1,1\nb2,2020-05,530521101,1,1\n", "2020-05");
	assert_false(b.held);
	hand_over(&b, TEN "b1,2020-05,530521101,1,1\nb2,2020-05,530521101,1,1\nb3,2020-05,530521101,1,1\nb4,2020-05,530521101,1,1\n"
	          "b5,2020-05,530521101,1,1\n", "2020-06");
	assert_true(b.held);
	assert_string_equal(b.why, "GROWN 15 12 2000");
	hand_over(&b, TEN "b1,2020-03,530521101,1,1\nb2,2020-03,530521101,1,1\n", "2020-03");
	assert_true(b.held);
	assert_string_equal(b.why, "ORDER 2020-03 plat-20200618-2");
}

/* A corrected month takes the former's place: what only the former brought goes, what both say has both in its history,
 * and taking the correction back makes the former stand again. */
static void
batch__month_twice__replaced_and_back(void **state)
{
	struct batch b, c;

	(void)state;
	hand_over(&b, HEAD "a1,2020-05,530521101,1,10\na2,2020-05,530521101,2,10\na3,2020-05,530521101,3,10\n"
	          "a4,2020-05,530521101,4,10\n", NULL);
	county_put(&county, KIND_SETTLEMENT, "a4", "{\"period\":\"2020-05\",\"division\":\"530521101\",\"cases\":44}");
	hand_over(&c, HEAD "a1,2020-05,530521101,1,10\na2,2020-05,530521101,22,10\na5,2020-05,530521101,5,10\na6,2020-05,530521101,6,10\n", NULL);
	assert_true(c.held);
	assert_string_equal(c.why, "PERIOD 2020-05 plat-20200618");
	op("duty", 1, "accept", c.id, 1, "{\"note\":\"更正\"}");
	assert_int_equal(r.status, 200);
	assert_string_equal(field(b.id, "status"), "REPLACED");
	assert_string_equal(field(b.id, "replaced_by"), c.id);
	assert_string_equal(field(b.id, "undone"), "1");
	assert_string_equal(field(b.id, "kept"), "1");
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "1");
	assert_string_equal(county_field(&county, "settlement/a2", "cases"), "22");
	assert_string_equal(county_field(&county, "settlement/a3", "cases"), "");
	assert_string_equal(county_field(&county, "settlement/a4", "cases"), "44");
	assert_string_equal(county_field(&county, "settlement/a5", "cases"), "5");
	assert_non_null(strstr(county_field(&county, "event/plat-20200618-2+1", "note"), "人次: 2 -> 22"));
	op("duty", 2, "undo", b.id, 2, "{\"note\":\"不行\"}");
	assert_int_not_equal(r.status, 200);
	op("duty", 3, "undo", c.id, 2, "{\"note\":\"更正错了\"}");
	assert_int_equal(r.status, 200);
	assert_string_equal(field(b.id, "status"), "ACCEPTED");
	assert_string_equal(field(b.id, "replaced_by"), "");
	assert_string_equal(county_field(&county, "settlement/a2", "cases"), "2");
	assert_string_equal(county_field(&county, "settlement/a3", "cases"), "3");
	assert_string_equal(county_field(&county, "settlement/a5", "cases"), "");
	op("duty", 4, "undo", b.id, 3, "{\"note\":\"也撤\"}");
	assert_int_equal(r.status, 200);
	assert_string_equal(field(b.id, "undone"), "3");
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "");
	assert_string_equal(county_field(&county, "settlement/a2", "cases"), "");
	assert_string_equal(county_field(&county, "settlement/a3", "cases"), "");
	assert_string_equal(county_field(&county, "settlement/a4", "cases"), "44");
}

/* By a person, over the wire: what was accepted goes again, what somebody has changed since stays and is named. */
static void
batch__undo__takes_it_back(void **state)
{
	struct batch b, c;

	(void)state;
	hand_over(&b, HEAD "a1,2020-05,530521101,1,10\n", NULL);
	hand_over(&c, HEAD "a1,2020-06,530521101,7,10\nb1,2020-06,530521101,1,1\nb2,2020-06,530521101,1,1\n", NULL);
	if (c.held)
		op("duty", 1, "accept", c.id, 1, "{\"note\":\"核过\"}");
	county_put(&county, KIND_SETTLEMENT, "b2", "{\"period\":\"2020-06\",\"division\":\"530521101\",\"cases\":9}");
	op("town", 2, "undo", c.id, c.held ? 2 : 1, "{\"note\":\"错表\"}");
	assert_string_equal(reply_problem(&r), "role");
	op("duty", 3, "undo", c.id, c.held ? 2 : 1, "{\"note\":\"错表\"}");
	assert_int_equal(r.status, 200);
	assert_string_equal(field(c.id, "status"), "UNDONE");
	assert_string_equal(field(c.id, "undone"), "2");
	assert_string_equal(field(c.id, "kept"), "1");
	assert_string_equal(field(c.id, "note"), "错表");
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "1");
	assert_string_equal(county_field(&county, "settlement/a1", "batch"), "");
	assert_string_equal(county_field(&county, "settlement/b1", "cases"), "");
	assert_string_equal(county_field(&county, "settlement/b2", "cases"), "9");
	op("duty", 4, "undo", c.id, c.held ? 3 : 2, "{\"note\":\"再来\"}");
	assert_int_not_equal(r.status, 200);
}

/* A figure stands in no state; who may, withdraws it, and its event is the history that stays. */
static void
retract__figure__a_tombstone_remains(void **state)
{
	struct hub_record got;

	(void)state;
	county_put(&county, KIND_FIGURE, "F9", "{\"name\":\"错数\",\"period\":\"2020-05\",\"division\":\"530521101\",\"value\":1,\"unit\":\"person\"}");
	reply_clear(&r);
	r = county_op(&county, "duty", 1, "retract", "figure/F9", 1, "{\"note\":\"抄错\"}");
	assert_string_equal(reply_problem(&r), "role");
	reply_clear(&r);
	r = county_op(&county, "leader", 2, "retract", "figure/F9", 1, "{}");
	assert_int_equal(r.status, 422);
	reply_clear(&r);
	r = county_op(&county, "leader", 3, "retract", "figure/F9", 1, "{\"note\":\"抄错\"}");
	assert_int_equal(r.status, 200);
	assert_int_equal(hub_db_get(county.other, KIND_FIGURE, "F9", &got), 1);
	assert_string_equal(got.gone, "retracted");
	assert_int_equal(got.rev, 2);
	reply_clear(&r);
	r = county_op(&county, "leader", 4, "retract", "figure/F9", 2, "{\"note\":\"再来\"}");
	assert_int_not_equal(r.status, 200);
}

static void
batch__reject__drops_it(void **state)
{
	struct batch b;

	(void)state;
	hand_over(&b, HEAD "a1,2020-05,530521101,1,10\n", NULL);
	hand_over(&b, HEAD "a1,2020-05,530521101,7,10\n", NULL);
	op("leader", 1, "reject", b.id, 1, "{\"note\":\"错表\"}");
	assert_int_equal(r.status, 200);
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "1");
	assert_string_equal(field(b.id, "status"), "REJECTED");
}

static void
batch__bad_rows__nothing_at_all(void **state)
{
	struct batch b;

	(void)state;
	assert_int_equal(hand_over(&b, HEAD "a1,2020-05,530521101,1,10\na2,2020-13,530521999,x,10\n", NULL), -1);
	assert_string_equal(county_field(&county, "settlement/a1", "cases"), "");
	assert_string_equal(field("plat-20200618", "status"), "");
}

static void
batch__unknown_source__refused(void **state)
{
	struct batch b = { .source = "nobody", .at = 1592442000, .by = "test" };

	(void)state;
	assert_int_equal(hub_db_begin(county.other), 0);
	assert_int_equal(batch_begin(county.other, &b), -1);
	hub_db_rollback(county.other);
	assert_non_null(strstr(b.why, "no such source"));
}

static void
batch__file_of_format_1__upgraded(void **state)
{
	struct batch b;
	char command[256];

	(void)state;
	county_stop(&county);
	snprintf(command, sizeof command, "sqlite3 %s 'DROP TABLE aside; DROP TABLE pull; PRAGMA user_version=1'", county.db);
	assert_int_equal(system(command), 0);
	county_serve(&county, 0);
	hand_over(&b, TEN, "2020-05");
	hand_over(&b, TEN, "2020-05");
	assert_true(b.held);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(batch__first__taken_with_its_counts), TEST(batch__change__counts_only_what_changed),
		TEST(batch__shrunk__held_and_nothing_stays), TEST(batch__held_first__the_salt_stays), TEST(batch__twenty_percent_less__taken), TEST(batch__period_again__held),
		TEST(batch__same_bytes__held_once), TEST(batch__accept__takes_what_was_held),
		TEST(batch__grown_or_out_of_order__held), TEST(batch__month_twice__replaced_and_back),
		TEST(batch__undo__takes_it_back), TEST(retract__figure__a_tombstone_remains), TEST(batch__reject__drops_it),
		TEST(batch__bad_rows__nothing_at_all), TEST(batch__unknown_source__refused), TEST(batch__file_of_format_1__upgraded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
