#include "console/app/app_in.h"
#include "screens/kit/lineage.h"

#include "model/text/utf8.h"

/* ---- text --------------------------------------------------------------- */

/* The editing key this stands for while text is typed; false when it is no text. */
static bool
typed_from(uint32_t key, struct typed *out)
{
	static const struct { uint32_t key; enum edit_key edit; } table[] = {
		{ NAMED_BACKSPACE, EDIT_BACKSPACE }, { NAMED_DELETE, EDIT_DELETE }, { NAMED_LEFT, EDIT_LEFT },
		{ NAMED_RIGHT, EDIT_RIGHT }, { NAMED_HOME, EDIT_HOME }, { NAMED_END, EDIT_END }, { NAMED_UP, EDIT_UP },
		{ NAMED_DOWN, EDIT_DOWN }, { NAMED_ENTER, EDIT_ENTER }, { NAMED_TAB, EDIT_TAB },
		{ NAMED_BACKTAB, EDIT_BACKTAB }, { 0x01, EDIT_HOME }, { 0x15, EDIT_KILL }, { 0x17, EDIT_WORD_BACK },
		{ 0x05, EDIT_EDITOR }, { 0x0E, EDIT_DOWN }, { 0x10, EDIT_UP },
	};

	*out = (struct typed){ .key = EDIT_CHAR, .cp = key };
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].key == key) {
			out->key = table[i].edit;
			return true;
		}
	return key >= 0x20 && key < 0x110000;
}

static bool
typing(struct app *a)
{
	struct layer *l = app_top(a);

	return a->prompt.on ||
	       (l->model != NULL && l->ops->typing != NULL && l->ops->type != NULL && l->ops->typing(l->model));
}

static void
type(struct app *a, const struct typed *in)
{
	struct layer *l = app_top(a);

	if (a->prompt.on) {
		app_prompt_type(a, in);
	} else {
		struct env env = app_env(a, l);
		app_effect(a, l->ops->type(l->model, in, &env));
	}
	a->dirty = true;
}

/* ---- keys --------------------------------------------------------------- */

/* Alt-digit where it is bound to nothing is an F-key: some terminals have no others. */
static uint32_t
function_of(uint32_t key)
{
	uint32_t digit = key & ~KEY_ALT;

	if (digit < '0' || digit > '9')
		return key;
	return (uint32_t)NAMED_F0 + (digit == '0' ? 10 : digit - '0');
}

static enum action
action_of(struct app *a, uint32_t key)
{
	unsigned scope = app_top(a)->ops->scope | SCOPE_ANY;
	enum action act = keymap_find(a->keymap, key, scope);

	if (act == ACT_NONE && (key & KEY_ALT))
		act = keymap_find(a->keymap, function_of(key), scope);
	return act;
}

static void
not_here(struct app *a)
{
	app_say(a, PAINT_WARN, "%s",
	        app_top(a)->ops->overlay ? _("this key does nothing here; the last line shows those that do")
	        : _("this key does nothing here; ? shows those that do"));
}

static void
normal_key(struct app *a, uint32_t key)
{
	uint32_t meant = key_from_fullwidth(key);
	enum action act;

	if (utf8_is_han(meant) && meant < 0x110000) {
		app_say(a, PAINT_WARN, "%s", _("Chinese input is on: press Shift for English, or use the F-keys"));
		return;
	}
	if (meant == 0x03)               /* ^C */
		act = ACT_QUIT;
	else
		act = action_of(a, meant);
	if (act != ACT_NONE)
		app_action(a, act);
	else
		not_here(a);
}

static void
click(struct app *a, int y, int x)
{
	if (y == 1)
		for (int s = 0; s < SCREEN_COUNT; s++)
			if (screen_defs[s].tab > 0 && a->frame.cells[a->frame.stride + x].utf8[0] != '\0' &&
			    a->tab_at[s].from <= x && x < a->tab_at[s].to)
				app_switch(a, (enum screen_id)s, NULL);
	/* A row: walk the selection there with the same steps a person would take. */
	if (y < 2 || typing(a) || !app_has(app_top(a), SCOPE_MOVE))
		return;
	for (int tries = 0; tries < 200; tries++) {
		app_paint(a);
		int at = a->frame.cursor->on ? a->frame.cursor->y : y, before = at;
		if (at == y)
			return;
		app_action(a, at < y ? ACT_DOWN : ACT_UP);
		app_paint(a);
		if (!a->frame.cursor->on || a->frame.cursor->y == before || (before < y) != (a->frame.cursor->y < y))
			return;
	}
}

/* Keys that leave text entry: Esc, F-keys, ^L, ^C. */
static bool
leaves_text(uint32_t key)
{
	return key == NAMED_ESC || key > (uint32_t)NAMED_F0 || (key & KEY_ALT) || key == 0x0C || key == 0x03;
}

static void
key_event(struct app *a, uint32_t key)
{
	struct typed in;

	if (!typing(a)) {
		normal_key(a, key);
	} else if (a->prompt.on && key == NAMED_ESC) {
		a->prompt.on = false;
	} else if (!leaves_text(key)) {
		if (typed_from(key, &in))
			type(a, &in);
	} else if (a->prompt.on && key != 0x0C) {
		a->prompt.on = false;
	} else {
		normal_key(a, key);
	}
}

/* Keys this close are held down or typed without looking. */
enum { RUN_MS = 150 };

void
app_key(struct app *a, const struct term_event *event)
{
	int64_t now_ms = monotonic_ms();

	a->dirty = a->unchecked = true;
	a->run = now_ms - a->key_ms < RUN_MS || a->pace.slow;
	a->key_ms = now_ms;
	a->hurried = false;
	if (a->message[0] != '\0' && event->kind == TERM_KEY)
		a->message[0] = '\0';
	switch (event->kind) {
	case TERM_KEY:
		if (event->key == 0x1A)          /* ^Z */
			a->suspend = true;
		else if (!a->small || event->key == 0x03 || event->key == 'q' || event->key == 'Q')
			key_event(a, event->key);
		break;
	case TERM_PASTE:
		if (typing(a))
			type(a, &(struct typed){ .key = EDIT_PASTE, .paste = event->text });
		else
			app_refuse(a, "%s", _("pasting works in text fields, search (/) and filter (f)"));
		break;
	case TERM_CLICK:
		click(a, event->y, event->x);
		break;
	case TERM_WHEEL:
		if (!typing(a))
			app_action(a, event->y < 0 ? ACT_UP : ACT_DOWN);
		break;
	default:
		break;
	}
}

/* ---- actions the core does itself ---------------------------------------- */

static enum screen_id
screen_of(const struct app *a, enum action act)
{
	int tab = (int)act - (int)ACT_SCREEN_MAP + 1, first = -1;      /* the tabs stand first, in order */

	for (int s = 0; s < SCREEN_COUNT; s++)
		if (screen_defs[s].tab == tab && screen_defs[s].ops != NULL) {
			first = first < 0 ? s : first;
			if (a->tab_last[tab] == s)
				return (enum screen_id)s;
		}
	return first < 0 ? SCREEN_MAP : (enum screen_id)first;
}

const char *
app_verb_of(enum action act)
{
	switch (act) {
	case ACT_CLOSE:    return "close";
	case ACT_ACK:      return "ack";
	case ACT_SNOOZE:   return "snooze";
	case ACT_REASSIGN: return "reassign";
	case ACT_URGE:     return "urge";
	case ACT_ESCALATE: return "escalate";
	case ACT_COMMENT:  return "comment";
	default:           return NULL;
	}
}

static void
ask_quit(struct app *a)
{
	int unsent = a->session->counts.pending + a->session->counts.conflict;
	char text[400];

	if (a->question == ASK_QUIT) {
		a->quit = true;
		return;
	}
	if (unsent == 0) {
		a->quit = true;
		return;
	}
	snprintf(text, sizeof text,
	         _("Quit?\nUnsent: %d, in conflict: %d. They stay in the outbox on this machine and are sent "
	         "the next time guatu or \"guatu sync\" runs.\nstay\nquit"),
	         a->session->counts.pending, a->session->counts.conflict);
	a->question = ASK_QUIT;
	if (app_push(a, SCREEN_CONFIRM, text) != 0)
		a->quit = true;
}

/* Esc and q: what the screen has of its own first, then the layer, then leaving. */
static void
back(struct app *a, bool leave)
{
	struct layer *l = app_top(a);

	if (!(leave && a->depth == 1) && l->model != NULL && l->ops->dirty != NULL && l->ops->dirty(l->model)) {
		if (!l->ops->overlay)
			app_load(a, l);
		return;
	}
	if (a->depth > 1) {
		app_pop(a);
	} else if (leave) {
		ask_quit(a);
	} else if (a->session->env.as_of) {
		app_effect(a, (struct effect){ .kind = FX_AS_OF });
	}
}

static void
day_step(struct app *a, int by)
{
	app_effect(a, (struct effect){ .kind = FX_AS_OF, .number = a->session->env.today + by });
}

static void
refresh_now(struct app *a)
{
	if (a->link.fd < 0 && !a->link.off)
		a->link.retry_ms = 0;
	link_say(&a->link, "poke");
	link_say(&a->link, "pull");
	app_stale(a, ~UINT64_C(0));
	app_say(a, PAINT_NORMAL, "%s",
	        a->link.fd >= 0 ? _("asked the hub for news") : _("no line to the hub; showing the cache"));
}

static void
mute(struct app *a)
{
	bool off = a->muted_until > a->session->env.now;

	a->muted_until = off ? 0 : a->session->env.now + 600;
	app_say(a, PAINT_NORMAL, "%s", off ? _("the bell rings again") : _("no bell for ten minutes"));
}

/* Help and palette are told the screen below and what its cursor is on. */
static void
over_here(struct app *a, enum screen_id id)
{
	static struct targets t;
	char arg[100];

	snprintf(arg, sizeof arg, "%s %s", app_base(a)->ops->name, app_targets(a, &t) ? record_kinds[t.kind].name : "");
	app_push(a, id, arg);
}

/* The digit of the tab that is shown already goes on to its next screen. */
static void
open_tab(struct app *a, enum screen_id id)
{
	if (a->depth != 1 || a->layers[0].id != id)
		app_switch(a, id, NULL);
	else if (screen_sibling(id, 1) != id)
		app_switch(a, screen_sibling(id, 1), NULL);
	else
		app_say(a, PAINT_NORMAL, "%s", _("this screen is already shown"));
}

/* True when `act` belongs to the core whatever screen is shown. */
static bool
core_action(struct app *a, enum action act)
{
	switch (act) {
	case ACT_SCREEN_MAP: case ACT_SCREEN_TASKS: case ACT_SCREEN_ISSUES: case ACT_SCREEN_REPORTS:
	case ACT_SCREEN_SETTLEMENT: case ACT_SCREEN_TOWNSHIP: case ACT_SCREEN_OUTBOX: case ACT_SCREEN_DUTIES:
	case ACT_SCREEN_LEDGERS: case ACT_SCREEN_CATALOGUE:
		open_tab(a, screen_of(a, act));
		return true;
	case ACT_HELP:        over_here(a, SCREEN_HELP); return true;
	case ACT_PALETTE:     over_here(a, SCREEN_PALETTE); return true;
	case ACT_BACK:        back(a, false); return true;
	case ACT_LEAVE:       back(a, true); return true;
	case ACT_QUIT:        ask_quit(a); return true;
	case ACT_REPAINT:     term_redraw(a->term); return true;
	case ACT_PREVIOUS:    if (a->depth > 1) app_pop(a); else app_switch(a, a->previous, NULL); return true;
	case ACT_DAY_BACK:    day_step(a, -1); return true;
	case ACT_DAY_FORWARD: day_step(a, 1); return true;
	case ACT_MUTE:        mute(a); return true;
	case ACT_MOUSE:
		a->mouse = !a->mouse;
		term_mouse(a->term, a->mouse);
		app_say(a, PAINT_NORMAL, "%s", a->mouse ? _("mouse on: hold Shift to select text") : _("mouse off"));
		return true;
	default:
		return false;
	}
}

/* What no screen wanted: search, filter, steps on what the cursor is on. */
static void
leftover_action(struct app *a, enum action act)
{
	struct layer *l = app_top(a);

	switch (act) {
	case ACT_REFRESH:   refresh_now(a); return;
	case ACT_SEARCH:    if (l->ops->search != NULL) app_prompt(a, false); else not_here(a); return;
	case ACT_FILTER:    if (l->ops->filter != NULL) app_prompt(a, true); else not_here(a); return;
	case ACT_NEXT_HIT:  app_search_again(a, 1); return;
	case ACT_PREV_HIT:  app_search_again(a, -1); return;
	case ACT_STEPS:     app_steps(a); return;
	case ACT_UNDO:      app_undo(a); return;
	case ACT_PANE: case ACT_PANE_BACK:
		if (a->depth == 1)
			open_tab(a, screen_sibling(l->id, act == ACT_PANE ? 1 : -1));
		return;
	case ACT_RETRY_ALL: app_outbox(a, "retry-all", NULL); return;
	default:
		if (app_verb_of(act) != NULL && app_has(l, SCOPE_STEPS))
			app_verb(a, app_verb_of(act));
		else if (act == ACT_COPY || act == ACT_EXPORT || act == ACT_LINEAGE || act == ACT_NEXT_SIBLING ||
		         act == ACT_PREV_SIBLING)
			not_here(a);
	}
}

/* Keys that make or change something, on whatever screen. */
bool
app_changes(struct app *a, enum action act)
{
	return app_verb_of(act) != NULL || act == ACT_STEPS || act == ACT_NEW_ENTRY ||
	       (act == ACT_UNDO && !app_has(app_top(a), SCOPE_OUTBOX));
}

void
app_action(struct app *a, enum action act)
{
	struct layer *l = app_top(a);
	struct effect e = fx(FX_NONE);

	a->dirty = true;
	a->calm |= act != ACT_DOWN && act != ACT_UP && act != ACT_PAGE_DOWN && act != ACT_PAGE_UP;
	a->hurried = a->run && !a->calm;
	if (core_action(a, act) || (app_changes(a, act) && app_past_day(a)))
		return;
	/* What is said of a row is read by now, though keys came faster. */
	if (act == ACT_LINEAGE || act == ACT_OPEN)
		app_load_ahead(a);
	if (l->model != NULL && l->ops->act != NULL) {
		struct env env = app_env(a, l);
		e = act == ACT_LINEAGE ? lineage_ask(l->ops, l->model, a->session->store, &env, NULL)
		                       : l->ops->act(l->model, act, &env);
	}
	if (e.kind == FX_NONE)
		leftover_action(a, act);
	else
		app_effect(a, e);
}
