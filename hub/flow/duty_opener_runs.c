
#include "hub/authority/member.h"
#include "hub/flow/duty_opener_in.h"
#include "model/room/civil.h"

/* What one run is about. */
struct run {
	const struct duty_row *duty;
	const char *about;            /* of its id: the period, or the event's record */
	const char *period;
	int32_t     due;
	const char *event;            /* entry:ID; "" for the calendar's own */
	const char *only;             /* the township an event happened in; "" everywhere */
};

static int
put_run(struct duty_opener *o, const struct run *run, const struct place_row *place, struct opened *out)
{
	bool group = place != NULL && place->level == LEVEL_GROUP;
	cJSON *body = cJSON_CreateObject();
	char id[HUB_ID_MAX + 1];
	int rc;

	cJSON_AddStringToObject(body, "duty", run->duty->id);
	duty_opener_title(body, run->duty->name, place, run->period);
	cJSON_AddStringToObject(body, "period", run->period);
	cJSON_AddStringToObject(body, "division", place != NULL && !group ? place->id : hub_db_county(o->db));
	if (group)
		cJSON_AddStringToObject(body, "sup_group", place->id);
	duty_opener_date(body, "opened_at", o->today);
	duty_opener_date(body, "deadline", run->due);
	cJSON_AddStringToObject(body, "status", "PENDING");
	if (*run->event != '\0')
		cJSON_AddStringToObject(body, "event", run->event);
	duty_opener_id(run->duty->id, run->about, place != NULL ? place->id : "", id);
	rc = duty_opener_write(o, KIND_DUTY_RUN, id, body);
	out->runs += rc > 0;
	return rc < 0 ? -1 : 0;
}

static bool
owes(const struct run *run, const struct place_row *p, int level)
{
	if (p->level != level || (p->from != CIVIL_NONE && run->due < p->from) ||
	    (p->to != CIVIL_NONE && run->due > p->to))
		return false;
	/* A09: what is for places of one class is not owed by the others. */
	if (level == LEVEL_TOWNSHIP && *run->duty->class != '\0' && *p->class != '\0' &&
	    strcmp(run->duty->class, p->class) != 0)
		return false;
	return level != LEVEL_TOWNSHIP || *run->only == '\0' || strcmp(run->only, p->id) == 0;
}

static int
put_runs(struct duty_opener *o, const struct run *run, struct opened *out)
{
	const char *per = run->duty->per;
	int level = strcmp(per, "TOWNSHIP") == 0 ? LEVEL_TOWNSHIP
	            : strcmp(per, "GROUP") == 0 ? LEVEL_GROUP : LEVEL_COUNTY;

	if (level == LEVEL_COUNTY)
		return put_run(o, run, NULL, out);
	for (int i = 0; i < o->place_count; i++)
		if (owes(run, &o->places[i], level) && put_run(o, run, &o->places[i], out) != 0)
			return -1;
	return 0;
}

/* ---- by the calendar ------------------------------------------------------------ */

static int
open_duty(struct duty_opener *o, const struct duty_row *d, int32_t since, struct opened *out)
{
	char period[PERIOD_TEXT];
	struct run run = { .duty = d, .about = period, .period = period, .event = "", .only = "" };
	int first, last;

	duty_span(&d->plan, since, o->today, &first, &last);
	for (int n = first; n <= last; n++) {
		if (!duty_expected(&d->plan, n))
			continue;
		period_format(duty_unit(&d->plan), n, period);
		run.due = duty_due(&d->plan, n);
		if (d->taken != CIVIL_NONE && run.due < d->taken)
			continue;
		if (put_runs(o, &run, out) != 0)
			return -1;
	}
	return 0;
}

int
duty_opener_runs(struct duty_opener *o, int32_t since, struct opened *out)
{
	for (int i = 0; i < o->duty_count; i++)
		if (open_duty(o, &o->duties[i], since, out) != 0)
			return -1;
	return 0;
}

/* ---- by events -------------------------------------------------------------------- */

/* What a written record may have made happen. */
struct event {
	enum kind   kind;
	const char *id;
	const cJSON *body;
	char        entered[64];      /* entry: the stage it stands in */
	int         times;            /* it entered that stage */
	bool        accepted, changed;/* batch */
	int32_t     day;              /* of a batch's taking */
	int32_t     opened, moved;    /* of an entry's birth, of its entering the stage */
	bool        past;             /* only what is not due yet */
};

static int32_t
instant_or(const cJSON *body, const char *name, int32_t otherwise)
{
	int64_t at;

	return instant_parse(member_text(body, name), &at) == 0 ? instant_day(at) : otherwise;
}

static int32_t
date_or(const char *text, int32_t otherwise)
{
	int32_t day = civil_parse(text);

	return day != CIVIL_NONE ? day : otherwise;
}

static void
read_entry(struct event *e, int32_t today)
{
	const cJSON *stages = cJSON_GetObjectItemCaseSensitive(e->body, "stages"), *pair;
	const char *last = NULL, *day;

	snprintf(e->entered, sizeof e->entered, "%s", member_text(e->body, "stage"));
	e->opened = date_or(member_text(e->body, "opened_at"), today);
	cJSON_ArrayForEach(pair, stages) {
		const char *code = cJSON_GetStringValue(cJSON_GetArrayItem(pair, 0));
		if (code == NULL || strcmp(code, e->entered) != 0)
			continue;
		e->times++;
		if ((day = cJSON_GetStringValue(cJSON_GetArrayItem(pair, 1))) != NULL)
			last = day;
	}
	e->moved = date_or(last != NULL ? last : member_text(e->body, "stage_since"), today);
}

static void
read_batch(struct event *e, int32_t today)
{
	const char *status = member_text(e->body, "status");

	/* Taken here, or handed to the townships, who owe a receipt (E23). */
	e->accepted = strcmp(status, "ACCEPTED") == 0 || strcmp(status, "SENT") == 0;
	e->changed = member_number(e->body, "added") + member_number(e->body, "removed") +
	             member_number(e->body, "changed") > 0;
	e->day = instant_or(e->body, "decided_at", instant_or(e->body, "received_at", today));
}

/* Does "WORD:name" or, with a code, "WORD:name:code" stand in a duty's event? */
static bool
named(const char *event, const char *word, const char *name, const char *code)
{
	size_t w = strlen(word), n = strlen(name);

	if (*name == '\0' || strncmp(event, word, w) != 0 || event[w] != ':' || strncmp(event + w + 1, name, n) != 0)
		return false;
	event += w + 1 + n;
	return code == NULL ? *event == '\0' : *event == ':' && strcmp(event + 1, code) == 0;
}

/* The day on which what the duty waits for happened; CIVIL_NONE it did not. */
static int32_t
happened(const struct duty_row *d, const struct event *e)
{
	const char *source = member_text(e->body, "source"), *ledger = member_text(e->body, "ledger");

	if (e->kind == KIND_BATCH)
		return e->accepted && (named(d->event, "batch", source, NULL) ||
		                       (e->changed && named(d->event, "change", source, NULL)))
		       ? e->day : CIVIL_NONE;
	if (named(d->event, "entry", ledger, NULL))
		return e->opened;
	return named(d->event, "stage", ledger, e->entered) ? e->moved : CIVIL_NONE;
}

static int
open_event(struct duty_opener *o, const struct duty_row *d, const struct event *e, int32_t day, struct opened *out)
{
	char period[PERIOD_TEXT], record[HUB_ID_MAX + 16], about[HUB_ID_MAX + 16], only[16];
	struct run run = { .duty = d, .about = about, .period = period, .event = record, .only = only };

	if ((d->plan.from != CIVIL_NONE && day < d->plan.from) || (d->plan.to != CIVIL_NONE && day > d->plan.to))
		return 0;
	if (duty_opener_places(o) != 0)
		return -1;
	run.due = duty_event_due(&d->plan, day, &o->cal);
	if (e->past && run.due < o->today)
		return 0;
	period_format(PERIOD_MONTH, period_of(PERIOD_MONTH, day), period);
	snprintf(record, sizeof record, "%s:%s", record_kinds[e->kind].name, e->id);
	if (e->times > 1 && strncmp(d->event, "stage:", 6) == 0)
		snprintf(about, sizeof about, "%s~%d", e->id, e->times);
	else
		snprintf(about, sizeof about, "%s", e->id);
	/* A village's or a township's own event is its township's business. */
	snprintf(only, sizeof only, "%.9s",
	         strlen(member_text(e->body, "division")) >= 9 ? member_text(e->body, "division") : "");
	return put_runs(o, &run, out);
}

static int
look_at(struct duty_opener *o, struct event *e, struct opened *out)
{
	if (e->kind == KIND_BATCH)
		read_batch(e, o->today);
	else
		read_entry(e, o->today);
	for (int i = 0; i < o->duty_count; i++) {
		const struct duty_row *d = &o->duties[i];
		int32_t day = d->plan.rule == DUTY_EVENT ? happened(d, e) : CIVIL_NONE;
		if (day != CIVIL_NONE && open_event(o, d, e, day, out) != 0)
			return -1;
	}
	return 0;
}

static bool
waits_for_events(const struct duty_opener *o)
{
	for (int i = 0; i < o->duty_count; i++)
		if (o->duties[i].plan.rule == DUTY_EVENT)
			return true;
	return false;
}

int
duty_opener_event(struct duty_opener *o, enum kind kind, const char *id, const cJSON *body, struct opened *out)
{
	struct event e = { .kind = kind, .id = id, .body = body };

	if (kind != KIND_BATCH && kind != KIND_ENTRY)
		return 0;
	return look_at(o, &e, out);
}

int
duty_opener_event_once(struct hub_db *db, int64_t now, enum kind kind, const char *id, const cJSON *body)
{
	/* What happens now is not due before today; a comment on an old entry brings up nothing that was due long
	 * ago. */
	struct event e = { .kind = kind, .id = id, .body = body, .past = true };
	struct opened opened = { 0 };
	struct duty_opener *o;
	int rc;

	if (kind != KIND_BATCH && kind != KIND_ENTRY)
		return 0;
	o = duty_opener_new(db, now);
	rc = o != NULL ? look_at(o, &e, &opened) : -1;
	duty_opener_free(o);
	return rc;
}

struct past { struct duty_opener *o; struct opened *out; };

static int
take_past(void *ctx, const struct hub_record *r)
{
	struct past *p = ctx;
	struct event e = { .kind = r->kind, .id = r->id, .past = true };
	cJSON *body = cJSON_ParseWithLength(r->body, r->body_len);
	int rc;

	e.body = body;
	rc = look_at(p->o, &e, p->out);
	cJSON_Delete(body);
	return rc;
}

/* What was due before the first day is history: a pack brings its own runs. */
int
duty_opener_past_events(struct duty_opener *o, struct opened *out)
{
	struct past p = { o, out };

	if (!waits_for_events(o))
		return 0;
	return hub_db_each(o->db, KIND_BATCH, take_past, &p) == 0 && hub_db_each(o->db, KIND_ENTRY, take_past, &p) == 0
	       ? 0 : -1;
}
