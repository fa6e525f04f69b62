/* The head of the map: metric, the county's figure, lamps, countdown, issues. What finds no room is left out whole. */
#include "screens/figures/map.h"

enum { PARTS_MAX = 40 };

/* `keep`: parts of the lowest are left out first; `gap`: columns before it. */
struct part { char text[96]; enum paint_role role; int gap, keep; bool right; };
struct parts { struct part list[PARTS_MAX]; int count; };

enum { KEEP_KEY, KEEP_NOTE, KEEP_FRONT, KEEP_PACE, KEEP_ISSUES, KEEP_METRIC, KEEP_LAMP, KEEP_ALWAYS };

static void add(struct parts *p, enum paint_role role, int gap, int keep, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

static void
add(struct parts *p, enum paint_role role, int gap, int keep, const char *format, ...)
{
	struct part *part = &p->list[p->count];
	va_list ap;

	if (p->count == PARTS_MAX)
		return;
	p->count++;
	*part = (struct part){ .role = role, .gap = gap, .keep = keep };
	va_start(ap, format);
	vsnprintf(part->text, sizeof part->text, format, ap);
	va_end(ap);
}

static int
width_of(const struct parts *p)
{
	int w = 1;

	for (int i = 0; i < p->count; i++)
		w += p->list[i].gap + text_width(p->list[i].text);
	return w;
}

/* Leaves out one part after the other until the rest fits: the lowest rank first, within it the last first. */
static void
fit(struct parts *p, int w)
{
	for (int keep = KEEP_KEY; keep < KEEP_ALWAYS; keep++)
		for (int i = p->count - 1; i >= 0 && width_of(p) > w; i--)
			if (p->list[i].keep == keep) {
				memmove(&p->list[i], &p->list[i + 1], (size_t)(p->count - i - 1) * sizeof *p->list);
				p->count--;
			}
}

static void
paint_parts(struct parts *p, struct canvas *c, int y)
{
	int x = 1, right = 0;

	fit(p, c->w - 1);
	for (int i = 0; i < p->count; i++)
		right += p->list[i].right ? p->list[i].gap + text_width(p->list[i].text) : 0;
	for (int i = 0; i < p->count; i++) {
		const struct part *part = &p->list[i];
		if (part->right && right > 0) {
			x = c->w - 1 - right;
			right = 0;
		}
		x += i > 0 ? part->gap : 0;
		x += canvas_put(c, y, x, c->w - x, part->role, part->text);
	}
}

/* ---- what there is to say -------------------------------------------------------- */

static void
add_metric(const struct map_model *m, struct parts *p)
{
	add(p, PAINT_SECTION, p->count > 0 ? 2 : 0, KEEP_METRIC, "%s", metric_title(m->metric));
	add(p, PAINT_KEY, 1, KEEP_KEY, "m");
	if (m->metric != METRIC_PROGRESS || m->blank)
		return;
	add(p, PAINT_NORMAL, 2, m->front == FRONT_ALL ? KEEP_KEY : KEEP_FRONT, "%s",
	    m->front == FRONT_ALL ? _("all fronts") : m->t.fronts[m->front].name);
	add(p, PAINT_KEY, 1, KEEP_KEY, "F");
}

/* A23: what is asked of the county now, attack or consolidation. */
static void
add_phase(const struct map_model *m, struct parts *p)
{
	if (m->phase[0] != '\0')
		add(p, PAINT_TITLE, 0, KEEP_KEY, "%s", m->phase);
}

static void
add_value(const struct map_model *m, const struct env *env, struct parts *p)
{
	const struct reading *r = &m->county;
	int gap = reading_gap(r);

	if (r->bp < 0 && m->metric != METRIC_INSTANT)
		return;
	add(p, PAINT_NORMAL, 2, KEEP_ALWAYS, "%s", env_whole(env));
	add(p, PAINT_TITLE, 1, KEEP_ALWAYS, "%s", reading_text(r).text);
	if (r->whole > 0)
		add(p, PAINT_DIM, 1, KEEP_NOTE, "%ld/%ld", r->part, r->whole);
	for (int i = 0; m->metric == METRIC_INSTANT && i < m->t.count; i++)
		if (strcmp(m->t.list[i].settled.period, m->t.county.settled.period) > 0) {
			add(p, PAINT_WARN, 2, KEEP_LAMP, _("no row of %s"), m->t.list[i].settled.period);
			break;
		}
	if (r->pace < 0)
		return;
	add(p, PAINT_NORMAL, 2, KEEP_PACE, "%s",
	    m->metric == METRIC_INSTANT || m->metric == METRIC_REPORTS ? _("target") : _("pace"));
	add(p, PAINT_PACE, 1, KEEP_PACE, "%s", bp_text(r->pace).text);
	add(p, gap < 0 ? PAINT_WARN : PAINT_OK, 2, KEEP_NOTE, gap < 0 ? _("behind %s") : _("ahead %s"),
	    points_of(gap).text);
}

/* Worst first; what is not measured is said in a word, lest "-31" be read as a number. */
static void
add_lamps(const struct map_model *m, struct parts *p)
{
	static const enum lamp lamps[] = { LAMP_MAGENTA, LAMP_RED, LAMP_YELLOW, LAMP_GREEN, LAMP_BLUE, LAMP_GREY };

	for (size_t k = 0, n = 0; k < sizeof lamps / sizeof *lamps; k++) {
		enum lamp lamp = lamps[k];
		if (m->lamps[lamp] == 0 || m->lamps[LAMP_GREY] == m->t.count)
			continue;
		if (lamp == LAMP_GREY)
			add(p, lamp_role(lamp), 1, KEEP_LAMP, _("no data %d"), m->lamps[lamp]);
		else
			add(p, lamp_role(lamp), n++ > 0 ? 1 : 2, KEEP_LAMP, "%s%d", _(lamp_word(lamp)), m->lamps[lamp]);
		p->list[p->count - 1].right = true;
	}
}

/* No countdown once there is nothing left to clear. */
static void
add_countdown(const struct map_model *m, const struct env *env, struct parts *p)
{
	const struct standing *county = &m->t.county;
	int days = m->t.zero_day - m->t.today;

	if (m->t.zero_day == CIVIL_NONE ||
	    (county->issues.open + county->issues.suspended == 0 && county->all.done == county->all.tasks))
		return;
	if (days < 0) {
		add(p, PAINT_WARN, 3, KEEP_ALWAYS, _("clear-to-zero day passed %d days ago"), -days);
		return;
	}
	if (env->campaign_start != CIVIL_NONE && m->t.today < env->campaign_start) {
		char day[11];
		civil_format(env->campaign_start, day);
		add(p, PAINT_WARN, 3, KEEP_ALWAYS, _("the campaign begins on %s"), day);
		return;
	}
	add(p, PAINT_TITLE, 3, KEEP_ALWAYS, _("%d days to clear-to-zero"), days);
	add(p, PAINT_TITLE, 0, KEEP_NOTE, _(" (%d workdays)"), workdays_left(env->cal, m->t.today, m->t.zero_day));
}

/* The totals of the other pages, each page named once: 3问题 在办68 逾期35  8值守 缺办11. */
static void
add_board(const struct map_model *m, struct parts *p)
{
	enum screen_id named = SCREEN_COUNT;

	for (int i = 0; i < map_total_count; i++) {
		const struct map_total *t = &map_totals[i];
		long n;
		const struct list_total *total = board_total(&m->board, t->page, t->name, &n);
		bool first = named != t->page;
		char page[64] = "";
		if (total == NULL || (n == 0 && (t->page != SCREEN_ISSUES || m->blank)))
			continue;
		if (first)
			map_page_name(t->page, page, sizeof page);
		named = t->page;
		add(p, n == 0 ? PAINT_DIM : total->role, first ? 2 : 1, t->keep, "%s%s%s%ld", page, first ? " " : "",
		    _(total->word), n);
	}
	if (m->t.county.pending > 0)
		add(p, PAINT_PENDING, 2, KEEP_FRONT, _("~ %d queued"), m->t.county.pending);
}

void
map_paint_summary(const struct map_model *m, const struct env *env, struct canvas *c)
{
	struct parts p = { .count = 0 };
	bool two = c->h > 1;

	if (two)                       /* else it stands over the map */
		add_phase(m, &p);
	add_metric(m, &p);
	add_value(m, env, &p);
	if (two) {
		add_lamps(m, &p);
		paint_parts(&p, c, 0);
		p.count = 0;
	}
	if (!m->blank)
		add_countdown(m, env, &p);
	add_board(m, &p);
	if (!two)
		add_lamps(m, &p);
	paint_parts(&p, c, two ? 1 : 0);
}
