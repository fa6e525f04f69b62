#include "hub/flow/duty_opener.h"

#include "hub/authority/db_in.h"
#include "hub/flow/duty_met.h"
#include "hub/flow/ledger.h"
#include "hub/authority/member.h"
#include "hub/flow/duty_opener.sql.h"
#include "hub/flow/duty_opener_in.h"
#include "model/room/civil.h"
#include "model/text/utf8.h"

/* ---- reading records ---------------------------------------------------------- */

COLUMNS(duty_columns, struct duty_row, COL(id), COL(name), COL(event), COL(per), COL(rule), COL(plan.day),
        COL(plan.month), COL(plan.month_offset), COL(plan.workdays), COL(plan.grace), COL_DAY(plan.date),
        COL_DAY(plan.from), COL_DAY(plan.to), COL_DAY(taken), COL(class))
COLUMNS(checklist_columns, struct checklist_row, COL(id), COL(name), COL(subject), COL(type), COL(every), COL(due_day),
        COL(items), COL_DAY(from), COL_DAY(to), COL_DAY(taken),
        COL(criterion))
COLUMNS(place_columns, struct place_row, COL(level), COL(id), COL(name), COL(type), COL(division), COL_DAY(from),
        COL_DAY(to), COL(class), COL(watched))

static bool
duty_rule_known(struct duty_row *d)
{
	int rule = duty_rule_parse(d->rule);

	d->plan.rule = (enum duty_rule)(rule >= 0 ? rule : 0);
	return rule >= 0;
}

struct duty_opener *
duty_opener_new(struct hub_db *db, int64_t now)
{
	struct duty_opener *o = calloc(1, sizeof *o);

	if (o == NULL)
		return NULL;
	o->db = db;
	o->now = now;
	o->today = instant_day(now);
	if (rows_all(hub_rows(db, SQL_DUTY_OPENER_DUTIES, NULL), duty_columns, &o->duties, &o->duty_count) != 0) {
		duty_opener_free(o);
		return NULL;
	}
	for (struct duty_row *d = o->duties; d < o->duties + o->duty_count; d++)
		if (!duty_rule_known(d))
			d->plan = (struct duty_plan){ .rule = DUTY_ONCE, .date = CIVIL_NONE };      /* never */
	return o;
}

/* The rest is read when there is something to open: most operations open nothing. */
int
duty_opener_places(struct duty_opener *o)
{
	if (o->has_places)
		return 0;
	if (rows_all(hub_rows(o->db, SQL_DUTY_OPENER_CHECKLISTS, BIND(I(CHECK_ITEMS_MAX))), checklist_columns,
	             &o->checklists, &o->checklist_count) != 0 ||
	    rows_all(hub_rows(o->db, SQL_DUTY_OPENER_PLACES, 
	                  BIND(I(LEVEL_GROUP), I(LEVEL_INSTITUTION), DAY(o->today))), place_columns,
	             &o->places, &o->place_count) != 0 ||
	    hub_calendar(o->db, &o->cal) != 0)
		return -1;
	o->has_places = true;
	return 0;
}

void
duty_opener_free(struct duty_opener *o)
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
duty_opener_id(const char *what, const char *about, const char *who, char out[HUB_ID_MAX + 1])
{
	char hash[DIGEST_HEX];
	const char *parts[] = { what, about, who };
	int n = snprintf(out, HUB_ID_MAX + 1, "%s%s%s%s%s", what, *about != '\0' ? "@" : "", about,
	                 *who != '\0' ? "@" : "", who);

	if (n <= DUTY_OPENER_ID_MAX)
		return;
	digest_fields(parts, 3, hash);
	snprintf(out, HUB_ID_MAX + 1, "%.*s@%.32s", (int)utf8_clip(what, 24), what, hash);
}

/* Takes the body: 1 written, 0 there was such a record (or somebody deleted it), -1.  What the opener itself took back
 * may come again, and what went with a batch. */
int
duty_opener_write(struct duty_opener *o, enum kind kind, const char *id, cJSON *body)
{
	struct hub_record have;
	int rc = body != NULL ? hub_db_get(o->db, kind, id, &have) : -1;
	bool back = rc == 1 && have.gone != NULL && (strcmp(have.by, OPENER) == 0 || strcmp(have.gone, UNDONE) == 0);
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
duty_opener_date(cJSON *body, const char *name, int32_t day)
{
	char text[11];

	civil_format(day, text);
	if (*text != '\0')
		cJSON_AddStringToObject(body, name, text);
}

/* "横向比对(姚关,2020-06)": what lists and timelines show without looking the duty up. */
void
duty_opener_title(cJSON *body, const char *name, const struct place_row *place, const char *period)
{
	const char *who = place != NULL ? place->name : "";
	bool both = *who != '\0' && *period != '\0', none = *who == '\0' && *period == '\0';
	char title[256];

	snprintf(title, sizeof title, "%s%s%s%s%s%s", name, none ? "" : "(", who, both ? "," : "", period,
	         none ? "" : ")");
	cJSON_AddStringToObject(body, "title", title);
}

/* ---- the day -------------------------------------------------------------------- */

/* The day up to which runs were opened; CIVIL_NONE never. */
static int
last_day(struct duty_opener *o, int32_t *out)
{
	char text[32];

	if (hub_db_meta_get(o->db, "duties_day", text, sizeof text) != 0)
		return -1;
	*out = civil_parse(text);
	return 0;
}

static int
keep_day(struct duty_opener *o, int32_t since)
{
	char text[11];

	if (since == o->today)
		return 0;
	civil_format(o->today, text);
	return hub_db_meta_set(o->db, "duties_day", text);
}

static int
open_day(struct duty_opener *o, struct opened *out)
{
	int32_t since;

	if (duty_opener_withdraw(o) != 0 || duty_opener_places(o) != 0 || last_day(o, &since) != 0 ||
	    duty_opener_reports(o, since, out) != 0)
		return -1;
	if (o->duty_count == 0 && o->checklist_count == 0)
		return 0;
	if (duty_opener_runs(o, since, out) != 0 || duty_opener_marks(o, since, out) != 0)
		return -1;
	/* Records a pack brought are events nobody has looked at yet; so are those of a duty that has come back. */
	if ((since == CIVIL_NONE || o->back) && duty_opener_past_events(o, out) != 0)
		return -1;
	/* Reports that came before the runs they meet. */
	if (duty_met(o->db, o->now, OPENER, NULL, NULL) != 0)
		return -1;
	return keep_day(o, since);
}

int
duty_opener_day(struct hub_db *db, int64_t now, struct opened *out)
{
	struct duty_opener *o = duty_opener_new(db, now);
	int rc = o != NULL ? open_day(o, out) : -1;

	duty_opener_free(o);
	return rc;
}

int
duty_opener_day_alone(struct hub_db *db, int64_t now, struct opened *out)
{
	char what[160];
	int rc;

	*out = (struct opened){ 0 };
	if (hub_db_begin(db) != 0)
		return -1;
	rc = duty_opener_day(db, now, out);
	if (rc == 0 && out->runs + out->marks + out->reports > 0) {
		snprintf(what, sizeof what, "%ld duty runs, %ld checklists to be filled, %ld supervision reports",
		         out->runs, out->marks, out->reports);
		rc = hub_db_audit(db, OPENER, "open", what, now);
	}
	if (rc == 0)
		return hub_db_commit(db);
	hub_db_rollback(db);
	return -1;
}
