#include "hub/flow/division_move.h"

#include <cjson/cJSON.h>

#include "hub/authority/db_in.h"
#include "hub/authority/member.h"
#include "hub/intake/difference.h"
#include "hub/flow/division_move.sql.h"
#include "model/flow/flow.h"
#include "model/room/civil.h"
#include "model/text/language.h"

struct place { int level; char name[96], successor[32]; int32_t from, to; };
struct found { char kind[16], id[HUB_ID_MAX + 1], status[32], field[16]; };

COLUMNS(place_columns, struct place, COL(level), COL(name), COL(successor), COL_DAY(from), COL_DAY(to))
COLUMNS(found_columns, struct found, COL(kind), COL(id), COL(status), COL(field))

struct moving {
	struct hub_db        *db;
	struct division_move *m;
	struct place          old, new;
};

static int __attribute__((format(printf, 2, 3)))
refuse(struct division_move *m, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(m->why, sizeof m->why, format, args);
	va_end(args);
	return -1;
}

static int
read_place(struct moving *w, const char *code, struct place *out)
{
	int rc = rows_one(hub_rows(w->db, SQL_DIVISION_MOVE_PLACE, BIND(T(code))), place_columns, out);

	return rc < 0 ? -2 : rc == 1 ? refuse(w->m, _("there is no division \"%.20s\""), code) : 0;
}

static int
read_places(struct moving *w)
{
	struct division_move *m = w->m;
	int rc;

	if (strcmp(m->from, m->to) == 0)
		return refuse(m, _("%s and %s are one place"), m->from, m->to);
	if ((rc = read_place(w, m->from, &w->old)) != 0 || (rc = read_place(w, m->to, &w->new)) != 0)
		return rc;
	if (w->old.level != w->new.level)
		return refuse(m, _("%s is of level %d, %s of level %d"), m->from, w->old.level, m->to, w->new.level);
	if (w->old.level < 4)
		return refuse(m, _("%s is the county; only what lies in it can move"), m->from);
	if (*w->old.successor != '\0' && strcmp(w->old.successor, m->to) != 0)
		return refuse(m, _("the successor of %s is %s, not %s"), m->from, w->old.successor, m->to);
	if (w->new.to != CIVIL_NONE && w->new.to < instant_day(m->at))
		return refuse(m, _("%s is given up itself"), m->to);
	return 0;
}

/* ---- one record ------------------------------------------------------------------------------ */

static int
set_text(cJSON *body, const char *name, const char *text)
{
	cJSON *item = cJSON_CreateString(text);

	if (item == NULL)
		return -2;
	if (cJSON_HasObjectItem(body, name))
		cJSON_ReplaceItemInObjectCaseSensitive(body, name, item);
	else
		cJSON_AddItemToObject(body, name, item);
	return 0;
}

static int
put(struct moving *w, enum kind kind, const char *id, const cJSON *body)
{
	char *text = cJSON_PrintUnformatted(body);
	int rc = text != NULL ? hub_db_put(w->db, kind, id, text, w->m->at, w->m->who, NULL) : -1;

	free(text);
	return rc < 0 ? -2 : 0;
}

static int
tell(struct moving *w, enum kind kind, const char *id, const cJSON *had, const cJSON *body)
{
	cJSON *event = cJSON_CreateObject();
	char at[26], event_id[HUB_ID_MAX + 1], note[256];
	int rc;

	instant_format(w->m->at, at);
	snprintf(note, sizeof note, "%s %s -> %s %s", w->m->from, w->old.name, w->m->to, w->new.name);
	cJSON_AddStringToObject(event, "at", at);
	cJSON_AddStringToObject(event, "actor", w->m->who);
	cJSON_AddStringToObject(event, "object_kind", record_kinds[kind].name);
	cJSON_AddStringToObject(event, "object", id);
	cJSON_AddStringToObject(event, "verb", "relocate");
	cJSON_AddStringToObject(event, "division", w->m->to);
	if (*member_text(body, "title") != '\0')
		cJSON_AddStringToObject(event, "title", member_text(body, "title"));
	cJSON_AddStringToObject(event, "note", note);
	cJSON_AddItemToObject(event, "was", difference_was(kind, had, body));
	snprintf(event_id, sizeof event_id, "relocate-%.12s-%.70s-%lld", record_kinds[kind].name, id,
	         (long long)w->m->at);
	rc = put(w, KIND_EVENT, event_id, event);
	cJSON_Delete(event);
	return rc;
}

/* DUTY@PERIOD@OLD as DUTY@PERIOD@NEW: the calendar then finds the run it would open. */
static bool
new_id(const struct moving *w, const char *id, char out[HUB_ID_MAX + 1])
{
	size_t len = strlen(id), n = strlen(w->m->from);

	if (len <= n + 1 || id[len - n - 1] != '@' || strcmp(id + len - n, w->m->from) != 0)
		return false;
	return snprintf(out, HUB_ID_MAX + 1, "%.*s%s", (int)(len - n), id, w->m->to) <= HUB_ID_MAX;
}

/* "月报(旧镇,2020-06)" goes by the new name. */
static int
rename_title(const struct moving *w, cJSON *body)
{
	const char *title = member_text(body, "title"), *at = strstr(title, w->old.name);
	char text[400];

	if (at == NULL)
		return 0;
	snprintf(text, sizeof text, "%.*s%s%s", (int)(at - title), title, w->new.name, at + strlen(w->old.name));
	return set_text(body, "title", text);
}

static int
move_run(struct moving *w, enum kind kind, const char *id, cJSON *body)
{
	char other[HUB_ID_MAX + 1];
	struct hub_record r;
	int found, rc;

	if (!new_id(w, id, other))
		return put(w, kind, id, body);
	if ((found = hub_db_get(w->db, kind, other, &r)) < 0)
		return -2;
	rc = rename_title(w, body);
	if (rc == 0 && (found == 0 || r.body == NULL))
		rc = put(w, kind, other, body);
	return rc == 0 && hub_db_gone(w->db, kind, id, "moved", w->m->at, w->m->who) >= 0 ? 0 : -2;
}

static bool
worth_an_event(enum kind kind)
{
	return kind == KIND_ISSUE || kind == KIND_TASK || kind == KIND_ENTRY || kind == KIND_DUTY_RUN ||
	       kind == KIND_CHECK_MARK;
}

static int
move_one(struct moving *w, const struct found *f)
{
	enum kind kind = (enum kind)record_kind_find(f->kind);
	int state = *f->status != '\0' ? flow_state_find(kind, f->status) : -1, rc;
	struct hub_record r;
	cJSON *body, *had;

	if (state >= 0 && flow_states[state].class != STATE_OPEN && flow_states[state].class != STATE_SUSPENDED)
		return 0;
	if (hub_db_get(w->db, kind, f->id, &r) != 1 || r.body == NULL || (body = cJSON_Parse(r.body)) == NULL)
		return -2;
	if (w->m->tell != NULL)
		w->m->tell(w->m->ctx, kind, f->id,
		           member_text(body, *member_text(body, "title") != '\0' ? "title" : "name"));
	had = cJSON_Duplicate(body, true);
	rc = set_text(body, f->field, w->m->to);
	if (rc == 0)
		rc = kind == KIND_DUTY_RUN || kind == KIND_CHECK_MARK ? move_run(w, kind, f->id, body)
		     : put(w, kind, f->id, body);
	if (rc == 0 && worth_an_event(kind)) {
		char id[HUB_ID_MAX + 1];
		bool other = (kind == KIND_DUTY_RUN || kind == KIND_CHECK_MARK) && new_id(w, f->id, id);
		rc = tell(w, kind, other ? id : f->id, had, body);
	}
	w->m->moved[kind] += rc == 0;
	cJSON_Delete(had);
	cJSON_Delete(body);
	return rc;
}

/* ---- the place itself ---------------------------------------------------------------------------- */

static int
give_up(struct moving *w)
{
	int32_t last = w->new.from != CIVIL_NONE ? w->new.from - 1 : instant_day(w->m->at) - 1;
	struct hub_record r;
	char day[11];
	cJSON *body;
	int rc;

	if (hub_db_get(w->db, KIND_DIVISION, w->m->from, &r) != 1 || r.body == NULL ||
	    (body = cJSON_Parse(r.body)) == NULL)
		return -2;
	rc = set_text(body, "successor", w->m->to);
	civil_format(last, day);
	if (rc == 0 && w->old.to == CIVIL_NONE)
		rc = set_text(body, "valid_to", day);
	if (rc == 0)
		rc = put(w, KIND_DIVISION, w->m->from, body);
	cJSON_Delete(body);
	return rc;
}

int
division_move(struct hub_db *db, struct division_move *m)
{
	struct moving w = { .db = db, .m = m };
	struct found *list = NULL;
	int count = 0, rc = read_places(&w);

	if (rc != 0)
		return rc;
	if (rows_all(hub_rows(db, SQL_DIVISION_MOVE_FOUND, BIND(T(m->from), DAY(instant_day(m->at)))), found_columns,
	             &list, &count) != 0)
		return -2;
	for (int i = 0; rc == 0 && i < count; i++)
		rc = move_one(&w, &list[i]);
	free(list);
	return rc != 0 ? rc : give_up(&w);
}
