/* The board's lines from the month's runs: sections by what presses, runs of one duty for many places bundled. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/duties.h"
#include "screens/match.h"

static enum duty_section
section_of(enum duty_state state)
{
	switch (state) {
	case DUTY_OVERDUE: case DUTY_MISSED: return SECTION_OWED;
	case DUTY_SOON: case DUTY_TODAY: return SECTION_NOW;
	case DUTY_PENDING: return SECTION_LATER;
	default: return SECTION_DONE;
	}
}

/* Every word of the filter must be found in one of its texts. */
static bool
passes(const struct duty_run_row *r, const char *filter)
{
	char word[64], standing[48];

	duty_standing_text(&r->standing, standing, sizeof standing);
	for (filter += strspn(filter, " "); *filter != '\0'; filter += strspn(filter, " ")) {
		size_t n = strcspn(filter, " ");
		snprintf(word, sizeof word, "%.*s", (int)n, filter);
		filter += n;
		if (!text_matches(r->name, word) && !text_matches(r->place, word) && !text_matches(r->owner, word) &&
		    !text_matches(r->recipient, word) && !text_matches(standing, word) && !text_matches(r->id, word) &&
		    !text_matches(_(duty_state_text(r->standing.state)), word))
			return false;
	}
	return true;
}

static bool
same_bundle(const struct duty_run_row *a, const struct duty_run_row *b)
{
	return *a->place != '\0' && *b->place != '\0' && a->due == b->due && strcmp(a->duty, b->duty) == 0 &&
	       strcmp(a->period, b->period) == 0 && strcmp(a->event, b->event) == 0;
}

static bool
worse(const struct duty_run_row *a, const struct duty_run_row *b)
{
	enum duty_section sa = section_of(a->standing.state), sb = section_of(b->standing.state);

	return sa != sb ? sa < sb : a->standing.state > b->standing.state && sa == SECTION_OWED;
}

static bool
is_unfolded(const struct duties_model *m, const char *id)
{
	for (int i = 0; i < m->unfolded_count; i++)
		if (strcmp(m->unfolded[i], id) == 0)
			return true;
	return false;
}

/* The bundle that begins at member `first`. */
static struct duty_line
bundle_at(const struct duties_model *m, int first)
{
	const struct duty_run_row *runs = m->board.runs;
	struct duty_line line = { .kind = LINE_RUN, .first = first, .worst = m->members[first] };

	for (int i = first; i < m->member_count && (i == first || same_bundle(&runs[m->members[first]], &runs[m->members[i]])); i++) {
		line.count++;
		line.done += !duty_state_open(runs[m->members[i]].standing.state);
		if (worse(&runs[m->members[i]], &runs[line.worst]))
			line.worst = m->members[i];
	}
	if (line.count > 1)
		line.kind = LINE_BUNDLE;
	line.section = section_of(runs[line.worst].standing.state);
	line.open = line.count > 1 && is_unfolded(m, runs[m->members[first]].id);
	return line;
}

static void
add_inside(struct duties_model *m, const struct duty_line *bundle)
{
	for (int k = 0; bundle->open && k < bundle->count; k++)
		m->lines[m->line_count++] = (struct duty_line){ .kind = LINE_RUN, .section = bundle->section, .first = bundle->first + k,
			.count = 1, .inside = true, .worst = m->members[bundle->first + k] };
}

static void
add_section(struct duties_model *m, enum duty_section section)
{
	int heading = m->line_count, runs = 0;

	m->lines[m->line_count++] = (struct duty_line){ .kind = LINE_SECTION, .section = section };
	for (int i = 0; i < m->member_count; ) {
		struct duty_line line = bundle_at(m, i);
		i += line.count;
		if (line.section != section)
			continue;
		m->lines[m->line_count++] = line;
		runs += section == SECTION_DONE ? line.count : line.count - line.done;
		add_inside(m, &line);
	}
	m->lines[heading].done = runs;
	if (runs == 0)
		m->line_count--;
}

int
duties_lines(struct duties_model *m)
{
	/* A run may stand in a bundle and below it; and there are the headings. */
	size_t most = 2 * (size_t)m->board.count + SECTIONS + 1;
	struct duty_line *lines = realloc(m->lines, most * sizeof *lines);
	int *members = realloc(m->members, ((size_t)m->board.count + 1) * sizeof *members);

	m->lines = lines != NULL ? lines : m->lines;
	m->members = members != NULL ? members : m->members;
	m->line_count = m->member_count = 0;
	if (lines == NULL || members == NULL)
		return -1;
	for (int i = 0; i < m->board.count; i++)
		if (passes(&m->board.runs[i], m->filter))
			m->members[m->member_count++] = i;
	for (int s = 0; s < SECTIONS; s++)
		add_section(m, (enum duty_section)s);
	return 0;
}

const struct duty_run_row *
duties_run(const struct duties_model *m, int line)
{
	if (line < 0 || line >= m->line_count || m->lines[line].kind == LINE_SECTION)
		return NULL;
	return &m->board.runs[m->lines[line].kind == LINE_BUNDLE ? m->lines[line].worst : m->members[m->lines[line].first]];
}
