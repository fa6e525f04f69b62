#include "console/app/paint.h"

static char *
paint(const struct screen_ops *ops, const void *model, const struct env *env, enum glyph_tier tier)
{
	struct canvas c;
	char *text;

	if (canvas_init(&c, env->h, env->w, tier) != 0)
		return NULL;
	ops->paint(model, env, &c);
	text = canvas_text(&c);
	canvas_clear(&c);
	return text;
}

char *
paint_text(struct session *s, const struct screen_ops *ops, const char *arg, int h, int w,
           enum glyph_tier tier, char *error, size_t error_size)
{
	struct env env = s->env;
	void *model = screen_model_new(ops);
	char *text = NULL;
	int rc = 0;

	env.h = h;
	env.w = w;
	env.arg = arg;
	if (model != NULL && ops->load != NULL)
		do
			rc = ops->load(model, s->store, &env);
		while (rc == 0 && ops->more != NULL && ops->more(model));
	if (model == NULL)
		snprintf(error, error_size, "%s", _("out of memory"));
	else if (rc != 0)
		snprintf(error, error_size, "%s", store_error(s->store));
	else if ((text = paint(ops, model, &env, tier)) == NULL)
		snprintf(error, error_size, "%s", _("out of memory"));
	if (model != NULL && ops->unload != NULL)
		ops->unload(model);
	free(model);
	return text;
}
