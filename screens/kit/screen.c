#include "screens/kit/screen.h"

const struct action_def actions[ACT_COUNT] = {
	[ACT_NONE] = { "", "", 0, "", "" },
#define ACTION(id, name, keys, scope, brief, help) [ACT_##id] = { name, keys, scope, brief, help },
#include "screens/kit/actions.def"
#undef ACTION
};

/* A screen not written yet is left out of the table by the linker: weak, NULL. */
#define SCREEN(id, ops, tab) extern const struct screen_ops ops __attribute__((weak));
#include "screens/kit/screens.def"
#undef SCREEN

const struct screen_def screen_defs[SCREEN_COUNT] = {
#define SCREEN(id, ops, tab) [SCREEN_##id] = { &ops, tab },
#include "screens/kit/screens.def"
#undef SCREEN
};

static const char *rebound[ACT_COUNT];

const char *
action_keys(enum action act)
{
	return rebound[act] != NULL ? rebound[act] : actions[act].keys;
}

const char *
action_keys_text(enum action act, char *out, size_t size)
{
	static const struct { const char *brief, *full; } marks[] = {
		{ "C-", "Ctrl-" }, { "M-", "Alt-" }, { "S-", "Shift-" } };
	size_t n = 0;

	*out = '\0';
	for (const char *p = action_keys(act); *p != '\0' && n + 8 < size; ) {
		bool starts = p == action_keys(act) || p[-1] == ' ', took = false;
		for (size_t i = 0; starts && !took && i < sizeof marks / sizeof *marks; i++)
			if (strncmp(p, marks[i].brief, 2) == 0 && p[2] != '\0' && p[2] != ' ') {
				n += (size_t)snprintf(out + n, size - n, "%s", marks[i].full);
				p += 2;
				took = true;
				if (i == 0 && *p >= 'a' && *p <= 'z' && (p[1] == ' ' || p[1] == '\0'))
					n += (size_t)snprintf(out + n, size - n, "%c", *p++ - 'a' + 'A');
			}
		if (!took)
			n += (size_t)snprintf(out + n, size - n, "%c", *p++);
	}
	return out;
}

void
action_keys_set(enum action act, const char *keys)
{
	rebound[act] = keys;
}

enum action
action_find(const char *name)
{
	for (int a = 1; a < ACT_COUNT; a++)
		if (strcmp(actions[a].name, name) == 0)
			return (enum action)a;
	return ACT_NONE;
}

const struct screen_ops *
screen_find(const char *name)
{
	for (int s = 0; s < SCREEN_COUNT; s++)
		if (screen_defs[s].ops != NULL && strcmp(screen_defs[s].ops->name, name) == 0)
			return screen_defs[s].ops;
	return NULL;
}

bool
env_past(const struct env *env)
{
	return env->as_of && env->today < instant_day(env->now);
}

int64_t
env_then(const struct env *env)
{
	char end[26];
	int64_t at;

	if (!env_past(env))
		return env->now;
	civil_format(env->today, end);
	snprintf(end + 10, sizeof end - 10, "T23:59:59+08:00");
	return instant_parse(end, &at) == 0 ? at : env->now;
}

const char *
env_whole(const struct env *env)
{
	return env->whole != NULL ? env->whole : _("county");
}

void *
screen_model_new(const struct screen_ops *ops)
{
	void *model = calloc(1, ops->model_size > 0 ? ops->model_size : 1);

	if (model != NULL && ops->init != NULL)
		ops->init(model, ops->list);
	return model;
}

void
targets_one(struct targets *out, enum kind kind, const char *id)
{
	out->kind = kind;
	out->count = id != NULL ? 1 : 0;
	snprintf(out->id[0], sizeof out->id[0], "%s", id != NULL ? id : "");
}

struct effect
fx(enum effect_kind kind)
{
	return (struct effect){ .kind = kind };
}

static struct effect fx_format(enum effect_kind kind, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

static struct effect
fx_format(enum effect_kind kind, const char *fmt, va_list ap)
{
	struct effect e = { .kind = kind };

	if (vasprintf(&e.text, fmt, ap) < 0)
		abort();
	return e;
}

struct effect
fx_text(enum effect_kind kind, const char *fmt, ...)
{
	va_list ap;
	struct effect e;

	va_start(ap, fmt);
	e = fx_format(kind, fmt, ap);
	va_end(ap);
	return e;
}

struct effect
fx_open(enum screen_id screen, const char *fmt, ...)
{
	va_list ap;
	struct effect e;

	va_start(ap, fmt);
	e = fx_format(FX_OPEN, fmt, ap);
	va_end(ap);
	e.screen = screen;
	return e;
}

struct effect
fx_do(enum action act)
{
	return (struct effect){ .kind = FX_ACTION, .number = act };
}

struct effect
fx_verb(const char *verb)
{
	return (struct effect){ .kind = FX_VERB, .verb = verb };
}

enum screen_id
screen_sibling(enum screen_id id, int step)
{
	int s = (int)id;

	if (screen_defs[id].tab == 0)
		return id;
	do
		s = (s + step + SCREEN_COUNT) % SCREEN_COUNT;
	while (s != (int)id && (screen_defs[s].tab != screen_defs[id].tab || screen_defs[s].ops == NULL));
	return (enum screen_id)s;
}

int
screen_tab_key(int tab)
{
	return tab % 10;
}
