#include "console/listing_issues.h"

#include <stdlib.h>
#include <string.h>

#include "model/civil.h"
#include "model/filter.h"
#include "model/flow.h"
#include "store/issues.h"

enum { ROWS_AT_ONCE = 64 };

static const char *const orders[ISSUE_ORDERS] = {
	[ISSUES_BY_OVERDUE] = "overdue", [ISSUES_NEWEST] = "newest", [ISSUES_BY_TOWNSHIP] = "township", [ISSUES_BY_STATUS] = "status",
};

/* Which order: the screen's own when asked for by name; -1 with a sentence. */
static int
choose_order(const char *sort, char *error, size_t error_size)
{
	for (int i = 0; i < ISSUE_ORDERS; i++)
		if (strcmp(orders[i], sort) == 0)
			return i;
	snprintf(error, error_size, _("with a filter issues are sorted by: overdue newest township status"));
	return -1;
}

/* Does a term already say which states: by name, or because only open issues are late? */
static bool
names_state(const struct filter *filter)
{
	for (int i = 0; i < filter->count; i++) {
		enum filter_field field = filter->terms[i].field;
		if (field == FILTER_STATUS || field == FILTER_OVERDUE || field == FILTER_LAMP)
			return true;
	}
	return false;
}

/* Unlike the screen, a list leaves out nothing that the filter does not exclude. */
static int
add_all_states(struct filter *filter, char *error, size_t error_size)
{
	struct filter_term *term = &filter->terms[filter->count];

	if (filter->count == FILTER_TERMS_MAX) {
		snprintf(error, error_size, _("too many conditions; at most %d"), FILTER_TERMS_MAX - 1);
		return -1;
	}
	*term = (struct filter_term){ .field = FILTER_STATUS, .cmp = FILTER_IS, .text = "all" };
	filter->count++;
	return 0;
}

/* ---- the table for reading: what the screen's rows say ---------------------------- */

static void
print_line(struct listing *l, const char *const cells[7])
{
	static const int chinese[7] = { 2, 10, 8, 10, 5, 8, 0 }, english[7] = { 4, 10, 20, 10, 7, 16, 0 };
	const int *widths = l->out.session->env.english ? english : chinese;
	struct canvas line;
	char *text;
	int x = 0;

	if (canvas_init(&line, 1, l->out.width, GLYPHS_RICH) != 0)
		return;
	for (int i = 0; i < 7; i++) {
		int width = i < 6 ? widths[i] : l->out.width - x;
		if (i == 4)
			canvas_right(&line, 0, x, width, PAINT_NORMAL, cells[i]);
		else
			canvas_put(&line, 0, x, width, PAINT_NORMAL, cells[i]);
		x += width + 1;
	}
	text = canvas_text(&line);
	fputs(text != NULL ? text : "\n", l->out.file);
	free(text);
	canvas_clear(&line);
}

static void
print_head(struct listing *l)
{
	const char *const titles[7] = { _("lamp"), _("no."), _("township"), _("deadline"), _("overdue"), _("state"), _("issue") };

	l->out.rows = 0;
	print_line(l, titles);
}

static void
print_row(struct listing *l, const struct issue_row *row)
{
	char deadline[11], late[16] = "";
	const char *const cells[7] = {
		_(lamp_word(row->lamp)), row->key.id, row->township, deadline, late,
		row->state >= 0 ? _(flow_states[row->state].title) : row->status, row->title,
	};

	civil_format(row->deadline, deadline);
	if (row->overdue > 0 && row->state >= 0 && flow_states[row->state].class == STATE_OPEN)
		snprintf(late, sizeof late, "%d", row->overdue);
	print_line(l, cells);
	l->out.rows++;
}

/* ---- walking ----------------------------------------------------------------------- */

/* `direction` -1 walks the newest order backwards: by number, like every other list. */
static long
write_rows(struct session *s, struct listing *l, const struct issues *q, int direction)
{
	struct issue_key at = direction > 0 ? issues_begin(q) : issues_end(q);
	struct records *whole = records_open_by_id(s->store, KIND_ISSUE);
	struct issue_row rows[ROWS_AT_ONCE];
	bool end = false, failed = whole == NULL, readable = l->out.format == OUT_TABLE && l->out.all;

	if (readable)
		print_head(l);
	else
		records_out_begin(&l->out);
	while (!end && !failed && !ferror(l->out.file) && (l->limit == 0 || l->out.rows < l->limit)) {
		int n = issues_fetch(s->store, q, &at, direction, rows, ROWS_AT_ONCE, &end);
		failed = n < 0;
		for (int i = 0; i < n && !failed && (l->limit == 0 || l->out.rows < l->limit); i++) {
			int got = readable ? 2 : records_at(whole, rows[i].key.id);
			if (got == 2)
				print_row(l, &rows[i]);
			else if (got == 1)
				records_out_row(&l->out, records_row(whole));
			failed = got < 0;
		}
	}
	if (!readable)
		records_out_end(&l->out);
	records_close(whole);
	return failed ? -1 : l->out.rows;
}

long
listing_issues(struct session *s, struct listing *l, const char *text, char *error, size_t error_size)
{
	struct filter filter;
	struct issues_view view = { s->env.today, s->env.english, s->env.cal, s->env.rules };
	struct issues q;
	bool sorted = l->sort != NULL && *l->sort != '\0';
	int order = sorted ? choose_order(l->sort, error, error_size) : l->as_on_screen ? ISSUES_BY_OVERDUE : ISSUES_NEWEST;
	bool all = !sorted && !l->as_on_screen;
	long rows;

	if (order < 0 || filter_parse(&filter, text, error, (unsigned)error_size) != 0)
		return -1;
	if (all && !names_state(&filter) && add_all_states(&filter, error, error_size) != 0)
		return -1;
	if (issues_resolve(&q, s->store, &filter, (enum issue_order)order, &view, error, error_size) != 0)
		return -1;
	rows = write_rows(s, l, &q, all ? -1 : 1);
	if (rows < 0)
		snprintf(error, error_size, "%s", store_error(s->store));
	return rows;
}
