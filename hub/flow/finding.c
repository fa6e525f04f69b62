#include "hub/flow/finding.h"

#include "hub/authority/db_undo.h"
#include "hub/flow/ledger.h"
#include "hub/intake/difference.h"
#include "hub/authority/member.h"
#include "hub/flow/duty_opener.h"
#include "model/room/civil.h"
#include "model/flow/refs.h"
#include "model/text/language.h"

/* So much of a hash in an id, at first; more when it is taken by somebody else. */
enum { HASH_SHORT = 8, BOOKS = 8 };

struct findings {
	struct hub_db     *db;
	const char        *source, *batch, *by;
	int64_t            at;
	int32_t            today;
	struct calendar    calendar;
	struct ledger_book books[BOOKS];
	int                book_count;
	long               events;
	struct change_teller tell;
	struct duty_opener     *opener;      /* made when something is first opened */
};

struct findings *
findings_new(struct hub_db *db, const char *source, const char *batch, int64_t at, const char *by)
{
	struct findings *f = calloc(1, sizeof *f);

	if (f == NULL)
		return NULL;
	*f = (struct findings){ .db = db, .source = source, .batch = batch, .by = by, .at = at,
		.today = instant_day(at),
		.tell = { .db = db, .batch = batch, .by = by, .at = at } };
	if (hub_calendar(db, &f->calendar) == 0)
		return f;
	free(f);
	return NULL;
}

void
findings_free(struct findings *f)
{
	if (f == NULL)
		return;
	duty_opener_free(f->opener);
	calendar_clear(&f->calendar);
	free(f);
}

/* ---- reading -------------------------------------------------------------- */

/* The ledger; NULL with *rc 0 (there is none) or -2. */
static const struct ledger_book *
book_of(struct findings *f, const char *ledger, int *rc)
{
	struct ledger_book *book;

	for (int i = 0; i < f->book_count; i++)
		if (strcmp(f->books[i].id, ledger) == 0)
			return &f->books[i];
	f->book_count -= f->book_count == BOOKS;
	book = &f->books[f->book_count];
	if ((*rc = ledger_read(f->db, ledger, book)) != 1) {
		*rc = *rc < 0 ? -2 : 0;
		return NULL;
	}
	f->book_count++;
	return book;
}

int
findings_ledger(struct findings *f, const char *ledger)
{
	int rc = 0;

	return book_of(f, ledger, &rc) != NULL ? 1 : rc;
}

/* ---- which entry ------------------------------------------------------------ */

/* The body of the record `id`: 1, 0 none, -2; a tombstone gives 1 and NULL, but not one that went with its batch. */
static int
entry_of(struct findings *f, const char *id, cJSON **body)
{
	struct hub_record r;
	int found = hub_db_get(f->db, KIND_ENTRY, id, &r);

	*body = found == 1 && r.body != NULL ? cJSON_Parse(r.body) : NULL;
	if (found == 1 && r.gone != NULL && strcmp(r.gone, UNDONE) == 0)
		return 0;
	return found < 0 ? -2 : found;
}

/* An id nobody else's finding has; *body is the entry when it is there. */
static int
first_id(struct findings *f, const struct finding *what, char out[HUB_ID_MAX + 1], cJSON **body)
{
	size_t len = what->hash != NULL ? strlen(what->hash) : 0, used = len < HASH_SHORT ? len : HASH_SHORT;
	int found;

	for (;; used++) {
		snprintf(out, HUB_ID_MAX + 1, "%.80s%s%.*s", what->about, len > 0 ? "-" : "", (int)used,
		         len > 0 ? what->hash : "");
		if ((found = entry_of(f, out, body)) != 1 || *body == NULL || len == 0 || used == len ||
		    strcmp(member_text(*body, "hash"), what->hash) == 0)
			return found;
		cJSON_Delete(*body);
	}
}

/* The newest of an entry and those that took over from it; `next` is the id of one more. */
static int
newest(struct findings *f, const struct finding *what, char id[HUB_ID_MAX + 1], char next[HUB_ID_MAX + 1], cJSON **body)
{
	char base[HUB_ID_MAX + 1];
	int found = first_id(f, what, base, body);

	memcpy(id, base, sizeof base);
	for (int n = 2; found == 1; n++) {
		cJSON *later;
		int more;
		snprintf(next, HUB_ID_MAX + 1, "%.110s~%d", base, n);
		if ((more = entry_of(f, next, &later)) != 1)
			return more < 0 ? more : 1;
		cJSON_Delete(*body);
		*body = later;
		snprintf(id, HUB_ID_MAX + 1, "%s", next);
	}
	return found;
}

/* ---- writing ---------------------------------------------------------------- */

static void
set(cJSON *body, const char *name, cJSON *item)
{
	cJSON_DeleteItemFromObjectCaseSensitive(body, name);
	cJSON_AddItemToObject(body, name, item);
}

static void
set_text(cJSON *body, const char *name, const char *text)
{
	if (text != NULL && *text != '\0')
		set(body, name, cJSON_CreateString(text));
}

static void
set_day(cJSON *body, const char *name, int32_t day)
{
	char text[11];

	civil_format(day, text);
	cJSON_DeleteItemFromObjectCaseSensitive(body, name);
	set_text(body, name, text);
}

static int
write(struct findings *f, enum kind kind, const char *id, const cJSON *body)
{
	char *text = cJSON_PrintUnformatted(body);
	int rc = text != NULL ? hub_db_put(f->db, kind, id, text, f->at, f->by, NULL) : -1;

	free(text);
	return rc < 0 ? -2 : 0;
}

/* What the entry calls for: duties that wait for its ledger or its stage. */
static int
open_duties(struct findings *f, const char *id, const cJSON *body)
{
	struct opened opened = { 0 };

	if (f->opener == NULL && (f->opener = duty_opener_new(f->db, f->at)) == NULL)
		return -2;
	return duty_opener_event(f->opener, KIND_ENTRY, id, body, &opened) == 0 ? 0 : -2;
}

static int
write_event(struct findings *f, const char *id, const cJSON *body, const char *verb, const cJSON *had)
{
	char event_id[HUB_ID_MAX + 1], at[26];
	cJSON *event = cJSON_CreateObject();
	int rc;

	snprintf(event_id, sizeof event_id, "%.90s.%ld", f->batch != NULL ? f->batch : id, ++f->events);
	instant_format(f->at, at);
	set_text(event, "at", at);
	set_text(event, "actor", f->by);
	set_text(event, "object_kind", "entry");
	set_text(event, "object", id);
	set_text(event, "verb", verb);
	set_text(event, "from_status", member_text(had, "stage"));
	set_text(event, "to_status", member_text(body, "stage"));
	set_text(event, "division", member_text(body, "division"));
	set_text(event, "title", member_text(body, "title"));
	if (had != NULL)
		set(event, "was", difference_was(KIND_ENTRY, had, body));
	rc = write(f, KIND_EVENT, event_id, event);
	cJSON_Delete(event);
	return rc != 0 ? rc : open_duties(f, id, body);
}

static void
enter(struct findings *f, const struct finding *what, cJSON *body, const struct ledger_stage *to)
{
	cJSON *trail = cJSON_GetObjectItemCaseSensitive(body, "stages"), *point = cJSON_CreateArray();
	int32_t limit = what->deadline != 0 ? what->deadline : stage_deadline(to, f->today, &f->calendar);
	char day[11];

	civil_format(f->today, day);
	set_text(body, "status", stage_class_code(to->class));
	set_text(body, "stage", to->code);
	set_day(body, "stage_since", f->today);
	set_day(body, "deadline", limit);
	if (trail == NULL)
		trail = cJSON_AddArrayToObject(body, "stages");
	cJSON_AddItemToArray(point, cJSON_CreateString(to->code));
	cJSON_AddItemToArray(point, cJSON_CreateString(day));
	cJSON_AddItemToArray(trail, point);
	set_text(body, "moved_by", f->by);
}

/* What the finding says, over what the entry has. */
static void
say(struct findings *f, const struct finding *what, const struct ledger_book *book, cJSON *body)
{
	cJSON *extra = ledger_extra_merge(book, cJSON_GetObjectItemCaseSensitive(body, "extra"), what->extra);

	if (what->persons > 0)
		set(body, "persons", cJSON_CreateNumber((double)what->persons));
	if (what->fen >= 0)
		set(body, "amount_fen", cJSON_CreateNumber((double)what->fen));
	if (extra != NULL && extra->child != NULL)
		set(body, "extra", extra);
	else
		cJSON_Delete(extra);
	set_text(body, "batch", f->batch);
}

static cJSON *
new_body(struct findings *f, const struct finding *what, const struct ledger_book *book,
         const struct ledger_stage *begin)
{
	cJSON *body = cJSON_CreateObject();

	set_text(body, "ledger", what->ledger);
	set_text(body, "title", what->title);
	set_text(body, "division", what->division);
	set_text(body, "village", what->village);
	set_text(body, "institution", what->institution);
	set_text(body, "category", what->category);
	set_text(body, "period", what->period);
	set_day(body, "opened_at", f->today);
	set_text(body, "source", f->source);
	set_text(body, "watch", what->watch);
	set_text(body, "hash", what->hash);
	set_text(body, "clause", what->clause);
	enter(f, what, body, begin);
	say(f, what, book, body);
	return body;
}

static int
open_new(struct findings *f, const struct finding *what, const struct ledger_book *book, const char *id,
         const char *note)
{
	cJSON *body = new_body(f, what, book, stages_begin(&book->stages));
	int rc;

	set_text(body, "last_note", note);
	rc = write(f, KIND_ENTRY, id, body);
	if (rc == 0)
		rc = write_event(f, id, body, "register", NULL);
	cJSON_Delete(body);
	return rc;
}

/* Open again, by the pack's word; NULL: it has none. */
static const struct ledger_stage *
relapse_stage(const struct ledger_book *book, const char *from)
{
	for (int i = 0; i < book->stages.count; i++)
		if (book->stages.list[i].class == STAGE_OPEN && ref_word(book->stages.list[i].after, from))
			return &book->stages.list[i];
	return NULL;
}

static int
relapse(struct findings *f, const struct finding *what, const struct ledger_book *book, const char *id,
        const char *next, cJSON *body, enum finding_made *made)
{
	const struct ledger_stage *to = relapse_stage(book, member_text(body, "stage"));
	char note[HUB_ID_MAX + 32];
	cJSON *had;
	int rc;

	if (to == NULL) {
		*made = FINDING_LINKED;
		snprintf(note, sizeof note, "反弹：原记录 %s", id);
		return open_new(f, what, book, next, note);
	}
	*made = FINDING_RELAPSED;
	had = cJSON_Duplicate(body, true);
	enter(f, what, body, to);
	say(f, what, book, body);
	if (stages_collects(&book->stages, to->code))
		cJSON_DeleteItemFromObjectCaseSensitive(body, "signed");
	set(body, "relapses", cJSON_CreateNumber((double)(member_number(body, "relapses") + 1)));
	if ((rc = write(f, KIND_ENTRY, id, body)) == 0)
		rc = write_event(f, id, body, "move", had);
	cJSON_Delete(had);
	return rc;
}

/* In its history, though it has not moved. */
static int
tell_raised(struct findings *f, const char *id, const char *was, const cJSON *body)
{
	char *now = cJSON_PrintUnformatted(body);
	int rc = 0;

	if (was != NULL && now != NULL && f->batch != NULL)
		rc = change_tell(&f->tell, KIND_ENTRY, id, was, now, 0);
	free(now);
	return rc == 0 ? 0 : -2;
}

/* An open one: written when it says something new, whatever hand-over says it. */
static int
raise(struct findings *f, const struct finding *what, const struct ledger_book *book, const char *id, cJSON *body,
      enum finding_made *made)
{
	cJSON *had = cJSON_Duplicate(body, true);
	char *was = cJSON_PrintUnformatted(body);
	int rc = 0;

	say(f, what, book, body);
	cJSON_DeleteItemFromObjectCaseSensitive(had, "batch");
	cJSON_AddItemToObject(had, "batch", cJSON_CreateString(member_text(body, "batch")));
	*made = FINDING_KNOWN;
	if (hub_db_said(f->db, KIND_ENTRY, id) != 0)
		rc = -2;
	else if (!cJSON_Compare(had, body, true)) {
		*made = FINDING_RAISED;
		if ((rc = write(f, KIND_ENTRY, id, body)) == 0)
			rc = tell_raised(f, id, was, body);
	}
	free(was);
	cJSON_Delete(had);
	return rc;
}

int
findings_take(struct findings *f, const struct finding *what, enum finding_made *made, char *why, size_t size)
{
	char id[HUB_ID_MAX + 1], next[HUB_ID_MAX + 1];
	int rc = 0, found;
	const struct ledger_book *book = book_of(f, what->ledger, &rc);
	cJSON *body = NULL;
	int32_t since;

	if (book == NULL || stages_begin(&book->stages) == NULL) {
		snprintf(why, size, book == NULL ? _("there is no ledger %.60s; mend the pack")
		                                 : _("the ledger %.60s has no stage to begin at; mend the pack"),
		         what->ledger);
		return book == NULL ? (rc != 0 ? rc : -1) : -1;
	}
	rc = 0;
	if ((found = newest(f, what, id, next, &body)) < 0)
		return -2;
	since = civil_parse(member_text(body, "stage_since"));
	*made = FINDING_KNOWN;
	if (found == 0) {
		*made = FINDING_OPENED;
		rc = open_new(f, what, book, id, NULL);
	} else if (body == NULL) {
		rc = 0;              /* somebody deleted it: it is not to come back by itself */
	} else if (strcmp(member_text(body, "status"), "OPEN") == 0) {
		rc = raise(f, what, book, id, body, made);
	} else if (since != CIVIL_NONE && what->seen > since) {
		rc = relapse(f, what, book, id, next, body, made);
	}
	cJSON_Delete(body);
	return rc;
}
