#include "console/term/input.h"

#include "console/term/keys.h"
#include "model/text/utf8.h"

/* TOGETHER: bytes of one key press are no further apart, a hand's are.  STALE: what is cut this long stays cut. */
enum { TOGETHER_MS = 25, STALE_MS = 2000, CSI_MOST = 64, OSC_MOST = 256, PARAMS = 4, ESC = 0x1B, BEL = 0x07 };

int
input_init(struct input *in)
{
	memset(in, 0, sizeof *in);
	in->escape_wait = TOGETHER_MS;
	in->paste = malloc(INPUT_PASTE + 1);
	return in->paste != NULL ? 0 : -1;
}

void
input_clear(struct input *in)
{
	free(in->paste);
	in->paste = NULL;
}

void
input_name(struct input *in, const char *bytes, uint32_t key)
{
	if (bytes == NULL || bytes[0] != ESC || bytes[1] == '\0' || in->name_count == INPUT_NAMES ||
	    strlen(bytes) >= sizeof in->names[0].bytes)
		return;
	strcpy(in->names[in->name_count].bytes, bytes);
	in->names[in->name_count++].key = key;
}

size_t
input_room(const struct input *in)
{
	return INPUT_HELD - in->n;
}

void
input_add(struct input *in, const char *bytes, size_t n, int64_t now)
{
	if (n == 0)
		return;
	if (in->n == 1 && in->held[0] == ESC && now - in->at > TOGETHER_MS)
		in->apart = true;
	if (now - in->at >= STALE_MS) {
		in->skipping = '\0';
		if (in->limit == STALE_MS && !in->pasting)
			in->n = 0;
	}
	if (n > input_room(in))
		n = input_room(in);
	memcpy(in->held + in->n, bytes, n);
	in->n += n;
	in->at = now;
}

int
input_due(const struct input *in, int64_t now)
{
	int64_t left = in->at + in->limit - now;

	return in->n == 0 ? -1 : left > 0 ? (int)left : 0;
}

/* ---- characters ------------------------------------------------------------------ */

static uint32_t
char_key(uint32_t cp)
{
	switch (cp) {
	case '\r': case '\n': return NAMED_ENTER;
	case '\t': return NAMED_TAB;
	case 0x7F: case 0x08: return NAMED_BACKSPACE;
	case ESC: return NAMED_ESC;
	default: return cp == UTF8_BAD || (cp >= 0x80 && cp < 0xA0) ? (uint32_t)NAMED_NONE : cp;
	}
}

/* One character of the n bytes at `s` (n > 0, a NUL behind them): its bytes, 0 when its end is still to come. */
static size_t
take_char(const char *s, size_t n, bool over, uint32_t *cp)
{
	unsigned char lead = (unsigned char)*s;
	size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1, have = 1;

	*cp = 0;
	while (have < need && have < n && ((unsigned char)s[have] & 0xC0) == 0x80)
		have++;
	if (have < need && have == n && !over)
		return 0;
	return lead == '\0' ? 1 : (size_t)utf8_decode(s, cp);
}

/* ---- sequences --------------------------------------------------------------------- */

static void
press(struct term_event *out, uint32_t key)
{
	if (key != NAMED_NONE)
		*out = (struct term_event){ .kind = TERM_KEY, .key = key };
}

/* A known key with xterm's modifier: shifted F-keys are the next twelve, everything else modified means nothing
 * here. */
static void
press_modified(struct term_event *out, uint32_t key, int modifier)
{
	bool f = key > (uint32_t)NAMED_F0 && key <= (uint32_t)NAMED_F0 + 8;

	if (modifier <= 1)
		press(out, key);
	else if (modifier == 2 && f)
		press(out, key + 12);
}

static uint32_t
by_letter(char c)
{
	static const struct { char letter; uint32_t key; } table[] = {
		{ 'A', NAMED_UP }, { 'B', NAMED_DOWN }, { 'C', NAMED_RIGHT }, { 'D', NAMED_LEFT }, { 'H', NAMED_HOME },
		{ 'F', NAMED_END }, { 'Z', NAMED_BACKTAB }, { 'P', NAMED_F0 + 1 }, { 'Q', NAMED_F0 + 2 },
		{ 'R', NAMED_F0 + 3 }, { 'S', NAMED_F0 + 4 },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].letter == c)
			return table[i].key;
	return NAMED_NONE;
}

static uint32_t
by_number(int n)
{
	static const uint32_t keys[] = {
		[1] = NAMED_HOME, NAMED_INSERT, NAMED_DELETE, NAMED_END, NAMED_PGUP, NAMED_PGDN, NAMED_HOME, NAMED_END,
		[11] = NAMED_F0 + 1, NAMED_F0 + 2, NAMED_F0 + 3, NAMED_F0 + 4, NAMED_F0 + 5,
		[17] = NAMED_F0 + 6, NAMED_F0 + 7, NAMED_F0 + 8, NAMED_F0 + 9, NAMED_F0 + 10,
		[23] = NAMED_F0 + 11, NAMED_F0 + 12, NAMED_F0 + 13, NAMED_F0 + 14,
		[28] = NAMED_F0 + 15, NAMED_F0 + 16, [31] = NAMED_F0 + 17, NAMED_F0 + 18, NAMED_F0 + 19, NAMED_F0 + 20,
	};

	return n > 0 && n < (int)(sizeof keys / sizeof *keys) ? keys[n] : (uint32_t)NAMED_NONE;
}

static void
mouse(struct term_event *out, int button, int x, int y)
{
	if (button == 0)
		*out = (struct term_event){ .kind = TERM_CLICK, .y = y - 1, .x = x - 1 };
	else if (button == 64 || button == 65)
		*out = (struct term_event){ .kind = TERM_WHEEL, .y = button == 64 ? -1 : 1, .x = x - 1 };
}

/* A whole "ESC [ parameters final". */
static void
control(struct input *in, const char *params, char final, struct term_event *out)
{
	int p[PARAMS] = { 0 }, count = 0;
	bool private = *params >= '<' && *params <= '?';
	const char *s = params + private;

	for (; count < PARAMS; count++) {
		long v = strtol(s, (char **)&s, 10);
		p[count] = v < 0 ? 0 : v < 99999 ? (int)v : 99999;
		if (*s++ != ';')
			break;
	}
	if (*params == '<' && final == 'M')
		mouse(out, p[0], p[1], p[2]);
	else if (private)
		return;
	else if (final == 'R' && p[0] > 1)        /* in the first row it would be F3 with a modifier: never ask there */
		*out = (struct term_event){ .kind = TERM_CURSOR, .y = p[0], .x = p[1] };
	else if (final == 'n')
		*out = (struct term_event){ .kind = TERM_STATUS };
	else if (final == '~' && p[0] == 200)
		in->pasting = true, in->paste_len = 0;
	else if (final == '~')
		press_modified(out, by_number(p[0]), p[1]);
	else if (p[0] <= 1)
		press_modified(out, by_letter(final), p[1]);
}

/* "ESC [" at s: bytes taken, 0 for more. */
static size_t
take_csi(struct input *in, const char *s, size_t n, bool stale, struct term_event *out)
{
	char params[CSI_MOST + 1];
	size_t i = 2;

	if (s[2] == '[') {                          /* the Linux console's F1 to F5 */
		if (n >= 4 && s[3] >= 'A' && s[3] <= 'E')
			press(out, NAMED_F0 + 1 + (uint32_t)(s[3] - 'A'));
		return n >= 4 ? 4 : n * stale;
	}
	if (s[2] == 'M') {
		if (n >= 6)
			mouse(out, (unsigned char)s[3] - 32, (unsigned char)s[4] - 32, (unsigned char)s[5] - 32);
		return n >= 6 ? 6 : n * stale;
	}
	while (i < n && s[i] >= 0x20 && s[i] < 0x40)
		i++;
	if (i > CSI_MOST)
		in->skipping = '[';
	if (i == n || i > CSI_MOST)
		return stale || i > CSI_MOST ? i : 0;
	if (s[i] < 0x40 || s[i] > 0x7E)             /* cut off: what cut it counts for itself */
		return i;
	snprintf(params, sizeof params, "%.*s", (int)(i - 2), s + 2);
	control(in, params, s[i], out);
	return i + 1;
}

/* "ESC O" at s: arrows, F1 to F4 and the numeric keypad in application mode. */
static size_t
take_ss3(const char *s, struct term_event *out)
{
	static const char keypad[] = "*+,-./0123456789";

	if (s[2] == 'M')
		press(out, NAMED_ENTER);
	else if (s[2] >= 'j' && s[2] <= 'y')
		press(out, (uint32_t)keypad[s[2] - 'j']);
	else
		press(out, by_letter(s[2]));
	return 3;
}

/* "ESC ] text" to BEL or ESC \ at s. */
static size_t
take_osc(struct input *in, char *s, size_t n, bool stale, struct term_event *out)
{
	size_t i = 2;

	while (i < n && s[i] >= 0x20 && s[i] < 0x7F)
		i++;
	if (i > OSC_MOST) {
		in->skipping = ']';
		return i;
	}
	if (i == n || (s[i] == ESC && i + 1 == n))
		return stale ? n : 0;
	if (s[i] != BEL && (s[i] != ESC || s[i + 1] != '\\'))
		return i;
	size_t end = i + (s[i] == BEL ? 1 : 2);
	s[i] = '\0';
	*out = (struct term_event){ .kind = TERM_SAYS, .text = s + 2 };
	return end;
}

/* The rest of what was too long to be anything. */
static size_t
skip(struct input *in, const char *s, size_t n, bool stale)
{
	size_t i = 0;
	char until = in->skipping;

	while (i < n && s[i] >= 0x20 && s[i] < (until == '[' ? 0x40 : 0x7F))
		i++;
	if (i == n)
		return n;
	if (until == ']' && s[i] == ESC && i + 1 == n && !stale)
		return i;
	in->skipping = '\0';
	if (until == '[')
		return i + (s[i] >= 0x40 && s[i] <= 0x7E);
	return i + (s[i] == BEL ? 1 : s[i] == ESC && s[i + 1] == '\\' ? 2 : 0);
}

static bool
named(struct input *in, struct term_event *out, size_t *used)
{
	bool begun = false;

	for (int i = 0; i < in->name_count; i++) {
		size_t len = strlen(in->names[i].bytes);
		if (in->n >= len && memcmp(in->held, in->names[i].bytes, len) == 0) {
			press(out, in->names[i].key);
			*used = len;
			return true;
		}
		begun = begun || (in->n < len && memcmp(in->held, in->names[i].bytes, in->n) == 0);
	}
	*used = 0;
	return begun && in->n > 2;
}

/* ESC and what follows it: bytes taken, 0 for more. */
static size_t
take_escape(struct input *in, bool over, bool stale, struct term_event *out)
{
	size_t meta = in->n > 1 && in->held[1] == ESC, n = in->n - meta, used;
	char *s = in->held + meta;
	uint32_t cp;

	if (named(in, out, &used) && (used > 0 || !over))
		return used;
	if (n > 2 && (s[1] == '[' || s[1] == 'O' || (s[1] == ']' && s[2] >= '0' && s[2] <= '9'))) {
		in->limit = STALE_MS;
		used = s[1] == '[' ? take_csi(in, s, n, stale, out)
		                   : s[1] == 'O' ? take_ss3(s, out) : take_osc(in, s, n, stale, out);
		if (meta && out->kind == TERM_KEY)
			out->key |= KEY_ALT;
		return used > 0 ? used + meta : 0;
	}
	if (!over && (n == 1 || (n == 2 && memchr("[O]", s[1], 3) != NULL)))
		return 0;
	if (n == 1 || meta || in->apart) {
		press(out, NAMED_ESC);
		return 1;
	}
	used = take_char(s + 1, n - 1, over, &cp);
	if (used > 0 && char_key(cp) != NAMED_NONE)
		press(out, char_key(cp) | KEY_ALT);
	return used > 0 ? used + 1 : 0;
}

static size_t
take_paste(struct input *in, bool stale, struct term_event *out)
{
	static const char end[] = "\033[201~";
	size_t len = sizeof end - 1, used;
	char utf8[5];
	uint32_t cp;
	int n;

	if (in->held[0] == ESC) {
		if (in->n < len && memcmp(in->held, end, in->n) == 0)
			return stale;
		if (in->n < len || memcmp(in->held, end, len) != 0)
			return 1;
		in->pasting = false;
		in->paste[in->paste_len] = '\0';
		*out = (struct term_event){ .kind = TERM_PASTE, .text = in->paste };
		return len;
	}
	used = take_char(in->held, in->n, stale, &cp);
	if (cp == '\r')
		cp = '\n';
	n = cp >= ' ' || cp == '\n' || cp == '\t' ? utf8_encode(cp, utf8) : 0;
	if (n > 0 && in->paste_len + (size_t)n <= INPUT_PASTE) {
		memcpy(in->paste + in->paste_len, utf8, (size_t)n);
		in->paste_len += (size_t)n;
	}
	return used;
}

bool
input_next(struct input *in, int64_t now, struct term_event *out)
{
	*out = (struct term_event){ .kind = TERM_NONE };
	while (in->n > 0 && out->kind == TERM_NONE) {
		bool over = now - in->at >= in->escape_wait, stale = now - in->at >= STALE_MS;
		size_t used;
		uint32_t cp;
		in->held[in->n] = '\0';
		in->limit = in->escape_wait;
		if (in->pasting) {
			in->limit = STALE_MS;
			used = take_paste(in, stale, out);
		} else if (in->skipping != '\0') {
			in->limit = STALE_MS;
			used = skip(in, in->held, in->n, stale);
			if (used == 0 && in->skipping == '\0')
				continue;
		} else if (in->held[0] == ESC) {
			used = take_escape(in, over, stale, out);
		} else {
			used = take_char(in->held, in->n, over, &cp);
			if (used > 0)
				press(out, char_key(cp));
		}
		if (used == 0)
			return false;
		in->apart = in->apart && in->held[0] != ESC;
		/* An OSC's text stays where it is until the next bytes are looked at. */
		if (out->kind == TERM_SAYS)
			out->text = memcpy(in->paste, out->text, strlen(out->text) + 1);
		memmove(in->held, in->held + used, in->n -= used);
	}
	return out->kind != TERM_NONE;
}
