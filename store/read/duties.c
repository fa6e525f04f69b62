#include "store/read/duties.h"

#include "model/room/civil.h"
#include "model/records/grow.h"
#include "model/text/language.h"
#include "store/cache/db.h"
#include "store/read/duties.sql.h"

enum { STATUS = 14, DONE_AT, GRACE = 19, RULE, DAY_OF_MONTH, MONTH_OF_YEAR, OFFSET, UNIT, DATE };
enum { SOON_DAYS = 31 };       /* nothing further off can be due soon */

#define ROW(m) COL(m id), COL(m duty), COL_NAME(m name), COL(m period), COL(m division), COL_NAME(m place), \
	COL(m owner), COL(m owner_role), COL(m recipient), COL(m evidence), COL(m event), COL_DAY(m due), COL_SKIP, \
	COL_DAY_OF(m done), COL_INSTANT(m urged_at), COL(m pieces), COL(m sort), COL_SKIP
COLUMNS(row, struct duty_run_row, ROW())

static void
judge(const struct rows *q, const struct duties_when *w, struct duty_run_row *r)
{
	struct duty_run_in in = { .status = row_text(q, STATUS), .grace = row_int(q, GRACE), .due = r->due,
	                          .done = r->done };

	duty_judge(&in, w->today, w->cal, w->rules, &r->standing);
}

/* ---- a month ---------------------------------------------------------------------- */

static void
count(struct duty_board *b, const struct duty_run_row *r)
{
	int day = (int)(r->due - b->first);

	if (r->due >= b->first || duty_state_open(r->standing.state))
		b->states[r->standing.state]++;
	if (r->due < b->first || r->due > b->last || day >= 31)
		return;
	b->days[day] = b->day_runs[day]++ == 0 ? r->standing.lamp : lamp_worse(b->days[day], r->standing.lamp);
	b->day_open[day] += duty_state_open(r->standing.state);
}

static int
read_month(struct store *st, const struct duties_when *w, struct duty_board *b)
{
	bool here = w->today >= b->first && w->today <= b->last;
	struct rows q = rows_open(st, SQL_DUTIES_MONTH, BIND(DAY(b->first), DAY(b->last), DAY(w->today),
	                                                     DAY(here ? w->today + SOON_DAYS : CIVIL_NONE),
	                                                     I(DUTY_RUNS_MAX + 1), ENGLISH(w->english)));

	while (rows_next(&q) && b->count < DUTY_RUNS_MAX) {
		struct duty_run_row *r = GROW(b->runs, b->count);
		row_fill(&q, row, r);
		judge(&q, w, r);
		if (r->due > b->last && r->standing.state != DUTY_SOON)
			b->count--;
		else
			count(b, r);
	}
	b->more = q.rc == SQLITE_ROW;
	return rows_close(&q);
}

int
duty_board(struct store *st, int month, const struct duties_when *w, struct duty_board *out)
{
	memset(out, 0, sizeof *out);
	out->first = month != DUTY_BOARD_ALL ? period_first(PERIOD_MONTH, month) : civil_day(1970, 1, 1);
	out->last = month != DUTY_BOARD_ALL ? period_last(PERIOD_MONTH, month) : civil_day(9999, 12, 31);
	for (int d = 0; d < 31; d++)
		out->days[d] = LAMP_COUNT;
	if (read_month(st, w, out) != 0) {
		duty_board_clear(out);
		return -1;
	}
	for (int i = 0; i < out->count; i++)
		store_pending_verb(st, KIND_DUTY_RUN, out->runs[i].id, out->runs[i].pending,
		                   sizeof out->runs[i].pending);
	return 0;
}

void
duty_board_clear(struct duty_board *board)
{
	free(board->runs);
	memset(board, 0, sizeof *board);
}

/* ---- whom it goes to --------------------------------------------------------------- */

struct named { char word[128], name[128], unit[128]; int posts; };
COLUMNS(addressee, struct named, COL(word), COL(posts), COL_NAME(name), COL(unit))

/* Of one post what the word does not say of it already. */
static const char *
besides(const struct named *n)
{
	if (*n->unit != '\0' && strcmp(n->unit, n->word) != 0)
		return n->unit;
	return strcmp(n->name, n->word) != 0 ? n->name : "";
}

static void
say(const struct named *n, char *out, size_t size)
{
	if (n->posts == 0)
		snprintf(out, size, _("%s (no such post here)"), n->word);
	else if (n->posts > 1)
		snprintf(out, size, _("%s (%d posts)"), n->word, n->posts);
	else if (*besides(n) != '\0')
		snprintf(out, size, _("%s (%s)"), n->word, besides(n));
	else
		snprintf(out, size, "%s", n->word);
}

int
store_addressees(struct store *st, const char *words, bool english, char *out, size_t size)
{
	struct rows q = rows_open(st, SQL_ADDRESSEES, BIND(T(words), ENGLISH(english)));
	size_t len = 0;

	*out = '\0';
	while (rows_next(&q) && len < size) {
		struct named n;
		char text[400];
		row_fill(&q, addressee, &n);
		say(&n, text, sizeof text);
		len += (size_t)snprintf(out + len, size - len, "%s%s", len > 0 ? "、" : "", text);
	}
	return rows_close(&q);
}

/* ---- one run ------------------------------------------------------------------------ */

COLUMNS(full, struct duty_run_full, ROW(row.), COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL_SKIP, COL(exact),
	COL(title), COL(done_by), COL(waived_by), COL(late_reason), COL(note), COL(duty_note), COL(copy_to),
	COL(clause), COL(front), COL(opened), COL(rev))

static void
read_full(const struct rows *q, const struct duties_when *w, struct duty_run_full *f)
{
	int rule = duty_rule_parse(row_text(q, RULE));

	row_fill(q, full, f);
	judge(q, w, &f->row);
	f->plan = (struct duty_plan){
		.rule = rule >= 0 ? (enum duty_rule)rule : DUTY_RULES, .day = row_int(q, DAY_OF_MONTH),
		.month = row_int(q, MONTH_OF_YEAR), .month_offset = row_int(q, OFFSET),
		.workdays = strcmp(row_text(q, UNIT), "workday") == 0, .grace = row_int(q, GRACE),
		.date = civil_parse(row_text(q, DATE)), .from = CIVIL_NONE, .to = CIVIL_NONE,
	};
	f->done_at = row_instant(q, DONE_AT);
	row_copy(q, STATUS, f->status, sizeof f->status);
}

int
duty_run_get(struct store *st, const char *id, const struct duties_when *w, struct duty_run_full *out)
{
	struct rows q = rows_open(st, SQL_DUTIES_ONE, BIND(T(id), ENGLISH(w->english)));
	bool found = rows_next(&q);

	memset(out, 0, sizeof *out);
	if (found)
		read_full(&q, w, out);
	if (rows_close(&q) != 0)
		return -1;
	if (!found)
		return 1;
	store_pending_verb(st, KIND_DUTY_RUN, id, out->row.pending, sizeof out->row.pending);
	if (store_addressees(st, out->row.recipient, w->english, out->to, sizeof out->to) != 0)
		return -1;
	return store_addressees(st, out->copy_to, w->english, out->copies, sizeof out->copies);
}

int
duty_grace(struct store *st, const char *duty)
{
	return (int)rows_number(rows_open(st, SQL_DUTIES_GRACE, BIND(T(duty))), 0);
}

int
duty_any(struct store *st)
{
	return (int)rows_number(rows_open(st, SQL_DUTIES_ANY, NULL), -1);
}
