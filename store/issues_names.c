#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "model/pinyin.h"
#include "model/utf8.h"
#include "store/issues.sql.h"
#include "store/issues_in.h"

enum { CODE, NAME, NAME_EN, SHORT, PINYIN, INITIALS, COLUMNS };
enum match { NO_MATCH, PART, EXACT };

static enum match
match_row(sqlite3_stmt *row, const char *word)
{
	enum match best = NO_MATCH;

	for (int c = 0; c < COLUMNS; c++) {
		const char *text = column_text(row, c);
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

static sqlite3_stmt *
names_statement(struct store *st, enum names_of what)
{
	static const char *const lists[] = { [NAMES_SOURCE] = "source", [NAMES_KIND] = "issue_kind" };
	sqlite3_stmt *rows;

	switch (what) {
	case NAMES_DIVISION: return store_stmt(st, SQL_NAMES_DIVISION);
	case NAMES_FRONT: return store_stmt(st, SQL_NAMES_FRONT);
	case NAMES_GROUP: return store_stmt(st, SQL_NAMES_GROUP);
	case NAMES_POST: return store_stmt(st, SQL_NAMES_POST);
	default:
		if ((rows = store_stmt(st, SQL_NAMES_TERM)) != NULL)
			sqlite3_bind_text(rows, 1, lists[what], -1, SQLITE_STATIC);
		return rows;
	}
}

/* Adds what one word names; exact names drive out parts. */
static int
add_word(struct store *st, enum names_of what, const char *word, char code[][24], int count, int max)
{
	sqlite3_stmt *rows = names_statement(st, what);
	int start = count, rc;
	enum match best = PART;

	if (rows == NULL)
		return -1;
	while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
		enum match m = match_row(rows, word);
		size_t length = strlen(column_text(rows, CODE));
		/* A township and its seat village share a short name: the larger place is meant. */
		bool larger = what == NAMES_DIVISION && m == best && count > start && length != strlen(code[start]);
		if (m < best || (larger && length > strlen(code[start])))
			continue;
		if (m > best || larger)
			count = start;
		best = m;
		if (count < max)
			snprintf(code[count++], sizeof code[0], "%s", column_text(rows, CODE));
	}
	sqlite3_reset(rows);
	return rc == SQLITE_DONE ? count : store_fail(st, "names");
}

/* The first dozen names there are, for people who typed another one. */
static void
list_known(struct store *st, enum names_of what, char *known, size_t size)
{
	sqlite3_stmt *rows = names_statement(st, what);
	size_t used = 0;

	for (int n = 0; rows != NULL && used < size && sqlite3_step(rows) == SQLITE_ROW; n++) {
		const char *name = column_text(rows, SHORT);
		if (n == 16) {
			snprintf(known + used, size - used, " …");
			break;
		}
		used += (size_t)snprintf(known + used, size - used, " %s",
		                         *name != '\0' && what == NAMES_DIVISION ? name : column_text(rows, NAME));
	}
	if (rows != NULL)
		sqlite3_reset(rows);
	known[utf8_clip(known, size - 1)] = '\0';
}

int
issues_names(struct store *st, enum names_of what, const char *text, char code[][24], int max, char *known, size_t known_size)
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
			count = add_word(st, what, word, code, count, max);
	}
	if (count == 0 && known_size > 0) {
		*known = '\0';
		list_known(st, what, known, known_size);
	}
	return count;
}
