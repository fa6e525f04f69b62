#include "hub/claims_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/claims.sql.h"
#include "hub/db_in.h"
#include "model/civil.h"

struct claims_db {
	struct hub_db *db;
	sqlite3       *scratch;
	sqlite3_stmt  *part, *hit;
};

static int
fail(struct claims_db *c, const char *doing)
{
	snprintf(c->db->error, sizeof c->db->error, "%s: %s", doing, sqlite3_errmsg(c->scratch));
	return -1;
}

static sqlite3_stmt *
prepare(struct claims_db *c, const char *sql)
{
	sqlite3_stmt *stmt;

	if (sqlite3_prepare_v2(c->scratch, sql, -1, &stmt, NULL) == SQLITE_OK)
		return stmt;
	fail(c, "preparing the scratch file");
	return NULL;
}

struct claims_db *
claims_db_new(struct hub_db *db)
{
	struct claims_db *c = calloc(1, sizeof *c);

	if (c == NULL)
		return NULL;
	c->db = db;
	if (sqlite3_exec(db->sql, SQL_CLAIMS_SCHEMA, NULL, NULL, NULL) != SQLITE_OK) {
		hub_db_fail(db, "making the claims' table");
		claims_db_free(c);
		return NULL;
	}
	/* No name: a private file that is gone when it is closed. */
	if (sqlite3_open_v2("", &c->scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
	    sqlite3_exec(c->scratch, SQL_SCRATCH_SCHEMA, NULL, NULL, NULL) != SQLITE_OK ||
	    (c->part = prepare(c, SQL_SCRATCH_PART)) == NULL || (c->hit = prepare(c, SQL_SCRATCH_HIT)) == NULL) {
		fail(c, "making the scratch file");
		claims_db_free(c);
		return NULL;
	}
	return c;
}

void
claims_db_free(struct claims_db *c)
{
	if (c == NULL)
		return;
	sqlite3_finalize(c->part);
	sqlite3_finalize(c->hit);
	sqlite3_close(c->scratch);
	free(c);
}

static int
run(struct claims_db *c, sqlite3_stmt *stmt)
{
	int rc = sqlite3_step(stmt);

	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : fail(c, "writing the scratch file");
}

static int
year_of(int32_t day)
{
	int year, month, mday;

	civil_split(day, &year, &month, &mday);
	return year;
}

int
claims_db_add(struct claims_db *c, int number, const struct watch *w, const struct claim *claim, int64_t fen)
{
	sqlite3_bind_int(c->part, 1, number);
	sqlite3_bind_int(c->part, 2, year_of(claim->day));
	hub_db_bind(c->part, 3, claim->person);
	sqlite3_bind_int(c->part, 4, claim->day);
	sqlite3_bind_int(c->part, 5, !w->year);
	sqlite3_bind_int64(c->part, 6, fen);
	hub_db_bind(c->part, 7, w->households ? claim->household : "");
	hub_db_bind(c->part, 8, claim->village != NULL ? claim->village->id : claim->township->id);
	hub_db_bind(c->part, 9, claim->pops);
	hub_db_bind(c->part, 10, w->mass ? claim->institution : "");
	hub_db_bind(c->part, 11, claim->number);
	return run(c, c->part);
}

/* ---- what earlier imports left ---------------------------------------------- */

struct replaced { struct hub_db *db; const struct batch *b; };

static int
forget(struct hub_db *db, const char *batch)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_CLAIMS_FORGET);

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, batch);
	return hub_db_run(db, stmt, "forgetting earlier claims");
}

static bool
says(const cJSON *body, const char *name, const char *value)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, name));

	return value != NULL && text != NULL && strcmp(text, value) == 0;
}

static int
forget_replaced(void *ctx, const struct hub_record *r)
{
	struct replaced *p = ctx;
	cJSON *body = cJSON_Parse(r->body);
	bool same = says(body, "source", p->b->source) && (says(body, "sha256", p->b->sha256) || says(body, "period", p->b->period));

	/* Held and turned away ones have left nothing. */
	same = same && says(body, "status", "ACCEPTED");
	cJSON_Delete(body);
	return same ? forget(p->db, r->id) : 0;
}

static int
keep_row(struct claims_db *c, const struct watches *w, const struct batch *b, sqlite3_stmt *from)
{
	sqlite3_stmt *to = hub_db_stmt(c->db, SQL_CLAIMS_KEEP);

	if (to == NULL)
		return -1;
	hub_db_bind(to, 1, w->list[sqlite3_column_int(from, 0)].id);
	hub_db_bind(to, 5, b->id);
	for (int i = 1; i < 4; i++)
		sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
	for (int i = 4; i < 10; i++)
		sqlite3_bind_value(to, i + 2, sqlite3_column_value(from, i));
	return hub_db_run(c->db, to, "keeping a claim's part");
}

int
claims_db_keep(struct claims_db *c, const struct watches *w, const struct batch *b)
{
	struct replaced p = { c->db, b };
	sqlite3_stmt *sorted;
	int rc;

	if (hub_db_each(c->db, KIND_BATCH, forget_replaced, &p) != 0 ||
	    (sorted = prepare(c, SQL_SCRATCH_SORTED)) == NULL)
		return -1;
	while ((rc = sqlite3_step(sorted)) == SQLITE_ROW && keep_row(c, w, b, sorted) == 0)
		;
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		fail(c, "sorting claims");
	sqlite3_finalize(sorted);
	return rc == SQLITE_DONE ? 0 : -1;
}

/* ---- who is over ------------------------------------------------------------- */

/* A person's year so far. */
struct person {
	char    key[HASHKEY_HEX], household[HASHKEY_HEX], place[16], category[160], institution[64], claim[64];
	int64_t fen, threshold;
	long    claims;
	int32_t first, last;
	bool    over;
};

static int
put_hit(struct claims_db *c, int number, int year, const struct watch *w, const struct person *p)
{
	bool village = strlen(p->place) == 12;

	if (!p->over || (w->mass && !village))
		return 0;
	sqlite3_bind_int(c->hit, 1, number);
	sqlite3_bind_int(c->hit, 2, year);
	hub_db_bind(c->hit, 3, w->mass ? p->place : w->households && *p->household != '\0' ? p->household : p->key);
	hub_db_bind(c->hit, 4, p->key);
	sqlite3_bind_int(c->hit, 5, p->first);
	sqlite3_bind_int(c->hit, 6, p->last);
	sqlite3_bind_int64(c->hit, 7, p->claims);
	sqlite3_bind_int64(c->hit, 8, p->fen);
	sqlite3_bind_int64(c->hit, 9, p->threshold);
	hub_db_bind(c->hit, 10, p->place);
	hub_db_bind(c->hit, 11, p->category);
	hub_db_bind(c->hit, 12, p->institution);
	return run(c, c->hit);
}

static void
text_to(char *out, size_t size, sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	if (text != NULL && *text != '\0')
		snprintf(out, size, "%s", text);
}

/* One more amount, days ascending.  A single claim is over by itself; of a year's what counts is the sum. */
static void
add_amount(struct person *p, const struct watch *w, sqlite3_stmt *row)
{
	int32_t day = sqlite3_column_int(row, 1);
	int64_t fen = sqlite3_column_int64(row, 2), threshold = watch_threshold(w, day);
	const char *claim = (const char *)sqlite3_column_text(row, 7);

	/* In two files, it is still one claim. */
	if (p->last == day && *claim != '\0' && strcmp(claim, p->claim) == 0)
		return;
	snprintf(p->claim, sizeof p->claim, "%s", claim);
	p->fen = w->year ? p->fen + fen : p->fen > fen ? p->fen : fen;
	p->claims++;
	p->last = day;
	if (!p->over && threshold >= 0 && watch_over(w, w->year ? p->fen : fen, threshold)) {
		p->over = true;
		p->first = day;
		p->threshold = threshold;
	}
	text_to(p->household, sizeof p->household, row, 3);
	text_to(p->place, sizeof p->place, row, 4);
	text_to(p->category, sizeof p->category, row, 5);
	text_to(p->institution, sizeof p->institution, row, 6);
}

static int
walk_year(struct claims_db *c, int number, int year, const struct watch *w)
{
	sqlite3_stmt *row = hub_db_stmt(c->db, SQL_CLAIMS_WALK);
	struct person p = { .key = "" };
	int rc, bad = 0;

	if (row == NULL)
		return -1;
	hub_db_bind(row, 1, w->id);
	sqlite3_bind_int(row, 2, year);
	while (bad == 0 && (rc = sqlite3_step(row)) == SQLITE_ROW) {
		const char *key = (const char *)sqlite3_column_text(row, 0);
		if (strcmp(key, p.key) != 0) {
			bad = put_hit(c, number, year, w, &p);
			p = (struct person){ .key = "" };
			snprintf(p.key, sizeof p.key, "%s", key);
		}
		add_amount(&p, w, row);
	}
	sqlite3_reset(row);
	if (bad == 0 && rc != SQLITE_DONE)
		return hub_db_fail(c->db, "reading claims");
	return bad != 0 ? -1 : put_hit(c, number, year, w, &p);
}

static int
walk_years(struct claims_db *c, const struct watches *w)
{
	sqlite3_stmt *years = prepare(c, SQL_SCRATCH_YEARS);
	int rc, bad = years == NULL ? -1 : 0;

	while (bad == 0 && (rc = sqlite3_step(years)) == SQLITE_ROW) {
		int number = sqlite3_column_int(years, 0);
		bad = walk_year(c, number, sqlite3_column_int(years, 1), &w->list[number]);
	}
	if (bad == 0 && rc != SQLITE_DONE)
		bad = fail(c, "reading the scratch file");
	sqlite3_finalize(years);
	return bad;
}

static const char *
cell(sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	return text != NULL ? text : "";
}

static void
read_hit(sqlite3_stmt *row, const struct watches *w, struct claim_hit *hit)
{
	*hit = (struct claim_hit){
		.number = sqlite3_column_int(row, 0), .year = sqlite3_column_int(row, 1), .subject = cell(row, 2),
		.persons = (long)sqlite3_column_int64(row, 3), .claims = (long)sqlite3_column_int64(row, 4),
		.first = sqlite3_column_int(row, 5), .last = sqlite3_column_int(row, 6), .fen = sqlite3_column_int64(row, 7),
		.threshold = sqlite3_column_int64(row, 8), .place = cell(row, 9), .category = cell(row, 10), .institution = cell(row, 11),
	};
	hit->watch = &w->list[hit->number];
}

int
claims_db_hits(struct claims_db *c, const struct watches *w, int (*each)(void *, const struct claim_hit *), void *ctx)
{
	struct claim_hit hit;
	sqlite3_stmt *row;
	int rc, stop = 0;

	if (walk_years(c, w) != 0)
		return -2;
	if (sqlite3_exec(c->scratch, SQL_SCRATCH_INDEX, NULL, NULL, NULL) != SQLITE_OK)
		return fail(c, "indexing the scratch file") * 2;
	if ((row = prepare(c, SQL_SCRATCH_HITS)) == NULL)
		return -2;
	while (stop == 0 && (rc = sqlite3_step(row)) == SQLITE_ROW) {
		read_hit(row, w, &hit);
		if (!hit.watch->mass || hit.persons >= hit.watch->least)
			stop = each(ctx, &hit);
	}
	if (stop == 0 && rc != SQLITE_DONE)
		stop = 2 * fail(c, "reading the scratch file");
	sqlite3_finalize(row);
	return stop;
}
