#include "hub/intake/pull.h"

#include <unistd.h>

#include "hub/authority/failpoint.h"
#include "hub/intake/difference.h"
#include "hub/intake/json/json_rows.h"
#include "hub/intake/pull_pages.h"
#include "model/figures/source_words.h"
#include "model/text/identity.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

enum { RETRY_LEAST = 60, SAID_MAX = 400 };

struct visit {
	struct hub_db             *db;
	const struct pull_source  *s;
	const struct pull_options *how;
	struct pull_state          state;
	int64_t                    real, at;      /* clock, room */
	struct fetch               fetch;
	char                       raw[4096], rows[4096], url[4352];
	char                       digest[DIGEST_HEX];
	bool                       anew;          /* its JSON is read in another way than last time */
	bool                       json;
	struct json_rows           table;         /* of JSON */
	struct batch               batch;
	char                       error[SAID_MAX];
	char                      *said;
	size_t                     size;
};

static enum pull_end
broken(struct visit *v)
{
	snprintf(v->said, v->size, "%s", hub_db_error(v->db));
	hub_db_rollback(v->db);
	return PULL_BROKEN;
}

/* ---- when again ------------------------------------------------------------- */

/* Twice as long after each failure, from a minute up to the source's own interval; longer when it asks for it. */
static int64_t
next_try(const struct visit *v)
{
	int64_t most = (int64_t)v->s->every * 60, wait = RETRY_LEAST;

	for (int i = 1; i < v->state.tries && wait < most; i++)
		wait *= 2;
	if (wait > most)
		wait = most;
	return v->real + (v->fetch.retry_after > wait && v->fetch.retry_after <= 86400 ? v->fetch.retry_after : wait);
}

static void
went_well(struct visit *v)
{
	v->state.tried = v->state.ok = v->real;
	v->state.tries = 0;
	v->state.error[0] = '\0';
	v->state.due = v->real + (int64_t)v->s->every * 60;
	pull_state_url(v->s, v->state.url);
}

/* What is wrong with a payload may quote it: the rest from an identity number on is not kept. */
static void
without_identity(char *text, size_t size)
{
	size_t at;

	if (identity_find(text, &at))
		snprintf(text + at, size - at, "(...)");
}

/* ---- the three ends ----------------------------------------------------------- */

static enum pull_end
failed(struct visit *v, const char *error)
{
	struct batch b = { .source = v->s->id, .at = v->at, .by = "pull" };
	char words[600];

	v->state.tried = v->real;
	v->state.tries++;
	pull_state_url(v->s, v->state.url);
	v->state.due = next_try(v);
	snprintf(v->state.error, sizeof v->state.error, "%.390s", error);
	v->state.error[utf8_clip(v->state.error, sizeof v->state.error - 1)] = '\0';
	without_identity(v->state.error, sizeof v->state.error);
	if (v->how->dry) {
		source_error_text(v->state.error, words, sizeof words);
		snprintf(v->said, v->size, _("%s; nothing was changed"), words);
		return PULL_FAILED;
	}
	if (hub_db_begin(v->db) != 0)
		return broken(v);
	if (batch_failed(v->db, &b, v->state.error) != 0 || pull_state_put(v->db, v->s->id, &v->state) != 0)
		return broken(v);
	if (hub_db_commit(v->db) != 0)
		return broken(v);
	source_error_text(v->state.error, words, sizeof words);
	snprintf(v->said, v->size, _("%s (try %d); nothing was changed; again in %lld s"), words, v->state.tries,
	         (long long)(v->state.due - v->real));
	return PULL_FAILED;
}

static enum pull_end
fresh(struct visit *v)
{
	went_well(v);
	if (hub_db_begin(v->db) != 0)
		return broken(v);
	if (batch_well(v->db, v->s->id, true, v->at, "pull") != 0 || pull_state_put(v->db, v->s->id, &v->state) != 0)
		return broken(v);
	if (hub_db_commit(v->db) != 0)
		return broken(v);
	snprintf(v->said, v->size, "%s", _("nothing newer"));
	return PULL_FRESH;
}

static void
remember_validators(struct visit *v)
{
	snprintf(v->state.etag, sizeof v->state.etag, "%s", v->fetch.new_etag);
	snprintf(v->state.modified, sizeof v->state.modified, "%s", v->fetch.new_modified);
	snprintf(v->state.digest, sizeof v->state.digest, "%s", v->digest);
}

/* Inside a transaction; -1 the payload is bad, said on `errors`; -2. */
static int
hand_in(struct visit *v, FILE *errors)
{
	batch_taker *taker = batch_taker_for(v->s->takes);
	int rc;

	if (taker == NULL) {
		fprintf(errors, _("nothing here takes \"%s\"\n"), v->s->takes);
		return -1;
	}
	v->batch = (struct batch){ .source = v->s->id, .sha256 = v->digest, .at = v->at, .by = "pull",
		.called = v->s->url, .json = v->json ? &v->table.members : NULL };
	if ((rc = batch_begin(v->db, &v->batch)) != 0) {
		fprintf(errors, "%s\n", v->batch.why);
		return rc;
	}
	rc = taker(v->db, &v->batch, v->rows, errors);
	if (rc == 0)
		rc = batch_finish(v->db, &v->batch);
	if (rc == 0 && batch_well(v->db, v->s->id, false, v->at, "pull") != 0)
		rc = -2;
	return rc;
}

/* Named once, behind what became of it. */
static void
say_left_out(struct visit *v)
{
	size_t len = strlen(v->said);

	if (v->json && v->table.left_out[0] != '\0' && len < v->size)
		len += (size_t)snprintf(v->said + len, v->size - len, _("; members left out: %s"), v->table.left_out);
	if (v->json && v->table.missing[0] != '\0' && len < v->size)
		snprintf(v->said + len, v->size - len, _("; no record has what the source's map names: %s"),
		         v->table.missing);
	v->said[utf8_clip(v->said, v->size - 1)] = '\0';
}

/* What would be taken is said, and taken back. */
static enum pull_end
rehearsed(struct visit *v)
{
	const struct batch *b = &v->batch;
	char why[600];
	long rc = b->held || v->how->notes == NULL ? 0
	        : difference_say(v->db, b->id, record_kind_find(v->s->takes), v->how->notes);

	if (rc < 0)
		return broken(v);
	hub_db_rollback(v->db);
	source_reason_text(b->why, why, sizeof why);
	if (b->held)
		snprintf(v->said, v->size, _("it would be held for a person: %s; nothing was written"), why);
	else
		snprintf(v->said, v->size, _("would be taken: %ld rows, %ld new, %ld changed, %ld gone; "
		                             "nothing was written"), b->rows, b->added, b->changed, b->removed);
	say_left_out(v);
	return b->held ? PULL_HELD : PULL_TAKEN;
}

static enum pull_end
handed_in(struct visit *v)
{
	const struct batch *b = &v->batch;
	char why[600];

	if (v->how->dry)
		return rehearsed(v);
	went_well(v);
	remember_validators(v);
	if (pull_state_put(v->db, v->s->id, &v->state) != 0)
		return broken(v);
	failpoint("before-commit");
	if (hub_db_commit(v->db) != 0)
		return broken(v);
	source_reason_text(b->why, why, sizeof why);
	if (b->held)
		snprintf(v->said, v->size, _("held for a person as %s: %s"), b->id, why);
	else
		snprintf(v->said, v->size, _("taken as %s: %ld rows, %ld new, %ld changed, %ld gone"), b->id, b->rows,
		         b->added, b->changed, b->removed);
	say_left_out(v);
	return b->held ? PULL_HELD : PULL_TAKEN;
}

/* ---- a payload ------------------------------------------------------------------ */

static enum pull_end
take_payload(struct visit *v)
{
	char *text = NULL, why[SAID_MAX + 8];
	size_t len = 0;
	FILE *errors = open_memstream(&text, &len);
	int rc = -2;

	if (errors != NULL && hub_db_begin(v->db) == 0)
		rc = hand_in(v, errors);
	if (errors != NULL)
		fclose(errors);
	if (v->how->notes != NULL && (rc == 0 || (rc == -1 && v->how->dry)))
		fputs(text, v->how->notes);
	if (rc == 0) {
		free(text);
		return handed_in(v);
	}
	if (rc == -2) {
		free(text);
		return broken(v);
	}
	hub_db_rollback(v->db);
	snprintf(why, sizeof why, "BAD %.*s", (int)strcspn(text, "\n"), text);
	free(text);
	return failed(v, why);
}

static enum pull_end
look_at_payload(struct visit *v)
{
	char status[32], said[SAID_MAX];
	long long bytes;
	bool newest = false;

	if (digest_file(v->raw, v->digest, &bytes) != 0) {
		snprintf(said, sizeof said, "FILE %s", error_words(errno));
		return failed(v, said);
	}
	/* The other side does not know ETags: the same bytes again are no news, whatever became of them. */
	if (batch_known(v->db, &(struct batch){ .source = v->s->id, .sha256 = v->digest }, status, &newest) != 0)
		return broken(v);
	if (!v->how->dry && !v->anew && (newest || strcmp(v->digest, v->state.digest) == 0)) {
		remember_validators(v);
		return fresh(v);
	}
	v->json = v->s->json || json_rows_likely(v->raw);
	if (!v->json) {
		snprintf(v->rows, sizeof v->rows, "%s", v->raw);
	} else if (json_rows_to_csv(v->raw, v->rows, &v->table) != 0) {
		snprintf(said, sizeof said, "BAD %.380s", v->table.error);
		return failed(v, said);
	}
	return take_payload(v);
}

/* ---- a visit ---------------------------------------------------------------------- */

/* A relative path is meant from where the database is. */
static void
set_url(struct visit *v)
{
	const char *path = hub_db_path(v->db), *slash = strrchr(path, '/');

	if (fetch_is_file(v->s->url) && *v->s->url != '/' && strncmp(v->s->url, "file://", 7) != 0 && slash != NULL)
		snprintf(v->url, sizeof v->url, "%.*s/%s", (int)(slash - path), path, v->s->url);
	else
		snprintf(v->url, sizeof v->url, "%s", v->s->url);
}

static void
set_fetch(struct visit *v)
{
	char url[sizeof v->state.url];
	size_t len = strlen(v->s->url);

	/* A new address has other tags.  The same one read in another way says something new with the same bytes. */
	pull_state_url(v->s, url);
	v->anew = v->state.ok != 0 && strcmp(v->state.url, url) != 0 && strncmp(v->state.url, v->s->url, len) == 0 &&
	          (v->state.url[len] == '\0' || v->state.url[len] == ' ');
	if (strcmp(v->state.url, url) != 0 || v->how->dry)
		v->state.etag[0] = v->state.modified[0] = v->state.digest[0] = '\0';
	set_url(v);
	v->fetch = (struct fetch){ .url = v->url, .into = v->raw, .ca_file = v->how->ca_file, .etag = v->state.etag,
		.modified = v->state.modified, .most = v->how->most, .patience = v->how->patience,
		.timeout = v->how->timeout };
	for (int i = 0; i < v->how->header_count; i++)
		if (strcmp(v->how->headers[i].source, v->s->id) == 0)
			v->fetch.header_file = v->how->headers[i].file;
}

enum pull_end
pull_source(struct hub_db *db, const struct pull_source *s, const struct pull_options *how, int64_t real, char *said,
            size_t size)
{
	struct visit v = { .db = db, .s = s, .how = how, .real = real, .at = hub_db_room_now(db, real), .said = said,
		.size = size };
	enum pull_end end;

	if (pull_state_get(db, s->id, &v.state) != 0)
		return broken(&v);
	snprintf(v.raw, sizeof v.raw, "%.4000s-pull-%ld", hub_db_path(db), (long)getpid());
	snprintf(v.rows, sizeof v.rows, "%.4000s-rows-%ld", hub_db_path(db), (long)getpid());
	v.table = (struct json_rows){ .takes = s->takes, .rows_at = s->rows_at, .map = s->map,
		.pages = *s->next != '\0' };
	set_fetch(&v);
	switch (*s->next != '\0' ? pull_pages(s->next, s->rows_at, &v.fetch) : fetch_source(&v.fetch)) {
	case FETCH_GOT: end = look_at_payload(&v); break;
	case FETCH_FRESH: end = fresh(&v); break;
	default: end = failed(&v, v.fetch.error);
	}
	unlink(v.raw);
	unlink(v.rows);
	json_rows_clear(&v.table);
	return end;
}
