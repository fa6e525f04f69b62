/* The map in words: the bulletin that y copies. */
#include "screens/figures/map.h"

#include "model/room/civil.h"

const char *
map_sort_title(enum map_sort sort)
{
	static const char *const titles[SORT_COUNT] = {
		[SORT_WORST] = N_("worst first"), [SORT_BEST] = N_("best first"),
		[SORT_OVERDUE] = N_("most overdue first"), [SORT_PLACE] = N_("by code"),
	};

	return _(titles[sort]);
}

/* ---- bulletin ----------------------------------------------------------------- */

static void
line_of(const struct map_model *m, int place, int i, FILE *out)
{
	const struct standing *s = &m->t.list[i];
	const struct reading *r = &m->readings[i];

	fprintf(out, "%d. %s %s %s", place, s->full, _(lamp_word(r->lamp)), reading_text(r).text);
	if (r->whole > 0)
		fprintf(out, " (%ld/%ld)", r->part, r->whole);
	if (r->pace >= 0 && r->bp >= 0 && reading_gap(r) < 0)
		fprintf(out, _(", behind %s points"), points_of(reading_gap(r)).text);
	if (s->issues.overdue > 0)
		fprintf(out, _(", %d issues overdue, oldest %d days"), s->issues.overdue,
		        m->t.today - s->issues.oldest);
	fputc('\n', out);
}

char *
map_bulletin(const struct map_model *m, const struct env *env)
{
	char *text = NULL, day[11];
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int order = 1;

	if (out == NULL)
		return NULL;
	civil_format(m->t.today, day);
	fprintf(out, _("Bulletin: %s, %s, as of %s\n"), m->t.county.name, metric_title(m->metric), day);
	fprintf(out, _("%s stands at %s"), env_whole(env), reading_text(&m->county).text);
	if (m->county.pace >= 0)
		fprintf(out, _(", the pace line at %s"), bp_text(m->county.pace).text);
	if (m->t.zero_day != CIVIL_NONE && m->t.zero_day >= m->t.today)
		fprintf(out, _("; %d days (%d workdays) to clear-to-zero"), m->t.zero_day - m->t.today,
		        workdays_left(env->cal, m->t.today, m->t.zero_day));
	fprintf(out, _(". Issues: %d live, %d overdue, %d closed, %d suspended.\n"), m->t.county.issues.open,
	        m->t.county.issues.overdue, m->t.county.issues.closed, m->t.county.issues.suspended);
	fprintf(out, _("Townships, worst first:\n"));
	for (int place = m->t.count; place >= 1; place--)
		for (int i = 0; i < m->t.count; i++)
			if (m->rank[i] == place)
				line_of(m, order++, i, out);
	if (m->t.sample)
		fprintf(out, "(%s)\n", _("sample data"));
	fclose(out);
	return text;
}
