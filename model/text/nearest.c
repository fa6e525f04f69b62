#include "model/base.h"
#include "model/text/nearest.h"

enum { LENGTH_MAX = 64 };

/* Letters put in, left out, changed, or swapped with the next one. */
static int
distance(const char *a, size_t m, const char *b, size_t n)
{
	int rows[3][LENGTH_MAX + 1];

	for (size_t j = 0; j <= n; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= m; i++) {
		int *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		now[0] = (int)i;
		for (size_t j = 1; j <= n; j++) {
			int best = last[j - 1] + (a[i - 1] != b[j - 1]);
			best = last[j] + 1 < best ? last[j] + 1 : best;
			best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return rows[m % 3][n];
}

void
nearest_look(struct nearest *n, const char *word)
{
	size_t typed = strlen(n->typed), length = strlen(word);
	int d;

	if (typed > LENGTH_MAX || length > LENGTH_MAX)
		return;
	d = distance(n->typed, typed, word, length);
	if (d <= (int)(length + 2) / 3 && (n->word == NULL || d < n->distance)) {
		n->word = word;
		n->distance = d;
	}
}
