/*
 * One hand-over by hand, on record (A41, A49): for a source that goes out the
 * table is written and a SENT batch with its rows and sha256 stands; what the
 * hub does not keep (a roster, claims) is a file made elsewhere, which is
 * counted and recorded.  For a source that comes in the file is taken as a
 * fetched one would be: judged, and held when it must be.
 */
#include "hub/cmd/commands.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "hub/authority/regular.h"
#include "hub/intake/batch.h"
#include "hub/intake/json/json_file.h"
#include "hub/authority/member.h"
#include "hub/intake/reader/reader.h"
#include "hub/intake/table.h"
#include "model/room/civil.h"
#include "model/text/language.h"

enum { WHERE_MAX = 8 };

struct order {
	const struct options *o;
	const char *source, *period, *path;
	/* Of the source. */
	char        takes[64];
	bool        out;
	enum kind   kind;                     /* what the table is of, when the hub keeps it */
	bool        kept;
	int         fields[WHERE_MAX], period_field;      /* -1 none */
};

static int
read_where(struct order *o)
{
	const char *where;

	for (int i = 0; (where = option_nth(o->o, "where", i)) != NULL; i++) {
		size_t n = strcspn(where, "=");
		o->fields[i] = where[n] == '=' && o->kept ? record_field_find(o->kind, where, n) : -1;
		if (o->fields[i] < 0)
			return hub_failed(o->o, "%s: %s", where,
			                  o->kept ? _("no FIELD=VALUE of this kind; see guatu-pack(5) for its fields")
			                           : _("only a table the hub keeps can be narrowed"));
	}
	o->period_field = o->kept ? record_field_find(o->kind, "period", 6) : -1;
	return 0;
}

static int
read_source(struct hub_db *db, struct order *o)
{
	struct hub_record r;
	cJSON *body;
	int kind, found = hub_db_get(db, KIND_SOURCE, o->source, &r);

	if (found < 0)
		return hub_failed(o->o, "%s", hub_db_error(db));
	if (found == 0 || r.body == NULL)
		return hub_failed(o->o, "%s: %s", o->source,
		            _("there is no such source; add it to the pack's source.csv, or see `guatu list sources'"));
	body = cJSON_Parse(r.body);
	snprintf(o->takes, sizeof o->takes, "%s", member_text(body, "takes"));
	o->out = strcmp(member_text(body, "direction"), "OUT") == 0;
	cJSON_Delete(body);
	kind = record_kind_find(o->takes);
	o->kept = kind >= 0;
	o->kind = kind >= 0 ? (enum kind)kind : KIND_COUNT;
	return read_where(o);
}

/* ---- out ---------------------------------------------------------------------- */

static bool
value_is(const struct cache_value *v, const char *want)
{
	char number[24];

	if (v->type == VALUE_TEXT)
		return strlen(want) == v->length && memcmp(v->text, want, v->length) == 0;
	snprintf(number, sizeof number, "%lld", (long long)v->number);
	return v->type == VALUE_NULL ? *want == '\0' : strcmp(number, want) == 0;
}

static bool
wanted(void *ctx, const struct cache_value *values)
{
	const struct order *o = ctx;
	int first = record_first((int)o->kind);
	const char *where;

	if (o->period != NULL && o->period_field >= 0 && !value_is(&values[o->period_field - first], o->period))
		return false;
	for (int i = 0; (where = option_nth(o->o, "where", i)) != NULL; i++)
		if (!value_is(&values[o->fields[i] - first], strchr(where, '=') + 1))
			return false;
	return true;
}

/* Everything on disk under another name first: who finds FILE finds all of it. */
static int
write_table(struct hub_db *db, struct order *o, const char *path, struct batch *b)
{
	struct table t = { .kind = o->kind, .keep = wanted, .ctx = o };
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600), rc = -1;
	FILE *fp = fd >= 0 ? fdopen(fd, "w") : NULL;

	if (fp == NULL)
		return hub_failed(o->o, "%s: %s", path, error_words(errno));
	if (table_look(db, &t) == 0 && table_write(db, &t, fp) == 0 && fflush(fp) == 0 && fsync(fileno(fp)) == 0)
		rc = 0;
	b->rows = t.rows;
	if (fclose(fp) != 0)
		rc = -1;
	if (rc != 0)
		hub_failed(o->o, "%s: %s", path,
		           t.trouble != NULL ? t.trouble : errno != 0 ? error_words(errno) : hub_db_error(db));
	table_clear(&t);
	return rc == 0 ? 0 : HUB_EXIT_FAILED;
}

/* What it is called is its own business. */
static bool
any_title(const void *ctx, const char *name)
{
	(void)ctx, (void)name;
	return true;
}

static const char *
no_title(const void *ctx, int n, bool *must)
{
	(void)ctx, (void)n;
	*must = false;
	return NULL;
}

/* A file made elsewhere: its rows are counted, nothing of it is kept. */
static int
count_rows(const struct order *o, const char *path, struct batch *b)
{
	static const struct titles any = { .known = any_title, .nth = no_title };
	struct reader *r = malloc(sizeof *r);
	int rc = -1;

	if (r == NULL)
		return hub_failed(o->o, "%s: %s", path, error_words(errno));
	if (reader_open(r, path, NULL) == 0 && reader_head(r, &any, NULL) == 0)
		for (b->rows = 0; (rc = reader_row(r)) == 1; b->rows++)
			;
	if (rc < 0 && r->error_line > 0)
		hub_failed(o->o, "%s:%ld: %s", path, r->error_line, r->error);
	else if (rc < 0)
		hub_failed(o->o, "%s: %s", path, r->error);
	reader_close(r);
	free(r);
	return rc < 0 ? HUB_EXIT_FAILED : 0;
}

static int
copy_out(const struct order *o, const char *path)
{
	char piece[65536];
	FILE *in = fopen(path, "rbe");
	size_t got;

	while (in != NULL && (got = fread(piece, 1, sizeof piece, in)) > 0)
		if (fwrite(piece, 1, got, stdout) != got)
			break;
	if (in != NULL)
		fclose(in);
	return in != NULL && fflush(stdout) == 0 && !ferror(stdout) ? 0
	       : hub_failed(o->o, "%s: %s", _("standard output"), error_words(errno));
}

/* The record and the file stand together: the name is given in the record's transaction. */
static int
record_sent(struct hub_db *db, const struct order *o, struct batch *b, const char *made)
{
	char before[HUB_ID_MAX + 1];
	int rc;

	if (hub_db_begin(db) != 0)
		return hub_failed(o->o, "%s", hub_db_error(db));
	rc = batch_sent_before(db, b, before);
	if (rc == 1 && o->period != NULL && option(o->o, "again") == NULL) {
		hub_db_rollback(db);
		return hub_failed(o->o, _("%s was handed over before as %s; --again does it once more"), o->period,
		                  before);
	}
	if (rc < 0 || (rc = batch_sent(db, b)) != 0) {
		char why[512];
		snprintf(why, sizeof why, "%s", rc == -1 ? b->why : hub_db_error(db));
		hub_db_rollback(db);
		return hub_failed(o->o, "%s", why);
	}
	if (made != NULL && strcmp(o->path, "-") != 0 && rename(made, o->path) != 0) {
		rc = hub_failed(o->o, "%s: %s", o->path, error_words(errno));
		hub_db_rollback(db);
		return rc;
	}
	return hub_db_commit(db) == 0 ? 0 : hub_failed(o->o, "%s", hub_db_error(db));
}

static int
go_out(struct hub_db *db, struct order *o, struct batch *b, const char *made)
{
	char digest[DIGEST_HEX];
	long long bytes;
	const char *file = o->kept ? made : o->path;
	int rc = o->kept ? write_table(db, o, made, b) : count_rows(o, file, b);

	if (rc != 0)
		return rc;
	if (digest_file(file, digest, &bytes) != 0)
		return hub_failed(o->o, "%s: %s", file, regular_words(errno));
	b->sha256 = digest;
	if (option(o->o, "dry-run") != NULL) {
		fprintf(stderr, _("%ld rows would be handed over; nothing was written\n"), b->rows);
		return 0;
	}
	if ((rc = record_sent(db, o, b, o->kept ? made : NULL)) == 0 && o->kept && strcmp(o->path, "-") == 0)
		rc = copy_out(o, made);
	if (rc == 0)
		fprintf(stderr, _("%s: %ld rows handed over\n"), b->id, b->rows);
	return rc;
}

/* ---- in ------------------------------------------------------------------------ */

static int
take(struct hub_db *db, const struct order *o, struct batch *b, const struct json_file *f)
{
	batch_taker *taker = batch_taker_for(o->takes);
	int rc;

	if (taker == NULL)
		return hub_failed(o->o, "%s: %s", o->takes, _("nothing here takes that"));
	if (hub_db_begin(db) != 0)
		return hub_failed(o->o, "%s", hub_db_error(db));
	rc = batch_begin(db, b);
	if (rc == -1)
		hub_failed(o->o, "%s", b->why);
	if (rc == 0 && (rc = taker(db, b, json_file_path(f), stderr)) == 0) {
		b->noted += json_file_note(f, o->path, stdout);
		rc = batch_finish(db, b);
	}
	if (rc == 0)
		rc = hub_settle(o->o, db, b, o->kept ? (int)o->kind : -1);
	if (rc != 0) {
		char why[512];
		snprintf(why, sizeof why, "%s", rc == -2 ? hub_db_error(db) : _("nothing was taken; correct the file"));
		hub_db_rollback(db);
		return hub_failed(o->o, "%s", why);
	}
	if (b->held)
		return hub_held(o->o, b);
	printf("%s: %s: ", b->id, hub_verdict(o->o, b));
	printf(_("%ld rows, %ld new, %ld changed, %ld gone\n"), b->rows, b->added, b->changed, b->removed);
	return 0;
}

static int
come_in(struct hub_db *db, const struct order *o, struct batch *b)
{
	struct json_file *f = malloc(sizeof *f);
	char digest[DIGEST_HEX];
	long long bytes;
	int rc;

	if (f == NULL || json_file_source(db, o->source, f) != 0) {
		free(f);
		return hub_failed(o->o, "%s", hub_db_error(db));
	}
	if (digest_file(o->path, digest, &bytes) != 0) {
		free(f);
		return hub_failed(o->o, "%s: %s", o->path, regular_words(errno));
	}
	b->sha256 = digest;
	b->called = o->path;
	if (json_file_read(f, db, o->path) != 0) {
		json_file_say(f, o->path, stderr);
		rc = hub_failed(o->o, _("nothing was taken; correct the file"));
	} else {
		b->json = json_file_members(f);
		rc = take(db, o, b, f);
	}
	json_file_close(f);
	free(f);
	return rc;
}

/* ---- the command ------------------------------------------------------------------ */

int
cmd_hand_over(const struct options *options)
{
	struct order o = { .o = options, .source = options->words[0], .path = options->words[1],
		.period = option(options, "period") };
	struct hub_db *db = hub_open(options, HUB_DB_WRITE);
	char made[4096];
	struct hub_user user;
	struct batch b;
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
	if ((rc = read_source(db, &o)) == 0) {
		b = (struct batch){ .source = o.source, .period = o.period,
			.at = hub_db_room_now(db, (int64_t)time(NULL)) };
		b.by = hub_who(db, b.at, "hand-over", &user);
		if (o.out && o.kept && strcmp(o.path, "-") != 0)
			snprintf(made, sizeof made, "%.4000s.part-%ld", o.path, (long)getpid());
		else
			snprintf(made, sizeof made, "%.4000s-over-%ld", option(options, "db"), (long)getpid());
		rc = o.out ? go_out(db, &o, &b, made) : come_in(db, &o, &b);
		unlink(made);
	}
	hub_db_close(db);
	return rc;
}
