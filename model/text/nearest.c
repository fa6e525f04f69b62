#include "model/text/nearest.h"

#include "model/text/pinyin.h"
#include "model/text/utf8.h"

/* Longer texts are no names.  A step is one character put in, left out, changed or swapped with the next; characters
 * that begin alike when spoken, or sound alike, are less apart than others. */
enum { LENGTH_MAX = 48, STEP = 6, SAME_INITIAL = 5, SAME_SOUND = 2, SAME_LETTER = 1 };

static size_t
letters(const char *text, uint32_t out[LENGTH_MAX])
{
	size_t count = 0;

	for (int n; count < LENGTH_MAX && (n = utf8_decode(text, &out[count])) > 0; text += n)
		count++;
	return *text == '\0' ? count : 0;
}

static int
change(uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	if (a < 0x80 && b < 0x80 && tolower((int)a) == tolower((int)b))
		return SAME_LETTER;
	if (pinyin_same(a, b))
		return SAME_SOUND;
	return (pinyin_initials(a) & pinyin_initials(b)) != 0 ? SAME_INITIAL : STEP;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

static int
distance(const uint32_t *a, size_t m, const uint32_t *b, size_t n)
{
	int rows[3][LENGTH_MAX + 1];

	for (size_t j = 0; j <= n; j++)
		rows[0][j] = (int)j * STEP;
	for (size_t i = 1; i <= m; i++) {
		int *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		now[0] = (int)i * STEP;
		for (size_t j = 1; j <= n; j++) {
			now[j] = least(last[j - 1] + change(a[i - 1], b[j - 1]), least(last[j], now[j - 1]) + STEP);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + STEP);
		}
	}
	return rows[m % 3][n];
}

/* Of as many characters, each beginning alike when spoken: yg is 姚关 and 余官. */
static bool
same_initials(const uint32_t *a, size_t m, const uint32_t *b, size_t n)
{
	if (m != n || m < 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if (change(a[i], b[i]) > SAME_INITIAL)
			return false;
	return true;
}

/* How far apart they are, -1 too far. */
static int
apart(const char *typed, const char *word)
{
	uint32_t a[LENGTH_MAX], b[LENGTH_MAX];
	size_t m = letters(typed, a), n = letters(word, b);
	int d;

	if (m == 0 || n == 0)
		return -1;
	d = distance(a, m, b, n);
	if (d <= (int)(n + 2) / 3 * STEP || same_initials(a, m, b, n))
		return d;
	/* A part of it, or its pinyin: behind all that are only a step away. */
	if ((m > 1 && strstr(word, typed) != NULL) || (n > 1 && strstr(typed, word) != NULL) ||
	    (m > 1 && a[0] < 0x80 && b[0] >= 0x80 && pinyin_match(word, typed)))
		return 2 * STEP + (int)n;
	return -1;
}

void
nearest_look(struct nearest *n, const char *word, const char *say)
{
	int d = apart(n->typed, word), at;

	if (d < 0)
		return;
	say = say != NULL ? say : word;
	for (at = 0; at < n->count; at++)
		if (strcmp(n->list[at].word, say) == 0) {
			n->list[at].distance = least(n->list[at].distance, d);
			return;
		}
	for (at = n->count; at > 0 && n->list[at - 1].distance > d; at--)
		if (at < NEAREST_MAX)
			n->list[at] = n->list[at - 1];
	if (at == NEAREST_MAX)
		return;
	n->count += n->count < NEAREST_MAX;
	utf8_copy(n->list[at].word, sizeof n->list[at].word, say);
	n->list[at].distance = d;
}

void
nearest_list(const struct nearest *n, const char *between, char *out, size_t size)
{
	size_t len = 0;

	*out = '\0';
	for (int i = 0; i < n->count && len < size; i++)
		len += (size_t)snprintf(out + len, size - len, "%s%s", i > 0 ? between : "", n->list[i].word);
}
