#include "hub/flow/entry.h"

#include "hub/flow/args.h"
#include "hub/authority/member.h"
#include "model/flow/refs.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/visible.h"

enum { SIGNS_MAX = 64 };

static bool
is(const struct entry_step *s, const char *verb)
{
	return strcmp(s->verb, verb) == 0;
}

static int
set(cJSON *body, const char *name, cJSON *item)
{
	if (item == NULL)
		return -1;
	cJSON_DeleteItemFromObjectCaseSensitive(body, name);
	return cJSON_AddItemToObject(body, name, item) ? 0 : -1;
}

/* ---- arguments ---------------------------------------------------------------- */

static void
bad_extra(void *ctx, const char *key, const char *reason)
{
	char path[200];

	snprintf(path, sizeof path, "args.extra.%.128s", key);
	args_error(ctx, path, reason);
}

static int
no_ledger(struct entry_step *s, const char *ledger, cJSON *errors)
{
	char known[300], reason[420];

	ledger_list(s->db, known, sizeof known);
	snprintf(reason, sizeof reason, N_("there is no ledger \"%.60s\"; there are: %s"), ledger,
	         *known != '\0' ? known : "none");
	args_error(errors, "args.ledger", reason);
	return 1;
}

int
entry_args(struct entry_step *s, cJSON *errors)
{
	const char *ledger = member_text(s->fresh ? s->args : s->body, "ledger");
	const cJSON *extra = cJSON_GetObjectItemCaseSensitive(s->args, "extra");
	const cJSON *had = s->fresh ? NULL : cJSON_GetObjectItemCaseSensitive(s->body, "extra");
	int found = ledger_read(s->db, ledger, &s->book);

	snprintf(s->from, sizeof s->from, "%s", member_text(s->body, "stage"));
	if (found < 0)
		return -1;
	if (found == 0)
		return no_ledger(s, ledger, errors);
	if (s->fresh && stages_begin(&s->book.stages) == NULL) {
		args_error(errors, "args.ledger",
		           N_("this ledger has no stage to begin at; mend its stages in the pack"));
		return 1;
	}
	if (extra != NULL && !cJSON_IsObject(extra)) {
		args_error(errors, "args.extra", N_("not an object of the ledger's own columns"));
		return 1;
	}
	return ledger_extra_check(s->db, &s->book, had, extra, s->fresh, bad_extra, errors);
}

/* ---- may it ---------------------------------------------------------------------- */

/* The entry's signatures as the model reads them. */
static int
read_signs(const cJSON *body, struct stage_sign out[SIGNS_MAX])
{
	const cJSON *sign;
	int n = 0;

	cJSON_ArrayForEach(sign, cJSON_GetObjectItemCaseSensitive(body, "signed"))
		if (n < SIGNS_MAX)
			out[n++] = (struct stage_sign){ member_text(sign, "post"), member_text(sign, "party"),
				member_text(sign, "verdict") };
	return n;
}

/* Words between blanks, however many: add_word(), then words_end(), which gives what is to be freed. */
struct words { char *text; size_t len; FILE *out; };

static struct words *
words_begin(struct words *w)
{
	*w = (struct words){ 0 };
	if ((w->out = open_memstream(&w->text, &w->len)) == NULL)
		abort();
	return w;
}

static void
add_word(struct words *w, const char *word, const char *code)
{
	fprintf(w->out, "%s%s%s%s", w->len > 0 ? " " : "", word, *code != '\0' ? "=" : "", code);
	fflush(w->out);
}

static char *
words_end(struct words *w)
{
	if (fclose(w->out) != 0)
		abort();
	return w->text;
}

/* The kinds of the pieces on the record and with the step, each once; to be freed. */
static char *
evidence_kinds(const struct entry_step *s)
{
	const cJSON *lists[] = { s->body, s->args }, *piece;
	struct words all, *w = words_begin(&all);

	for (int i = 0; i < 2; i++)
		cJSON_ArrayForEach(piece, cJSON_GetObjectItemCaseSensitive(lists[i], "evidence"))
			if (w->len == 0 || !ref_word(w->text, member_text(piece, "kind")))
				add_word(w, member_text(piece, "kind"), "");
	return words_end(w);
}

/* The ledger's own columns that say something, with what the step brings, as stage.h has it; to be freed. */
static char *
filled_keys(const struct entry_step *s)
{
	const cJSON *had = cJSON_GetObjectItemCaseSensitive(s->body, "extra");
	const cJSON *extra = cJSON_GetObjectItemCaseSensitive(s->args, "extra");
	const cJSON *both[] = { had, extra }, *item;
	struct words all, *w = words_begin(&all);

	for (int i = 0; i < 2; i++)
		cJSON_ArrayForEach(item, both[i]) {
			const cJSON *given = cJSON_GetObjectItemCaseSensitive(extra, item->string);
			const cJSON *value = given != NULL ? given : item;
			const char *code = cJSON_IsString(value) ? value->valuestring : "";
			if (!cJSON_IsNull(value) && !(cJSON_IsString(value) && !visible_any(value->valuestring)))
				add_word(w, item->string, stage_is_code(code) ? code : "");
		}
	return words_end(w);
}

/* Which of its columns the stage asks for and has not, or says another thing. */
static void
name_column(const struct entry_step *s, const struct ledger_stage *stage, enum stage_lack lack, char *out, size_t size)
{
	char *filled = filled_keys(s);
	const char *key = "";
	size_t n = lack == STAGE_FIELD ? stage_unfilled(stage->fields, filled, &key)
	                               : stage_unsaid(stage->says, filled, &key);

	snprintf(out, size, "%.*s", (int)n, key);
	free(filled);
}

static int
refuse(struct entry_step *s, unsigned lacks, const char *to)
{
	enum stage_lack first = stage_lack_first(lacks);
	char next[300];
	const struct ledger_stage *stage = stages_find(&s->book.stages, to);

	s->lacks = lacks;
	ledger_next(&s->book, member_text(s->body, "stage"), next, sizeof next);
	if (first & (STAGE_UNKNOWN | STAGE_HERE | STAGE_AFTER))
		snprintf(s->why, sizeof s->why, N_("%s: %.40s; from %.40s it goes to: %s"), stage_lack_text(first), to,
		         *member_text(s->body, "stage") != '\0' ? member_text(s->body, "stage") : "-",
		         *next != '\0' ? next : "nowhere");
	else if (first == STAGE_SIGN && stage != NULL && *stage->parties != '\0')
		snprintf(s->why, sizeof s->why, N_("%s: %.40s needs %.95s with the verdict %.31s"),
		         stage_lack_text(first), to, stage->parties, stage->verdict);
	else if (first == STAGE_PROOF && stage != NULL)
		snprintf(s->why, sizeof s->why, N_("%s: %.40s needs %.60s"), stage_lack_text(first), to, stage->proof);
	else if (first == STAGE_SIGN && stage != NULL)
		snprintf(s->why, sizeof s->why, N_("%s: %.40s needs %d with the verdict %.31s"),
		         stage_lack_text(first), to,
		         stage->signs, stage->verdict);
	else if ((first == STAGE_FIELD || first == STAGE_SAYS) && stage != NULL) {
		name_column(s, stage, first, next, sizeof next);
		snprintf(s->why, sizeof s->why, N_("%s: %.40s needs %.60s"), stage_lack_text(first), to, next);
	} else if (first == STAGE_OWNER)
		snprintf(s->why, sizeof s->why, "%s: %.60s", stage_lack_text(first), member_text(s->body, "resp_post"));
	else
		snprintf(s->why, sizeof s->why, "%s: %.40s", stage_lack_text(first), to);
	return 1;
}

static int
may_move(struct entry_step *s, const char *to)
{
	struct stage_sign signs[SIGNS_MAX];
	char *filled = filled_keys(s), *kinds = evidence_kinds(s);
	struct stage_facts f = {
		.from = s->fresh ? NULL : member_text(s->body, "stage"),
		.roles = access_roles(s->who, KIND_ENTRY, s->body), .user = s->who->user.name, .post = s->who->post_id,
		.post_name = s->who->post_name, .moved_by = member_text(s->body, "moved_by"),
		.evidence = member_count(s->body, "evidence") + member_count(s->args, "evidence"),
		.note = visible_any(member_text(s->args, "note")), .amount = cJSON_HasObjectItem(s->args, "amount") ||
		        cJSON_HasObjectItem(s->body, "amount_fen"),
		.owner = member_text(s->body, "resp_post"), .filled = filled, .kinds = kinds,
		.signs = signs, .sign_count = read_signs(s->body, signs),
	};
	unsigned lacks = stages_may(&s->book.stages, to, &f);

	free(filled);
	free(kinds);
	return lacks == 0 ? 0 : refuse(s, lacks, to);
}

/* The departments that a move from here names, each once, each by another post. */
static int
may_sign(struct entry_step *s)
{
	const char *at = member_text(s->body, "stage"), *party = member_text(s->args, "party");
	struct stage_sign signs[SIGNS_MAX];
	struct stage_facts f = { .from = at, .user = s->who->user.name, .post = s->who->post_id,
		.post_name = s->who->post_name, .signs = signs, .sign_count = read_signs(s->body, signs) };
	char parties[256];
	enum stage_lack first;

	if ((s->lacks = stages_may_sign(&s->book.stages, party, &f)) == 0)
		return 0;
	first = stage_lack_first(s->lacks);
	stages_parties(&s->book.stages, at, parties, sizeof parties);
	if (first == STAGE_PARTY)
		snprintf(s->why, sizeof s->why, N_("%s: %.40s; here sign: %.200s"), stage_lack_text(first), party,
		         parties);
	else
		snprintf(s->why, sizeof s->why, "%s: %.40s", stage_lack_text(first),
		         first == STAGE_UNSIGNED ? at : party);
	return 1;
}

/* What the stage rules out may not be filled in while the entry stands there. */
static int
may_fill(struct entry_step *s)
{
	char *filled = filled_keys(s);

	s->lacks = stages_may_fill(&s->book.stages, s->from, filled);
	free(filled);
	if (s->lacks != 0)
		snprintf(s->why, sizeof s->why, "%s: %.40s", stage_lack_text(STAGE_SAYS), s->from);
	return s->lacks != 0;
}

int
entry_may(struct entry_step *s)
{
	if (s->fresh)
		return may_move(s, stages_begin(&s->book.stages)->code);
	if (is(s, "move"))
		return may_move(s, member_text(s->args, "to"));
	return is(s, "sign") ? may_sign(s) : is(s, "fill") ? may_fill(s) : 0;
}

/* ---- the change ------------------------------------------------------------------- */

static int
add_trail(cJSON *body, const char *code, const char *day)
{
	cJSON *trail = cJSON_GetObjectItemCaseSensitive(body, "stages"), *point = cJSON_CreateArray();

	if (!cJSON_IsArray(trail)) {
		if (set(body, "stages", cJSON_CreateArray()) != 0)
			return -1;
		trail = cJSON_GetObjectItemCaseSensitive(body, "stages");
	}
	cJSON_AddItemToArray(point, cJSON_CreateString(code));
	cJSON_AddItemToArray(point, cJSON_CreateString(day));
	return cJSON_AddItemToArray(trail, point) ? 0 : -1;
}

static int
set_deadline(struct entry_step *s, cJSON *body, const struct ledger_stage *to)
{
	struct calendar cal;
	char day[11];

	if (hub_calendar(s->db, &cal) != 0)
		return -1;
	civil_format(stage_deadline(to, instant_day(s->now), &cal), day);
	calendar_clear(&cal);
	if (*day != '\0')
		return set(body, "deadline", cJSON_CreateString(day));
	cJSON_DeleteItemFromObjectCaseSensitive(body, "deadline");
	return 0;
}

static int
count_turn(cJSON *body, enum stage_turn turn)
{
	const char *field = turn == STAGE_BACK ? "returned" : "relapses";

	return turn == STAGE_ON ? 0 : set(body, field, cJSON_CreateNumber((double)(member_number(body, field) + 1)));
}

/* `from` NULL: a new entry. */
static int
enter(struct entry_step *s, cJSON *body, const struct ledger_stage *from, const struct ledger_stage *to)
{
	char day[11];

	civil_format(instant_day(s->now), day);
	if (stages_collects(&s->book.stages, to->code))
		cJSON_DeleteItemFromObjectCaseSensitive(body, "signed");
	return set(body, "stage", cJSON_CreateString(to->code)) != 0 ||
	       set(body, "status", cJSON_CreateString(stage_class_code(to->class))) != 0 ||
	       set(body, "stage_since", cJSON_CreateString(day)) != 0 || add_trail(body, to->code, day) != 0 ||
	       set(body, "moved_by", cJSON_CreateString(s->who->user.name)) != 0 ||
	       count_turn(body, stages_turn(from, to)) != 0 || set_deadline(s, body, to) != 0 ? -1 : 0;
}

static int
add_signature(struct entry_step *s, cJSON *body)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(body, "signed"), *sign = cJSON_CreateObject();
	const char *party = member_text(s->args, "party");
	char at[26];

	if (!cJSON_IsArray(list)) {
		if (set(body, "signed", cJSON_CreateArray()) != 0)
			return -1;
		list = cJSON_GetObjectItemCaseSensitive(body, "signed");
	}
	instant_format(s->now, at);
	cJSON_AddStringToObject(sign, "post", *s->who->post_id != '\0' ? s->who->post_id : s->who->user.name);
	cJSON_AddStringToObject(sign, "party", party);
	cJSON_AddStringToObject(sign, "at", at);
	cJSON_AddStringToObject(sign, "verdict", member_text(s->args, "verdict"));
	return cJSON_AddItemToArray(list, sign) ? 0 : -1;
}

static int
merge_extra(struct entry_step *s, cJSON *body)
{
	const cJSON *extra = cJSON_GetObjectItemCaseSensitive(s->args, "extra");

	return extra == NULL ? 0
	     : set(body, "extra", ledger_extra_merge(&s->book, cJSON_GetObjectItemCaseSensitive(body, "extra"), extra));
}

int
entry_change(struct entry_step *s, cJSON *body)
{
	const struct ledger_stages *stages = &s->book.stages;

	if (merge_extra(s, body) != 0)
		return -1;
	/* Who receives it sees it through (D22). */
	if (s->fresh && stages_owned(stages) &&
	    set(body, "resp_post",
	        cJSON_CreateString(*s->who->post_id != '\0' ? s->who->post_id : s->who->user.name)) != 0)
		return -1;
	if (s->fresh)
		return enter(s, body, NULL, stages_begin(stages));
	if (is(s, "move"))
		return enter(s, body, stages_find(stages, s->from), stages_find(stages, member_text(s->args, "to")));
	return is(s, "sign") ? add_signature(s, body) : 0;
}

/* ---- the event ------------------------------------------------------------------------ */

static void
term_name(struct entry_step *s, const char *list, const char *code, char *out, size_t size)
{
	char id[HUB_ID_MAX + 1];
	struct hub_record r;
	cJSON *body;

	snprintf(out, size, "%s", code);
	if (snprintf(id, sizeof id, "%s:%s", list, code) >= (int)sizeof id ||
	    hub_db_get(s->db, KIND_TERM, id, &r) != 1 || r.gone != NULL)
		return;
	body = cJSON_Parse(r.body);
	if (*member_text(body, "name") != '\0')
		snprintf(out, size, "%s", member_text(body, "name"));
	cJSON_Delete(body);
}

int
entry_event(struct entry_step *s, cJSON *event)
{
	char party[128], verdict[128], *note = NULL;
	int rc;

	if (!is(s, "sign"))
		return 0;
	term_name(s, "party", member_text(s->args, "party"), party, sizeof party);
	term_name(s, "assessment", member_text(s->args, "verdict"), verdict, sizeof verdict);
	if (asprintf(&note, "%s %s%s%s", party, verdict, *member_text(s->args, "note") != '\0' ? " " : "",
	             member_text(s->args, "note")) < 0)
		return -1;
	rc = set(event, "note", cJSON_CreateString(note));
	free(note);
	return rc;
}
