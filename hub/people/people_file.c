#include "hub/people/people_file.h"

#include <time.h>

#include "hub/intake/batch.sql.h"
#include "hub/cmd/commands.h"
#include "hub/authority/db_in.h"
#include "hub/authority/regular.h"
#include "hub/intake/cell.h"
#include "hub/intake/json/json_file.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/visible.h"

enum { SAID_MAX = 50, FILES_MAX = 64 };

/* A place in JSON is a record and a member. */
static void
say_record(const struct people_file *how, const struct row_members *json, const char *path,
           const struct row_problem *why)
{
	const char *title = why->column > 0 && why->column <= json->count ? json->name[why->column - 1] : why->title;
	char where[64];

	snprintf(where, sizeof where, _("record %ld"), why->line - 1);
	if (why->line <= 1)
		visible_print(how->errors, "%s: %s: %s\n", path, title, why->reason);      /* what all of them lack */
	else
		visible_print(how->errors, "%s:%s (%s): %s\n", path, where, title, why->reason);
}

/* title NULL: of the file; line 0: of all of it. */
static void
say_at(FILE *out, const char *path, long line, int column, const char *title, const char *reason)
{
	column = column > 0 ? column : 1;
	if (line == 0)
		visible_print(out, "%s: %s\n", path, reason);
	else if (title == NULL)
		visible_print(out, "%s:%ld:%d: %s\n", path, line, column, reason);
	else
		visible_print(out, "%s:%ld:%d (%s): %s\n", path, line, column, title, reason);
}

static const char *
called(const struct people_file *how, const char *path)
{
	return how->called != NULL && how->now >= 0 ? how->called[how->now] : path;
}

void
people_file_say(struct people_file *how, const char *path, const struct row_problem *why)
{
	++*(why->spoilt == SPOILT_ROUNDED ? &how->lost : &how->bad);
	how->spoilt += why->spoilt != SPOILT_NOT;
	path = called(how, path);
	if (how->json != NULL && how->now >= 0 && how->json[how->now] != NULL && how->bad + how->lost <= SAID_MAX)
		say_record(how, how->json[how->now], path, why);
	else if (how->bad + how->lost <= SAID_MAX)
		say_at(how->errors, path, why->line, why->column, why->title, why->reason);
	else if (how->bad + how->lost == SAID_MAX + 1)
		fprintf(how->errors, _("%s: more than %d bad rows; the rest is only counted\n"), path, SAID_MAX);
}

int
people_file_begin(struct people_file *how, int n, bool again, const char *path)
{
	how->now = again ? -1 : n;
	how->made = how->json != NULL && how->json[n] != NULL;
	how->file = again || n >= FAULTS_FILES - FAULTS_PEOPLE ? -1 : FAULTS_PEOPLE + n;
	return how->file < 0 ? 0 : faults_file(&how->said, how->file, path, how->called != NULL ? how->called[n] : NULL,
	                                       how->json != NULL ? how->json[n] : NULL);
}

int
people_file_open(const struct people_file *how, struct reader *r, const char *path)
{
	int rc = reader_open(r, path, how->sheet);

	if (how->made)
		reader_made(r);
	return rc;
}

void
people_file_note(struct people_file *how, long line, int column, const char *title, const char *format, ...)
{
	struct fault at = { .kind = how->file, .field = ROW_FILE, .line = line, .column = column, .title = title };
	char words[512];
	va_list args;

	if (how->file < 0)
		return;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	faults_note(&how->said, &at, "%s", words);
}

static void
say_note(void *to, long line, int column, const char *title, const char *words)
{
	people_file_note(to, line, column, title != NULL ? cell_quote(title) : NULL, "%s", words);
}

struct reader_notes
people_file_notes(struct people_file *how)
{
	return (struct reader_notes){ say_note, how };
}

int
people_file_refuse(struct people_file *how, const char *path, const struct reader *r)
{
	how->bad++;
	say_at(how->errors, called(how, path), r->error_line, r->error_column, r->error_title, r->error);
	return -1;
}

/* What was noted, unless it was refused (`rc`); how much. */
static size_t
say_notes(struct people_file *how, int rc, FILE *out)
{
	size_t noted = faults_noted(&how->said);

	if (rc == 0 && faults_settle(&how->said, NULL) == 0)
		faults_say(&how->said, out);
	faults_clear(&how->said);
	return noted;
}

int
people_file_pull(people_file_take *take, struct hub_db *db, struct batch *b, const char *path, FILE *errors)
{
	/* Read by batch_finish(), after this returns; the next hand-over lets go of it. */
	static _Thread_local FILE *copy;
	static _Thread_local char copy_path[32];
	struct people_file how = { .errors = errors, .called = b->called != NULL ? &b->called : NULL,
		.json = &b->json };
	char *paths[] = { (char *)(size_t)path };
	int rc;

	if (copy != NULL)
		fclose(copy);
	if ((copy = tmpfile()) == NULL)
		return -2;
	snprintf(copy_path, sizeof copy_path, "/proc/self/fd/%d", fileno(copy));
	rc = take(db, b, paths, 1, &how, copy);
	b->payload = copy_path;
	b->noted = say_notes(&how, rc, errors);
	return rc;
}

/* ---- the command ----------------------------------------------------------- */

struct order {
	const struct options *o;
	people_file_take        *take;
	const char           *what;           /* claims, roster */
	char *const          *paths;
	int                   count;
};

/* The one source that hands in such files; all that do. */
struct only { char id[HUB_ID_MAX + 1]; int count; char all[512]; int known; };

COLUMNS(columns, struct only, COL(id), COL(count), COL(all), COL(known))

static int
find_source(struct hub_db *db, const struct order *o, struct only *only)
{
	const char *source = option(o->o, "source");

	if (rows_one(hub_rows(db, SQL_BATCH_SOURCES, BIND(T(o->what), T(source))), columns, only) != 0)
		return -2;
	if (source != NULL && !only->known)
		snprintf(only->id, sizeof only->id, "%s", source);      /* batch_begin() says so */
	else if (source != NULL && only->count == 0) {
		hub_failed(o->o, _("%s is no source that hands in %s; those are: %s"), source, o->what,
		           *only->all != '\0' ? only->all : "-");
		return -1;
	} else if (only->count != 1) {
		hub_failed(o->o, only->count == 0
		           ? _("no source of this county takes %s; add one to the pack's source.csv")
		           : _("more than one source of this county takes %s; say which with --source ID"), o->what);
		return -1;
	}
	return 0;
}

/* Of one file its own; of several that of theirs, in order. */
static int
digest_paths(const struct order *o, char out[DIGEST_HEX])
{
	static char sums[FILES_MAX][DIGEST_HEX];
	const char *fields[FILES_MAX];
	long long bytes;

	for (int i = 0; i < o->count; i++) {
		if (digest_file(o->paths[i], sums[i], &bytes) != 0) {
			fprintf(stderr, "%s: %s\n", o->paths[i], regular_words(errno));
			return -1;
		}
		fields[i] = sums[i];
	}
	if (o->count == 1)
		memcpy(out, sums[0], DIGEST_HEX);
	else
		digest_fields(fields, o->count, out);
	return 0;
}

static int
finish(struct hub_db *db, const struct order *o, struct batch *b, int rc)
{
	if (rc == 0)
		rc = batch_finish(db, b);
	if (rc == 0)
		rc = hub_settle(o->o, db, b, -1);
	return rc;
}

/* The files as tables: those that are JSON are made into some. */
struct given {
	struct json_file         file[FILES_MAX];
	char                    *path[FILES_MAX];
	const char              *called[FILES_MAX];
	const struct row_members *json[FILES_MAX];
	int                      count;
};

static int
open_given(struct hub_db *db, const struct order *o, const char *source, struct given *g)
{
	for (g->count = 0; g->count < o->count; g->count++) {
		struct json_file *f = &g->file[g->count];
		if (json_file_source(db, source, f) != 0)
			return -2;
		snprintf(f->takes, sizeof f->takes, "%s", o->what);
		if (json_file_read(f, db, o->paths[g->count]) != 0) {
			json_file_say(f, o->paths[g->count++], stderr);
			return -1;
		}
		g->path[g->count] = (char *)(size_t)json_file_path(f);
		g->called[g->count] = o->paths[g->count];
		g->json[g->count] = json_file_members(f);
	}
	return 0;
}

static void
close_given(struct given *g)
{
	for (int i = 0; i < g->count; i++)
		json_file_close(&g->file[i]);
	free(g);
}

static int
take_in(struct hub_db *db, const struct order *o, struct given *g, struct batch *b, struct people_file *how)
{
	FILE *copy = tmpfile();
	char path[32];
	int rc;

	if (copy == NULL || hub_db_begin(db) != 0) {
		if (copy != NULL)
			fclose(copy);
		return -2;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(copy));
	b->payload = path;
	if ((rc = batch_begin(db, b)) == -1)
		hub_failed(o->o, "%s", b->why);
	if (rc == 0)
		rc = finish(db, o, b, o->take(db, b, g->path, g->count, how, copy));
	if (rc != 0)
		hub_db_rollback(db);
	b->payload = NULL;
	fclose(copy);
	return rc;
}

static int
take_given(struct hub_db *db, const struct order *o, struct batch *b, struct people_file *how)
{
	struct given *g = calloc(1, sizeof *g);
	int rc = g != NULL ? open_given(db, o, b->source, g) : -2;

	if (rc == 0) {
		how->called = g->called;
		how->json = g->json;
		rc = take_in(db, o, g, b, how);
	}
	for (int i = 0; rc == 0 && i < g->count; i++)
		how->left_out += json_file_note(&g->file[i], g->called[i], stdout);
	if (g != NULL)
		close_given(g);
	how->called = NULL;
	how->json = NULL;
	return rc;
}

static int
report(struct hub_db *db, const struct order *o, const struct batch *b, const struct people_file *how, int rc)
{
	if (rc == -2)
		hub_failed(o->o, _("%s; nothing was taken"), hub_db_error(db));
	else if (rc == -1 && how->bad > 0)
		hub_failed(o->o, _("%ld bad rows, nothing was taken; correct them, or --skip-bad takes the others"),
		           how->bad);
	else if (rc == -1)
		hub_failed(o->o, _("nothing was taken"));
	else if (b->held)
		hub_held(o->o, b);
	if (rc != 0 || b->held)
		return HUB_EXIT_FAILED;
	printf("%s: %s: ", b->id, hub_verdict(o->o, b));
	printf(_("%ld rows (%s), %ld bad, %ld new, %ld changed, %ld gone\n"), how->rows, how->encoding, b->bad,
	       b->added, b->changed, b->removed);
	if (how->lost > 0)
		printf(_("%s: %ld rows left out, whose numbers a spreadsheet rounded; the others are taken\n"), b->id,
		       how->lost);
	if (how->odd > 0)
		printf(_("%s: %ld identity numbers are none by length or check character; keyed as they stand\n"),
		       b->id,
		       how->odd);
	return HUB_EXIT_OK;
}

static int
run(struct hub_db *db, const struct order *o)
{
	struct people_file how = { .errors = stderr, .notes = stdout, .skip_bad = option(o->o, "skip-bad") != NULL,
		.encoding = "", .sheet = option(o->o, "sheet") };
	char sha256[DIGEST_HEX], status[32];
	struct batch b = { .period = option(o->o, "period"), .sha256 = sha256, .called = o->paths[0],
		.at = hub_db_room_now(db, (int64_t)time(NULL)) };
	struct hub_user user;
	struct only source;
	bool latest;
	int rc = find_source(db, o, &source);

	b.by = hub_who(db, b.at, "import", &user);
	b.source = source.id;
	b.standing = strcmp(o->what, "roster") == 0;
	/* A list as it stands is of a month, also when nobody says so: handed in again, that month came twice. */
	if (b.standing && b.period == NULL) {
		civil_format(instant_day(b.at), b.period_found);
		b.period_found[7] = '\0';
		b.period = b.period_found;
	}
	if (rc == 0)
		rc = digest_paths(o, sha256);
	if (rc == 0)
		rc = batch_known(db, &b, status, &latest);
	if (rc == 0 && strcmp(status, "ACCEPTED") == 0) {
		printf(_("taken before, from the same source with the same bytes; nothing to do\n"));
		return HUB_EXIT_OK;
	}
	if (rc == 0)
		rc = take_given(db, o, &b, &how);
	b.noted = say_notes(&how, rc, stdout) + how.left_out;
	return report(db, o, &b, &how, rc);
}

int
people_file_command(people_file_take *take, const struct options *options)
{
	struct order o = { options, take, strchr(options->name, ' ') + 1, options->words, options->word_count };
	struct hub_db *db = hub_open(options, HUB_DB_WRITE);
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
	rc = run(db, &o);
	hub_db_close(db);
	return rc;
}
