#include "hub/intake/difference.h"

#include "hub/authority/db_undo.h"
#include "hub/authority/member.h"
#include "model/flow/flow.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

/* Bytes of one value: what is longer is known by its beginning.  WAS_MAX: of all that is kept of what was. */
enum { SAID_MAX = 60, WAS_MAX = 65536 };

static void
say_value(const struct field_def *field, const cJSON *item, char *out, size_t size)
{
	const char *text = cJSON_GetStringValue(item);
	char *made = NULL, fen[40];

	if (cJSON_IsNumber(item) && field->type == FIELD_FEN) {
		snprintf(fen, sizeof fen, "%.2f元", item->valuedouble / 100);
		text = fen;
	} else if (item != NULL && text == NULL) {
		text = made = cJSON_PrintUnformatted(item);
	}
	if (text == NULL)
		text = "-";
	snprintf(out, size, "%.*s%s", (int)utf8_clip(text, SAID_MAX), text, strlen(text) > SAID_MAX ? "…" : "");
	for (char *s = out; *s != '\0'; s++)
		if (*s == '\n' || *s == '\t')
			*s = ' ';
	free(made);
}

static size_t
say_field(const struct field_def *field, const cJSON *was, const cJSON *now, char *out, size_t size, bool first)
{
	char a[SAID_MAX + 8], b[SAID_MAX + 8];
	int n;

	say_value(field, was, a, sizeof a);
	say_value(field, now, b, sizeof b);
	n = snprintf(out, size, "%s%s: %s -> %s", first ? "" : "; ", field->title, a, b);
	if (n < (int)size)
		return (size_t)n;
	snprintf(out, size, "%s", size > 8 ? "; …" : "");
	return strlen(out);
}

const char *const change_stamps[CHANGE_STAMPS] = { "batch", "origin", "fetched_at" };

/* Where it comes from is not what it says. */
static bool
is_stamp(const char *field)
{
	for (size_t i = 0; i < CHANGE_STAMPS; i++)
		if (strcmp(field, change_stamps[i]) == 0)
			return true;
	return false;
}

int
difference_words(enum kind kind, const char *was, const char *now, char out[DIFFERENCE_MAX])
{
	cJSON *a = was != NULL ? cJSON_Parse(was) : NULL, *b = now != NULL ? cJSON_Parse(now) : NULL;
	int count = 0;
	size_t len = 0;

	*out = '\0';
	for (int f = record_first((int)kind); f < record_first((int)kind + 1); f++) {
		const cJSON *x = cJSON_GetObjectItemCaseSensitive(a, record_fields[f].name);
		const cJSON *y = cJSON_GetObjectItemCaseSensitive(b, record_fields[f].name);
		if (is_stamp(record_fields[f].name) || (x == NULL && y == NULL) ||
		    (x != NULL && y != NULL && cJSON_Compare(x, y, true)))
			continue;
		len += say_field(&record_fields[f], x, y, out + len, DIFFERENCE_MAX - len, count++ == 0);
	}
	if ((was != NULL && a == NULL) || (now != NULL && b == NULL))
		count = -1;
	cJSON_Delete(a);
	cJSON_Delete(b);
	return count;
}

static size_t
printed(const cJSON *item)
{
	char *text = item != NULL ? cJSON_PrintUnformatted(item) : NULL;
	size_t n = text != NULL ? strlen(text) : 0;

	free(text);
	return n;
}

cJSON *
difference_was(enum kind kind, const cJSON *was, const cJSON *now)
{
	cJSON *out = cJSON_CreateObject();
	size_t left = WAS_MAX;

	for (int f = record_first((int)kind); out != NULL && f < record_first((int)kind + 1); f++) {
		const char *name = record_fields[f].name;
		const cJSON *x = cJSON_GetObjectItemCaseSensitive(was, name);
		const cJSON *y = cJSON_GetObjectItemCaseSensitive(now, name);
		size_t n = printed(x);
		if ((x == NULL && y == NULL) || (x != NULL && y != NULL && cJSON_Compare(x, y, true)) || n > left)
			continue;
		left -= n;
		cJSON_AddItemToObject(out, name, x != NULL ? cJSON_Duplicate(x, true) : cJSON_CreateNull());
	}
	return out;
}

/* ---- a rehearsal ------------------------------------------------------------ */

struct saying { struct hub_db *db; int kind; FILE *out; long lines; };

static int
say_record(void *ctx, const struct db_undo *u)
{
	struct saying *s = ctx;
	bool plain = (int)u->kind == s->kind, both;
	char words[DIFFERENCE_MAX];
	struct hub_record r;
	int found = hub_db_get(s->db, u->kind, u->id, &r);

	if (found < 0)
		return -1;
	both = u->was != NULL && found == 1 && r.body != NULL;
	if (both && difference_words(u->kind, u->was, r.body, words) == 0)
		return 0;
	fprintf(s->out, "%s%s%s: ", plain ? "" : kind_words(record_kinds[u->kind].name), plain ? "" : " ", u->id);
	if (found == 0 || r.body == NULL)
		fprintf(s->out, "%s\n", _("gone"));
	else
		fprintf(s->out, "%s\n", both ? words : _("new"));
	s->lines++;
	return 0;
}

long
difference_say(struct hub_db *db, const char *batch, int kind, FILE *out)
{
	struct saying s = { db, kind, out, 0 };

	return db_undo_each(db, batch, say_record, &s) == 0 ? s.lines : -1;
}

/* ---- events ------------------------------------------------------------------- */

static void
add_text(cJSON *body, const char *name, const char *text)
{
	if (text != NULL && *text != '\0')
		cJSON_AddStringToObject(body, name, text);
}

static cJSON *
event_of(const struct change_teller *t, enum kind kind, const char *id, const cJSON *was, const cJSON *now,
         const char *note)
{
	const char *from = member_text(was, flow_standing(kind)), *to = member_text(now, flow_standing(kind));
	const char *title = member_text(now, "title");
	cJSON *event = cJSON_CreateObject();
	char at[26];

	instant_format(t->at, at);
	add_text(event, "at", at);
	add_text(event, "actor", t->by);
	add_text(event, "object_kind", record_kinds[kind].name);
	add_text(event, "object", id);
	add_text(event, "verb", t->undo ? "undo" : "import");
	add_text(event, "from_status", strcmp(from, to) != 0 ? from : "");
	add_text(event, "to_status", strcmp(from, to) != 0 ? to : "");
	add_text(event, "division", member_text(now, "division"));
	add_text(event, "title", *title != '\0' ? title : member_text(now, "name"));
	add_text(event, "note", note);
	cJSON_AddItemToObject(event, "was", difference_was(kind, was, now));
	return event;
}

int
change_tell(struct change_teller *t, enum kind kind, const char *id, const char *was, const char *now, long line)
{
	const char *slash = t->file != NULL ? strrchr(t->file, '/') : NULL, *file = slash != NULL ? slash + 1 : t->file;
	char words[DIFFERENCE_MAX], note[DIFFERENCE_MAX + 200], event_id[HUB_ID_MAX + 1], at_line[24] = "";
	cJSON *a = cJSON_Parse(was), *b = cJSON_Parse(now), *event;
	char *text;
	int rc;

	if (difference_words(kind, was, now, words) == 0) {
		cJSON_Delete(a);
		cJSON_Delete(b);
		return 0;
	}
	if (line > 0)
		snprintf(at_line, sizeof at_line, ":%ld", line);
	snprintf(note, sizeof note, "%.*s%s%s%s", file != NULL ? (int)utf8_clip(file, 120) : 0,
	         file != NULL ? file : "", at_line, file != NULL ? " " : "", words);
	event = event_of(t, kind, id, a, b, note);
	text = cJSON_PrintUnformatted(event);
	snprintf(event_id, sizeof event_id, "%.100s%c%ld", t->batch, t->undo ? '-' : '+', ++t->told);
	rc = text != NULL ? hub_db_put(t->db, KIND_EVENT, event_id, text, t->at, t->by, NULL) : -1;
	free(text);
	cJSON_Delete(event);
	cJSON_Delete(a);
	cJSON_Delete(b);
	return rc < 0 ? -1 : 0;
}
