/* What the files of the list share. */
#pragma once

#include "screens/kit/list.h"

enum { LIST_HEAD = 2, LIST_REQUEST = 1024 };

/* Is there anything below the line that folds away? */
bool list_has_below(const struct list *l, int at);
/* How deep a row stands among the rows as they are listed now. */
int  list_level(const struct list *l, int row);
/* Lines above the rows: tabs, a panel, column heads. */
int  list_above(const struct list *l, const struct env *env);
/* Lines below them, and one for the rule above those. */
int  list_detail_rows(const struct list *l, const struct env *env);
/* Rows on a page. */
int  list_page(const struct list *l, const struct env *env);

/* A bare word that some row has whole in a column (a place, a state, a post) is a condition on that column. */
void list_settle(struct list *l, const struct env *env);
/* Does the value say exactly this, by its code or in words? */
bool list_is_exactly(const struct value *v, const char *text);
/* Conditions on columns whose words are of a fixed set: with a word that is not in it nothing is listed, and the
 * nearest right words are said.  0, -1 with store_error(). */
int  list_check_words(struct list *l, struct store *st, const struct env *env);
/* Does the row count in totals? */
bool list_counts(const struct list *l, const void *row);
/* Works out the totals of the rows there are. */
void list_tally(struct list *l, const struct env *env);
/* The next of its totals, as the filter; behind the last none. */
struct effect list_next_total(struct list *l, const struct env *env);
bool list_passes(const struct list *l, const void *row, const struct env *env);
/* Does any column say this: as it stands, by code, pinyin or initials? */
bool list_says(const struct list *l, const void *row, const struct env *env, const char *needle);
/* "name, place, state": the columns a word is looked for in. */
const char *list_looked_in(const struct list *l, char *out, size_t size);
/* What `guatu list` is asked for the same rows in the same order. */
const char *list_request(const struct list *l, char out[LIST_REQUEST]);
