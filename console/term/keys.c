#include "console/term/keys.h"

#include "model/text/utf8.h"

enum { KEYS_PER_ACTION = 4 };

struct keymap {
	uint32_t keys[ACT_COUNT][KEYS_PER_ACTION];
	char     names[ACT_COUNT][48];
};

static const struct { const char *name; uint32_t key; } named[] = {
	{ "Up", NAMED_UP }, { "Down", NAMED_DOWN }, { "Left", NAMED_LEFT }, { "Right", NAMED_RIGHT },
	{ "Home", NAMED_HOME }, { "End", NAMED_END }, { "PgUp", NAMED_PGUP }, { "PgDn", NAMED_PGDN },
	{ "Enter", NAMED_ENTER }, { "Esc", NAMED_ESC }, { "Tab", NAMED_TAB }, { "Shift-Tab", NAMED_BACKTAB },
	{ "S-Tab", NAMED_BACKTAB }, { "Backspace", NAMED_BACKSPACE }, { "Insert", NAMED_INSERT },
	{ "Delete", NAMED_DELETE }, { "Space", ' ' },
};

/* ---- names --------------------------------------------------------------- */

uint32_t
key_parse(const char *name, size_t len)
{
	char text[32];
	uint32_t cp, inner;
	int n;

	if (len == 0 || len >= sizeof text)
		return 0;
	snprintf(text, sizeof text, "%.*s", (int)len, name);
	n = utf8_decode(text, &cp);
	if ((size_t)n == len)
		return cp > 0x20 && cp != UTF8_BAD && cp != 0x7F ? cp : 0;
	size_t alt = strncmp(text, "M-", 2) == 0 ? 2 : strncmp(text, "Alt-", 4) == 0 ? 4 : 0;
	size_t ctrl = strncmp(text, "C-", 2) == 0 ? 2 : strncmp(text, "Ctrl-", 5) == 0 ? 5 : 0;
	if (alt > 0) {
		inner = key_parse(text + alt, len - alt);
		return inner != 0 && (inner & KEY_ALT) == 0 ? inner | KEY_ALT : 0;
	}
	if (ctrl > 0 && len == ctrl + 1 && ((text[ctrl] | 0x20) >= 'a' && (text[ctrl] | 0x20) <= 'z'))
		return (uint32_t)(text[ctrl] & 0x1F);
	if (text[0] == 'F' && (n = atoi(text + 1)) >= 1 && n <= 20 && strspn(text + 1, "0123456789") == len - 1)
		return (uint32_t)NAMED_F0 + (uint32_t)n;
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (strcmp(named[i].name, text) == 0)
			return named[i].key;
	return 0;
}

const char *
key_label(uint32_t key, char *out, size_t size)
{
	char utf8[12];

	if (key & KEY_ALT) {
		key_label(key & ~KEY_ALT, utf8, sizeof utf8);
		snprintf(out, size, "Alt-%s", utf8);
		return out;
	}
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (named[i].key == key) {
			snprintf(out, size, "%s", named[i].name);
			return out;
		}
	if (key > (uint32_t)NAMED_F0 && key <= (uint32_t)NAMED_LAST) {
		snprintf(out, size, "F%u", key - (uint32_t)NAMED_F0);
	} else if (key < 0x20) {
		snprintf(out, size, "Ctrl-%c", (char)(key | 0x40));
	} else {
		utf8_encode(key, utf8);
		snprintf(out, size, "%s", utf8);
	}
	return out;
}

/* ---- input methods ------------------------------------------------------- */

uint32_t
key_from_fullwidth(uint32_t cp)
{
	static const struct { uint32_t from; char to; } pairs[] = {
		{ 0x3001, '/' }, { 0x3002, '.' }, { 0x3010, '[' }, { 0x3011, ']' }, { 0x300A, '<' }, { 0x300B, '>' },
		{ 0x3008, '<' }, { 0x3009, '>' }, { 0x300C, '{' }, { 0x300D, '}' }, { 0x3000, ' ' }, { 0x2014, '_' },
		{ 0x2026, '^' }, { 0x00B7, '`' }, { 0x00D7, '*' }, { 0xFFE5, '$' }, { 0x201C, '"' }, { 0x201D, '"' },
		{ 0x2018, '\'' }, { 0x2019, '\'' },
	};

	if (cp >= 0xFF01 && cp <= 0xFF5E)
		return cp - 0xFF01 + '!';
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].from == cp)
			return (uint32_t)pairs[i].to;
	return cp;
}

/* ---- keys to actions ----------------------------------------------------- */

/* Reads blank-separated names into keys: 0, -1 with the bad word in `bad`. */
static int
read_keys(const char *text, uint32_t keys[KEYS_PER_ACTION], char *bad, size_t size)
{
	int n = 0;

	memset(keys, 0, sizeof *keys * KEYS_PER_ACTION);
	while (*(text += strspn(text, " \t")) != '\0') {
		size_t len = strcspn(text, " \t");
		uint32_t key = key_parse(text, len);
		if (key == 0 || n == KEYS_PER_ACTION) {
			snprintf(bad, size, "%.*s", (int)len, text);
			return -1;
		}
		keys[n++] = key;
		text += len;
	}
	return 0;
}

int
app_binding_check(const char *action, const char *keys, char *error, unsigned error_size)
{
	uint32_t parsed[KEYS_PER_ACTION];
	char bad[64];

	if (action_find(action) == ACT_NONE) {
		snprintf(error, error_size, _("no action is called \"%s\"; the help screen (?) lists them"), action);
		return -1;
	}
	if (read_keys(keys, parsed, bad, sizeof bad) != 0) {
		snprintf(error, error_size,
		         _("\"%s\" is no key; use a character, C-x, M-x, F1 to F20, Up, Enter, Tab, Esc, Space ..."),
		         bad);
		return -1;
	}
	return 0;
}

static int
bind(struct keymap *map, enum action act, const char *keys)
{
	char bad[64];

	snprintf(map->names[act], sizeof map->names[act], "%s", keys);
	return read_keys(keys, map->keys[act], bad, sizeof bad);
}

struct keymap *
keymap_new(const struct app_binding *bindings, int count)
{
	struct keymap *map = calloc(1, sizeof *map);
	int rc = map == NULL ? -1 : 0;

	for (int a = 1; rc == 0 && a < ACT_COUNT; a++)
		rc = bind(map, (enum action)a, actions[a].keys);
	for (int i = 0; rc == 0 && i < count; i++)
		if ((rc = bind(map, action_find(bindings[i].action), bindings[i].keys)) == 0)
			action_keys_set(action_find(bindings[i].action), bindings[i].keys);
	if (rc == 0)
		return map;
	keymap_free(map);
	return NULL;
}

void
keymap_free(struct keymap *map)
{
	free(map);
}

static bool
has_key(const struct keymap *map, int act, uint32_t key)
{
	for (int i = 0; i < KEYS_PER_ACTION; i++)
		if (map->keys[act][i] == key)
			return true;
	return false;
}

/* A dialog's digits choose; those that switch screens rest meanwhile. */
static bool
rests_in_dialog(int act)
{
	return actions[act].scope == SCOPE_ANY && strncmp(actions[act].name, "screen-", 7) == 0;
}

static int
breadth(unsigned scope)
{
	return scope & SCOPE_ANY ? 2 : scope & SCOPE_MOVE ? 1 : 0;
}

enum action
keymap_find(const struct keymap *map, uint32_t key, unsigned scope)
{
	enum action best = ACT_NONE;

	for (int a = 1; a < ACT_COUNT; a++) {
		if ((actions[a].scope & scope) == 0 || !has_key(map, a, key))
			continue;
		if ((scope & SCOPE_DIALOG) && rests_in_dialog(a))
			continue;
		if (best == ACT_NONE || breadth(actions[a].scope) < breadth(actions[best].scope))
			best = (enum action)a;
	}
	return best;
}

const char *
keymap_keys(const struct keymap *map, enum action act)
{
	return map->names[act];
}

const char *
keymap_key(const struct keymap *map, enum action act, char *out, size_t size)
{
	*out = '\0';
	if (map->keys[act][0] != 0)
		key_label(map->keys[act][0], out, size);
	return out;
}
