#include "console/app/app_in.h"

struct layer *
app_top(struct app *a)
{
	return &a->layers[a->depth - 1];
}

struct layer *
app_base(struct app *a)
{
	int i = a->depth - 1;

	while (i > 0 && a->layers[i].ops->overlay)
		i--;
	return &a->layers[i];
}

bool
app_has(const struct layer *l, unsigned scope)
{
	return (l->ops->scope & scope) != 0;
}

/* An overlay leaves the body's edge visible, so that it is seen to lie on something. */
void
app_room(struct app *a, struct layer *l)
{
	int h, w;

	term_size(a->term, &h, &w);
	h -= APP_ROWS_AROUND;
	l->h = h;
	l->w = w;
	if (!l->ops->overlay)
		return;
	l->w = w > 84 ? w - 4 : w;
	if (l->model != NULL && l->ops->size != NULL)
		l->ops->size(l->model, h, w > 84 ? w - 4 : w, &l->h, &l->w);
	if (l->h > h) l->h = h;
	if (l->w > w) l->w = w;
}

struct env
app_env(struct app *a, const struct layer *l)
{
	struct env env = a->session->env;

	env.h = l->h;
	env.w = l->w;
	env.arg = l->arg != NULL ? l->arg : "";
	env.online = a->link.state == LINK_ONLINE;
	env.hurried = a->hurried;
	env.board = a->board.known ? &a->board : NULL;
	return env;
}

static void
unload(struct layer *l)
{
	if (l->model != NULL && l->ops->unload != NULL)
		l->ops->unload(l->model);
	free(l->model);
	free(l->arg);
	*l = (struct layer){ 0 };
}

static bool
has_more(const struct layer *l)
{
	return l->error[0] == '\0' && l->ops->more != NULL && l->ops->more(l->model);
}

/* What is only queued here changes no total. */
static void
read_board(struct app *a, uint64_t topics)
{
	struct env env = app_env(a, app_base(a));

	if (a->session->store == NULL || (a->board.known && (topics & ~TOPIC_OUTBOX) == 0))
		return;
	env.board = NULL;
	store_begin(a->session->store);
	board_read(&a->board, topics & ~TOPIC_OUTBOX, a->session->store, &env);
	store_end(a->session->store);
}

void
app_load(struct app *a, struct layer *l)
{
	struct env env;

	app_room(a, l);
	env = app_env(a, l);
	bool news = l->stale && l->ahead;
	l->stale = l->ahead = false;
	l->error[0] = '\0';
	if (a->session->store == NULL)
		return;
	if (l->model == NULL && (l->model = screen_model_new(l->ops)) == NULL) {
		snprintf(l->error, sizeof l->error, "%s", _("out of memory; close other programs and start again"));
		return;
	}
	store_begin(a->session->store);
	/* Reading on is one load, reading the news another, once nothing of the old is left. */
	for (int left = news ? 2 : 1; left > 0; left -= left == 1 || !has_more(l))
		if (l->ops->load != NULL && l->ops->load(l->model, a->session->store, &env) != 0)
			snprintf(l->error, sizeof l->error, "%s", store_error(a->session->store));
	l->untold = store_untold(a->session->store, l->ops->topics);
	store_end(a->session->store);
	l->ahead = has_more(l);
	app_room(a, l);
	a->dirty = true;
}

void
app_load_ahead(struct app *a)
{
	if (!app_top(a)->ahead)
		return;
	a->hurried = a->late;                /* what it brings belongs to the same run of keys */
	app_load(a, app_top(a));
}

/* Queued work that was being typed when the line dropped comes back once. */
static void
restore_draft(struct app *a, struct layer *l)
{
	struct op *draft;
	struct env env = app_env(a, l);
	struct op *blank;

	if (l->ops->restore == NULL || l->model == NULL || a->session->outbox == NULL || l->ops->draft == NULL)
		return;
	blank = l->ops->draft(l->model, &env);
	if (blank == NULL)
		return;
	draft = outbox_draft_take(a->session->outbox, blank->kind, blank->id, blank->verb);
	op_free(blank);
	if (draft == NULL)
		return;
	draft->uuid[0] = '\0';               /* it has left the outbox */
	l->ops->restore(l->model, draft);
	op_free(draft);
	app_say(a, PAINT_OK, "%s", _("what you had typed before is back"));
}

int
app_push(struct app *a, enum screen_id id, const char *arg)
{
	struct layer *l;

	if ((id == SCREEN_FORM || id == SCREEN_BULK || id == SCREEN_MENU) && app_past_day(a))
		return -1;
	if (screen_defs[id].ops == NULL || a->depth == LAYERS_MAX) {
		app_refuse(a, "%s", screen_defs[id].ops == NULL ? _("this screen is not in this build")
		           : _("too many screens are open; go back with Esc"));
		return -1;
	}
	l = &a->layers[a->depth++];
	*l = (struct layer){ .id = id, .ops = screen_defs[id].ops, .arg = strdup(arg != NULL ? arg : "") };
	if (l->arg == NULL)
		abort();
	app_load(a, l);
	if (l->error[0] != '\0' && l->ops->overlay) {
		app_refuse(a, "%s", l->error);
		app_pop(a);
		return -1;
	}
	restore_draft(a, l);
	a->dirty = true;
	return 0;
}

void
app_pop(struct app *a)
{
	if (a->depth < 2)
		return;
	unload(app_top(a));
	a->depth--;
	if (app_top(a)->stale)
		app_load(a, app_top(a));
	for (int i = 0; i < a->depth; i++)
		if (&a->layers[i] == app_base(a) && a->layers[i].stale)
			app_load(a, &a->layers[i]);
	if (a->depth > 0 && !app_top(a)->ops->overlay)
		a->question = ASK_NONE;
	a->dirty = true;
}

void
app_switch(struct app *a, enum screen_id id, const char *arg)
{
	bool fresh = arg != NULL && *arg != '\0';

	if (screen_defs[id].ops == NULL) {
		app_refuse(a, "%s", _("this screen is not in this build"));
		return;
	}
	while (a->depth > 1) {
		unload(app_top(a));
		a->depth--;
	}
	if (a->layers[0].id != id)
		a->previous = a->layers[0].id;
	if (a->depth == 1) {
		a->parked[a->layers[0].id] = a->layers[0];
		a->layers[0] = (struct layer){ 0 };
	}
	a->depth = 1;
	a->tab_last[screen_defs[id].tab] = (int)id;
	a->layers[0] = a->parked[id];
	a->parked[id] = (struct layer){ 0 };
	if (fresh && a->layers[0].ops != NULL && strcmp(a->layers[0].arg, arg) != 0)
		unload(&a->layers[0]);
	struct layer *l = &a->layers[0];
	bool known = l->ops != NULL;
	if (!known)
		*l = (struct layer){ .id = id, .ops = screen_defs[id].ops, .arg = strdup(arg != NULL ? arg : "") };
	if (l->arg == NULL)
		abort();
	int h = l->h, w = l->w;
	app_room(a, l);
	if (!a->board.known)
		read_board(a, ~UINT64_C(0));
	if (!known || l->stale || l->model == NULL || h != l->h || w != l->w)
		app_load(a, l);
	a->question = ASK_NONE;
	a->dirty = true;
}

void
app_stale(struct app *a, uint64_t topics)
{
	a->hint_stale = true;
	if (a->depth > 0)
		read_board(a, topics);
	for (int s = 0; s < SCREEN_COUNT; s++)
		if (a->parked[s].ops != NULL && (a->parked[s].ops->topics & topics) != 0)
			a->parked[s].stale = true;
	for (int i = 0; i < a->depth; i++)
		if ((a->layers[i].ops->topics & topics) != 0 || a->layers[i].model == NULL)
			a->layers[i].stale = true;
	for (struct layer *l = app_base(a); l <= app_top(a); l++)
		if (l->stale)
			app_load(a, l);
}

void
app_layout(struct app *a)
{
	for (int i = 0; i < a->depth; i++)
		a->layers[i].stale |= !a->layers[i].ops->overlay;
	for (int s = 0; s < SCREEN_COUNT; s++)
		a->parked[s].stale |= a->parked[s].ops != NULL;
	for (struct layer *l = app_base(a); l <= app_top(a); l++) {
		if (l->stale)
			app_load(a, l);
		else
			app_room(a, l);
	}
	a->dirty = true;
}

void
app_close_all(struct app *a)
{
	while (a->depth > 0)
		unload(&a->layers[--a->depth]);
	for (int s = 0; s < SCREEN_COUNT; s++)
		if (a->parked[s].ops != NULL)
			unload(&a->parked[s]);
}
