#include "console/app/app_in.h"

#include "model/room/civil.h"

/* Effective-dated parameters follow the day that is looked at. */
static void
refresh_session(struct app *a)
{
	char error[512];

	if (session_refresh(a->session, error, sizeof error) < 0)
		app_refuse(a, "%s", error);
}

static void
as_of(struct app *a, long number)
{
	struct env *env = &a->session->env;
	int32_t real;
	char day[11];

	a->session->as_of = CIVIL_NONE;
	session_clock(a->session);
	real = env->today;
	if (number != 0 && number < real) {
		a->session->as_of = (int32_t)number;
		session_clock(a->session);
		civil_format(env->today, day);
		app_say(a, PAINT_WARN,
		        _("as of %s: everything as it stood at the end of that day; Esc returns to today"), day);
	} else {
		app_say(a, PAINT_NORMAL, "%s", number > real ? _("today is the last day") : _("back to today"));
	}
	refresh_session(a);
	app_stale(a, ~UINT64_C(0));
}

static void
open_over(struct app *a, struct effect *e)
{
	/* What an overlay opens takes its place. */
	if (app_top(a)->ops->overlay && screen_defs[e->screen].ops != NULL && a->depth > 1)
		app_pop(a);
	app_push(a, e->screen, e->text);
}

static void
show(struct app *a, struct effect *e)
{
	char *arg;

	if (asprintf(&arg, "%s\n%s", e->verb != NULL && *e->verb != '\0' ? _(e->verb) : "",
	             e->text != NULL ? e->text : "") < 0)
		abort();
	app_push(a, SCREEN_TEXTBOX, arg);
	free(arg);
}

static void
answer(struct app *a, long button)
{
	enum question q = a->question;

	a->question = ASK_NONE;
	app_pop(a);
	if (button == 0)
		return;
	if (q == ASK_QUIT)
		a->quit = true;
	else if (q == ASK_DROP)
		app_outbox(a, "drop", a->question_arg);
}

/* What was copied, by its first line. */
static void
say_copied(struct app *a, const char *text)
{
	char first[64];
	int lines = 0;

	snprintf(first, sizeof first, "%.*s", (int)text_fit(text, 36), text);
	first[strcspn(first, "\n")] = '\0';
	for (char *p = first; *p != '\0'; p++)
		if (*p == '\t')
			*p = ' ';
	for (const char *p = text; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n')
		lines++;
	app_say(a, PAINT_OK, _("copied to your terminal's clipboard, %d lines: %s"), lines, first);
}

static void
copy(struct app *a, const char *text)
{
	char error[200];

	if (a->options->clipboard_off)
		app_refuse(a, "%s", _("copying is off (clipboard = no in guatu.conf)"));
	else if (clipboard_copy(a->term, text, error, sizeof error) != 0)
		app_refuse(a, "%s", error);
	else
		say_copied(a, text);
}

static void
draft(struct app *a)
{
	struct layer *l = app_top(a);
	struct env env = app_env(a, l);
	struct op *op = l->ops->draft != NULL && l->model != NULL ? l->ops->draft(l->model, &env) : NULL;

	if (op == NULL || a->session->outbox == NULL) {
		app_refuse(a, "%s", _("nothing to keep"));
	} else if (outbox_draft(a->session->outbox, op) != 0) {
		app_refuse(a, "%s", outbox_error(a->session->outbox));
	} else {
		app_pop(a);
		app_say(a, PAINT_OK, "%s", _("draft kept; it comes back when you open this form again"));
	}
	op_free(op);
}

/* A menu's verb and a palette's action apply to what lies below them. */
static void
leave_overlay(struct app *a)
{
	if (app_top(a)->ops->overlay)
		app_pop(a);
}

static void
outbox_effect(struct app *a, const struct effect *e)
{
	if (strcmp(e->verb, "drop") == 0 && a->question == ASK_NONE && !app_top(a)->ops->overlay) {
		a->question = ASK_DROP;
		snprintf(a->question_arg, sizeof a->question_arg, "%s", e->text != NULL ? e->text : "");
		app_push(a, SCREEN_CONFIRM,
		         _("Give up this operation?\nIt leaves the outbox for good; the record at the hub "
		         "stays as it is.\nkeep it\ngive up"));
		return;
	}
	app_outbox(a, e->verb, e->text);
}

void
app_effect(struct app *a, struct effect e)
{
	if (e.kind != FX_NONE)
		a->dirty = true;
	switch (e.kind) {
	case FX_NONE: case FX_PAINT: break;
	case FX_LOAD:       app_load(a, app_top(a)); break;
	case FX_AHEAD:      app_top(a)->ahead = true; break;
	case FX_OPEN:       open_over(a, &e); break;
	case FX_SWITCH:     app_switch(a, e.screen, e.text); break;
	case FX_BACK:       app_pop(a); break;
	case FX_VERB:       leave_overlay(a); app_verb(a, e.verb); break;
	case FX_SUBMIT:     app_submit(a, &e); break;
	case FX_OUTBOX:     outbox_effect(a, &e); break;
	case FX_COPY:       copy(a, e.text != NULL ? e.text : ""); break;
	case FX_EXPORT:     app_export(a, e.text != NULL ? e.text : ""); break;
	case FX_SHOW:       show(a, &e); break;
	case FX_SAY:        app_say(a, PAINT_NORMAL, "%s", e.text != NULL ? e.text : ""); break;
	case FX_REFUSE:     app_refuse(a, "%s", e.text != NULL ? e.text : ""); break;
	case FX_AS_OF:      leave_overlay(a); as_of(a, e.number); break;
	case FX_RETRY_SYNC: a->link.retry_ms = 0; link_say(&a->link, "pull"); break;
	case FX_QUIT:       a->quit = true; break;
	case FX_ACTION:     leave_overlay(a); app_action(a, (enum action)e.number); break;
	case FX_ANSWER:     answer(a, e.number); break;
	case FX_DRAFT:      draft(a); break;
	}
	for (int i = 0; e.more != NULL && e.more[i] != NULL; i++)
		op_free(e.more[i]);
	free(e.more);
	op_free(e.op);
	free(e.text);
}
