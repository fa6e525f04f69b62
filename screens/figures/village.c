/* One village: its counts and its open issues, to act on. */

#include "screens/kit/lineage.h"
#include "screens/kit/bar.h"
#include "screens/work/item_list.h"
#include "screens/figures/standing_text.h"
#include "store/read/places.h"

enum { VILLAGES_MAX = 120 };

struct village_model {
	char code[16], township[64];
	struct village_row rows[VILLAGES_MAX];      /* of the township, worst first: the village's neighbours */
	int  count, sel;
	struct item_list items;
	int  item;
	char item_id[40];
};

static void
unload(void *model)
{
	struct village_model *m = model;

	items_clear(&m->items);
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct village_model *m = model;
	char parent[16];
	int found;

	if (m->code[0] == '\0')
		snprintf(m->code, sizeof m->code, "%.12s", env->arg != NULL ? env->arg : "");
	snprintf(parent, sizeof parent, "%.9s", m->code);
	store_division(st, parent, env->english, m->township, sizeof m->township);
	m->sel = -1;
	m->count = store_villages(st, parent, env->today, env->english, m->rows, VILLAGES_MAX);
	if (m->count < 0 || items_load(&m->items, st, m->code, env) != 0)
		return -1;
	for (int i = 0; i < m->count; i++)
		if (strcmp(m->rows[i].code, m->code) == 0)
			m->sel = i;
	found = items_find(&m->items, m->item_id);
	m->item = found >= 0 ? found : m->item < m->items.count ? m->item : 0;
	return 0;
}

static char *
bulletin(const struct village_model *m, const struct env *env)
{
	const struct village_row *v = &m->rows[m->sel];
	char *text = NULL, day[11];
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	civil_format(env->today, day);
	fprintf(out, _("Village: %s, %s, as of %s\n"), m->township, v->name, day);
	fprintf(out, _("Issues: %d live, %d overdue, %d closed, %d suspended.\n"), v->open, v->overdue, v->closed,
	        v->all - v->open - v->closed);
	for (int i = 0; i < m->items.count && m->items.items[i].due < env->today; i++)
		fprintf(out, _("%d. %s %s, %d days overdue\n"), i + 1, m->items.items[i].id, m->items.items[i].title,
		        env->today - m->items.items[i].due);
	fclose(out);
	return text;
}

static struct effect
sibling(struct village_model *m, int by)
{
	int to = m->sel + by;

	if (to < 0 || to >= m->count)
		return fx_text(FX_REFUSE, "%s", _("no village further this way"));
	memcpy(m->code, m->rows[to].code, sizeof m->code);
	m->item = 0;
	m->item_id[0] = '\0';
	return fx(FX_LOAD);
}

static struct effect
act(void *model, enum action what, const struct env *env)
{
	struct village_model *m = model;
	int to;

	if (m->sel < 0)
		return fx(FX_NONE);
	switch (what) {
	case ACT_NEXT_SIBLING: return sibling(m, 1);
	case ACT_PREV_SIBLING: return sibling(m, -1);
	case ACT_PANE:
	case ACT_PANE_BACK:
	case ACT_LEFT:
	case ACT_RIGHT:        return fx_text(FX_REFUSE, "%s", _("one list here; J and K go to the next village"));
	case ACT_OPEN:         return items_open(&m->items, m->item);
	case ACT_MAP_ISSUES:   return fx_open(SCREEN_ISSUES, "乡镇:%s %s", m->township, m->rows[m->sel].name);
	case ACT_COPY:         return (struct effect){ .kind = FX_COPY, .text = bulletin(m, env) };
	case ACT_EXPORT:       return fx_text(FX_EXPORT, "issues 乡镇:%s %s", m->township, m->rows[m->sel].name);
	default:               break;
	}
	to = row_after(what, m->item, m->items.count, env->h / 2);
	if (to < 0 || to == m->item)
		return fx(FX_NONE);
	m->item = to;
	snprintf(m->item_id, sizeof m->item_id, "%s", m->items.items[to].id);
	return fx(FX_PAINT);
}

static void
lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct village_model *m = model;
	const struct village_row *v = m->sel >= 0 ? &m->rows[m->sel] : NULL;

	(void)env;
	if (v == NULL)
		return;
	lineage_what(out, _("%s, %s: %d live, %d overdue, %d closed of %d issues"), m->township, v->name, v->open,
		     v->overdue,
	             v->closed, v->all);
	lineage_means(out, "%s", _("issues whose place is this village; overdue: past the deadline and not closed"));
	lineage_share(out, _("closed"), v->closed, _("issues"), v->all);
	lineage_from(out, "%s", _("counts of the issue records; the township sheet explains the rates"));
	lineage_record(out, KIND_DIVISION, v->code);
}

static void
targets(const void *model, struct targets *out)
{
	const struct village_model *m = model;

	items_target(&m->items, m->item, out);
}

static void
paint(const void *model, const struct env *env, struct canvas *c)
{
	const struct village_model *m = model;
	const struct village_row *v = m->sel >= 0 ? &m->rows[m->sel] : NULL;
	struct canvas box;
	char title[96];
	int x = 1;

	if (v == NULL) {
		canvas_wrap(c, 1, 2, c->h - 2, c->w - 4, PAINT_NORMAL,
		            _("This village is not known here.  F5 pulls from the hub; Esc goes back."));
		return;
	}
	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, "%s %s", m->township, v->name) + 2;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("live %d"), v->open) + 1;
	x += canvas_putf(c, 0, x, c->w - x, v->overdue > 0 ? PAINT_LAMP_RED : PAINT_DIM, _("%d overdue"),
	                 v->overdue) + 2;
	if (v->oldest != CIVIL_NONE)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("oldest overdue %d days"),
		                 env->today - v->oldest) + 2;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("closed %d"), v->closed) + 1;
	if (v->all > v->open + v->closed)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("suspended %d"), v->all - v->open - v->closed) + 1;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_DIM, _("of %d"), v->all) + 1;
	if (v->all > 0 && c->w - x > 8)
		bar_paint(c, 0, x, c->w - x - 1 > 20 ? 20 : c->w - x - 1, ratio_bp(v->closed, v->all) / 100,
		          BAR_NO_PACE, PAINT_BAR);
	snprintf(title, sizeof title, _("Live issues, oldest first (%d%s)"), m->items.count, m->items.more ? "+" : "");
	canvas_box(c, 1, 0, c->h - 1, c->w, PAINT_BORDER_FOCUS, title);
	box = canvas_view(c, 2, 1, c->h - 3, c->w - 2);
	items_paint(&m->items, m->item, true, env, &box);
}

const struct screen_ops village_screen = {
	.name = "village", .title = N_("village "
				       "sheet"), .scope = SCOPE_ANY | SCOPE_MOVE | SCOPE_TOWNSHIP | SCOPE_STEPS,
	.topics = TOPIC(KIND_DIVISION) | TOPIC(KIND_ISSUE) | TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	.model_size = sizeof(struct village_model),
	.load = load, .unload = unload, .act = act, .lineage = lineage, .paint = paint, .targets = targets,
};
