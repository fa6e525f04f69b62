#include "model/records/grow.h"
#include "model/text/language.h"
#include "store/cache/db.h"
#include "store/measure/measure.sql.h"
#include "store/measure/measure_in.h"

/* Issues are many and asked for by every place and code: one read for each day. */

static const char *const fields[] = { "source", "kind", "category" };
enum { FIELDS = sizeof fields / sizeof *fields };

COLUMNS(group, struct measure_issue_group, COL(division), COL(code[0]), COL(code[1]), COL(code[2]),
	COL(count))

static const struct measure_issues *
issues_of(struct measure_asking *a, enum word_what what)
{
	struct measures *m = a->m;
	struct measure_issues *found;
	struct rows r;

	for (int i = 0; i < m->issues_count; i++)
		if (m->issues[i].what == what && m->issues[i].day == a->day &&
		    (what == WORD_ISSUES || m->issues[i].first == a->first))
			return &m->issues[i];
	found = GROW(m->issues, m->issues_count);
	*found = (struct measure_issues){ .what = what, .first = a->first, .day = a->day };
	r = what == WORD_ISSUES ? rows_open(m->st, SQL_MEASURE_ISSUES, BIND(DAY(a->day)))
	    : rows_open(m->st, SQL_MEASURE_FOUND, BIND(DAY(a->first), DAY(a->day)));
	return measure_noted(m, rows_all(r, group, &found->groups, &found->count)) == 0 ? found : NULL;
}

void
measure_issue_word(struct measure_asking *a, const struct word *w, const char *text, struct measure *out)
{
	const struct measure_issues *all = issues_of(a, w->what);
	const char *place = measure_within(a);
	int64_t n = 0;
	int field = 0;

	if (all == NULL) {
		measure_lacks(out, text, a->at.period);
		return;
	}
	while (field < FIELDS && strcmp(fields[field], w->name) != 0)
		field++;
	for (int i = 0; i < all->count; i++) {
		const struct measure_issue_group *g = &all->groups[i];
		if (strncmp(g->division, place, strlen(place)) == 0 &&
		    (field == FIELDS || strcmp(g->code[field], w->value) == 0))
			n += g->count;
	}
	measure_set_count(out, n, "case");
}

/* The name of the code that is asked for. */
void
measure_issue_title(struct measures *m, const struct word *w, bool english, char *out, size_t size)
{
	const char *list = strcmp(w->name, "kind") == 0 ? "issue_kind" : w->name;

	if (w->name[0] == '\0')
		snprintf(out, size, "%s", w->what == WORD_ISSUES ? _("live issues") : _("issues found"));
	else
		rows_text(rows_open(m->st, SQL_MEASURE_NAME_OF, BIND(T(w->value), T(list), ENGLISH(english))), out,
		          size);
}
