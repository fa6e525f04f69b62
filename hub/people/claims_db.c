#include "hub/people/claims_in.h"

#include "hub/people/claims.sql.h"
#include "hub/authority/db_in.h"
#include "hub/authority/db_undo.h"
#include "model/room/civil.h"

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

static void
query_failed(void *owner, const char *doing)
{
	fail(owner, doing);
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

static struct rows
scratch_rows(struct claims_db *c, const char *sql)
{
	struct rows r = rows_of(prepare(c, sql), NULL, "reading the scratch file", c, query_failed);

	r.once = true;
	return r;
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
	if (sqlite3_open_v2("", &c->scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                    NULL) != SQLITE_OK || sqlite3_exec(c->scratch, SQL_SCRATCH_SCHEMA, NULL, NULL,
	                                                       NULL) != SQLITE_OK ||
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
run(struct claims_db *c, sqlite3_stmt *stmt, const struct bind *binds)
{
	return bind_run(stmt, binds, "writing the scratch file", c, query_failed);
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
	return run(c, c->part, BIND(I(number), I(year_of(claim->day)), T(claim->person), I(claim->day), I(!w->year),
	                            I(fen), T(w->households ? claim->household : ""),
	                            T(claim->village != NULL ? claim->village->id : claim->township->id),
	                            T(claim->pops), T(w->mass ? claim->institution : ""), T(claim->number)));
}

/* ---- what earlier imports left ---------------------------------------------- */

static int
keep_row(struct claims_db *c, const struct watches *w, const struct batch *b, const struct rows *from)
{
	return hub_db_do(c->db, SQL_CLAIMS_KEEP, "keeping a claim's part",
	                 BIND(T(w->list[row_int(from, 0)].id), I(row_int(from, 1)), T(row_text(from, 2)),
	                      I(row_int(from, 3)), T(b->id), I(row_int64(from, 4)), T(row_text(from, 5)),
	                      T(row_text(from, 6)), T(row_text(from, 7)), T(row_text(from, 8)), T(row_text(from, 9))));
}

int
claims_db_keep(struct claims_db *c, const struct watches *w, const struct batch *b)
{
	struct rows sorted;
	char before[26];
	int rc = 0;

	instant_format(b->at - (int64_t)UNDO_DAYS * 86400, before);
	if (rows_run(hub_rows(c->db, SQL_CLAIMS_FORGET_WAS, BIND(T(b->source), T(before)))) != 0 ||
	    rows_run(hub_rows(c->db, SQL_CLAIMS_REMEMBER,
	                      BIND(T(b->source), T(b->sha256), T(b->period), T(b->id)))) != 0 ||
	    rows_run(hub_rows(c->db, SQL_CLAIMS_FORGET, BIND(T(b->source), T(b->sha256), T(b->period)))) != 0)
		return -1;
	sorted = scratch_rows(c, SQL_SCRATCH_SORTED);
	while (rc == 0 && rows_next(&sorted))
		rc = keep_row(c, w, b, &sorted);
	return rows_close(&sorted) != 0 ? -1 : rc;
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
	return run(c, c->hit, BIND(I(number), I(year), T(w->mass ? p->place : w->households && *p->household != '\0'
	                                                 ? p->household : p->key), T(p->key), I(p->first), I(p->last),
	                           I(p->claims), I(p->fen), I(p->threshold), T(p->place), T(p->category),
	                           T(p->institution)));
}

static void
text_to(char *out, size_t size, const struct rows *r, int column)
{
	if (*row_text(r, column) != '\0')
		row_copy(r, column, out, size);
}

/* One more amount, days ascending.  A single claim is over by itself; of a year's what counts is the sum. */
static void
add_amount(struct person *p, const struct watch *w, const struct rows *row)
{
	int32_t day = row_int(row, 1);
	int64_t fen = row_int64(row, 2), threshold = watch_threshold(w, day);
	const char *claim = row_text(row, 7);

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
	struct rows row = hub_db_rows(c->db, SQL_CLAIMS_WALK, "reading claims", BIND(T(w->id), I(year)));
	struct person p = { .key = "" };
	int bad = 0;

	while (bad == 0 && rows_next(&row)) {
		if (strcmp(row_text(&row, 0), p.key) != 0) {
			bad = put_hit(c, number, year, w, &p);
			p = (struct person){ .key = "" };
			row_copy(&row, 0, p.key, sizeof p.key);
		}
		add_amount(&p, w, &row);
	}
	if (rows_close(&row) != 0 || bad != 0)
		return -1;
	return put_hit(c, number, year, w, &p);
}

static int
walk_years(struct claims_db *c, const struct watches *w)
{
	struct rows years = scratch_rows(c, SQL_SCRATCH_YEARS);
	int bad = 0;

	while (bad == 0 && rows_next(&years)) {
		int number = row_int(&years, 0);
		bad = walk_year(c, number, row_int(&years, 1), &w->list[number]);
	}
	return rows_close(&years) != 0 ? -1 : bad;
}

COLUMNS(hit_columns, struct claim_hit, COL(number), COL(year), COL(subject), COL(persons), COL(claims), COL(first),
	COL(last), COL(fen), COL(threshold), COL(place), COL(category), COL(institution))

int
claims_db_hits(struct claims_db *c, const struct watches *w, int (*each)(void *, const struct claim_hit *), void *ctx)
{
	struct claim_hit hit;
	struct rows row;
	int stop = 0;

	if (walk_years(c, w) != 0)
		return -2;
	if (sqlite3_exec(c->scratch, SQL_SCRATCH_INDEX, NULL, NULL, NULL) != SQLITE_OK)
		return fail(c, "indexing the scratch file") * 2;
	row = scratch_rows(c, SQL_SCRATCH_HITS);
	while (stop == 0 && rows_next(&row)) {
		row_fill(&row, hit_columns, &hit);
		hit.watch = &w->list[hit.number];
		if (!hit.watch->mass || hit.persons >= hit.watch->least)
			stop = each(ctx, &hit);
	}
	return rows_close(&row) != 0 ? -2 : stop;
}
