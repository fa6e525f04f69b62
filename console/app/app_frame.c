#include "console/app/app_in.h"

#include "model/room/civil.h"
#include "screens/kit/narrow.h"
#include "screens/work/step.h"
#include "store/read/targets.h"

enum { OLD_DATA_S = 900, PARTS_MAX = 16 };

/* ---- header: parts that give way in order when it gets narrow -------------- */

struct part {
	char            text[160];
	enum paint_role role;
	int             keep;          /* the least goes first */
	bool            right;
};
struct header { struct part parts[PARTS_MAX]; int count; };

static struct part *
add_part(struct header *h, int keep, bool right, enum paint_role role)
{
	struct part *p = &h->parts[h->count < PARTS_MAX ? h->count++ : PARTS_MAX - 1];

	*p = (struct part){ .role = role, .keep = keep, .right = right };
	return p;
}

static void
age_text(int64_t seconds, char *out, size_t size)
{
	if (seconds < 60)
		snprintf(out, size, "%s", _("just now"));
	else if (seconds < 3600)
		snprintf(out, size, _("%d min"), (int)(seconds / 60));
	else if (seconds < 2 * 86400)
		snprintf(out, size, _("%d h"), (int)(seconds / 3600));
	else
		snprintf(out, size, _("%d days"), (int)(seconds / 86400));
}

static void
add_state(struct app *a, struct header *h)
{
	static const char *const words[] = {
		[LINK_NONE] = N_("local"), [LINK_ONLINE] = N_("online"), [LINK_OFFLINE] = N_("offline"),
		[LINK_LOGIN] = N_("not logged in"), [LINK_TLS] = N_("certificate problem"),
		[LINK_TOO_OLD] = N_("update needed"),
	};
	enum link_state s = a->link.state;
	struct part *p = add_part(h, 100, true, s == LINK_ONLINE || s == LINK_NONE ? PAINT_HEADER : PAINT_HEADER_WARN);

	snprintf(p->text, sizeof p->text, "%s", _(words[s]));
}

/* The age is told twice: the room's time of the last pull, and, with room, how long ago. */
static void
add_age(struct app *a, struct header *h)
{
	const struct session *s = a->session;
	/* While the line is up the hub tells every change as it comes: what we have is as of now. */
	int64_t at = s->synced_at + s->skew > a->fresh_at ? s->synced_at + s->skew : a->fresh_at, age;
	int minute;
	char ago[64];
	struct part *p = add_part(h, 80, true, PAINT_HEADER);

	if (s->synced_at == 0) {
		snprintf(p->text, sizeof p->text, "%s", _("no data yet"));
		p->role = PAINT_HEADER_WARN;
		return;
	}
	if (a->link.state == LINK_ONLINE)
		a->fresh_at = at = s->env.now;
	age = s->env.now - at;
	minute = instant_minute(at);
	age_text(age, ago, sizeof ago);
	if (age > OLD_DATA_S)
		p->role = PAINT_HEADER_WARN;
	if (age > 86400)
		snprintf(p->text, sizeof p->text, _("data %s old"), ago);
	else
		snprintf(p->text, sizeof p->text, _("data %02d:%02d"), minute / 60, minute % 60);
	if (age <= 86400) {
		p = add_part(h, 10, true, p->role);
		if (age < 60)
			snprintf(p->text, sizeof p->text, "%s", ago);
		else
			snprintf(p->text, sizeof p->text, _("%s ago"), ago);
	}
}

static void
add_counts(struct app *a, struct header *h)
{
	const struct outbox_counts *n = &a->session->counts;
	struct part *p = add_part(h, n->pending > 0 ? 90 : 40, true, PAINT_HEADER);
	int trouble = n->conflict + n->refused;

	snprintf(p->text, sizeof p->text, _("unsent %d"), n->pending);
	p = add_part(h, trouble > 0 ? 95 : 35, true, trouble > 0 ? PAINT_HEADER_WARN : PAINT_HEADER);
	if (n->refused > 0)
		snprintf(p->text, sizeof p->text, _("conflict %d refused %d"), n->conflict, n->refused);
	else
		snprintf(p->text, sizeof p->text, _("conflict %d"), n->conflict);
}

/* In place of the clock the day that is looked at, and what of it nothing tells. */
static void
add_past(struct app *a, struct header *h)
{
	const struct store_untold *n = &app_base(a)->untold;
	char day[11];

	if (n->records > 0)
		snprintf(add_part(h, 96, true, PAINT_HEADER_WARN)->text, sizeof h->parts->text, _("%ld not known"),
		         n->records);
	if (n->withdrawn > 0)
		snprintf(add_part(h, 94, true, PAINT_HEADER_WARN)->text, sizeof h->parts->text,
		         _("%ld withdrawn since"), n->withdrawn);
	civil_format(a->session->env.today, day);
	snprintf(add_part(h, 100, true, PAINT_HEADER_WARN)->text, sizeof h->parts->text, _("as of %s"), day);
}

static void
add_clock(struct app *a, struct header *h)
{
	static const char *const days[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"),
	                                    N_("Sun") };
	int32_t day = instant_day(a->session->env.now);
	int minute = instant_minute(a->session->env.now), y, m, d;
	struct part *p;

	if (env_past(&a->session->env)) {
		add_past(a, h);
		return;
	}
	p = add_part(h, 20, true, PAINT_HEADER);

	civil_split(day, &y, &m, &d);
	snprintf(p->text, sizeof p->text, "%02d-%02d %s", m, d, _(days[civil_weekday(day) - 1]));
	p = add_part(h, 85, true, PAINT_HEADER);
	snprintf(p->text, sizeof p->text, "%02d:%02d", minute / 60, minute % 60);
}

static void
header_make(struct app *a, struct header *h)
{
	const struct session *s = a->session;
	struct part *p;

	h->count = 0;
	p = add_part(h, 60, false, PAINT_HEADER);
	snprintf(p->text, sizeof p->text, "%s", *s->head != '\0' ? s->head : "Guatu");
	if (s->campaign[0] != '\0')
		snprintf(add_part(h, 30, false, PAINT_HEADER)->text, sizeof p->text, "%s", s->campaign);
	if (strcmp(s->profile, "default") != 0)
		snprintf(add_part(h, 32, false, PAINT_HEADER)->text, sizeof p->text, "%s", s->profile);
	if (s->post_name[0] != '\0')
		snprintf(add_part(h, 50, false, PAINT_HEADER)->text, sizeof p->text, "%s", s->post_name);
	if (s->env.user != NULL && *s->env.user != '\0')
		snprintf(add_part(h, 33, false, PAINT_HEADER)->text, sizeof p->text, "%s", s->env.user);
	if (s->sample)
		snprintf(add_part(h, 70, false, PAINT_SAMPLE)->text, sizeof p->text, "%s", _("sample data"));
	if (s->env.read_only)
		snprintf(add_part(h, 75, false, PAINT_HEADER_WARN)->text, sizeof p->text, "%s", _("read-only"));
	add_state(a, h);
	add_age(a, h);
	add_counts(a, h);
	add_clock(a, h);
}

static int
header_width(const struct header *h)
{
	int width = 2;

	for (int i = 0; i < h->count; i++)
		width += h->parts[i].keep > 0 ? text_width(h->parts[i].text) + 2 : 0;
	return width;
}

static void
paint_header(struct app *a, struct canvas *c)
{
	struct header h;
	int left = 1, right = 0;

	header_make(a, &h);
	while (header_width(&h) > c->w) {
		struct part *least = NULL;
		for (int i = 0; i < h.count; i++)
			if (h.parts[i].keep > 0 && (least == NULL || h.parts[i].keep < least->keep))
				least = &h.parts[i];
		if (least == NULL || least->keep >= 100)
			break;
		least->keep = 0;
	}
	canvas_fill(c, 0, 0, 1, c->w, PAINT_HEADER, " ");
	for (int i = 0; i < h.count; i++)
		right += h.parts[i].keep > 0 && h.parts[i].right ? text_width(h.parts[i].text) + 2 : 0;
	right = c->w - right - 1;
	for (int i = 0; i < h.count; i++) {
		const struct part *p = &h.parts[i];
		int *at = p->right ? &right : &left;
		char text[170];
		if (p->keep == 0)
			continue;
		snprintf(text, sizeof text, " %s ", p->text);
		*at += canvas_put(c, 0, *at, c->w - *at, p->role, text);
	}
}

/* ---- tabs ------------------------------------------------------------------ */

/* How the tabs stand on the line: columns a name may take; with less air, numbers bare; without numbers. */
struct tab_room { int most; bool tight, bare; };

static void
tab_text(struct app *a, int s, const struct tab_room *room, char *out, size_t size)
{
	long n = s == SCREEN_OUTBOX
	         ? a->session->counts.pending + a->session->counts.conflict + a->session->counts.refused
	         : room->bare ? 0 : board_tab(&a->board, (enum screen_id)s);
	int key = screen_tab_key(screen_defs[s].tab);
	/* the tabs stand first, in order */
	const char *name = _(actions[ACT_SCREEN_MAP + screen_defs[s].tab - 1].brief);

	if (n > 0)
		snprintf(out, size, room->tight ? "%d%.*s%ld" : "%d%.*s(%ld)", key, (int)text_fit(name, room->most),
		         name, n);
	else
		snprintf(out, size, "%d%.*s", key, (int)text_fit(name, room->most), name);
}

/* The first screen of each tab, in order. */
static bool
is_tab(int s, int *last)
{
	bool first = screen_defs[s].tab != 0 && screen_defs[s].ops != NULL && screen_defs[s].tab != *last;

	*last = first ? screen_defs[s].tab : *last;
	return first;
}

static int
tabs_width(struct app *a, const struct tab_room *room)
{
	int total = 0;

	for (int s = 0, last = 0; s < SCREEN_COUNT; s++) {
		char text[80];
		if (!is_tab(s, &last))
			continue;
		tab_text(a, s, room, text, sizeof text);
		total += text_width(text) + (room->tight ? 1 : 2);
	}
	return total + 2 * room->tight;          /* the brackets of the one that is open */
}

/* So that all tabs stand on the line: a tab that is not seen is not found.  Air goes first, then names are cut to two
 * characters, then the numbers go, then the rest of the names. */
static void
tab_room(struct app *a, int w, struct tab_room *room)
{
	enum { LEAST = 2, SHORT = 5, WHOLE = 20 };

	*room = (struct tab_room){ .most = WHOLE };
	if (tabs_width(a, room) <= w)
		return;
	room->tight = true;
	while (room->most > SHORT - a->session->env.english && tabs_width(a, room) > w)
		room->most--;
	room->bare = tabs_width(a, room) > w;
	if (!room->bare)
		return;
	for (room->most = WHOLE, room->tight = false; room->most > LEAST && tabs_width(a, room) > w;)
		room->most--;
}

/* The reverse badge for a filter, so that hidden rows are never taken for lost ones. */
static int
badge(struct app *a, struct canvas *c, int room)
{
	struct layer *l = app_base(a);
	const char *text = l->model != NULL && l->ops->filter_text != NULL ? l->ops->filter_text(l->model) : NULL;
	int w = 0;

	/* Which day stands in the header. */
	if (a->session->env.as_of) {
		w = text_width(_(" [ ] day  Esc today "));
		if (w <= room)
			canvas_put(c, 1, c->w - w, w, PAINT_HEADER_WARN, _(" [ ] day  Esc today "));
		else
			w = 0;
	}
	/* The screen says which filter; here only that there is one, on every screen alike. */
	if (text != NULL && *text != '\0' && text_width(_(" filtered: Esc clears ")) < room - w) {
		int fw = text_width(_(" filtered: Esc clears "));
		canvas_put(c, 1, c->w - w - fw, fw, PAINT_BADGE, _(" filtered: Esc clears "));
		w += fw;
	}
	return w;
}

static void
paint_tabs(struct app *a, struct canvas *c)
{
	struct tab_room room;
	int x = 1;

	tab_room(a, c->w - 1, &room);
	canvas_fill(c, 1, 0, 1, c->w, PAINT_TAB, " ");
	for (int s = 0, last = 0; s < SCREEN_COUNT; s++) {
		char text[80], shown[90];
		bool active = screen_defs[(int)a->layers[0].id].tab == screen_defs[s].tab;
		if (!is_tab(s, &last))
			continue;
		tab_text(a, s, &room, text, sizeof text);
		snprintf(shown, sizeof shown, active ? "[%s]" : room.tight ? "%s" : " %s ", text);
		a->tab_at[s].from = x;
		x += canvas_put(c, 1, x, c->w - x, active ? PAINT_TAB_ACTIVE : PAINT_TAB, shown);
		a->tab_at[s].to = x;
		x += room.tight;
	}
	badge(a, c, c->w - x - 1);
}

/* ---- message line ------------------------------------------------------------ */

static void
paint_message(struct app *a, struct canvas *c)
{
	int y = c->h - 2;
	struct canvas row = canvas_view(c, y, 0, 1, c->w);

	if (a->prompt.on) {
		app_prompt_paint(a, &row);
	} else if (a->message[0] != '\0') {
		canvas_put(c, y, 1, c->w - 2, a->message_role, a->message);
	} else if (a->link.estimate > 0 && a->link.done < a->link.estimate) {
		canvas_putf(c, y, 1, c->w - 2, PAINT_HINT, _("pulling from the hub: %ld of about %ld records"),
		            a->link.done, a->link.estimate);
	} else if (a->link.state > LINK_OFFLINE && a->link.text[0] != '\0') {
		canvas_put(c, y, 1, c->w - 2, PAINT_WARN, a->link.text);
	}
}

/* ---- hint line ----------------------------------------------------------------- */

/* What may be done with the record under the cursor; asked of the store only when it is another one. */
static const struct flow_facts *
facts_here(struct app *a, enum kind *kind)
{
	static struct targets t;

	*kind = KIND_COUNT;
	if (a->session->store == NULL || !app_targets(a, &t))
		return NULL;
	*kind = t.kind;
	if (strcmp(a->hint_target.id, t.id[0]) != 0 || a->hint_kind != t.kind || a->hint_stale) {
		a->hint_stale = false;
		a->hint_kind = t.kind;
		store_begin(a->session->store);
		int rc = step_target(a->session->store, &a->session->env, t.kind, t.id[0], &a->hint_target);
		store_end(a->session->store);
		if (rc != 0) {
			a->hint_target.id[0] = '\0';
			return NULL;
		}
	}
	return &a->hint_target.facts;
}

/* A key that would be refused is not shown: greyed it would look the same without colour. */
static bool
allowed(struct app *a, enum action act)
{
	const char *verb = app_verb_of(act);
	enum kind kind;
	const struct flow_facts *facts = facts_here(a, &kind);
	const char *why;

	if (app_changes(a, act) && env_past(&a->session->env))
		return false;
	if (act == ACT_UNDO && !app_has(app_top(a), SCOPE_OUTBOX))
		return facts != NULL && a->hint_target.pending[0] != '\0';
	if (verb == NULL)
		return true;
	if (kind == KIND_COUNT || flow_verb_find(kind, verb) == NULL)
		return false;
	return facts != NULL && !a->session->env.read_only &&
	       step_may(&a->session->env, &a->hint_target, kind, verb, &why) == STEP_OK;
}

static int
hint_as(struct app *a, struct canvas *c, int x, int end, enum action act, const char *brief)
{
	char key[24];
	int y = c->h - 1, gap = a->session->env.english;

	keymap_key(a->keymap, act, key, sizeof key);
	if (key[0] == '\0' || *brief == '\0' || !allowed(a, act))
		return x;
	int w = text_width(key) + gap + text_width(brief) + 1 + gap;
	if (x + w > end)
		return x;
	canvas_put(c, y, x, end - x, PAINT_KEY, key);
	canvas_put(c, y, x + text_width(key) + gap, end - x, PAINT_HINT, brief);
	return x + w;
}

/* What Enter does here and now; "" nothing. */
static const char *
entering(const struct layer *l, const char *otherwise)
{
	return l->model != NULL && l->ops->enter != NULL ? l->ops->enter(l->model) : otherwise;
}

/* The word beside a key; leaving the first layer is quitting. */
static const char *
brief_of(struct app *a, enum action act)
{
	if (act == ACT_OPEN)
		return entering(app_top(a), _(actions[act].brief));
	if (act == ACT_PANE && a->depth == 1 && screen_sibling(app_top(a)->id, 1) != app_top(a)->id)
		return _("next page");
	if (act == ACT_METRIC && app_top(a)->ops->list != NULL)
		return _("totals");
	return act == ACT_LEAVE && a->depth == 1 ? _("quit") : _(actions[act].brief);
}

static int
hint(struct app *a, struct canvas *c, int x, int end, enum action act)
{
	return hint_as(a, c, x, end, act, brief_of(a, act));
}

/* Does the screen take this action?  Search, filter and totals only where it has them. */
static bool
taken(const struct layer *l, enum action act)
{
	return (act != ACT_SEARCH || l->ops->search != NULL) && (act != ACT_FILTER || l->ops->filter != NULL) &&
	       (act != ACT_METRIC || l->ops->list == NULL || l->ops->list->totals != NULL);
}

static int
tail_width(struct app *a, const enum action *tail, int n)
{
	char key[24];
	int w = 0;

	for (int i = 0; i < n; i++)
		w += text_width(keymap_key(a->keymap, tail[i], key, sizeof key)) + text_width(brief_of(a, tail[i])) +
		     1 + 2 * a->session->env.english;
	return w;
}

static void
paint_hints(struct app *a, struct canvas *c)
{
	static const struct { enum action act; const char *brief; } dialog[] = {
		{ ACT_CONFIRM, N_("do it") }, { ACT_PANE, N_("next") }, { ACT_PANE_BACK, N_("before") },
		{ ACT_OPEN, N_("choose") },
		{ ACT_BACK, N_("cancel, back") },
	};
	static const enum action tail[] = { ACT_HELP, ACT_PALETTE, ACT_LEAVE };
	static const enum action common[] = { ACT_OPEN, ACT_SEARCH, ACT_PANE, ACT_COPY, ACT_EXPORT, ACT_LINEAGE,
	                                      ACT_REFRESH };
	const struct layer *l = app_top(a);
	unsigned own = l->ops->scope & ~(unsigned)(SCOPE_ANY | SCOPE_MOVE | SCOPE_STEPS | SCOPE_DIALOG);
	int x = 1, tail_n = 3, end;

	canvas_fill(c, c->h - 1, 0, 1, c->w, PAINT_HINT, " ");
	if (l->ops->overlay) {
		for (size_t i = 0; i < sizeof dialog / sizeof *dialog; i++)
			x = hint_as(a, c, x, c->w - 1, dialog[i].act, dialog[i].act == ACT_OPEN
			            ? entering(l, _(dialog[i].brief)) : _(dialog[i].brief));
		return;
	}
	end = c->w - 1 - tail_width(a, tail, tail_n);
	if (app_has(l, SCOPE_STEPS))
		for (int act = ACT_CLOSE; act <= ACT_STEPS; act++)
			x = hint(a, c, x, end, (enum action)act);
	if (l->ops->search != NULL)
		x = hint(a, c, x, end, ACT_SEARCH);
	for (int act = 1; act < ACT_COUNT; act++)
		if ((actions[act].scope & own) && taken(l, (enum action)act))
			x = hint(a, c, x, end, (enum action)act);
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (app_has(l, SCOPE_MOVE) && common[i] != ACT_SEARCH)
			x = hint(a, c, x, end, common[i]);
	for (int i = 0; i < tail_n; i++)
		x = hint(a, c, x, c->w, tail[i]);
}

/* ---- body ------------------------------------------------------------------------ */

static void
paint_waiting(struct app *a, struct canvas *c)
{
	int y = c->h / 2 - 2;

	canvas_centre(c, y, 0, c->w, PAINT_TITLE, _("nothing has been pulled from the hub yet"));
	canvas_centre(c, y + 2, 0, c->w, PAINT_DIM, a->session->hub[0] != '\0' ? a->session->hub
	              : _("no hub is configured: start with --hub URL or unix:PATH, or write it to guatu.conf"));
	if (a->link.estimate > 0) {
		char text[120];
		snprintf(text, sizeof text, _("pulling: %ld of about %ld records"), a->link.done, a->link.estimate);
		canvas_centre(c, y + 4, 0, c->w, PAINT_NORMAL, text);
	} else if (a->link.text[0] != '\0') {
		canvas_centre(c, y + 4, 0, c->w, PAINT_WARN, a->link.text);
	}
}

static void
paint_layer(struct app *a, struct layer *l, struct canvas *body)
{
	struct canvas view = *body;
	struct env env;

	if (l->ops->overlay) {
		app_room(a, l);
		view = canvas_view(body, (body->h - l->h) / 2, (body->w - l->w) / 2, l->h, l->w);
		canvas_fill(&view, 0, 0, view.h, view.w, PAINT_DIALOG, " ");
		body->cursor->on = false;
	}
	if (l->error[0] != '\0') {
		canvas_wrap(&view, view.h / 2, 2, 4, view.w - 4, PAINT_ERROR, l->error);
	} else if (l->model == NULL) {
		paint_waiting(a, &view);
	} else {
		env = app_env(a, l);
		l->ops->paint(l->model, &env, &view);
	}
	for (int y = 0; l->ops->overlay && y < view.h; y++)
		for (int x = 0; x < view.w; x++)
			view.cells[(view.y + y) * view.stride + view.x + x].role |= CELL_ON_DIALOG;
}

void
app_paint(struct app *a)
{
	struct canvas *c = &a->frame, other = a->before;

	a->before = a->frame;
	a->frame = other;
	c->tier = a->tier;
	c->before = a->painted == app_top(a)->ops && a->painted_depth == a->depth ? a->before.cells : NULL;
	a->painted = app_top(a)->ops;
	a->painted_depth = a->depth;
	canvas_fill(c, 0, 0, c->h, c->w, PAINT_NORMAL, " ");
	c->cursor->on = false;
	if (a->small) {
		char text[120];
		snprintf(text, sizeof text, _("too small: needs %dx%d, is %dx%d"), APP_LEAST_W, APP_LEAST_H, c->w,
		         c->h);
		canvas_wrap(c, c->h / 2, 0, c->h, c->w, PAINT_WARN, text);
		return;
	}
	bool keep = a->hurried && c->before != NULL;        /* the lines around the body, until keys pause */
	if (!keep) {
		paint_header(a, c);
		paint_tabs(a, c);
		paint_hints(a, c);
	} else {
		canvas_keep(c, 0, 0, 2, c->w);
		canvas_keep(c, c->h - 1, 0, 1, c->w);
	}
	struct canvas body = canvas_view(c, 2, 0, c->h - APP_ROWS_AROUND, c->w);
	for (struct layer *l = app_base(a); l <= app_top(a); l++)
		paint_layer(a, l, &body);
	paint_message(a, c);
	if (a->tier != GLYPHS_RICH)
		canvas_narrow(c, a->wide_ambiguous, a->tier == GLYPHS_ASCII);
}
