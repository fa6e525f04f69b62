/*
 * Everything that is checked, worst first: rules of the packs, checks of data
 * quality, parameters that change.  A rule for every township, or a check with
 * several findings, is one row that unfolds to its places.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/checks.h"
#include "screens/match.h"

/* ---- which lines there are --------------------------------------------------------- */

bool
checks_is_open(const struct checks_model *m, const char *id)
{
	for (int i = 0; i < m->open_count; i++)
		if (strcmp(m->open[i], id) == 0)
			return true;
	return false;
}

/* Rows from `first` on that belong to one rule or check. */
static int
run_of(const struct checks *c, int first)
{
	int n = 1;

	while (first + n < c->count && strcmp(c->rows[first].id, c->rows[first + n].id) == 0)
		n++;
	return n;
}

static enum arith_verdict
worst_of(const struct checks *c, int first, int count)
{
	enum arith_verdict worst = c->rows[first].result.verdict;

	for (int i = 1; i < count; i++)
		if (check_severity(c->rows[first + i].result.verdict) < check_severity(worst))
			worst = c->rows[first + i].result.verdict;
	return worst;
}

int
checks_count(const struct checks *c, int first, int count, enum arith_verdict verdict)
{
	int n = 0;

	for (int i = 0; i < count; i++)
		n += c->rows[first + i].result.verdict == verdict;
	return n;
}

static void
add_line(struct checks_model *m, enum checks_line_kind kind, int first, int count, enum arith_verdict verdict)
{
	m->lines[m->line_count++] = (struct checks_line){ kind, first, count, verdict };
}

static void
add_places(struct checks_model *m, int first, int count)
{
	for (int severity = 0; severity <= ARITH_VERDICTS; severity++)
		for (int i = first; i < first + count; i++)
			if (check_severity(m->checks.rows[i].result.verdict) == severity &&
			    (m->only < 0 || (int)m->checks.rows[i].result.verdict == m->only))
				add_line(m, LINE_PLACE, i, 1, m->checks.rows[i].result.verdict);
}

static void
add_group(struct checks_model *m, enum arith_verdict verdict)
{
	const struct checks *c = &m->checks;
	int head = m->line_count, groups = 0;

	for (int i = 0, n; i < c->count; i += n) {
		enum arith_verdict worst;
		n = run_of(c, i);
		worst = m->only >= 0 && checks_count(c, i, n, (enum arith_verdict)m->only) > 0 ? (enum arith_verdict)m->only : worst_of(c, i, n);
		if (worst != verdict)
			continue;
		if (groups++ == 0)
			add_line(m, LINE_HEAD, i, 0, verdict);
		add_line(m, n > 1 ? LINE_FOLD : LINE_ROW, i, n, worst);
		if (n > 1 && checks_is_open(m, c->rows[i].id))
			add_places(m, i, n);
	}
	if (groups > 0)
		m->lines[head].count = groups;
}

static int
build_lines(struct checks_model *m)
{
	free(m->lines);
	m->line_count = 0;
	m->lines = calloc((size_t)m->checks.count * 2 + ARITH_VERDICTS + 1, sizeof *m->lines);
	if (m->lines == NULL)
		return -1;
	for (int severity = 0; severity <= ARITH_VERDICTS; severity++)
		for (int v = 0; v < ARITH_VERDICTS; v++)
			if (check_severity((enum arith_verdict)v) == severity && (m->only < 0 || v == m->only))
				add_group(m, (enum arith_verdict)v);
	return 0;
}

/* ---- loading -------------------------------------------------------------------------- */

const struct check_row *
checks_row(const struct checks_model *m)
{
	const struct checks_line *l = m->cursor < m->line_count ? &m->lines[m->cursor] : NULL;
	int i = 0;

	if (l == NULL)
		return NULL;
	/* A folded rule is spoken for by the first place that made it what it is. */
	while (l->kind == LINE_FOLD && i < l->count - 1 && m->checks.rows[l->first + i].result.verdict != l->verdict)
		i++;
	return &m->checks.rows[l->first + i];
}

static void
hold(struct checks_model *m)
{
	const struct check_row *r = checks_row(m);

	if (r != NULL)
		snprintf(m->held, sizeof m->held, "%s %s", r->id, m->lines[m->cursor].kind == LINE_PLACE ? r->division : "");
}

static void
find_held(struct checks_model *m)
{
	char here[96];

	for (int i = 0; i < m->line_count; i++) {
		const struct check_row *r = &m->checks.rows[m->lines[i].first];
		snprintf(here, sizeof here, "%s %s", r->id, m->lines[i].kind == LINE_PLACE ? r->division : "");
		if (m->lines[i].kind != LINE_HEAD && strcmp(here, m->held) == 0) {
			m->cursor = i;
			return;
		}
	}
	if (m->cursor >= m->line_count)
		m->cursor = m->line_count > 0 ? m->line_count - 1 : 0;
	if (m->cursor < m->line_count && m->lines[m->cursor].kind == LINE_HEAD)
		m->cursor++;
}

static void
tally(struct checks_model *m)
{
	m->fine = m->off = m->missing = 0;
	for (int i = 0; i < m->checks.count; i += run_of(&m->checks, i)) {
		enum arith_verdict worst = worst_of(&m->checks, i, run_of(&m->checks, i));
		m->fine += worst <= ARITH_DERIVED;
		m->off += check_failed(worst) || worst == ARITH_BROKEN;
		m->missing += worst == ARITH_MISSING;
	}
}

/* What the rule under the cursor rests on, for the place of its row. */
static void
load_parts(struct checks_model *m, struct measures *ms, const struct env *env)
{
	const struct check_row *r = checks_row(m);
	char both[1400];

	m->part_count = 0;
	if (r == NULL || r->kind != CHECK_RULE)
		return;
	struct measure_at at = { r->division[0] != '\0' ? r->division : env->county, r->period, r->category };
	snprintf(both, sizeof both, "%s %s", r->expr, r->expect);
	m->part_count = measure_parts(ms, both, &at, env->english, m->parts, MEASURE_PARTS);
}

/* The rules, then in other turns the rest, part by part: each takes its time.  What was known stays on screen meanwhile. */
static int
work(struct checks_model *m, struct measures *ms, struct store *st, const struct env *env)
{
	struct checks *into = m->rest == REST_ASIDE || (m->rest == REST_NONE && m->started) ? &m->next : &m->checks;
	int rc;

	if (m->rest == REST_NONE) {
		checks_clear(into);
		rc = checks_rules(ms, st, env->english, into);
		m->rest = rc != 0 ? REST_NONE : m->started ? REST_ASIDE : REST_BEHIND;
		m->part = 0;
	} else {
		hold(m);
		rc = checks_rest(ms, st, env->english, m->part++, into);
		m->rest = rc != 0 || m->part == CHECKS_RESTS ? REST_NONE : m->rest;
		if (rc == 0 && into == &m->next && m->rest == REST_NONE) {
			checks_clear(&m->checks);
			m->checks = m->next;
			m->next = (struct checks){ 0 };
		}
	}
	if (rc != 0 || m->rest == REST_ASIDE)
		return rc;
	tally(m);
	if ((rc = build_lines(m)) == 0)
		find_held(m);
	return rc;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct checks_model *m = model;
	struct measures *ms = measures_open(st, env->county, env->today);
	int rc = ms == NULL ? -1 : 0;

	if (!m->started)
		m->only = -1;
	if (rc == 0 && !m->keep)
		rc = work(m, ms, st, env);
	m->started = true;
	m->keep = false;
	if (rc == 0)
		load_parts(m, ms, env);
	measures_close(ms);
	return rc;
}

static bool
more(const void *model)
{
	return ((const struct checks_model *)model)->rest != REST_NONE;
}

static void
unload(void *model)
{
	struct checks_model *m = model;

	checks_clear(&m->checks);
	checks_clear(&m->next);
	free(m->lines);
}

/* ---- acting ----------------------------------------------------------------------------- */

int
checks_shown(const struct env *env)
{
	int n = env->h - CHECKS_HEAD - CHECKS_DETAIL;

	return n > 1 ? n : 1;
}

static void
scroll(struct checks_model *m, const struct env *env)
{
	int shown = checks_shown(env), low = m->cursor > 0 && m->lines[m->cursor - 1].kind == LINE_HEAD ? m->cursor - 1 : m->cursor;

	m->top = low < m->top ? low : m->cursor >= m->top + shown ? m->cursor - shown + 1 : m->top;
}

static struct effect
go_to(struct checks_model *m, const struct env *env, int at, int step)
{
	/* Where nothing is left, the first line is where one stands, though it is not there. */
	at = at >= m->line_count ? m->line_count - 1 : at;
	at = at < 0 ? 0 : at;
	while (at > 0 && at < m->line_count - 1 && m->lines[at].kind == LINE_HEAD)
		at += step < 0 ? -1 : 1;
	if (m->line_count > 0 && m->lines[at].kind == LINE_HEAD)
		at++;
	m->cursor = at;
	scroll(m, env);
	m->keep = true;
	return fx(FX_LOAD);
}

static struct effect
rebuilt(struct checks_model *m, const struct env *env)
{
	hold(m);
	if (build_lines(m) != 0)
		return fx_text(FX_REFUSE, "%s", _("out of memory"));
	find_held(m);
	scroll(m, env);
	m->keep = true;
	return fx(FX_LOAD);
}

/* Left from a place folds its rule and stands on it. */
static struct effect
fold(struct checks_model *m, const struct env *env)
{
	const struct check_row *r = checks_row(m);

	for (int i = 0; i < m->open_count; i++)
		if (r != NULL && strcmp(m->open[i], r->id) == 0) {
			memmove(m->open[i], m->open[i + 1], sizeof m->open[0] * (size_t)(m->open_count - i - 1));
			m->open_count--;
			while (m->cursor > 0 && m->lines[m->cursor].kind == LINE_PLACE)
				m->cursor--;
			return rebuilt(m, env);
		}
	return fx(FX_NONE);
}

static struct effect
unfold(struct checks_model *m, const struct env *env)
{
	const struct check_row *r = checks_row(m);

	if (r == NULL || m->lines[m->cursor].kind != LINE_FOLD || checks_is_open(m, r->id) || m->open_count == CHECKS_OPEN_MAX)
		return fx(FX_NONE);
	snprintf(m->open[m->open_count++], sizeof m->open[0], "%s", r->id);
	return rebuilt(m, env);
}

static struct effect
lineage(const struct checks_model *m)
{
	const struct check_row *r = checks_row(m);
	char *text = NULL, sentence[512];
	size_t size;
	FILE *out;

	if (r == NULL)
		return fx_text(FX_REFUSE, "%s", _("there is nothing to check here"));
	if ((out = open_memstream(&text, &size)) == NULL)
		return fx_text(FX_REFUSE, "%s", _("out of memory"));
	verdict_explain(r, sentence, sizeof sentence);
	fprintf(out, "%s %s  %s %s\n", r->id, verdict_title(r), r->place, r->period);
	if (r->kind == CHECK_RULE)
		fprintf(out, "%s  %s%s%s\n", r->check, r->expr, r->expect[0] != '\0' ? "  =  " : "", r->expect);
	fprintf(out, "\n%s\n", sentence);
	if (r->note[0] != '\0' && r->kind == CHECK_RULE)
		fprintf(out, _("note: %s"), r->note);
	fprintf(out, _("\nclause %s\n"), r->clause[0] != '\0' ? r->clause : "-");
	if (r->kind == CHECK_RULE) {
		fprintf(out, "%s", _("\nWhat it is made of:\n"));
		parts_write(out, m->parts, m->part_count);
		fprintf(out, "\n%s", _("\nA figure printed to its last digit q is known to q/2 either way; a sum of n parts may so differ from its printed total by (n+1)q/2. Counts printed in full are exact.\n"));
	}
	fclose(out);
	return (struct effect){ .kind = FX_SHOW, .verb = N_("where this figure comes from"), .text = text };
}

static struct effect
copy(const struct checks_model *m)
{
	const struct check_row *r = checks_row(m);
	char sentence[512];

	if (r == NULL)
		return fx_text(FX_REFUSE, "%s", _("there is nothing to check here"));
	verdict_explain(r, sentence, sizeof sentence);
	return fx_text(FX_COPY, "%s %s %s %s %s", r->id, verdict_title(r), r->place, r->period, sentence);
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct checks_model *m = model;
	int page = checks_shown(env);

	switch (act) {
	case ACT_DOWN:      return go_to(m, env, m->cursor + 1, 1);
	case ACT_UP:        return go_to(m, env, m->cursor - 1, -1);
	case ACT_PAGE_DOWN: return go_to(m, env, m->cursor + page, 1);
	case ACT_PAGE_UP:   return go_to(m, env, m->cursor - page, -1);
	case ACT_TOP:       return go_to(m, env, 0, 1);
	case ACT_BOTTOM:    return go_to(m, env, m->line_count - 1, -1);
	case ACT_RIGHT:     return unfold(m, env);
	case ACT_LEFT:      return fold(m, env);
	case ACT_OPEN:
		if (m->cursor < m->line_count && m->lines[m->cursor].kind == LINE_FOLD)
			return checks_is_open(m, checks_row(m)->id) ? fold(m, env) : unfold(m, env);
		return lineage(m);
	case ACT_LINEAGE:   return lineage(m);
	case ACT_COPY:      return copy(m);
	case ACT_EXPORT:    return fx_text(FX_EXPORT, "verdicts%s%s", m->only >= 0 ? " verdict=" : "", m->only >= 0 ? arith_verdict_name((enum arith_verdict)m->only) : "");
	default:            return fx(FX_NONE);
	}
}

static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct checks_model *m = model;
	int count = m->line_count;

	(void)st;
	for (int k = direction == 0 ? 0 : 1; k <= count && count > 0; k++) {
		int i = ((m->cursor + (direction < 0 ? -k : k)) % count + count) % count;
		const struct check_row *r = &m->checks.rows[m->lines[i].first];
		if (m->lines[i].kind != LINE_HEAD &&
		    (text_matches(verdict_title(r), needle) || text_matches(r->id, needle) ||
		     (m->lines[i].kind == LINE_PLACE && text_matches(r->place, needle))))
			return go_to(m, env, i, 1);
	}
	return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
}

/* A verdict by its word or code; nothing: all. */
static struct effect
filter(void *model, const char *text, char *error, size_t error_size)
{
	struct checks_model *m = model;
	int used;

	m->only = -1;
	for (int v = 0; v < ARITH_VERDICTS && *text != '\0' && m->only < 0; v++)
		if (strcasecmp(arith_verdict_name((enum arith_verdict)v), text) == 0 || strcmp(_(arith_verdict_text((enum arith_verdict)v)), text) == 0)
			m->only = v;
	if (*text != '\0' && m->only < 0) {
		used = snprintf(error, error_size, _("no verdict is called %s; there are:"), text);
		for (int v = 0; v < ARITH_VERDICTS && used < (int)error_size; v++)
			used += snprintf(error + used, error_size - (size_t)used, " %s", _(arith_verdict_text((enum arith_verdict)v)));
		return fx(FX_REFUSE);
	}
	snprintf(m->filter, sizeof m->filter, "%s", text);
	m->top = m->cursor = 0;
	return fx(FX_LOAD);
}

static const char *
filter_text(const void *model)
{
	return ((const struct checks_model *)model)->filter;
}

static bool
dirty(void *model)
{
	struct checks_model *m = model;

	if (m->only < 0)
		return false;
	m->only = -1;
	m->filter[0] = '\0';
	return build_lines(m) == 0 && (find_held(m), true);
}

static const char *
enter(const void *model)
{
	const struct checks_model *m = model;

	if (m->line_count == 0)
		return "";
	return m->lines[m->cursor].kind == LINE_FOLD ? _("places") : _("source");
}

static int
badge(const void *model)
{
	return ((const struct checks_model *)model)->off;
}

const struct screen_ops checks_screen = {
	.name = "checks",
	.title = N_("checks"),
	.scope = SCOPE_MOVE | SCOPE_FIGURES,
	.topics = ~(TOPIC_OUTBOX | TOPIC_META | TOPIC(KIND_EVENT) | TOPIC(KIND_ISSUE)),
	.model_size = sizeof(struct checks_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = checks_paint,
	.search = search,
	.filter = filter,
	.filter_text = filter_text,
	.dirty = dirty,
	.enter = enter,
	.more = more,
	.count = badge,
};
