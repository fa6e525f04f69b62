/*
 * Keys as numbers and as names, the map from keys to actions, and what an
 * input method's full-width characters mean while no text is being typed.
 *
 * A key is a code point (control characters included), or KEY_NAMED + n for a
 * named one; KEY_ALT is added for Alt.
 */
#pragma once

#include "console/app/app_options.h"
#include "screens/kit/screen.h"

#define KEY_ALT   (1u << 30)
#define KEY_NAMED 0x200000u
enum named_key {
	NAMED_NONE = 0, NAMED_UP = (int)KEY_NAMED, NAMED_DOWN, NAMED_LEFT, NAMED_RIGHT, NAMED_HOME, NAMED_END,
	NAMED_PGUP, NAMED_PGDN, NAMED_ENTER, NAMED_ESC, NAMED_TAB, NAMED_BACKTAB, NAMED_BACKSPACE, NAMED_INSERT,
	NAMED_DELETE, NAMED_F0,             /* F1 is NAMED_F0 + 1 */
	NAMED_LAST = NAMED_F0 + 20
};

/* One name of actions.def's notation: 0 when there is no such key. */
uint32_t    key_parse(const char *name, size_t len);
/* The name shown to people; `out` at least 24 bytes. */
const char *key_label(uint32_t key, char *out, size_t size);

/* What a character typed through an input method stands for outside text entry: ： is ':', ／ is '/', ａ is 'a';
 * anything else is returned as it is. */
uint32_t    key_from_fullwidth(uint32_t cp);

/* Checks one binding for the configuration reader: 0; -1 with what is wrong (unknown action, unknown key name). */
int app_binding_check(const char *action, const char *keys, char *error, unsigned error_size);

struct keymap;
/* actions.def with the bindings over it; NULL out of memory or a bad binding (checked before by app_binding_check). */
struct keymap *keymap_new(const struct app_binding *bindings, int count);
void           keymap_free(struct keymap *map);
/* The action of `key` where `scope` applies: the narrowest scope wins; in a dialog the digits belong to it. */
enum action    keymap_find(const struct keymap *map, uint32_t key, unsigned scope);
/* The keys of an action as people read them ("x F9"); "" when it has none. */
const char    *keymap_keys(const struct keymap *map, enum action act);
/* The first key only, for the hint line. */
const char    *keymap_key(const struct keymap *map, enum action act, char *out, size_t size);
