#include "hub/intake/batch_in.h"

#include "hub/intake/payload.h"
#include "hub/intake/batch.sql.h"
#include "hub/authority/db_in.h"
#include "hub/authority/db_undo.h"
#include "hub/people/hashkey.h"
#include "hub/authority/member.h"
#include "hub/flow/duty_opener.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

COLUMNS(earlier_columns, struct earlier, COL(waits), COL(same), COL(period), COL(later), COL(last),
	COL(last_rows))
COLUMNS(sent_columns, struct earlier, COL(period), COL(last))
COLUMNS(source_columns, struct batch_source, COL(name), COL(takes), COL(ledger), COL(shrink_bp))

static void
name_it(char out[HUB_ID_MAX + 1], const char *id)
{
	snprintf(out, HUB_ID_MAX + 1, "%s", id);
}

/* asked: bytes of another period are not what is asked for, as they are not where a list stands. */
int
batch_earlier(struct hub_db *db, const struct batch *b, bool asked, struct earlier *out)
{
	*out = (struct earlier){ .last_rows = 0 };
	return rows_one(hub_rows(db, SQL_BATCH_EARLIER,
	                         BIND(T(b->source), T(b->id), T(b->sha256), T(b->period), I(asked || b->standing))),
	                earlier_columns, out) == 0 ? 0 : -2;
}

/* ---- beginning ------------------------------------------------------------ */

int
batch_source(struct hub_db *db, struct batch *b, struct batch_source *out)
{
	int rc;

	*out = (struct batch_source){ .shrink_bp = BATCH_SHRINK_BP };
	if ((rc = rows_one(hub_rows(db, SQL_BATCH_SOURCE, BIND(T(b->source), I(BATCH_SHRINK_BP))), source_columns,
	                   out)) > 0)
		snprintf(b->why, sizeof b->why,
		         _("%.80s: there is no such source; see `guatu list sources`, "
		           "or add it to the pack's source.csv"),
		         b->source);
	return rc > 0 ? -1 : rc < 0 ? -2 : 0;
}

/* SOURCE-YYYYMMDD, -2 and so on for a day's second: readable, and like no other kind's ids. */
int
batch_name(struct hub_db *db, struct batch *b)
{
	char day[11];
	struct hub_record r;
	int found = 1;

	civil_format(instant_day(b->at), day);
	for (int n = 1; found == 1 && n < 10000; n++) {
		char tail[12] = "";
		if (n > 1)
			snprintf(tail, sizeof tail, "-%d", n);
		snprintf(b->id, sizeof b->id, "%.90s-%.4s%.2s%.2s%s", b->source, day, day + 5, day + 8, tail);
		if ((found = hub_db_get(db, KIND_BATCH, b->id, &r)) < 0)
			return -2;
	}
	return found == 0 ? 0 : -2;
}

/* Its source stands, and nothing is said against it so far: 0, -1 with b->why, -2. */
static int
source_stands(struct hub_db *db, struct batch *b)
{
	struct batch_source source;

	b->why[0] = '\0';
	b->held = false;
	return batch_source(db, b, &source);
}

static int
make_source(struct hub_db *db, const struct batch *b)
{
	static const char body[] = "{\"name\":\"手工导入\",\"name_en\":\"Imported by hand\",\"takes\":\"any\","
	                           "\"direction\":\"IN\"}";
	struct hub_record r;
	int found = hub_db_get(db, KIND_SOURCE, BATCH_BY_HAND, &r);

	if (found == 1 && r.body != NULL)
		return 0;
	return found >= 0 && hub_db_put(db, KIND_SOURCE, BATCH_BY_HAND, body, b->at, b->by, NULL) > 0 ? 0 : -2;
}

int
batch_begin(struct hub_db *db, struct batch *b)
{
	int rc = b->by_hand && make_source(db, b) != 0 ? -2 : source_stands(db, b);

	if (rc != 0)
		return rc;
	if (!b->decided && (rc = batch_name(db, b)) != 0)
		return rc;
	/* Made before the mark: held data keeps its keys, so the salt must outlive what is taken back. */
	return hashkey_ready(db) == 0 && hub_db_mark(db) == 0 && hub_db_remember(db, b->id) == 0 ? 0 : -2;
}

/* ---- judging -------------------------------------------------------------- */

static bool
beyond(long part, long whole, long limit)
{
	return whole > 0 && (double)part * 10000.0 > (double)whole * (double)limit;
}

/* Fewer or more than before by more than may be, in people where they are counted, else in rows; "" neither. */
static const char *
changed_size(const struct batch *b, const struct earlier *e, long limit)
{
	bool people = b->people_before > 0;
	long now = people ? b->people : b->rows, before = people ? b->people_before : e->last_rows;

	if (beyond(before - now, before, limit))
		return people && !beyond(e->last_rows - b->rows, e->last_rows, limit) ? "PEOPLE" : "SHRUNK";
	if (beyond(now - before, before, limit))
		return people && !beyond(b->rows - e->last_rows, e->last_rows, limit) ? "MORE_PEOPLE" : "GROWN";
	return "";
}

static void
say_why(struct batch *b, const struct earlier *e, const struct batch_source *source)
{
	long limit = source->shrink_bp;
	const char *size = changed_size(b, e, limit);

	b->held = true;
	if (*e->waits != '\0')
		snprintf(b->why, sizeof b->why, "WAITS %s", e->waits);
	else if (*e->same != '\0')
		snprintf(b->why, sizeof b->why, "SAME %s", e->same);
	else if (*e->period != '\0')
		snprintf(b->why, sizeof b->why, "PERIOD %s %s", b->period, e->period);
	else if (beyond(b->unreadable, b->rows, limit))
		snprintf(b->why, sizeof b->why, "UNREADABLE %ld %ld %ld", b->unreadable, b->rows, limit);
	else if (strstr(size, "PEOPLE") != NULL)
		snprintf(b->why, sizeof b->why, "%s %ld %ld %ld", size, b->people, b->people_before, limit);
	else if (*size != '\0')
		snprintf(b->why, sizeof b->why, "%s %ld %ld %ld", size, b->rows, e->last_rows, limit);
	else if (*e->later != '\0' && strcmp(source->takes, "claims") != 0)       /* bills have days of their own */
		snprintf(b->why, sizeof b->why, "ORDER %s %s", b->period, e->later);
	else
		b->held = false;
}

int
batch_judge(struct hub_db *db, struct batch *b)
{
	struct batch_source source;
	struct earlier e;

	if (batch_source(db, b, &source) != 0 || batch_earlier(db, b, false, &e) != 0)
		return -2;
	name_it(b->previous, e.last);
	b->held = false;
	if (!b->decided && !b->by_hand)
		say_why(b, &e, &source);
	return b->held ? 1 : 0;
}

int
batch_known(struct hub_db *db, const struct batch *like, char status[32], bool *newest)
{
	struct earlier e;

	if (batch_earlier(db, like, true, &e) != 0)
		return -2;
	*newest = *e.same != '\0' && strcmp(e.same, e.last) == 0;
	snprintf(status, 32, "%s", *e.same != '\0' ? "ACCEPTED" : *e.waits != '\0' ? "HELD" : "");
	return 0;
}

/* ---- the record ------------------------------------------------------------ */

static void
add_text(cJSON *body, const char *name, const char *value)
{
	if (value != NULL && *value != '\0')
		cJSON_AddStringToObject(body, name, value);
}

void
batch_counts(cJSON *body, const struct batch *b)
{
	const struct { const char *name; long n; } counts[] = {
		{ "rows", b->rows }, { "added", b->added }, { "removed", b->removed }, { "changed", b->changed },
		{ "bad", b->bad },
	};

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		cJSON_DeleteItemFromObjectCaseSensitive(body, counts[i].name);
		cJSON_AddNumberToObject(body, counts[i].name, (double)counts[i].n);
	}
}

static void
set_rows(cJSON *body, const struct batch *b)
{
	cJSON_AddNumberToObject(body, "rows", (double)b->rows);
	if (b->bad > 0)
		cJSON_AddNumberToObject(body, "bad", (double)b->bad);
}

/* Not where it lies, which is nobody's business. */
static const char *
file_name(const struct batch *b, char out[200])
{
	const char *called = b->called != NULL ? b->called : "", *slash = strrchr(called, '/');
	const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : called;

	snprintf(out, 200, "%.*s", (int)utf8_clip(name, 120), name);
	return out;
}

cJSON *
batch_body(struct hub_db *db, struct batch *b, const char *status)
{
	cJSON *body = cJSON_CreateObject();
	struct batch_source source;
	char at[26], name[200];

	batch_source(db, b, &source);
	instant_format(b->at, at);
	add_text(body, "source", b->source);
	add_text(body, "title", b->title != NULL ? b->title : source.name);
	add_text(body, "division", b->division);
	add_text(body, "period", b->period);
	add_text(body, "direction", strcmp(status, "SENT") == 0 ? "OUT" : "IN");
	add_text(body, "status", status);
	add_text(body, "received_at", at);
	/* What a held one would change is not said by those who saw before writing that it is going to be held. */
	if (strcmp(status, "SENT") == 0 || (b->held && b->added + b->removed + b->changed == 0))
		set_rows(body, b);
	else if (strcmp(status, "FAILED") != 0)
		batch_counts(body, b);
	add_text(body, "file", file_name(b, name));
	add_text(body, "sha256", b->sha256);
	add_text(body, "previous", b->previous);
	if (b->held)
		add_text(body, "held_reason", b->why);
	return body;
}

static int
put(struct hub_db *db, enum kind kind, const char *id, cJSON *body, const struct batch *b)
{
	char *json = cJSON_PrintUnformatted(body);
	int rc = json != NULL ? hub_db_put(db, kind, id, json, b->at, b->by, NULL) : -1;

	if (rc >= 0)
		rc = duty_opener_event_once(db, b->at, kind, id, body);
	free(json);
	return rc < 0 ? -2 : 0;
}

/* What happened by itself has no verb: the event names the state that came of it. */
static int
tell_of_it(struct hub_db *db, const struct batch *b, const cJSON *body)
{
	cJSON *event = cJSON_CreateObject();
	const char *reason = member_text(body, "held_reason"), *division = member_text(body, "division");
	char at[26], id[HUB_ID_MAX + 1];
	struct hub_record have;
	const char *note;
	int rc;

	instant_format(b->at, at);
	add_text(event, "at", at);
	add_text(event, "actor", b->by);
	add_text(event, "object_kind", "batch");
	add_text(event, "object", b->id);
	add_text(event, "verb", member_text(body, "status"));
	add_text(event, "to_status", member_text(body, "status"));
	add_text(event, "division", *division != '\0' ? division : hub_db_county(db));
	add_text(event, "title", member_text(body, "title"));
	note = strcmp(member_text(body, "status"), "HELD") == 0 ? reason : member_text(body, "note");
	add_text(event, "note", *note != '\0' ? note : member_text(body, "error"));
	snprintf(id, sizeof id, "batch-%.100s-%.20s", b->id, member_text(body, "status"));
	/* It may come to the same state again. */
	for (int n = 2; n < 1000 && (rc = hub_db_get(db, KIND_EVENT, id, &have)) == 1; n++)
		snprintf(id, sizeof id, "batch-%.90s-%.20s-%d", b->id, member_text(body, "status"), n % 1000);
	rc = rc < 0 ? -2 : put(db, KIND_EVENT, id, event, b);
	cJSON_Delete(event);
	return rc;
}

int
batch_put(struct hub_db *db, const struct batch *b, cJSON *body, bool tell)
{
	int rc = put(db, KIND_BATCH, b->id, body, b);

	if (rc == 0 && tell)
		rc = tell_of_it(db, b, body);
	cJSON_Delete(body);
	return rc;
}

int
batch_write(struct hub_db *db, const struct batch *b, cJSON *body)
{
	return batch_put(db, b, body, true);
}

static int
write_record(struct hub_db *db, struct batch *b, const char *status)
{
	char what[HUB_ID_MAX + 96];

	snprintf(what, sizeof what, "batch %s %s: %ld rows, %ld bad", b->id, status, b->rows, b->bad);
	if (batch_put(db, b, batch_body(db, b, status), true) != 0)
		return -2;
	return hub_db_audit(db, b->by, "batch", what, b->at) == 0 ? 0 : -2;
}

static int
hold(struct hub_db *db, struct batch *b)
{
	if (hub_db_unwind(db) != 0)
		return -2;
	if (strncmp(b->why, "WAITS ", 6) == 0) {
		name_it(b->id, b->why + 6);
		return 0;
	}
	if (b->payload != NULL && payload_put(db, b->id, b->payload) != 0)
		return -2;
	return write_record(db, b, "HELD");
}

int
batch_finish(struct hub_db *db, struct batch *b)
{
	int held = batch_judge(db, b);

	if (held < 0)
		return -2;
	if (held == 1)
		return hold(db, b);
	if (hub_db_keep(db) != 0)
		return -2;
	return b->decided ? 0 : write_record(db, b, "ACCEPTED");
}

int
batch_sent_before(struct hub_db *db, struct batch *b, char id[HUB_ID_MAX + 1])
{
	struct earlier e = { .last_rows = 0 };

	if (rows_one(hub_rows(db, SQL_BATCH_EARLIER_SENT, BIND(T(b->source), T(b->period))), sent_columns, &e) != 0)
		return -2;
	name_it(b->previous, e.last);
	name_it(id, e.period);
	return *id != '\0';
}

int
batch_sent(struct hub_db *db, struct batch *b)
{
	int rc = source_stands(db, b);

	return rc != 0 || (rc = batch_name(db, b)) != 0 ? rc : write_record(db, b, "SENT");
}
