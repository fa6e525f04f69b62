/*
 * guatu-hub compare: two sources' last rosters side by side (A29 across
 * departments, A33 down the levels), as entries of the ledger `recon`: one for
 * the county and one for each township where they differ, the numbers in its
 * columns, feedback due on the day of the month the plan names - param
 * recon_day_horizontal or recon_day_vertical, else the 10th and the 15th.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hub/commands.h"
#include "hub/db_in.h"
#include "hub/finding.h"
#include "hub/param.h"
#include "hub/places.h"
#include "hub/roster.sql.h"
#include "model/civil.h"

enum { PLACES_MAX = 512 };

/* What a comparison counts; `differ` is of the people both have. */
struct tally { char place[16]; long both, only_left, only_right, place_diff, category, cover, pay, differ; };

struct compare {
	struct hub_db   *db;
	struct places   *places;
	struct findings *findings;
	const char      *left, *right, *level;
	char             left_name[128], right_name[128], left_batch[HUB_ID_MAX + 1], right_batch[HUB_ID_MAX + 1];
	char             period[8];
	int64_t          now;
	int32_t          deadline;
	bool             vertical;
	struct tally     list[PLACES_MAX], whole;
	int              count;
	char             why[256];
};

static int
read_source(struct compare *c, const char *source, char *name, size_t size, char *batch)
{
	struct hub_record r;
	sqlite3_stmt *stmt;
	cJSON *body;
	const char *text;
	int found = hub_db_get(c->db, KIND_SOURCE, source, &r);

	if (found != 1 || r.body == NULL) {
		snprintf(c->why, sizeof c->why, "there is no source \"%.60s\"", source);
		return found < 0 ? -2 : -1;
	}
	body = cJSON_Parse(r.body);
	text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, "name"));
	snprintf(name, size, "%s", text != NULL ? text : source);
	cJSON_Delete(body);
	*batch = '\0';
	if (sqlite3_exec(c->db->sql, SQL_ROSTER_SCHEMA, NULL, NULL, NULL) != SQLITE_OK || (stmt = hub_db_stmt(c->db, SQL_ROSTER_VERSION)) == NULL)
		return -2;
	hub_db_bind(stmt, 1, source);
	hub_db_bind(stmt, 2, "");
	if (sqlite3_step(stmt) == SQLITE_ROW)
		snprintf(batch, HUB_ID_MAX + 1, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_reset(stmt);
	if (*batch != '\0')
		return 0;
	snprintf(c->why, sizeof c->why, "%.60s has handed in no roster yet; import it first: guatu-hub import roster", source);
	return -1;
}

static long
at(sqlite3_stmt *stmt, int column)
{
	return (long)sqlite3_column_int64(stmt, column);
}

static void
add_up(struct tally *sum, const struct tally *one)
{
	sum->both += one->both;
	sum->only_left += one->only_left;
	sum->only_right += one->only_right;
	sum->place_diff += one->place_diff;
	sum->category += one->category;
	sum->cover += one->cover;
	sum->pay += one->pay;
	sum->differ += one->differ;
}

static int
count(struct compare *c)
{
	sqlite3_stmt *stmt = hub_db_stmt(c->db, SQL_ROSTER_COMPARE);
	int rc;

	if (stmt == NULL)
		return -2;
	hub_db_bind(stmt, 1, c->left);
	hub_db_bind(stmt, 2, c->right);
	hub_db_bind(stmt, 3, c->left_batch);
	hub_db_bind(stmt, 4, c->right_batch);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW && c->count < PLACES_MAX) {
		struct tally *t = &c->list[c->count++];
		*t = (struct tally){ .both = at(stmt, 1), .only_left = at(stmt, 2), .only_right = at(stmt, 3), .place_diff = at(stmt, 4),
			.category = at(stmt, 5), .cover = at(stmt, 6), .pay = at(stmt, 7), .differ = at(stmt, 8) };
		snprintf(t->place, sizeof t->place, "%s", (const char *)sqlite3_column_text(stmt, 0));
		add_up(&c->whole, t);
	}
	sqlite3_reset(stmt);
	snprintf(c->whole.place, sizeof c->whole.place, "%s", hub_db_county(c->db));
	return rc == SQLITE_DONE ? 0 : (hub_db_fail(c->db, "comparing rosters"), -2);
}

/* ---- the entries ------------------------------------------------------------------ */

static int
set_deadline(struct compare *c)
{
	char day[16];
	int month = month_parse(c->period), n;

	if (hub_param_value(c->db, c->vertical ? "recon_day_vertical" : "recon_day_horizontal", instant_day(c->now), day, sizeof day) < 0)
		return -2;
	n = atoi(day);
	n = n >= 1 && n <= 28 ? n : c->vertical ? 15 : 10;
	c->deadline = civil_day(month / 12, month % 12 + 1, n);
	return 0;
}

static cJSON *
extra_of(const struct compare *c, const struct tally *t)
{
	cJSON *extra = cJSON_CreateObject();

	cJSON_AddStringToObject(extra, "kind", c->vertical ? "VERTICAL" : "HORIZONTAL");
	cJSON_AddStringToObject(extra, "level", c->level);
	cJSON_AddStringToObject(extra, "left", c->left_name);
	cJSON_AddStringToObject(extra, "right", c->right_name);
	cJSON_AddNumberToObject(extra, "matched", (double)(t->both - t->differ));
	cJSON_AddNumberToObject(extra, "only_left", (double)t->only_left);
	cJSON_AddNumberToObject(extra, "only_right", (double)t->only_right);
	cJSON_AddNumberToObject(extra, "field_diff", (double)t->differ);
	cJSON_AddNumberToObject(extra, "diff_place", (double)t->place_diff);
	cJSON_AddNumberToObject(extra, "diff_category", (double)t->category);
	cJSON_AddNumberToObject(extra, "diff_enrolled", (double)t->cover);
	cJSON_AddNumberToObject(extra, "diff_paid", (double)t->pay);
	return extra;
}

static int
take(struct compare *c, const struct tally *t)
{
	const struct place *place = places_by_id(c->places, t->place);
	char about[112], title[320];
	cJSON *extra = extra_of(c, t);
	struct finding what = { .ledger = "recon", .title = title, .about = about, .division = t->place, .period = c->period,
		.persons = t->both + t->only_left + t->only_right, .fen = -1, .deadline = c->deadline, .seen = instant_day(c->now), .extra = extra };
	enum finding_made made;
	int rc;

	snprintf(about, sizeof about, "%.24s-%.24s-%s-%s%s%s", c->left, c->right, c->period, t->place, c->vertical ? "-" : "", c->vertical ? c->level : "");
	snprintf(title, sizeof title, "%s%s%s比对：%s", c->period, strcmp(t->place, hub_db_county(c->db)) == 0 ? "" : place != NULL ? place->name : t->place,
	         c->vertical ? "纵向" : "横向", c->vertical ? c->right_name : c->left_name);
	rc = findings_take(c->findings, &what, &made, c->why, sizeof c->why);
	cJSON_Delete(extra);
	return rc;
}

static void
tell(const struct compare *c, const struct tally *t)
{
	const struct place *place = places_by_id(c->places, t->place);

	printf("%-12s %s: matched %ld, only %s %ld, only %s %ld, differing %ld (place %ld, category %ld, enrolled %ld, paid %ld)\n", t->place,
	       place != NULL ? place->name : "", t->both - t->differ, c->left, t->only_left, c->right, t->only_right, t->differ, t->place_diff,
	       t->category, t->cover, t->pay);
}

static int
write_all(struct compare *c)
{
	int rc = take(c, &c->whole);

	tell(c, &c->whole);
	for (int i = 0; rc == 0 && i < c->count; i++) {
		const struct tally *t = &c->list[i];
		if (t->only_left + t->only_right + t->differ == 0)
			continue;
		tell(c, t);
		rc = take(c, t);
	}
	return rc;
}

static int
run(struct compare *c)
{
	int rc;

	if ((c->places = places_new(c->db)) == NULL || (c->findings = findings_new(c->db, NULL, NULL, c->now, "compare")) == NULL ||
	    hub_db_begin(c->db) != 0)
		return -2;
	if ((rc = read_source(c, c->left, c->left_name, sizeof c->left_name, c->left_batch)) == 0 &&
	    (rc = read_source(c, c->right, c->right_name, sizeof c->right_name, c->right_batch)) == 0 &&
	    (rc = set_deadline(c)) == 0 && (rc = count(c)) == 0 && (rc = write_all(c)) == 0)
		rc = hub_db_commit(c->db) == 0 ? 0 : -2;
	if (rc != 0)
		hub_db_rollback(c->db);
	return rc;
}

/* ---- the command -------------------------------------------------------------------- */

static const char *
level_code(const char *word)
{
	return word == NULL || strcmp(word, "county") == 0 ? "X" : strcmp(word, "city") == 0 ? "C" : "P";
}

int
cmd_compare(const struct options *o)
{
	struct compare *c = calloc(1, sizeof *c);
	char today[11];
	int rc;

	if (c == NULL || (c->db = hub_open(o, HUB_DB_WRITE)) == NULL) {
		free(c);
		return HUB_EXIT_FAILED;
	}
	c->left = o->words[0];
	c->right = o->words[1];
	c->vertical = option(o, "level") != NULL;
	c->level = level_code(option(o, "level"));
	c->now = hub_db_room_now(c->db, (int64_t)time(NULL));
	civil_format(instant_day(c->now), today);
	snprintf(c->period, sizeof c->period, "%.7s", option(o, "period") != NULL ? option(o, "period") : today);
	if ((rc = run(c)) != 0)
		hub_failed(o, "%s; nothing was written", rc == -2 ? hub_db_error(c->db) : c->why);
	findings_free(c->findings);
	places_free(c->places);
	hub_db_close(c->db);
	free(c);
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
}
