/*
 * guatu-hub compare: two sources' last rosters side by side (A29 across
 * departments, A33 down the levels), as entries of the ledger `recon`: one for
 * the county and one for each township where they differ, the numbers in its
 * columns, feedback due on the day of the month the plan names - param
 * recon_day_horizontal or recon_day_vertical, else the 10th and the 15th.
 */
#include <time.h>

#include "hub/cmd/commands.h"
#include "hub/authority/db_in.h"
#include "hub/flow/finding.h"
#include "hub/flow/param.h"
#include "hub/intake/places.h"
#include "hub/people/roster.sql.h"
#include "model/room/civil.h"
#include "model/text/language.h"

/* What a comparison counts; `differ` is of the people both have. */
struct tally { char place[16]; long both, only_left, only_right, place_diff, category, cover, pay, differ; };

struct compare {
	struct hub_db   *db;
	struct places   *places;
	struct findings *findings;
	const char      *left, *right, *level;
	struct standing { char name[128], batch[HUB_ID_MAX + 1]; } left_stands, right_stands;
	char             period[8];
	int64_t          now;
	int32_t          deadline;
	bool             vertical;
	struct tally    *list;                       /* the county's, and the townships' */
	int              count;
	char             why[256];
};

COLUMNS(standing_columns, struct standing, COL(name), COL(batch))
COLUMNS(tally_columns, struct tally, COL(place), COL(both), COL(only_left), COL(only_right), COL(place_diff),
        COL(category), COL(cover), COL(pay), COL(differ))

static int
read_source(struct compare *c, const char *source, struct standing *out)
{
	int none = rows_one(hub_rows(c->db, SQL_ROSTER_STANDS, BIND(T(source))), standing_columns, out);

	if (none > 0)
		snprintf(c->why, sizeof c->why, _("there is no source \"%.60s\""), source);
	else if (none == 0 && *out->batch == '\0')
		snprintf(c->why, sizeof c->why,
		         _("%.60s has handed in no roster yet; import it first: guatu-hub import roster"), source);
	return none < 0 ? -2 : *c->why != '\0' ? -1 : 0;
}

static int
count(struct compare *c)
{
	return rows_all(hub_rows(c->db, SQL_ROSTER_COMPARE,
	                         BIND(T(c->left), T(c->right), T(c->left_stands.batch), T(c->right_stands.batch))),
	                tally_columns, &c->list, &c->count) == 0 ? 0 : -2;
}

/* ---- the entries ------------------------------------------------------------------ */

static int
set_deadline(struct compare *c)
{
	char day[16];
	int month = month_parse(c->period), n;

	if (hub_param_value(c->db, c->vertical ? "recon_day_vertical" : "recon_day_horizontal", instant_day(c->now),
	                    day, sizeof day) < 0)
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
	cJSON_AddStringToObject(extra, "left", c->left_stands.name);
	cJSON_AddStringToObject(extra, "right", c->right_stands.name);
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
	struct finding what = { .ledger = "recon", .title = title, .about = about, .division = t->place,
		.period = c->period, .persons = t->both + t->only_left + t->only_right, .fen = -1,
		.deadline = c->deadline, .seen = instant_day(c->now), .extra = extra };
	enum finding_made made;
	int rc;

	snprintf(about, sizeof about, "%.24s-%.24s-%s-%s%s%s", c->left, c->right, c->period, t->place,
	         c->vertical ? "-" : "", c->vertical ? c->level : "");
	snprintf(title, sizeof title, "%s%s%s比对：%s", c->period,
	         strcmp(t->place, hub_db_county(c->db)) == 0 ? "" : place != NULL ? place->name : t->place,
	         c->vertical ? "纵向" : "横向", c->vertical ? c->right_stands.name : c->left_stands.name);
	rc = findings_take(c->findings, &what, &made, c->why, sizeof c->why);
	cJSON_Delete(extra);
	return rc;
}

static void
tell(const struct compare *c, const struct tally *t)
{
	const struct place *place = places_by_id(c->places, t->place);

	printf(_("%-12s %s: matched %ld, only %s %ld, only %s %ld, differing %ld "
	         "(place %ld, category %ld, enrolled %ld, paid %ld)\n"), t->place,
	       place != NULL ? place->name : "", t->both - t->differ, c->left, t->only_left, c->right, t->only_right,
	       t->differ, t->place_diff, t->category, t->cover, t->pay);
}

static int
write_all(struct compare *c)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < c->count; i++) {
		const struct tally *t = &c->list[i];
		if (i > 0 && t->only_left + t->only_right + t->differ == 0)
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

	if ((c->places = places_new(c->db)) == NULL ||
	    (c->findings = findings_new(c->db, NULL, NULL, c->now, "compare")) == NULL || hub_db_begin(c->db) != 0)
		return -2;
	rc = sqlite3_exec(c->db->sql, SQL_ROSTER_SCHEMA, NULL, NULL, NULL) == SQLITE_OK
	     ? 0 : 2 * hub_db_fail(c->db, "making the rosters' table");
	if (rc == 0 && (rc = read_source(c, c->left, &c->left_stands)) == 0 &&
	    (rc = read_source(c, c->right, &c->right_stands)) == 0 &&
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
		hub_failed(o, _("%s; nothing was written"), rc == -2 ? hub_db_error(c->db) : c->why);
	findings_free(c->findings);
	places_free(c->places);
	free(c->list);
	hub_db_close(c->db);
	free(c);
	return rc == 0 ? HUB_EXIT_OK : HUB_EXIT_FAILED;
}
