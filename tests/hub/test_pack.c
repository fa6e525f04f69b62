#include "tests/support/test.h"

#include <unistd.h>

#include "hub/policy/pack.h"
#include "model/flow/flow.h"
#include "model/flow/refs.h"
#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/cache/store.h"
#include "store/read/forms.h"
#include "tests/support/packs.h"
#include "tests/support/tempdir.h"

/* ---- the packs as caches: questions in SQL ----------------------------------- */

static struct store *
open_pack(const char *name)
{
	char error[256];
	struct store *st = store_open(stage_pack(name), NULL, error, sizeof error);

	if (st == NULL)
		fail_msg("%s", error);
	return st;
}

static int64_t
ask(struct store *st, const char *sql)
{
	sqlite3_stmt *q = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(store_db(st), sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(store_db(st)));
	if (sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void
pack__both__names_things(void **state)
{
	struct store *shidian = open_pack("shidian-2020"), *huoqiu = open_pack("huoqiu-2018");
	char text[64];

	(void)state;
	assert_string_equal(store_division(shidian, "530521103", false, text, sizeof text), "姚关");
	assert_string_equal(store_term(shidian, "source", "WINTER_2019", false, text, sizeof text), "2019冬季攻势");
	assert_string_equal(store_division(huoqiu, "341522205", false, text, sizeof text), "宋店");
	store_close(shidian);
	store_close(huoqiu);
}

static void
pack__shidian__places_of_the_plan(void **state)
{
	struct store *st = open_pack("shidian-2020");

	(void)state;
	assert_int_equal(ask(st, "SELECT count(*) FROM division WHERE level = 4"), 13);
	assert_int_equal(ask(st, "SELECT count(*) FROM division WHERE level = 5"), 138);
	assert_int_equal(ask(st, "SELECT sum(villages) FROM division WHERE level = 4"), 138);
	assert_int_equal(ask(st, "SELECT count(*) FROM division WHERE id LIKE '530521401%'"), 0);
	assert_int_equal(ask(st, "SELECT count(DISTINCT grid_row * 100 + grid_col) FROM division WHERE level = 4"), 13);
	assert_int_equal(ask(st, "SELECT count(*) FROM sup_group WHERE type IS NULL"), 5);
	assert_int_equal(ask(st, "SELECT count(DISTINCT division) = 13 AND count(*) = 13 FROM sup_assign"), 1);
	assert_int_equal(ask(st, "SELECT count(*) FROM front WHERE axis = 'front'"), 4);
	assert_int_equal(ask(st, "SELECT count(*) FROM front WHERE axis = 'pillar'"), 4);
	assert_true(ask(st, "SELECT count(*) FROM task t WHERE NOT EXISTS (SELECT 1 FROM task c WHERE c.parent = t.id)") >= 120);
	assert_int_equal(ask(st, "SELECT count(*) FROM task WHERE owner_post IS NULL"), 0);
	store_close(st);
}

/* Sums over layers and over townships are exact to the fen. */
static void
pack__shidian__settlement_adds_up(void **state)
{
	static const char *const sums[] = { "cases", "instant_cases", "eligible_cases", "total_fen", "scope_fen", "basic_fen",
		"catastrophic_fen", "aid_fen", "backstop_fen", "paid_fen", "oop_fen" };
	struct store *st = open_pack("shidian-2020");
	char sql[1024];

	(void)state;
	assert_int_equal(ask(st, "SELECT count(*) FROM settlement WHERE paid_fen <> basic_fen + catastrophic_fen + aid_fen + backstop_fen "
	                         "OR oop_fen <> total_fen - paid_fen OR scope_fen > total_fen OR instant_cases > eligible_cases "
	                         "OR eligible_cases > cases OR persons > cases"), 0);
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		snprintf(sql, sizeof sql, "SELECT count(*) FROM settlement c WHERE division = '530521' AND institution IS NULL AND %s <> (SELECT sum(%s) FROM settlement t "
		         "WHERE t.division <> '530521' AND t.institution IS NULL AND t.period = c.period AND t.scope = c.scope AND t.svc = c.svc AND t.pop = c.pop)",
		         sums[i], sums[i]);
		assert_int_equal(ask(st, sql), 0);
		snprintf(sql, sizeof sql, "SELECT count(*) FROM settlement a WHERE scope = 'ALL' AND institution IS NULL AND %s <> (SELECT sum(%s) "
		         "FROM settlement p WHERE p.institution IS NULL AND p.scope <> 'ALL' AND p.division = a.division AND p.period = a.period AND p.svc = a.svc AND p.pop = a.pop)",
		         sums[i], sums[i]);
		assert_int_equal(ask(st, sql), 0);
	}
	assert_int_equal(ask(st, "SELECT count(DISTINCT period) FROM settlement"), 12);
	assert_true(ask(st, "SELECT count(*) FROM settlement WHERE scope = 'CROSS' AND eligible_cases BETWEEN 1 AND 49") > 0);
	/* Four falls in a row, and only one township has them. */
	assert_int_equal(ask(st, "WITH r AS (SELECT division, period, 1.0 * instant_cases / eligible_cases AS rate FROM settlement "
	                         "WHERE scope = 'ALL' AND svc = 'ALL' AND period >= '2020-01' AND division <> '530521' AND institution IS NULL), "
	                         "f AS (SELECT division, rate < lag(rate) OVER (PARTITION BY division ORDER BY period) AS fell FROM r) "
	                         "SELECT count(*) FROM (SELECT division FROM f GROUP BY 1 HAVING sum(fell) = 4)"), 1);
	store_close(st);
}

static void
pack__shidian__issues_of_every_state_source_and_age(void **state)
{
	static const char *const ages[] = { "BETWEEN 1 AND 3", "BETWEEN 4 AND 7", "BETWEEN 8 AND 15", "BETWEEN 16 AND 30", "> 30", "< 0", "BETWEEN -5 AND 0" };
	struct store *st = open_pack("shidian-2020");
	char sql[512];

	(void)state;
	for (int i = 0; i < flow_state_count; i++) {
		snprintf(sql, sizeof sql, "SELECT count(*) FROM issue WHERE status = '%s'", flow_states[i].code);
		if (flow_states[i].kind == KIND_ISSUE && ask(st, sql) == 0)
			fail_msg("no issue is %s", flow_states[i].code);
	}
	for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
		snprintf(sql, sizeof sql, "SELECT count(*) FROM issue WHERE status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') "
		         "AND julianday('2020-06-18') - julianday(deadline) %s", ages[i]);
		if (ask(st, sql) == 0)
			fail_msg("no open issue is %s days overdue", ages[i]);
	}
	assert_int_equal(ask(st, "SELECT count(*) FROM term WHERE list = 'source' AND code NOT IN (SELECT source FROM issue)"), 0);
	assert_int_equal(ask(st, "SELECT count(*) FROM issue WHERE id = '2020-0143'"), 1);
	assert_int_equal(ask(st, "SELECT count(*) FROM issue WHERE sample IS NOT 1"), 0);
	store_close(st);
}

/* What a newcomer is to find and close: the worst township's oldest overdue issue. */
static void
pack__shidian__worst_township_has_one_to_close(void **state)
{
	struct store *st = open_pack("shidian-2020");

	(void)state;
	assert_int_equal(ask(st, "SELECT status = 'VERIFIED' AND source IN ('SELF', 'DISPATCH', 'SUPERVISION') AND submitted_by <> verified_by "
	                         "AND verified_by LIKE 'group-%' AND json_array_length(evidence) > 0 FROM issue WHERE division = "
	                         "(SELECT division FROM issue WHERE deadline < '2020-06-18' AND status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') "
	                         "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) "
	                         "AND status NOT IN ('CLOSED', 'CANCELLED', 'SUSPENDED') ORDER BY deadline LIMIT 1"), 1);
	store_close(st);
}

static void
pack__shidian__times_are_in_order(void **state)
{
	struct store *st = open_pack("shidian-2020");

	(void)state;
	assert_int_equal(ask(st, "SELECT count(*) FROM issue WHERE acked_at < found_at OR started_at < acked_at OR verified_at < submitted_at "
	                         "OR closed_at < verified_at OR closed_at > '2020-06-18T09'"), 0);
	assert_int_equal(ask(st, "SELECT count(*) FROM issue WHERE status = 'CLOSED' AND (closed_by IS NULL OR close_result IS NULL OR evidence IS NULL "
	                         "OR verified_by IS NULL OR verified_by = submitted_by)"), 0);
	assert_int_equal(ask(st, "SELECT count(*) FROM issue WHERE substr(closed_at, 1, 10) > deadline AND late_reason IS NULL"), 0);
	assert_int_equal(ask(st, "SELECT count(*) FROM event WHERE at > '2020-06-18T09'"), 0);
	/* Every timeline ends in the state its issue is in. */
	assert_int_equal(ask(st, "SELECT count(*) FROM issue i WHERE status <> (SELECT to_status FROM event e WHERE e.object_kind = 'issue' "
	                         "AND e.object = i.id ORDER BY at DESC, id DESC LIMIT 1)"), 0);
	assert_int_equal(ask(st, "SELECT count(*) FROM issue i WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.object = i.id)"), 0);
	store_close(st);
}

/* Every step of every timeline is one the flow table has. */
static void
pack__shidian__timelines_follow_the_flow(void **state)
{
	struct store *st = open_pack("shidian-2020");
	struct rows q = rows_open(st, "SELECT object_kind, from_status, verb, to_status, object FROM event", NULL);
	int rows = 0;

	(void)state;
	while (rows_next(&q)) {
		enum kind kind = (enum kind)record_kind_find(row_text(&q, 0));
		const char *from = row_text(&q, 1), *to = row_text(&q, 3);
		const struct flow_def *step = flow_step_find(kind, *from != '\0' ? flow_state_find(kind, from) : FLOW_NONE, row_text(&q, 2));
		bool draft = *from == '\0' && strcmp(to, "DRAFT") == 0;     /* registered as a draft: no step of the flow */
		if (!draft && (step == NULL || (step->to >= 0 && strcmp(flow_states[step->to].code, to) != 0) ||
		               (step->to == FLOW_SAME && strcmp(from, to) != 0)))
			fail_msg("%s: %s -%s-> %s is no step", row_text(&q, 4), from, row_text(&q, 2), to);
		rows++;
	}
	assert_int_equal(rows_close(&q), 0);
	assert_true(rows > 1000);
	store_close(st);
}

static void
pack__huoqiu__figures_as_printed(void **state)
{
	struct store *st = open_pack("huoqiu-2018");

	(void)state;
	assert_int_equal(ask(st, "SELECT value FROM figure WHERE id = 'HQ-IP-03'"), 46446400000);
	assert_int_equal(ask(st, "SELECT precision FROM figure WHERE id = 'HQ-IP-03'"), 100000);
	assert_int_equal(ask(st, "SELECT printed = '46446.4万元' FROM figure WHERE id = 'HQ-IP-03'"), 1);
	assert_int_equal(ask(st, "SELECT value FROM figure WHERE id = 'HQ-FR-04'"), 1902108);
	/* The two totals that are off by 0.1 of 万元, and by nothing else. */
	assert_int_equal(ask(st, "SELECT basic_fen + catastrophic_fen + aid_fen + backstop_fen - paid_fen FROM settlement WHERE id = 'HQ-2018-FILED-IP'"), 100000);
	assert_int_equal(ask(st, "SELECT basic_fen + catastrophic_fen + aid_fen + backstop_fen + supplement_fen - paid_fen FROM settlement "
	                         "WHERE id = 'HQ-2018-FILED-CHRONIC'"), -100000);
	assert_int_equal(ask(st, "SELECT count(*) FROM division WHERE level = 4 AND valid_from IS NULL"), 31);
	/* Four townships became towns with codes of their own since; each follows the one before it on the next day. */
	assert_int_equal(ask(st, "SELECT count(*) FROM division a JOIN division b ON b.id = a.successor "
	                         "WHERE b.valid_from = date(a.valid_to, '+1 day') AND b.short = a.short || '镇'"), 4);
	assert_int_equal(ask(st, "SELECT count(*) FROM rule WHERE id GLOB 'CHK[0-3][0-9]'"), 26);
	/* A figure of the report is the value of an indicator, and no two of one. */
	assert_int_equal(ask(st, "SELECT count(*) FROM figure WHERE id GLOB 'HQ-*' AND coalesce(indicator, '') NOT IN (SELECT id FROM indicator)"), 0);
	assert_int_equal(ask(st, "SELECT count(*) FROM (SELECT 1 FROM figure WHERE id GLOB 'HQ-*' GROUP BY indicator, period, category HAVING count(*) > 1)"), 0);
	store_close(st);
}

/* Codes that were another's once, as the public list has them; make check-codes compares all of them with the list. */
static void
pack__all__codes_are_their_townships(void **state)
{
	static const struct { const char *pack, *code, *name; } places[] = {
		{ "huoqiu-2018", "341522113", "乌龙镇" }, { "huoqiu-2018", "341522114", "高塘镇" },
		{ "huoqiu-2018", "341522115", "龙潭镇" }, { "huoqiu-2018", "341522116", "岔路镇" },
		{ "huoqiu-2018", "341522117", "冯井镇" }, { "huoqiu-2018", "341522118", "众兴集镇" },
		{ "huoqiu-2018", "341522119", "夏店镇" }, { "huoqiu-2018", "341522120", "曹庙镇" },
		{ "huoqiu-2018", "341522123", "范桥镇" }, { "huoqiu-2018", "341522124", "潘集镇" },
		{ "zibo-2020", "370323102", "鲁村镇" }, { "zibo-2020", "370323103", "东里镇" },
		{ "zibo-2020", "370323104", "悦庄镇" }, { "zibo-2020", "370323105", "西里镇" },
		{ "zibo-2020", "370323106", "大张庄镇" }, { "zibo-2020", "370323107", "中庄镇" },
		{ "zibo-2020", "370323108", "张家坡镇" }, { "zibo-2020", "370323109", "燕崖镇" },
		{ "zibo-2020", "370323110", "石桥镇" }, { "zibo-2020", "370323111", "南鲁山镇" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct store *st = open_pack(places[i].pack);
		char sql[256];
		snprintf(sql, sizeof sql, "SELECT count(*) FROM division WHERE id = '%s' AND name = '%s'", places[i].code, places[i].name);
		assert_int_equal(ask(st, sql), 1);
		/* What is there goes by it too. */
		snprintf(sql, sizeof sql, "SELECT count(*) > 0 FROM post WHERE division = '%s' AND instr('%s', substr(name, 1, 2)) > 0",
		         places[i].code, places[i].name);
		assert_int_equal(ask(st, sql), 1);
		store_close(st);
	}
}

/* Before a township gives up its code for a town's it is that which can be chosen, after it the town. */
static void
pack__huoqiu__townships_of_the_day(void **state)
{
	static const struct { int year; const char *code, *name; } days[] = {
		{ 2018, "341522200", "彭塔" }, { 2021, "341522200", "彭塔" }, { 2022, "341522126", "彭塔镇" },
	};
	struct store *st = open_pack("huoqiu-2018");

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct choice choices[64];
		int n = store_township_choices(st, civil_day(days[i].year, 1, 1), false, choices, 64), found = 0;
		assert_int_equal(n, 31);
		for (int c = 0; c < n; c++)
			found += strcmp(choices[c].code, days[i].code) == 0 && strcmp(choices[c].name, days[i].name) == 0;
		assert_int_equal(found, 1);
	}
	store_close(st);
}

/* What was made up says so, in every kind that can say it, and what a document printed does not. */
static void
pack__all__made_up_rows_are_marked(void **state)
{
	static const struct { const char *name; int64_t printed; } packs[] = {
		{ "shidian-2020", 0 }, { "huoqiu-2018", 86 }, { "xizang-2019", 0 }, { "zibo-2020", 0 }, { "huining-2021", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
		struct store *st = open_pack(packs[i].name);
		int64_t printed = 0;

		assert_true(store_has_sample(st));
		for (enum kind kind = 0; kind < KIND_COUNT; kind++) {
			char sql[512];
			const char *name = record_kinds[kind].name;
			bool prints = kind == KIND_FIGURE || kind == KIND_SETTLEMENT;
			if (kind == KIND_DIVISION || record_field_find(kind, "sample", 6) < 0)
				continue;
			snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE coalesce(sample, 0) = %s", name,
			         prints ? "(coalesce(printed, '') <> '')" : "0");
			if (ask(st, sql) != 0)
				fail_msg("%s: %lld rows of %s say the wrong thing about being a sample", packs[i].name,
				         (long long)ask(st, sql), name);
			if (prints) {
				snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE printed <> ''", name);
				printed += ask(st, sql);
			}
		}
		assert_int_equal(printed, packs[i].printed);
		/* Places are real, their names and codes those of the public list; marked where numbers of theirs are not. */
		assert_int_equal(ask(st, "SELECT count(*) FROM division WHERE level > 3 AND coalesce(sample, 0) <> (poor IS NOT NULL)"), 0);
		store_close(st);
	}
}

/* Calendars reach from the pack's first year to 2026, and leave no statutory day out. */
static void
pack__all__calendar_through_2026(void **state)
{
	static const struct { const char *name; int first; } packs[] = {
		{ "shidian-2020", 2018 }, { "huoqiu-2018", 2018 }, { "xizang-2019", 2019 }, { "zibo-2020", 2020 }, { "huining-2021", 2021 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
		struct store *st = open_pack(packs[i].name);
		for (int year = packs[i].first; year <= 2026; year++) {
			char sql[256];
			snprintf(sql, sizeof sql, "SELECT count(*) FROM calendar WHERE kind = 'holiday' AND id IN ('%d-01-01', "
			         "'%d-05-01', '%d-10-01', '%d-10-02', '%d-10-03')", year, year, year, year, year);
			assert_int_equal(ask(st, sql), 5);
			snprintf(sql, sizeof sql, "SELECT count(*) > 20 FROM calendar WHERE id BETWEEN '%d-01-01' AND '%d-12-31'",
			         year, year);
			assert_int_equal(ask(st, sql), 1);
		}
		store_close(st);
	}
}

/* ---- into the authority ------------------------------------------------------- */

static void
pack_save__loaded_again__is_the_same(void **state)
{
	struct hub_db *a = stage_hub(temp_path("a.db"), "packs/shidian-2020"), *b;
	char error[512], command[512];

	(void)state;
	assert_int_equal(pack_save(a, temp_path("first"), error, sizeof error), 0);
	b = stage_hub(temp_path("b.db"), temp_path("first"));
	assert_int_equal(pack_save(b, temp_path("second"), error, sizeof error), 0);
	assert_int_equal(hub_db_records(a), hub_db_records(b));
	snprintf(command, sizeof command, "diff -r %s %s", temp_path("first"), temp_path("second"));
	assert_int_equal(system(command), 0);
	hub_db_close(a);
	hub_db_close(b);
}

/* Loads a pack of a directory with the files `make` puts there (a shell command in it): the answer, and what is said. */
static char *
load_files(const char *make, int *rc, long *rows)
{
	struct import how = { .at = 1, .by = "test" };
	char command[1024], *said = NULL;
	size_t len;
	struct hub_db *db = hub_db_create(temp_path("miss.db"), "530521", command, sizeof command);

	snprintf(command, sizeof command, "P=$PWD/packs/shidian-2020; rm -rf %s; mkdir %s; cd %s; %s", temp_path("miss"),
	         temp_path("miss"), temp_path("miss"), make);
	assert_int_equal(system(command), 0);
	how.errors = open_memstream(&said, &len);
	assert_int_equal(hub_db_begin(db), 0);
	*rc = pack_load(db, temp_path("miss"), &how);
	*rows = how.rows;
	hub_db_rollback(db);
	fclose(how.errors);
	hub_db_close(db);
	snprintf(command, sizeof command, "rm -f %s*", temp_path("miss.db"));
	assert_int_equal(system(command), 0);
	return said;
}

static void
pack_load__nearly_a_kind__said(void **state)
{
	static const struct { const char *make, *want; } files[] = {
		{ "cp $P/term.csv terms.csv", "terms.csv: there is no kind \"terms\"; near are: term" },
		{ "cp $P/term.csv zebra.csv", "zebra.csv: there is no kind \"zebra\"; see guatu-pack(5)" },
		{ "cp $P/term.csv term.csv; cp $P/term.csv TERM.CSV", "term.csv: there is TERM.CSV too" },
		{ "cp $P/term.csv term.csv; cp $P/term.csv term.xlsx", "term.xlsx: there is term.csv too" },
		{ "cp $P/term.csv term.xls", "term.xls: not read; save it as term.csv" },
		{ "cp $P/term.csv Term.ods", "Term.ods: not read; save it as term.csv" },
		{ "cp $P/term.csv term.csv.txt", "term.csv.txt: not read; save it as term.csv" },
	};
	long rows;
	int rc;

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *said = load_files(files[i].make, &rc, &rows);
		if (rc != -1 || strstr(said, files[i].want) == NULL)
			fail_msg("%s: %d %s", files[i].make, rc, said);
		free(said);
	}
}

/* However its letters are written, it is the kind's; what is not nearly one is nobody's business. */
static void
pack_load__letters_of_a_name__do_not_matter(void **state)
{
	char *said;
	long rows, same;
	int rc;

	(void)state;
	said = load_files("cp $P/term.csv term.csv", &rc, &rows);
	assert_int_equal(rc, 0);
	free(said);
	said = load_files("cp $P/term.csv Term.CSV; echo x >README.txt; echo x >.term.csv; echo x >term.csv~; echo x >term", &rc, &same);
	assert_string_equal(said, "");
	assert_int_equal(rc, 0);
	assert_true(rows > 10);
	assert_int_equal(rows, same);
	free(said);
}

/* ---- hostile files ------------------------------------------------------------- */

static struct hub_db *county;

/* Imports `text` as a file of `kind`: what import_alone() answers; what it said is in said. */
static char said[8192];
static struct import came;

static int
take(enum kind kind, const char *text, bool skip_bad)
{
	const char *path = temp_path("in.csv");
	FILE *fp = fopen(path, "we");
	char *out = NULL;
	size_t len = 0;
	int rc;

	assert_non_null(fp);
	fputs(text, fp);
	fclose(fp);
	came = (struct import){ .errors = open_memstream(&out, &len), .at = 1592442000, .by = "test", .skip_bad = skip_bad };
	rc = import_alone(county, kind, path, &came);
	fclose(came.errors);
	snprintf(said, sizeof said, "%s", out);
	free(out);
	return rc;
}

static void
refused(enum kind kind, const char *text, const char *where_and_why)
{
	int64_t head = hub_db_head(county);

	if (take(kind, text, false) != -1 || strstr(said, where_and_why) == NULL)
		fail_msg("want: %s\nsaid: %s", where_and_why, said);
	assert_int_equal(hub_db_head(county), head);
}

#define ISSUE_HEAD "id,title,status,division,deadline,source\n"

static void
import__bad_header__says_the_column(void **state)
{
	(void)state;
	county = stage_hub(temp_path("county.db"), "packs/shidian-2020");
	refused(KIND_ISSUE, "", "empty; the first row must name the columns");
	refused(KIND_ISSUE, "编号,id,title,status,division,deadline,source\n", ":1:2 (id): this column is there twice");
	refused(KIND_ISSUE, "标题,title,id,status,division,deadline,source\n", ":1:2 (title): this column is there twice");
	refused(KIND_TASK, "title,status,division,due\n", ":1:1 (id): the header has no column id");
}

/* Of a record that is there a file changes what it names; a new one needs all that its kind asks for. */
static void
import__column_absent__keeps_its_value(void **state)
{
	struct hub_record r;

	(void)state;
	refused(KIND_ISSUE, "id,title,status,division,source\nX1,t,OPEN,530521103,SELF\n",
	        ":1:1 (期限): the header lacks this column, which every new issue needs");
	assert_int_equal(take(KIND_ISSUE, "编号,标题\n2020-0092,只改标题\n", false), 0);
	assert_int_equal(hub_db_get(county, KIND_ISSUE, "2020-0092", &r), 1);
	assert_non_null(strstr(r.body, "\"title\":\"只改标题\""));
	assert_non_null(strstr(r.body, "\"status\":\"VERIFIED\""));
	assert_non_null(strstr(r.body, "\"evidence\":"));
	assert_int_equal(take(KIND_ISSUE, "编号,root_cause\n2020-0092,\n", false), 0);
	assert_int_equal(hub_db_get(county, KIND_ISSUE, "2020-0092", &r), 1);
	assert_null(strstr(r.body, "\"root_cause\""));
	assert_non_null(strstr(r.body, "\"measure\":"));
}

static void
import__members_absent__keep_theirs(void **state)
{
	struct hub_record r;

	(void)state;
	assert_int_equal(take(KIND_SETTLEMENT, "编号,期间,区划,printed.total_fen,printed.paid_fen\nS1,2020-05,530521,1万,2万\n", false), 0);
	assert_int_equal(take(KIND_SETTLEMENT, "编号,printed.paid_fen\nS1,3万\n", false), 0);
	assert_int_equal(hub_db_get(county, KIND_SETTLEMENT, "S1", &r), 1);
	assert_non_null(strstr(r.body, "\"printed\":{\"total_fen\":\"1万\",\"paid_fen\":\"3万\"}"));
	assert_int_equal(take(KIND_SETTLEMENT, "编号,printed.total_fen\nS1,\n", false), 0);
	assert_int_equal(hub_db_get(county, KIND_SETTLEMENT, "S1", &r), 1);
	assert_non_null(strstr(r.body, "\"printed\":{\"paid_fen\":\"3万\"}"));
}

static void
import__bad_cell__says_line_cell_and_reason(void **state)
{
	static const struct { const char *row, *want; } cases[] = {
		{ "X1,t,OPEN,530521103,2020-06-31,SELF", ":2:5 (期限): no such date" },
		{ "X1,t,OPEN,530521103,30.6.2020,SELF", ":2:5 (期限): no such date" },
		{ "X1,t,OPEN,530521103,,SELF", ":2:5 (期限): empty; it must be filled in" },
		{ "X1,,OPEN,530521103,2020-06-30,SELF", ":2:2 (标题): empty" },
		{ ",t,OPEN,530521103,2020-06-30,SELF", ":2:1 (id): empty" },
		{ "a\\\\b,t,OPEN,530521103,2020-06-30,SELF", ":2:1 (id): no good id" },
		{ "../x,t,OPEN,530521103,2020-06-30,SELF", ":2:1 (id): no good id" },
		{ "X1,t,OPENED,530521103,2020-06-30,SELF", ":2:3 (状态): \"OPENED\" is no state: DRAFT OPEN" },
		{ "X1,t,DOING,530521103,2020-06-30,SELF", ":2:3 (状态): \"DOING\" is no state" },
		{ "X1,t,OPEN,530521999,2020-06-30,SELF", ":2:4 (乡镇): there is no division \"530521999\"" },
		{ "X1,t,OPEN,530521103,2020-06-30,GOSSIP", ":2:6 (来源): \"GOSSIP\" is not in the list source: APRIL_SWEEP 四月全面排查" },
		{ "X1,t,OPEN,530521103,2020-06-30", ":2:1 (whole row): 5 cells where the header has 6" },
		{ "X1,t\x1b[31m,OPEN,530521103,2020-06-30,SELF", ":2:2 (标题): a control character" },
		{ "X1,\"t,OPEN,530521103,2020-06-30,SELF", ":2:2: this quote is never closed" },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, ISSUE_HEAD "%s\n", cases[i].row);
		refused(KIND_ISSUE, text, cases[i].want);
	}
	refused(KIND_ISSUE, ISSUE_HEAD "X1,t,OPEN,530521103,2020-06-30,SELF\nX2,t,OPEN,530521103,2020-06-30,SELF\nX1,u,OPEN,530521103,2020-06-30,SELF\n",
	        ":4:1 (id): \"X1\" is in this file already, in line 2");
}

static void
import__bad_types__say_what_is_allowed(void **state)
{
	static const struct { enum kind kind; const char *text, *want; } cases[] = {
		{ KIND_TASK, "id,title,due,status,pct\nX,t,2020-06-30,DOING,101\n", ":2:5 (进度): progress is 0 to 100" },
		{ KIND_TASK, "id,title,due,status,pct\nX,t,2020-06-30,DOING,4.5\n", ":2:5 (进度): not a whole number" },
		{ KIND_TASK, "id,title,due,status,pct\nX,t,2020-06-30,DOING,-1\n", ":2:5 (进度): progress is 0 to 100" },
		{ KIND_TASK, "id,title,due,status,pct\nX,t,2020-06-30,DOING,99999999999999999999\n", ":2:5 (进度): too big" },
		{ KIND_TASK, "id,title,due,status,trail\nX,t,2020-06-30,DOING,\"[1,\"\n", ":2:5 (进度轨迹): not good JSON" },
		{ KIND_TASK, "id,title,due,status,trail\nX,t,2020-06-30,DOING,7\n", ":2:5 (进度轨迹): not JSON" },
		{ KIND_TASK, "id,parent,title,due,status\nX,Y,t,2020-06-30,DOING\n", ":2:2 (上级任务): there is no task \"Y\", neither in this file nor before it" },
		{ KIND_SETTLEMENT, "id,period,division,total_fen\nX,2020-05,530521,12.34\n", ":2:4 (总费用): not a whole number of fen; 12.34 yuan is written 1234" },
		{ KIND_SETTLEMENT, "id,period,division,cases\nX,2020-05,530521,-3\n", ":2:4 (人次): less than 0" },
		{ KIND_SUP_REPORT, "id,sup_group,period,due,status\nX,G1,2020-13,2020-06-10,EXPECTED\n", ":2:3 (月份): no such month" },
		{ KIND_SUP_REPORT, "id,sup_group,period,due,status,matrix\nX,G1,2020-05,2020-06-10,EXPECTED,2223\n", ":2:6 (督战清单): \"2223\" is not one of 0 1 2 - for each of 12 cells: 4 subjects (check_subject) by 3 aspects" },
		{ KIND_EVENT, "id,at,object_kind,object,verb\nX,yesterday,issue,2020-0001,ack\n", ":2:2 (时间): no such time" },
		{ KIND_EVENT, "id,at,object_kind,object,verb\nX,2020-06-18 25:00,issue,2020-0001,ack\n", ":2:2 (时间): no such time" },
		{ KIND_ISSUE, "id,title,status,division,deadline,source,concealed\nX,t,OPEN,530521103,2020-06-30,SELF,maybe\n", ":2:7 (隐瞒): neither yes nor no" },
		{ KIND_TERM, "id,list,code,name\nsource:X,source,Y,z\n", ":2:1 (id): a term's id is LIST:CODE" },
		{ KIND_CALENDAR, "id,kind\n2020-02-30,holiday\n", ":2:1 (id): a calendar row's id is its date" },
		{ KIND_EVENT, "id,at,object_kind,object,verb\nX,2020-06-18 09:00,issue,2020-9999,ack\n", ":2:4 (对象): there is no issue \"2020-9999\"" },
		{ KIND_SUP_GROUP, "id,name,members\nX,x,\"[\"\"group-1\"\",\"\"nobody\"\"]\"\n", ":2:3 (成员岗位): there is no post \"nobody\"" },
		{ KIND_RULE, "id,title,check,expr,expect\nX,x,SUM,SD-JF-PAID + NO-SUCH,1\n", ":2:4 (算式): \"NO-SUCH\" is no figure's id, no indicator and no other word" },
		{ KIND_RULE, "id,title,check,expr,expect\nX,x,SUM,SD-JF-PAID + ,1\n", ":2:4 (算式): no good formula" },
		{ KIND_POST, "id,name,role\nX,x,king\n", ":2:3 (角色): \"king\" is none of: viewer township group duty leader" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		refused(cases[i].kind, cases[i].text, cases[i].want);
	refused(KIND_ISSUE, ISSUE_HEAD "X1,身份证11010519491231002X漏保,OPEN,530521103,2020-06-30,SELF\n", ":2:2 (标题): an identity number, and none is kept");
}

static void
import__spreadsheet_forms__are_taken(void **state)
{
	struct hub_record r;

	(void)state;
	assert_int_equal(take(KIND_ISSUE, "\xEF\xBB\xBF标题,编号,状态,乡镇,期限,来源,隐瞒,签收时间\r\n姚关漏保,S1,ACKED,姚关,2020/6/8,热线反映,否,2020/6/8 9:05\r\n", false), 0);
	assert_int_equal(hub_db_get(county, KIND_ISSUE, "S1", &r), 1);
	assert_string_equal(r.body, "{\"title\":\"姚关漏保\",\"status\":\"ACKED\",\"division\":\"530521103\",\"deadline\":\"2020-06-08\","
	                    "\"source\":\"HOTLINE\",\"acked_at\":\"2020-06-08T09:05:00+08:00\",\"concealed\":false}");
	/* The same again changes nothing. */
	assert_int_equal(take(KIND_ISSUE, "编号,标题,状态,乡镇,期限,来源,隐瞒,签收时间\nS1,姚关漏保,ACKED,姚关,2020-06-08,HOTLINE,0,2020-06-08T01:05:00Z\n", false), 0);
	assert_int_equal(came.written, 0);
	assert_int_equal(came.same, 1);
}

static void
import__skip_bad__takes_the_others(void **state)
{
	struct hub_record r;

	(void)state;
	assert_int_equal(take(KIND_TASK, "id,parent,title,due,status\n"
	                      "K1,,good,2020-06-30,TODO\n"
	                      "K2,K9,orphan,2020-06-30,TODO\n"          /* its parent never comes */
	                      "K3,K2,orphan's child,2020-06-30,TODO\n"  /* goes with it */
	                      "K4,K5,child before parent,2020-06-30,TODO\n"
	                      "K5,,parent,2020-06-30,TODO\n"
	                      "K6,,bad,2020-06-31,TODO\n", true), 0);
	assert_int_equal(came.written, 3);
	assert_int_equal(came.bad, 3);
	assert_int_equal(hub_db_get(county, KIND_TASK, "K4", &r), 1);
	assert_int_equal(hub_db_get(county, KIND_TASK, "K2", &r), 0);
	assert_int_equal(hub_db_get(county, KIND_TASK, "K3", &r), 0);
	hub_db_close(county);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pack__both__names_things),
		cmocka_unit_test(pack__shidian__places_of_the_plan),
		cmocka_unit_test(pack__shidian__settlement_adds_up),
		cmocka_unit_test(pack__shidian__issues_of_every_state_source_and_age),
		cmocka_unit_test(pack__shidian__worst_township_has_one_to_close),
		cmocka_unit_test(pack__shidian__times_are_in_order),
		cmocka_unit_test(pack__shidian__timelines_follow_the_flow),
		cmocka_unit_test(pack__huoqiu__figures_as_printed),
		cmocka_unit_test(pack__all__codes_are_their_townships),
		cmocka_unit_test(pack__huoqiu__townships_of_the_day),
		cmocka_unit_test(pack__all__made_up_rows_are_marked),
		cmocka_unit_test(pack__all__calendar_through_2026),
		cmocka_unit_test(pack_save__loaded_again__is_the_same),
		cmocka_unit_test(pack_load__nearly_a_kind__said),
		cmocka_unit_test(pack_load__letters_of_a_name__do_not_matter),
		cmocka_unit_test(import__bad_header__says_the_column),
		cmocka_unit_test(import__column_absent__keeps_its_value),
		cmocka_unit_test(import__members_absent__keep_theirs),
		cmocka_unit_test(import__bad_cell__says_line_cell_and_reason),
		cmocka_unit_test(import__bad_types__say_what_is_allowed),
		cmocka_unit_test(import__spreadsheet_forms__are_taken),
		cmocka_unit_test(import__skip_bad__takes_the_others),
	};
	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
