/*
 * A new outbox out of a damaged one: the rows that can still be read, and the
 * journal's operations that are not among them; of one that is empty or gone
 * the journal is all there is.  Safe to overdo, since the hub remembers every
 * key it has applied.
 */
#include "store/outbox/outbox_in.h"

#include <cjson/cJSON.h>
#include <unistd.h>

#include "model/text/language.h"
#include "store/outbox/outbox.sql.h"
#include "store/read/place.h"

struct recovery { sqlite3 *old; int rows, lines; };

/* Row by row and only what is whole; a row that cannot be copied is left to the journal. */
static void
copy_rows(struct outbox *box, struct recovery *r)
{
	sqlite3_stmt *from = NULL, *to = box_rows(box, SQL_OUTBOX_SAVE, NULL).stmt;

	if (to != NULL && r->old != NULL &&
	    sqlite3_prepare_v2(r->old, SQL_OUTBOX_SALVAGE, -1, &from, NULL) == SQLITE_OK)
		while (sqlite3_step(from) == SQLITE_ROW) {
			for (int i = 0; i < 16; i++)
				sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
			if (sqlite3_step(to) == SQLITE_DONE)
				r->rows += sqlite3_changes(box->db);
			sqlite3_reset(to);
		}
	sqlite3_finalize(from);
	sqlite3_finalize(to);
}

static const char *
text_of(const cJSON *line, const char *name)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(line, name));

	return text != NULL ? text : "";
}

static int64_t
number_of(const cJSON *line, const char *name)
{
	double number = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(line, name));

	return number > 0 && number < 9e15 ? (int64_t)number : 0;
}

/* An operation the damaged file no longer has: it may have been sent, so it may not be taken back. */
static int
replay_op(struct outbox *box, const cJSON *line, int *lines)
{
	char *args = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(line, "args"));
	int rc = 0;

	if (args != NULL && *text_of(line, "verb") != '\0' && record_kind_find(text_of(line, "kind")) >= 0) {
		rc = box_run(box, SQL_OUTBOX_REPLAY,
		             BIND(T(text_of(line, "op")), T(text_of(line, "kind")), T(text_of(line, "id")),
		                  T(text_of(line, "verb")), I(number_of(line, "base")), T(args),
		                  I(number_of(line, "at")), T(text_of(line, "title"))));
		*lines += rc == 0 ? sqlite3_changes(box->db) : 0;
	}
	free(args);
	return rc;
}

static int
replay_state(struct outbox *box, const cJSON *line)
{
	return box_run(box, SQL_OUTBOX_REPLAY_STATE,
	               BIND(T(text_of(line, "op")), T(text_of(line, "state")), I(number_of(line, "rev")),
	                    T(text_of(line, "id")), I(box_now())));
}

int
box_replay(struct outbox *box)
{
	FILE *journal = fopen(box->journal, "re");
	char *text = NULL;
	size_t size = 0;
	int rc = 0, lines = 0;

	if (journal == NULL && errno != ENOENT)
		return box_say(box, "%s: %s", box->journal, error_words(errno));
	while (rc == 0 && journal != NULL && getline(&text, &size, journal) > 0) {
		cJSON *line = cJSON_Parse(text);       /* a half-written last line is none */
		if (*text_of(line, "op") != '\0')
			rc = *text_of(line, "state") != '\0' ? replay_state(box, line) : replay_op(box, line, &lines);
		cJSON_Delete(line);
	}
	free(text);
	if (journal != NULL)
		fclose(journal);
	return rc == 0 ? lines : -1;
}

static int
work(struct outbox *box, void *with)
{
	struct recovery *r = with;

	copy_rows(box, r);
	r->lines = box_replay(box);
	return r->lines < 0 ? -1 : 0;
}

/* The damaged file and its journal go aside; SQLite finds a rollback journal by name, so both move. */
static int
set_aside(const char *path, char aside[PATH_MAX])
{
	char from[PATH_MAX], to[PATH_MAX];

	if (snprintf(aside, PATH_MAX, "%s.damaged-%lld", path, (long long)box_now()) >= PATH_MAX - 16 ||
	    rename(path, aside) != 0)
		return -1;
	snprintf(from, sizeof from, "%.*s-journal", (int)sizeof from - 16, path);
	snprintf(to, sizeof to, "%.*s-journal", (int)sizeof to - 16, aside);
	return rename(from, to) == 0 || errno == ENOENT ? 0 : -1;
}

/* Only damage is a reason to set a file aside: not a version, a mode or a full disk. */
static bool
damaged(const char *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
	bool bad = false;

	if (rc == SQLITE_OK &&
	    (rc = sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &stmt, NULL)) == SQLITE_OK &&
	    (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		bad = strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") != 0;
	bad = bad || (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB;
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return bad;
}

int
outbox_recover(const char *path, char *said, size_t size)
{
	struct recovery r = { 0 };
	struct outbox *box = outbox_open(path, said, size);
	char aside[PATH_MAX];
	int rc;

	if (box != NULL) {
		outbox_close(box);
		snprintf(said, size, _("%s is whole; nothing was done"), path);
		return 0;
	}
	if (place_private(path, aside, sizeof aside) != 0 || access(path, F_OK) != 0 || !damaged(path))
		return -1;             /* outbox_open() has said what is to be done */
	if (set_aside(path, aside) != 0) {
		snprintf(said, size, "%s: %s", path, error_words(errno));
		return -1;
	}
	box = box_open(path, false, said, size);
	if (box == NULL)
		return -1;
	if (sqlite3_open_v2(aside, &r.old, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
		sqlite3_close(r.old);
		r.old = NULL;
	}
	rc = box_transact(box, work, &r);
	if (rc == 0)
		snprintf(said, size,
		         _("%d operations saved from the damaged file, %d more from the journal; "
		           "the damaged file is kept as %s"),
		         r.rows, r.lines, aside);
	else
		snprintf(said, size, "%s", outbox_error(box));
	sqlite3_close(r.old);
	outbox_close(box);
	return rc;
}
