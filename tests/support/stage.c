#include "tests/support/stage.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/kit/lineage.h"
#include "tests/support/golden.h"
#include "tests/support/packs.h"
#include "tests/support/test.h"

static void
must(bool ok, const char *what, const char *why)
{
	if (ok)
		return;
	fprintf(stderr, "stage: %s: %s\n", what, why);
	exit(1);
}

void
stage_chinese(void)
{
	const char *build = getenv("BUILD");
	char path[256];

	snprintf(path, sizeof path, "%s/share/locale", build != NULL ? build : "build");
	must(setlocale(LC_ALL, "C.UTF-8") != NULL, "locale", "no C.UTF-8");
	setenv("LANGUAGE", "zh_CN", 1);
	bindtextdomain("guatu", path);
	textdomain("guatu");
}

void
stage_open(struct stage *s, const char *cache_path, const char *now, int body_h, int body_w)
{
	stage_open_with(s, cache_path, NULL, now, body_h, body_w);
}

void
stage_open_with(struct stage *s, const char *cache_path, const char *outbox_path, const char *now, int body_h, int body_w)
{
	char error[256], text[64];

	memset(s, 0, sizeof *s);
	s->st = store_open(cache_path, outbox_path, error, sizeof error);
	must(s->st != NULL, "open", error);
	must(instant_parse(now, &s->env.now) == 0, "clock", now);
	s->env.today = instant_day(s->env.now);
	s->env.h = body_h;
	s->env.w = body_w;
	s->env.user = "duty-a";
	s->env.post = "值班岗";
	s->env.roles = ROLE_DUTY;
	if (*store_param(s->st, "county", s->env.today, s->county, sizeof s->county) == '\0')
		snprintf(s->county, sizeof s->county, "530521");
	s->env.county = s->county;
	s->env.county_name = store_division(s->st, s->env.county, false, s->county_name, sizeof s->county_name);
	s->env.online = true;
	s->env.rules = &room_rules_default;
	must(store_calendar(s->st, &s->cal) == 0, "calendar", store_error(s->st));
	s->env.cal = &s->cal;
	s->env.campaign_start = civil_parse(store_param(s->st, "campaign_start", s->env.today, text, sizeof text));
	s->env.zero_day = civil_parse(store_param(s->st, "zero_day", s->env.today, text, sizeof text));
	s->env.arg = "";
}

void
stage_language(bool english)
{
	const char *build = getenv("BUILD");
	char dir[256];

	setlocale(LC_ALL, "C.UTF-8");
	setenv("LANGUAGE", english ? "en" : "zh_CN", 1);
	snprintf(dir, sizeof dir, "%s/share/locale", build != NULL ? build : "build");
	bindtextdomain("guatu", dir);
	textdomain("guatu");
}

static void
load(struct stage *s, const char *what)
{
	do
		must(s->ops->load(s->model, s->st, &s->env) == 0, what, store_error(s->st));
	while (s->ops->more != NULL && s->ops->more(s->model));
}

void
stage_reload(struct stage *s)
{
	load(s, s->ops->name);
}

static void
leave(struct stage *s)
{
	if (s->model != NULL && s->ops->unload != NULL)
		s->ops->unload(s->model);
	free(s->model);
	s->model = NULL;
}

void
stage_close(struct stage *s)
{
	leave(s);
	calendar_clear(&s->cal);
	store_close(s->st);
}

void
stage_enter(struct stage *s, const char *screen, const char *arg)
{
	leave(s);
	s->ops = screen_find(screen);
	must(s->ops != NULL, screen, "no such screen");
	s->env.arg = arg;
	s->model = screen_model_new(s->ops);
	must(s->model != NULL, screen, "out of memory");
	if (s->ops->load != NULL)
		load(s, screen);
}

struct effect
stage_act(struct stage *s, const char *action)
{
	enum action act = action_find(action);
	struct effect e;

	must(act != ACT_NONE, action, "no such action");
	e = act == ACT_LINEAGE ? lineage_ask(s->ops, s->model, s->st, &s->env, NULL) : s->ops->act(s->model, act, &s->env);
	if (e.kind == FX_ACTION && !s->ops->overlay)
		return stage_act(s, actions[e.number].name);
	if (e.kind == FX_LOAD || e.kind == FX_AHEAD)
		load(s, action);
	return e;
}

char *
stage_text(struct stage *s, enum glyph_tier tier)
{
	struct canvas c;
	char *text;

	must(canvas_init(&c, s->env.h, s->env.w, tier) == 0, "canvas", "out of memory");
	s->ops->paint(s->model, &s->env, &c);
	text = canvas_text(&c);
	canvas_clear(&c);
	return text;
}

void
stage_open_pack(struct stage *s, const char *pack, const char *now, int h, int w)
{
	enum { FRAME_ROWS = 4 };      /* header, tabs, message, hints */

	stage_open(s, stage_pack(pack), now, h - FRAME_ROWS, w);
}

bool
stage_shows(struct stage *s, const char *part)
{
	char *text = stage_text(s, GLYPHS_RICH);
	bool found = strstr(text, part) != NULL;

	if (!found)
		printf("%s\n", text);
	free(text);
	return found;
}

void
stage_golden(struct stage *s, const char *name, enum glyph_tier tier)
{
	char *text = stage_text(s, tier);

	golden_check(name, text);
	free(text);
}

void
stage_does(struct stage *s, const char *action, enum effect_kind kind, enum screen_id screen, const char *text)
{
	struct effect e = stage_act(s, action);

	assert_int_equal(e.kind, kind);
	if (kind == FX_OPEN)
		assert_int_equal(e.screen, screen);
	if (text != NULL)
		assert_string_equal(e.text, text);
	free(e.text);
}

void
stage_three_sizes(const char *pack, const char *now, const char *screen)
{
	static const int sizes[][2] = { { 24, 80 }, { 36, 120 }, { 50, 200 } };
	struct stage s = { 0 };
	char name[64];

	for (size_t i = 0; i < 3; i++) {
		stage_open_pack(&s, pack, now, sizes[i][0], sizes[i][1]);
		stage_enter(&s, screen, "");
		snprintf(name, sizeof name, "%s-%dx%d", screen, sizes[i][1], sizes[i][0]);
		stage_golden(&s, name, GLYPHS_RICH);
		stage_close(&s);
	}
}

void
stage_every_action(const char *screen, const char *arg)
{
	static const int sizes[][2] = { { 12, 40 }, { 24, 80 }, { 60, 220 } };
	struct stage s = { 0 };

	for (size_t i = 0; i < 3; i++) {
		stage_open_pack(&s, i == 1 ? "huoqiu-2018" : "shidian-2020", "2020-06-18T09:00:00+08:00", sizes[i][0], sizes[i][1]);
		stage_enter(&s, screen, arg);
		for (int round = 0; round < 3; round++)
			for (int a = 1; a < ACT_COUNT; a++) {
				struct effect e = stage_act(&s, actions[a].name);
				free(e.text);
				assert_true(stage_shows(&s, ""));
			}
		stage_close(&s);
	}
}

int
stage_in_chinese(void **state)
{
	(void)state;
	stage_language(false);
	return 0;
}
