#include "hub/people/claims_in.h"

#include "hub/people/claims.sql.h"
#include "hub/authority/db_in.h"
#include "hub/authority/db_undo.h"
#include "model/room/civil.h"

struct claims_db {
	struct hub_db *db;
	sqlite3       *scratch;
	sqlite3_stmt  *part, *hit, *one, *span;
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

static int
on_tables(struct hub_db *db, const char *sql, const char *doing)
{
	return sqlite3_exec(db->sql, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : hub_db_fail(db, doing);
}

/* Inside the transaction of whoever calls. */
int
claims_tables(struct hub_db *db)
{
	int64_t grown, keyed;

	if (on_tables(db, SQL_CLAIMS_SCHEMA, "making the claims' table") != 0 ||
	    (grown = rows_number(hub_rows(db, SQL_CLAIMS_GROWN, NULL), -1)) < 0 ||
	    (grown == 0 && on_tables(db, SQL_CLAIMS_GROW, "widening the claims' table") != 0) ||
	    (keyed = rows_number(hub_rows(db, SQL_CLAIMS_KEYED, NULL), -1)) < 0)
		return -1;
	if (keyed == 1)
		return 0;
	return on_tables(db, SQL_CLAIMS_ASIDE, "setting the old claims' table aside") != 0 ||
	       on_tables(db, SQL_CLAIMS_SCHEMA, "making the claims' table") != 0 ||
	       on_tables(db, SQL_CLAIMS_BACK, "filling the claims' table") != 0 ? -1 : 0;
}

struct claims_db *
claims_db_new(struct hub_db *db)
{
	struct claims_db *c = calloc(1, sizeof *c);

	if (c == NULL)
		return NULL;
	c->db = db;
	if (claims_tables(db) != 0) {
		claims_db_free(c);
		return NULL;
	}
	/* No name: a private file that is gone when it is closed. */
	if (sqlite3_open_v2("", &c->scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                    NULL) != SQLITE_OK || sqlite3_exec(c->scratch, SQL_SCRATCH_SCHEMA, NULL, NULL,
	                                                       NULL) != SQLITE_OK ||
	    (c->part = prepare(c, SQL_SCRATCH_PART)) == NULL || (c->hit = prepare(c, SQL_SCRATCH_HIT)) == NULL ||
	    (c->one = prepare(c, SQL_SCRATCH_ONE)) == NULL || (c->span = prepare(c, SQL_SCRATCH_SPAN)) == NULL) {
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
	sqlite3_finalize(c->one);
	sqlite3_finalize(c->span);
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
claims_db_add(struct claims_db *c, int number, const struct watch *w, const struct claim *claim,
              const struct watch_part *part)
{
	const struct place *place = claim->village != NULL && !w->count ? claim->village : claim->township;

	return run(c, c->part, BIND(I(number), I(year_of(claim->day)), T(claim->person), I(claim->day),
	                            I(part->fen[0]), T(w->households || w->mass ? claim->household : ""), T(place->id),
	                            T(claim->pops), T(w->mass ? claim->institution : ""), T(claim->number),
	                            I(part->fen[1]), I(part->fen[2]), I(part->fen[3])));
}

/* ---- what earlier imports left ---------------------------------------------- */

/* The claim whose row was read last. */
struct last_claim { int watch, year; int32_t day; char person[HASHKEY_HEX], number[64]; int nth; };

/* Which of the claims of its person's day a row without a number is, from 1; with one, 0, or -1 another row of it. */
static int
claim_nth(struct last_claim *last, const struct rows *row)
{
	const char *number = row_text(row, 9);
	bool same = row_int(row, 0) == last->watch && row_int(row, 1) == last->year && row_int(row, 3) == last->day &&
	            strcmp(row_text(row, 2), last->person) == 0 && strcmp(number, last->number) == 0;

	if (same)
		return *number != '\0' ? -1 : ++last->nth;
	last->watch = row_int(row, 0);
	last->year = row_int(row, 1);
	last->day = row_int(row, 3);
	snprintf(last->person, sizeof last->person, "%s", row_text(row, 2));
	snprintf(last->number, sizeof last->number, "%s", number);
	return last->nth = *number == '\0';
}

static int
keep_row(struct claims_db *c, const struct watches *w, const struct batch *b, const struct rows *from, int nth)
{
	return hub_db_do(c->db, SQL_CLAIMS_KEEP, "keeping a claim's part",
	                 BIND(T(w->list[row_int(from, 0)].id), I(row_int(from, 1)), T(row_text(from, 2)),
	                      I(row_int(from, 3)), T(b->id), I(row_int64(from, 4)), T(row_text(from, 5)),
	                      T(row_text(from, 6)), T(row_text(from, 7)), T(row_text(from, 8)), T(row_text(from, 9)),
	                      I(row_int64(from, 10)), I(row_int64(from, 11)), I(row_int64(from, 12)), I(nth)));
}

/* Of several rows of one claim the largest is it, whole. */
static int
keep_rows(struct claims_db *c, const struct watches *w, const struct batch *b)
{
	struct last_claim last = { .watch = -1 };
	struct rows sorted = scratch_rows(c, SQL_SCRATCH_SORTED);
	int rc = 0, nth;

	while (rc == 0 && rows_next(&sorted))
		if ((nth = claim_nth(&last, &sorted)) >= 0)
			rc = keep_row(c, w, b, &sorted, nth);
	return rows_close(&sorted) != 0 ? -1 : rc;
}

int
claims_db_keep(struct claims_db *c, const struct watches *w, const struct batch *b)
{
	char before[26];

	instant_format(b->at - (int64_t)UNDO_DAYS * 86400, before);
	if (rows_run(hub_rows(c->db, SQL_CLAIMS_FORGET_WAS, BIND(T(b->source), T(before)))) != 0 ||
	    rows_run(hub_rows(c->db, SQL_CLAIMS_REMEMBER,
	                      BIND(T(b->source), T(b->sha256), T(b->period), T(b->id)))) != 0 ||
	    rows_run(hub_rows(c->db, SQL_CLAIMS_FORGET, BIND(T(b->source), T(b->sha256), T(b->period)))) != 0)
		return -1;
	return keep_rows(c, w, b);
}

/* ---- who is over ------------------------------------------------------------- */

/* A person's year so far. */
struct person {
	char    key[HASHKEY_HEX], household[HASHKEY_HEX], place[16], category[160], institution[64], claim[64];
	struct watch_part sums;
	int64_t fen, threshold;
	long    claims;
	int32_t first, last;
	bool    over;
};

/* Of whom or what one entry is. */
static void
subject_of(const struct watch *w, const struct person *p, char *out, size_t size)
{
	if (w->cluster)
		snprintf(out, size, "%s%s%s", p->place, *p->institution != '\0' ? "-" : "", p->institution);
	else
		snprintf(out, size, "%s", w->mass ? p->place : w->households && *p->household != '\0' ? p->household
		                          : p->key);
}

static int
put_hit(struct claims_db *c, int number, int year, const struct watch *w, const struct person *p)
{
	bool village = strlen(p->place) == 12;
	char subject[96];

	if (!p->over || (w->mass && !w->count && !village))
		return 0;
	subject_of(w, p, subject, sizeof subject);
	return run(c, w->mass ? c->one : c->hit,
	           BIND(I(number), I(year), T(subject), T(p->key), I(p->first), I(p->last), I(p->claims),
	                I(p->fen), I(p->threshold), T(p->place), T(p->category), T(p->institution),
	                T(*p->household != '\0' ? p->household : p->key)));
}

static void
text_to(char *out, size_t size, const struct rows *r, int column)
{
	if (*row_text(r, column) != '\0')
		row_copy(r, column, out, size);
}

/* A simple watch: a single claim is over by itself, and the largest that is over is said with its own threshold; of a
 * year's what counts is the sum. */
static void
add_simple(struct person *p, const struct watch *w, int32_t day, int64_t fen)
{
	int64_t threshold = watch_threshold(w, day), sum = w->year ? p->fen + fen : fen;
	bool over = threshold >= 0 && watch_over(w, sum, threshold);

	if (over && (!p->over || (!w->year && fen > p->fen)))
		p->threshold = threshold;
	if (w->year || (over && (!p->over || fen > p->fen)))
		p->fen = sum;
	if (over && !p->over)
		p->first = day;
	p->over = p->over || over;
}

/* One with formulas: of a single claim it is known; a year is judged anew with each, as its sums may turn. */
static void
add_formula(struct person *p, const struct watches *all, const struct watch *w, int32_t day, const struct rows *row)
{
	struct watch_part part = { { row_int64(row, 2), row_int64(row, 8), row_int64(row, 9), row_int64(row, 10) } };
	bool was = p->over;

	if (w->year) {
		for (int i = 0; i < WATCH_SUMS; i++)
			p->sums.fen[i] += part.fen[i];
		part = p->sums;
		p->over = watch_year(all, w, day, p->claims, &part);
	} else {
		p->over = true;
	}
	if (w->year || !was || part.fen[0] > p->fen) {
		p->fen = part.fen[0];
		p->threshold = part.fen[1];
	}
	if (p->over && !was)
		p->first = day;
}

/* One more amount, days ascending. */
static void
add_amount(struct person *p, const struct watches *all, const struct watch *w, const struct rows *row)
{
	int32_t day = row_int(row, 1);
	const char *claim = row_text(row, 7);

	/* In two files, it is still one claim. */
	if (p->last == day && *claim != '\0' && strcmp(claim, p->claim) == 0)
		return;
	snprintf(p->claim, sizeof p->claim, "%s", claim);
	p->claims++;
	p->last = day;
	if (w->left != NULL)
		add_formula(p, all, w, day, row);
	else
		add_simple(p, w, day, row_int64(row, 2));
	text_to(p->household, sizeof p->household, row, 3);
	text_to(p->place, sizeof p->place, row, 4);
	text_to(p->category, sizeof p->category, row, 5);
	text_to(p->institution, sizeof p->institution, row, 6);
}

/* Of many single claims each is a hit of its day and place. */
static int
each_alone(struct claims_db *c, int number, int year, const struct watch *w, struct person *p)
{
	int rc = put_hit(c, number, year, w, p);
	struct person next = { .key = "" };

	memcpy(next.key, p->key, sizeof next.key);
	memcpy(next.claim, p->claim, sizeof next.claim);
	next.last = p->last;
	*p = next;
	return rc;
}

static int
walk_year(struct claims_db *c, const struct watches *all, int number, int year)
{
	const struct watch *w = &all->list[number];
	struct rows row = hub_db_rows(c->db, SQL_CLAIMS_WALK, "reading claims", BIND(T(w->id), I(year)));
	struct person p = { .key = "" };
	int bad = 0;

	while (bad == 0 && rows_next(&row)) {
		if (strcmp(row_text(&row, 0), p.key) != 0) {
			bad = put_hit(c, number, year, w, &p);
			p = (struct person){ .key = "" };
			row_copy(&row, 0, p.key, sizeof p.key);
		}
		add_amount(&p, all, w, &row);
		if (bad == 0 && w->mass && !w->year)
			bad = each_alone(c, number, year, w, &p);
	}
	if (rows_close(&row) != 0 || bad != 0)
		return -1;
	return put_hit(c, number, year, w, &p);
}

static int
on_watch(struct claims_db *c, const char *sql, int number, const char *doing)
{
	struct rows row = rows_of(prepare(c, sql), BIND(I(number)), doing, c, query_failed);

	row.once = true;
	return rows_run(row);
}

static int
walk_years(struct claims_db *c, const struct watches *w)
{
	struct rows years;
	int bad = 0;

	if (sqlite3_exec(c->scratch, SQL_SCRATCH_WALKED, NULL, NULL, NULL) != SQLITE_OK)
		return fail(c, "finding the years");
	for (int i = 0; i < w->count; i++)
		if (w->list[i].mass && *w->list[i].days_param != '\0' && 
		    on_watch(c, SQL_SCRATCH_BESIDE, i, "finding the years beside") != 0)
			return -1;
	years = scratch_rows(c, SQL_SCRATCH_YEARS);
	while (bad == 0 && rows_next(&years)) {
		int number = row_int(&years, 0);
		bad = walk_year(c, w, number, row_int(&years, 1));
	}
	return rows_close(&years) != 0 ? -1 : bad;
}

/* ---- many at a time: the days in which there are most ------------------------- */

struct hit_day { int32_t day; int year, house; int64_t fen; bool due; };
struct hit_days { struct hit_day *list; int count, room, houses; };
/* Days from first to last, both with hits, and how many households. */
struct span { int first, last, houses; };
/* How many days at most, 0 all of the year; how many households and how much at least. */
struct enough { int64_t days, least, sum; };

/* Of all spans with enough in them that end with one of start ... end that of most households, the last of these. */
static struct span
best_span(const struct hit_days *d, int start, int end, const struct enough *e)
{
	int *times = calloc((size_t)d->houses + 1, sizeof *times), from = start, houses = 0;
	struct span best = { 0 };
	int64_t fen = 0;

	while (e->days > 0 && from > 0 && d->list[start].day - d->list[from - 1].day < e->days)
		from--;
	for (int to = from; times != NULL && to < end; to++) {
		houses += times[d->list[to].house]++ == 0;
		fen += d->list[to].fen;
		for (; e->days > 0 && d->list[to].day - d->list[from].day >= e->days; from++) {
			houses -= --times[d->list[from].house] == 0;
			fen -= d->list[from].fen;
		}
		if (to >= start && houses >= e->least && fen >= e->sum && houses >= best.houses)
			best = (struct span){ d->list[from].day, d->list[to].day, houses };
	}
	free(times);
	return best;
}

/* A param as a whole number on a day; `none` when there is no such key. */
static int64_t
whole_param(const struct watches *all, const char *key, int32_t day, int64_t none)
{
	int64_t n;

	return *key != '\0' && rational_whole(watch_param(all, key, day), &n) ? n : none;
}

static int
put_span(struct claims_db *c, const struct watches *all, int number, const char *subject, const struct hit_days *d,
         int start, int end)
{
	const struct watch *w = &all->list[number];
	int32_t day = d->list[end - 1].day;
	const struct enough e = { whole_param(all, w->days_param, day, 0),
	                          whole_param(all, w->least_param, day, w->count ? 1 : w->least),
	                          whole_param(all, w->sum_param, day, INT64_MIN) };
	struct span best = best_span(d, start, end, &e);

	return best.houses == 0 ? 0 : run(c, c->span, BIND(I(number), I(d->list[start].year), T(subject),
	                                                   I(best.first), I(best.last)));
}

/* A subject's days, year by year. */
static int
put_spans(struct claims_db *c, const struct watches *all, int number, const char *subject, struct hit_days *d)
{
	int rc = 0;

	for (int start = 0, end; rc == 0 && start < d->count; start = end) {
		for (end = start + 1; end < d->count && d->list[end].year == d->list[start].year; end++)
			;
		if (d->list[start].due)
			rc = put_span(c, all, number, subject, d, start, end);
	}
	d->count = d->houses = 0;
	return rc;
}

static int
add_day(struct hit_days *d, const struct rows *row)
{
	if (d->count == d->room) {
		int room = d->room == 0 ? 64 : 2 * d->room;
		struct hit_day *more = realloc(d->list, (size_t)room * sizeof *more);
		if (more == NULL)
			return -1;
		d->list = more;
		d->room = room;
	}
	d->list[d->count++] = (struct hit_day){ row_int(row, 2), row_int(row, 1), row_int(row, 4), row_int64(row, 3),
	                                        row_int(row, 5) != 0 };
	d->houses = d->houses > row_int(row, 4) ? d->houses : row_int(row, 4) + 1;
	return 0;
}

/* Finds each subject's days, and takes what lies in these. */
static int
within_days(struct claims_db *c, const struct watches *all, int number)
{
	struct rows row = rows_of(prepare(c, SQL_SCRATCH_DAYS), BIND(I(number)), "reading hits", c, query_failed);
	struct hit_days d = { 0 };
	char subject[96] = "";
	int rc = 0;

	row.once = true;
	while (rc == 0 && rows_next(&row)) {
		if (strcmp(row_text(&row, 0), subject) != 0)
			rc = put_spans(c, all, number, subject, &d);
		row_copy(&row, 0, subject, sizeof subject);
		if (rc == 0)
			rc = add_day(&d, &row);
	}
	if (rows_close(&row) != 0 || rc != 0 || put_spans(c, all, number, subject, &d) != 0)
		rc = -1;
	free(d.list);
	return rc != 0 ? rc : on_watch(c, SQL_SCRATCH_WITHIN, number, "sorting hits");
}

static int
many_at_a_time(struct claims_db *c, const struct watches *all)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < all->count; i++)
		if (all->list[i].mass)
			rc = within_days(c, all, i);
	return rc;
}

COLUMNS(hit_columns, struct claim_hit, COL(number), COL(year), COL(subject), COL(persons), COL(households),
	COL(claims), COL(first), COL(last), COL(fen), COL(threshold), COL(place), COL(category), COL(institution))

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
	if (many_at_a_time(c, w) != 0)
		return -2;
	row = scratch_rows(c, SQL_SCRATCH_HITS);
	while (stop == 0 && rows_next(&row)) {
		row_fill(&row, hit_columns, &hit);
		hit.watch = &w->list[hit.number];
		stop = each(ctx, &hit);
	}
	return rows_close(&row) != 0 ? -2 : stop;
}
