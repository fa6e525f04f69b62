
#include "model/text/pinyin.h"
#include "model/text/utf8.h"
#include "store/read/issues.sql.h"
#include "store/read/issues_in.h"

enum { CODE, NAME, NAME_EN, SHORT, PINYIN, INITIALS, COLUMNS };
enum match { NO_MATCH, PART, EXACT };

static enum match
match_row(const struct rows *row, const char *word)
{
	enum match best = NO_MATCH;

	for (int c = 0; c < COLUMNS; c++) {
		const char *text = row_text(row, c);
		if (*text == '\0')
			continue;
		if (strcasecmp(text, word) == 0)
			return EXACT;
		if (c == NAME || c == SHORT || c == NAME_EN ? pinyin_match(text, word) :
		    c == PINYIN && strncasecmp(text, word, strlen(word)) == 0)
			best = PART;
	}
	return best;
}

static struct rows
names_of(struct store *st, enum names_of what)
{
	static const char *const sql[] = {
		[NAMES_DIVISION] = SQL_NAMES_DIVISION, [NAMES_FRONT] = SQL_NAMES_FRONT, [NAMES_GROUP] = SQL_NAMES_GROUP,
		[NAMES_POST] = SQL_NAMES_POST, [NAMES_SOURCE] = SQL_NAMES_TERM, [NAMES_KIND] = SQL_NAMES_TERM,
	};

	/* Of these only SQL_NAMES_TERM has a parameter. */
	return store_rows(st, sql[what], "names", BIND(T(what == NAMES_SOURCE ? "source" : "issue_kind")));
}

/* Adds what one word names, `best` or better; exact names drive out parts. */
static int
add_word(struct store *st, enum names_of what, const char *word, enum match best, char code[][24], int count, int max)
{
	struct rows r = names_of(st, what);
	int start = count;

	while (rows_next(&r)) {
		enum match m = match_row(&r, word);
		size_t length = strlen(row_text(&r, CODE));
		/* A township and its seat village share a short name: the larger place is meant. */
		bool larger = what == NAMES_DIVISION && m == best && count > start && length != strlen(code[start]);
		if (m < best || (larger && length > strlen(code[start])))
			continue;
		if (m > best || larger)
			count = start;
		best = m;
		if (count < max)
			snprintf(code[count++], sizeof code[0], "%s", row_text(&r, CODE));
	}
	return rows_close(&r) != 0 ? -1 : count;
}

/* The first dozen names there are, for people who typed another one. */
static void
list_known(struct store *st, enum names_of what, char *known, size_t size)
{
	struct rows r = names_of(st, what);
	size_t used = 0;

	for (int n = 0; used < size && rows_next(&r); n++) {
		const char *name = row_text(&r, SHORT);
		if (n == 16) {
			snprintf(known + used, size - used, " …");
			break;
		}
		used += (size_t)snprintf(known + used, size - used, " %s",
		                         *name != '\0' && what == NAMES_DIVISION ? name : row_text(&r, NAME));
	}
	rows_close(&r);
	known[utf8_clip(known, size - 1)] = '\0';
}

bool
issues_named(struct store *st, enum names_of what, const char *word)
{
	char code[1][24];

	return add_word(st, what, word, EXACT, code, 0, 1) > 0;
}

int
issues_names(struct store *st, enum names_of what, const char *text, char code[][24], int max, char *known,
             size_t known_size)
{
	static const char *const commas[] = { ",", "，", "、" };
	char word[96];
	int count = 0;

	while (*text != '\0' && count >= 0) {
		size_t n = strlen(text), skip = 0;
		for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
			const char *comma = strstr(text, commas[i]);
			if (comma != NULL && (size_t)(comma - text) < n) {
				n = (size_t)(comma - text);
				skip = strlen(commas[i]);
			}
		}
		snprintf(word, sizeof word, "%.*s", (int)n, text);
		text += n + skip;
		if (*word != '\0')
			count = add_word(st, what, word, PART, code, count, max);
	}
	if (count == 0 && known_size > 0) {
		*known = '\0';
		list_known(st, what, known, known_size);
	}
	return count;
}
