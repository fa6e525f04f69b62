#include "store/read/addressees.h"

#include "model/text/language.h"
#include "store/cache/db.h"
#include "store/read/addressees.sql.h"

struct named { char word[128], name[128], unit[128]; int posts; };
COLUMNS(named, struct named, COL(word), COL(posts), COL_NAME(name), COL(unit))

/* Of one post what the word does not say of it already. */
static const char *
besides(const struct named *n)
{
	if (*n->unit != '\0' && strcmp(n->unit, n->word) != 0)
		return n->unit;
	return strcmp(n->name, n->word) != 0 ? n->name : "";
}

static void
say(const struct named *n, char *out, size_t size)
{
	if (n->posts == 0)
		snprintf(out, size, _("%s (no such post here)"), n->word);
	else if (n->posts > 1)
		snprintf(out, size, _("%s (%d posts)"), n->word, n->posts);
	else if (*besides(n) != '\0')
		snprintf(out, size, _("%s (%s)"), n->word, besides(n));
	else
		snprintf(out, size, "%s", n->word);
}

int
store_addressees(struct store *st, const char *words, bool english, char *out, size_t size)
{
	struct rows q = rows_open(st, SQL_ADDRESSEES, BIND(T(words), ENGLISH(english)));
	size_t len = 0;

	*out = '\0';
	while (rows_next(&q) && len < size) {
		struct named n;
		char text[400];
		row_fill(&q, named, &n);
		say(&n, text, sizeof text);
		len += (size_t)snprintf(out + len, size - len, "%s%s", len > 0 ? "、" : "", text);
	}
	return rows_close(&q);
}
