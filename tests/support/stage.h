/*
 * A screen on a stage: a store, a clock and an identity, and a screen that is
 * loaded, acted on and painted to text without a terminal.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/cache/store.h"

struct stage {
	struct store   *st;
	struct env      env;
	struct calendar cal;
	char            county[16], county_name[64];
	const struct screen_ops *ops;
	void           *model;
};

/* Speaks Chinese from the catalogue of this build, as the programs do by default. */
void  stage_chinese(void);
/* `now` is RFC 3339; the cache file may be one made by the sync process or by stage_cache_from_pack(). Exits on failure. */
void  stage_open(struct stage *s, const char *cache_path, const char *now, int body_h, int body_w);
/* The same with an outbox attached; NULL for none. */
void  stage_open_with(struct stage *s, const char *cache_path, const char *outbox_path, const char *now, int body_h, int body_w);
void  stage_close(struct stage *s);
/* Opens a screen on `arg` (may be ""), loading it. */
void  stage_enter(struct stage *s, const char *screen, const char *arg);
/* Chinese (or English) messages from the catalogues just built. */
void  stage_language(bool english);
/* Asks the screen to load again, as a change of data would; also what it puts off. */
void  stage_reload(struct stage *s);
/* One action; FX_LOAD is carried out, every other effect is returned to look at (free effect.text). */
struct effect stage_act(struct stage *s, const char *action);
/* The sample county of packs/PACK at `now`, on a terminal of h x w. */
void  stage_open_pack(struct stage *s, const char *pack, const char *now, int h, int w);
/* Does the painted body say `part`?  Prints the body when it does not. */
bool  stage_shows(struct stage *s, const char *part);
/* Compares the painted body with tests/screens/golden/NAME.txt. */
void  stage_golden(struct stage *s, const char *name, enum glyph_tier tier);
/* One action has this effect: its screen when it opens one, its text unless NULL. */
void  stage_does(struct stage *s, const char *action, enum effect_kind kind, enum screen_id screen, const char *text);
/* SCREEN over a pack against its goldens SCREEN-80x24, -120x36 and -200x50. */
void  stage_three_sizes(const char *pack, const char *now, const char *screen);
/* Every action three times over, on packs rich and poor in what the screen shows, at odd sizes: it must still paint. */
void  stage_every_action(const char *screen, const char *arg);
/* A group set-up: the catalogue's Chinese. */
int   stage_in_chinese(void **state);
/* The body as text; yours to free. */
char *stage_text(struct stage *s, enum glyph_tier tier);
