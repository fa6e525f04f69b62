#include "hub/opener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hub/member.h"
#include "hub/opener_in.h"
#include "model/civil.h"
#include "model/utf8.h"

/* ---- reading records ---------------------------------------------------------- */

int
opener_number(const cJSON *body, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(body, name);

	return !cJSON_IsNumber(item) ? 0 : item->valuedouble > 1e9 ? 1000000000 : item->valuedouble < 0 ? 0 : (int)item->valuedouble;
}

/* Room for one more; NULL out of memory. */
static void *
grow(void **list, int count, size_t one)
{
	if ((count & (count - 1)) == 0) {
		void *more = realloc(*list, one * (size_t)(count > 0 ? count * 2 : 1));
		if (more == NULL)
			return NULL;
		*list = more;
	}
	return memset((char *)*list + one * (size_t)count, 0, one);
}

static void
copy(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text);
}

static int
take_duty(void *ctx, const struct hub_record *r)
{
	struct opener *o = ctx;
	cJSON *body = cJSON_ParseWithLength(r->body, r->body_len);
	int rule = duty_rule_parse(member_text(body, "rule"));
	struct duty_row *d = rule >= 0 ? grow((void **)&o->duties, o->duty_count, sizeof *d) : NULL;

	if (d != NULL) {
		o->duty_count++;
		copy(d->id, sizeof d->id, r->id);
		copy(d->name, sizeof d->name, member_text(body, "name"));
		copy(d->event, sizeof d->event, member_text(body, "event"));
		copy(d->per, sizeof d->per, member_text(body, "per"));
		d->plan = (struct duty_plan){ (enum duty_rule)rule, opener_number(body, "day"), opener_number(body, "month"),
			opener_number(body, "month_offset"), strcmp(member_text(body, "day_unit"), "workday") == 0,
			opener_number(body, "grace"), member_day(body, "date", CIVIL_NONE),
			member_day(body, "valid_from", CIVIL_NONE), member_day(body, "valid_to", CIVIL_NONE) };
	}
	cJSON_Delete(body);
	return rule >= 0 && d == NULL ? -1 : 0;
}

static int
take_checklist(void *ctx, const struct hub_record *r)
{
	struct opener *o = ctx;
	struct checklist_row *c = grow((void **)&o->checklists, o->checklist_count, sizeof *c);
	cJSON *body;

	if (c == NULL)
		return -1;
	body = cJSON_ParseWithLength(r->body, r->body_len);
	o->checklist_count++;
	copy(c->id, sizeof c->id, r->id);
	copy(c->name, sizeof c->name, member_text(body, "name"));
	copy(c->subject, sizeof c->subject, member_text(body, "subject"));
	copy(c->type, sizeof c->type, member_text(body, "institution_type"));
	copy(c->every, sizeof c->every, member_text(body, "every"));
	c->due_day = opener_number(body, "due_day");
	c->from = member_day(body, "valid_from", CIVIL_NONE);
	c->to = member_day(body, "valid_to", CIVIL_NONE);
	cJSON_Delete(body);
	return 0;
}

static int
take_item(void *ctx, const struct hub_record *r)
{
	struct opener *o = ctx;
	cJSON *body = cJSON_ParseWithLength(r->body, r->body_len);
	const char *of = member_text(body, "checklist");

	for (int i = 0; i < o->checklist_count; i++)
		o->checklists[i].items += strcmp(o->checklists[i].id, of) == 0 && o->checklists[i].items < CHECK_ITEMS_MAX;
	cJSON_Delete(body);
	return 0;
}

/* Divisions, groups and institutions, all as places. */
static int
take_place(void *ctx, const struct hub_record *r)
{
	struct opener *o = ctx;
	struct place_row *p = grow((void **)&o->places, o->place_count, sizeof *p);
	cJSON *body;

	if (p == NULL)
		return -1;
	body = cJSON_ParseWithLength(r->body, r->body_len);
	o->place_count++;
	p->level = r->kind == KIND_SUP_GROUP ? LEVEL_GROUP : r->kind == KIND_INSTITUTION ? LEVEL_INSTITUTION : opener_number(body, "level");
	copy(p->id, sizeof p->id, r->id);
	copy(p->name, sizeof p->name, *member_text(body, "short") != '\0' ? member_text(body, "short") : member_text(body, "name"));
	copy(p->type, sizeof p->type, member_text(body, "type"));
	copy(p->division, sizeof p->division, r->kind == KIND_DIVISION ? r->id : member_text(body, "division"));
	p->from = member_day(body, "valid_from", CIVIL_NONE);
	p->to = member_day(body, "valid_to", CIVIL_NONE);
	cJSON_Delete(body);
	return 0;
}

static int
take_calendar(void *ctx, const struct hub_record *r)
{
	struct opener *o = ctx;
	int32_t day = civil_parse(r->id);
	bool makeup = strstr(r->body, "\"makeup_workday\"") != NULL;

	return day == CIVIL_NONE ? 0 : calendar_add(&o->cal, day, makeup);
}

static int
read_kind(struct opener *o, enum kind kind, int (*take)(void *, const struct hub_record *))
{
	return hub_db_each(o->db, kind, take, o) == 0 ? 0 : -1;
}

struct opener *
opener_new(struct hub_db *db, int64_t now)
{
	struct opener *o = calloc(1, sizeof *o);

	if (o == NULL)
		return NULL;
	o->db = db;
	o->now = now;
	o->today = instant_day(now);
	if (read_kind(o, KIND_DUTY, take_duty) != 0 || read_kind(o, KIND_CHECKLIST, take_checklist) != 0) {
		opener_free(o);
		return NULL;
	}
	return o;
}

/* The rest is read when there is something to open: most operations open nothing. */
int
opener_places(struct opener *o)
{
	if (o->has_places)
		return 0;
	if (read_kind(o, KIND_CHECK_ITEM, take_item) != 0 || read_kind(o, KIND_DIVISION, take_place) != 0 ||
	    read_kind(o, KIND_SUP_GROUP, take_place) != 0 || read_kind(o, KIND_INSTITUTION, take_place) != 0 ||
	    read_kind(o, KIND_CALENDAR, take_calendar) != 0)
		return -1;
	calendar_sort(&o->cal);
	o->has_places = true;
	return 0;
}

void
opener_free(struct opener *o)
{
	if (o == NULL)
		return;
	free(o->duties);
	free(o->checklists);
	free(o->places);
	calendar_clear(&o->cal);
	free(o);
}

/* ---- writing ------------------------------------------------------------------ */

/* PARTS joined by @; too long a one keeps its beginning and is told apart by a hash. */
void
opener_id(const char *what, const char *about, const char *who, char out[HUB_ID_MAX + 1])
{
	char hash[DIGEST_HEX];
	const char *parts[] = { what, about, who };
	int n = snprintf(out, HUB_ID_MAX + 1, "%s%s%s%s%s", what, *about != '\0' ? "@" : "", about, *who != '\0' ? "@" : "", who);

	if (n <= OPENER_ID_MAX)
		return;
	digest_fields(parts, 3, hash);
	snprintf(out, HUB_ID_MAX + 1, "%.*s@%.32s", (int)utf8_clip(what, 24), what, hash);
}

/* Takes the body: 1 written, 0 there was such a record (or somebody deleted it), -1.  What the opener itself took back
 * may come again. */
int
opener_write(struct opener *o, enum kind kind, const char *id, cJSON *body)
{
	struct hub_record have;
	int rc = body != NULL ? hub_db_get(o->db, kind, id, &have) : -1;
	bool back = rc == 1 && have.gone != NULL && strcmp(have.by, OPENER) == 0;
	char *text = rc == 0 || back ? cJSON_PrintUnformatted(body) : NULL;

	if (rc == 1 && !back)
		rc = 0;
	else if (text == NULL)
		rc = -1;
	else
		rc = hub_db_put(o->db, kind, id, text, o->now, OPENER, NULL) == 1 ? 1 : -1;
	o->back |= back;
	free(text);
	cJSON_Delete(body);
	return rc;
}

void
opener_date(cJSON *body, const char *name, int32_t day)
{
	char text[11];

	civil_format(day, text);
	if (*text != '\0')
		cJSON_AddStringToObject(body, name, text);
}

/* "横向比对(姚关,2020-06)": what lists and timelines show without looking the duty up. */
void
opener_title(cJSON *body, const char *name, const struct place_row *place, const char *period)
{
	const char *who = place != NULL ? place->name : "";
	bool both = *who != '\0' && *period != '\0', none = *who == '\0' && *period == '\0';
	char title[256];

	snprintf(title, sizeof title, "%s%s%s%s%s%s", name, none ? "" : "(", who, both ? "," : "", period, none ? "" : ")");
	cJSON_AddStringToObject(body, "title", title);
}

/* ---- the day -------------------------------------------------------------------- */

/* The day up to which runs were opened; CIVIL_NONE never. */
static int
last_day(struct opener *o, int32_t *out)
{
	char text[32];

	if (hub_db_meta_get(o->db, "duties_day", text, sizeof text) != 0)
		return -1;
	*out = civil_parse(text);
	return 0;
}

static int
keep_day(struct opener *o, int32_t since)
{
	char text[11];

	if (since == o->today)
		return 0;
	civil_format(o->today, text);
	return hub_db_meta_set(o->db, "duties_day", text);
}

static int
open_day(struct opener *o, struct opened *out)
{
	int32_t since;

	if (opener_withdraw(o) != 0)
		return -1;
	if (o->duty_count == 0 && o->checklist_count == 0)
		return 0;
	if (opener_places(o) != 0 || last_day(o, &since) != 0 || opener_runs(o, since, out) != 0 || opener_marks(o, since, out) != 0)
		return -1;
	/* Records a pack brought are events nobody has looked at yet; so are those of a duty that has come back. */
	if ((since == CIVIL_NONE || o->back) && opener_past_events(o, out) != 0)
		return -1;
	return keep_day(o, since);
}

int
opener_day(struct hub_db *db, int64_t now, struct opened *out)
{
	struct opener *o = opener_new(db, now);
	int rc = o != NULL ? open_day(o, out) : -1;

	opener_free(o);
	return rc;
}

int
opener_day_alone(struct hub_db *db, int64_t now, struct opened *out)
{
	char what[96];
	int rc;

	*out = (struct opened){ 0 };
	if (hub_db_begin(db) != 0)
		return -1;
	rc = opener_day(db, now, out);
	if (rc == 0 && out->runs + out->marks > 0) {
		snprintf(what, sizeof what, "%ld duty runs, %ld checklists to be filled", out->runs, out->marks);
		rc = hub_db_audit(db, OPENER, "open", what, now);
	}
	if (rc == 0)
		return hub_db_commit(db);
	hub_db_rollback(db);
	return -1;
}
