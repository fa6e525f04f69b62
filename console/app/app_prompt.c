#include "console/app/app_in.h"

#include "model/text/utf8.h"
#include "screens/kit/list.h"

void
app_prompt(struct app *a, bool filter)
{
	struct layer *l = app_top(a);
	const char *now = filter && l->model != NULL && l->ops->filter_text != NULL
	                  ? l->ops->filter_text(l->model) : "";

	a->prompt.on = true;
	a->prompt.filter = filter;
	a->prompt.error[0] = '\0';
	line_set(&a->prompt.line, now != NULL ? now : "");
	a->message[0] = '\0';
}

static void
search(struct app *a, const char *needle, int direction)
{
	struct layer *l = app_top(a);
	struct env env;

	if (l->ops->search == NULL || l->model == NULL || a->session->store == NULL)
		return;
	env = app_env(a, l);
	store_begin(a->session->store);
	struct effect e = l->ops->search(l->model, a->session->store, &env, needle, direction);
	store_end(a->session->store);
	app_effect(a, e);
}

void
app_search_again(struct app *a, int direction)
{
	if (app_top(a)->ops->search == NULL)
		return;
	if (a->needle[0] == '\0')
		app_prompt(a, false);
	else
		search(a, a->needle, direction);
}

static void
filter(struct app *a)
{
	struct layer *l = app_top(a);
	char error[200] = "";
	struct effect e;

	if (l->model == NULL || l->ops->filter == NULL)
		return;
	e = l->ops->filter(l->model, a->prompt.line.text, error, sizeof error);
	if (error[0] != '\0') {
		snprintf(a->prompt.error, sizeof a->prompt.error, "%s", error);
		if (a->muted_until <= a->session->env.now && !a->options->mute)
			term_bell(a->term);
		free(e.text);
		return;
	}
	a->prompt.on = false;
	app_effect(a, e);
}

void
app_prompt_type(struct app *a, const struct typed *in)
{
	if (in->key == EDIT_ENTER) {
		if (a->prompt.filter) {
			filter(a);
			return;
		}
		a->prompt.on = false;
		snprintf(a->needle, sizeof a->needle, "%.*s", (int)utf8_clip(a->prompt.line.text, sizeof a->needle - 1),
		         a->prompt.line.text);
		search(a, a->needle, 1);
		return;
	}
	if (in->key == EDIT_BACKSPACE && a->prompt.line.len == 0) {
		a->prompt.on = false;
		return;
	}
	a->prompt.error[0] = '\0';
	line_type(&a->prompt.line, in, false);
	/* A search shows its first hit while it is typed. */
	if (!a->prompt.filter && in->key < EDIT_ENTER && a->prompt.line.len > 0)
		search(a, a->prompt.line.text, 0);
}

/* What stands beside the line: what is wrong with it, else an example of this list's own columns. */
static const char *
prompt_help(struct app *a, char *out, size_t size)
{
	const struct screen_ops *ops = app_top(a)->ops;

	if (a->prompt.error[0] != '\0')
		return a->prompt.error;
	if (!a->prompt.filter)
		return _("Chinese, pinyin or initials; Enter, then n N");
	if (ops->filter != list_filter)
		return _("e.g. township:Yaoguan overdue>7  Enter applies, empty clears");
	return list_example(ops->list, out, size);
}

void
app_prompt_paint(struct app *a, struct canvas *row)
{
	const char *label = a->prompt.filter ? _("filter:") : "/", *help;
	int x = 1 + canvas_put(row, 0, 1, row->w, PAINT_KEY, label), aside = 0;
	bool wrong = a->prompt.error[0] != '\0';
	char example[200];

	help = prompt_help(a, example, sizeof example);

	x += a->prompt.filter;
	if (row->w >= 60) {
		aside = text_width(help) + 2;
		/* What is wrong may take what the line does not need. */
		if (aside > (wrong ? row->w - x - 20 : row->w / 2))
			aside = wrong ? row->w - x - 20 : row->w / 2;
	}
	line_paint(&a->prompt.line, row, 0, x, row->w - x - aside - 1, true);
	canvas_put(row, 0, row->w - aside, aside - 1, wrong ? PAINT_ERROR : PAINT_DIM, help);
}
