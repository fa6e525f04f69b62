#include "hub/flow/args.h"

#include "hub/authority/args.sql.h"
#include "hub/authority/auth.h"
#include "hub/authority/db_in.h"
#include "hub/authority/member.h"
#include "model/room/civil.h"
#include "model/flow/duty.h"
#include "model/flow/report.h"
#include "model/text/identity.h"
#include "model/text/language.h"
#include "model/text/visible.h"
#include "net/wire/wire_record.h"

struct check {
	struct hub_db           *db;
	const struct args_facts *facts;
	const struct arg_def    *arg;
	const cJSON             *value;
	const char              *text;        /* of a string value, else "" */
	char                     reason[160];
};

void
args_error(cJSON *errors, const char *path, const char *reason)
{
	cJSON *error = cJSON_CreateObject();

	cJSON_AddStringToObject(error, "path", path);
	cJSON_AddStringToObject(error, "reason", reason);
	cJSON_AddItemToArray(errors, error);
}

int
args_integer(const cJSON *item, int64_t *out)
{
	const char *text = cJSON_GetStringValue(item);
	char *end;

	if (text == NULL)
		return wire_integer(item, out);
	if (*text == '\0' || strlen(text) > 15 || text[strspn(text, "0123456789")] != '\0')
		return -1;
	*out = strtoll(text, &end, 10);
	return 0;
}

/* ---- looking things up -------------------------------------------------- */

static int
alive(struct hub_db *db, enum kind kind, const char *id)
{
	struct hub_record r;
	int found = strlen(id) > HUB_ID_MAX ? 0 : hub_db_get(db, kind, id, &r);

	return found == 1 && r.gone != NULL ? 0 : found;
}

/* A post by id or name, or a user's name: records hold any of the three. */
static int
post_exists(struct check *c)
{
	struct hub_user user;
	int found = alive(c->db, KIND_POST, c->text);

	if (found != 0 || (found = hub_user_by_name(c->db, c->text, &user)) != 0)
		return found;
	return (int)rows_number(hub_rows(c->db, SQL_ARGS_POST, BIND(T(c->text))), -1);
}

/* ---- one check a type: 0 good, 1 c->reason says why not, -1 failed ------- */

static int
no(struct check *c, const char *reason)
{
	snprintf(c->reason, sizeof c->reason, "%s", reason);
	return 1;
}

static int
check_text(struct check *c)
{
	if (!cJSON_IsString(c->value))
		return no(c, N_("not a text"));
	if (!visible_any(c->text))
		return no(c, N_("empty"));
	if (strlen(c->text) > (c->arg->type == ARG_LONG ? ARG_LONG_MAX : ARG_TEXT_MAX))
		return no(c, c->arg->type == ARG_LONG ? N_("longer than 8192 bytes") : N_("longer than 512 bytes"));
	if (c->arg->type != ARG_LONG && strpbrk(c->text, "\n\t") != NULL)
		return no(c, N_("more than one line"));
	return 0;
}

static int
check_date(struct check *c)
{
	int32_t day = civil_parse(c->text), deadline = civil_parse(member_text(c->facts->body, "deadline"));
	struct flow_days days = { .today = c->facts->today, .zero_day = c->facts->zero_day,
		.deadline = deadline == CIVIL_NONE ? 0 : deadline,
		.month = month_parse(member_text(c->facts->body, "period")) };
	const char *wrong;

	if (day == CIVIL_NONE)
		return no(c, N_("not a date YYYY-MM-DD"));
	wrong = flow_day_wrong(c->facts->kind, c->facts->verb, c->arg->name, day, &days);
	return wrong != NULL ? no(c, wrong) : 0;
}

static int
check_int(struct check *c)
{
	int64_t n, most = c->arg->field == FIELD_TASK_pct ? 100 : 1000000;

	if (args_integer(c->value, &n) != 0)
		return no(c, N_("not a whole number"));
	if (n < 0 || n > most) {
		snprintf(c->reason, sizeof c->reason, N_("not within 0 to %lld"), (long long)most);
		return 1;
	}
	return 0;
}

static int
check_fen(struct check *c)
{
	int64_t n;

	return args_integer(c->value, &n) != 0 || n < 0 ? no(c, N_("not a whole number of fen")) : 0;
}

/* What is in it only the ledger knows: hub/flow/entry.c. */
static int
check_object(struct check *c)
{
	return cJSON_IsObject(c->value) ? 0 : no(c, N_("not an object of the ledger's own columns"));
}

static int
check_matrix(struct check *c)
{
	int cells = (int)rows_number(hub_rows(c->db, SQL_ARGS_CELLS, NULL), -1);

	if (cells < 0)
		return -1;
	if (report_matrix_ok(c->text, cells))
		return 0;
	snprintf(c->reason, sizeof c->reason, N_("not %d of 0 1 2 -, one for each subject and aspect of the plan"),
	         cells);
	return 1;
}

static int
check_marks(struct check *c)
{
	const char *checklist = member_text(c->facts->body, "checklist");
	int items = (int)rows_number(hub_rows(c->db, SQL_ARGS_ITEMS, BIND(T(checklist))), -1);

	if (items < 0)
		return -1;
	if (marks_ok(c->text, items))
		return 0;
	snprintf(c->reason, sizeof c->reason, N_("not %d of 0 1 2 -, one for each item of the checklist"), items);
	return 1;
}

static int
check_piece(struct check *c, const cJSON *piece)
{
	static const char *const kinds[] = { "doc", "photo", "file", "receipt" };
	const char *kind = member_text(piece, "kind"), *ref = member_text(piece, "ref");
	bool known = false;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		known = known || strcmp(kind, kinds[i]) == 0;
	if (!cJSON_IsObject(piece) || !known)
		return no(c, N_("a piece's kind is none of doc photo file receipt"));
	if (!visible_any(ref) || strlen(ref) > ARG_TEXT_MAX || strchr(ref, '\n') != NULL)
		return no(c, N_("a piece's ref is empty, too long or more than one line"));
	return 0;
}

static int
check_evidence(struct check *c)
{
	const cJSON *piece;
	int n = cJSON_IsArray(c->value) ? cJSON_GetArraySize(c->value) : -1;

	if (n < 0)
		return no(c, N_("not a list of pieces"));
	if (n > EVIDENCE_MAX || (n == 0 && c->arg->need == ARG_REQ))
		return no(c, n == 0 ? N_("empty") : N_("more than 20 pieces"));
	cJSON_ArrayForEach(piece, c->value)
		if (check_piece(c, piece) != 0)
			return 1;
	return 0;
}

static int
check_post(struct check *c)
{
	int found;

	if (check_text(c) != 0)
		return 1;
	/* Who is on the record already needs no second proof. */
	if (c->arg->field >= 0 && strcmp(member_text(c->facts->body, record_fields[c->arg->field].name), c->text) == 0)
		return 0;
	found = post_exists(c);
	return found < 0 ? -1 : found ? 0 : no(c, N_("there is no such post"));
}

static int
check_division(struct check *c)
{
	int found = *c->text == '\0' ? 0 : alive(c->db, KIND_DIVISION, c->text);

	return found < 0 ? -1 : found ? 0 : no(c, N_("there is no such division"));
}

static int
check_term(struct check *c)
{
	char id[HUB_ID_MAX + 1];
	int found = 0;

	if (snprintf(id, sizeof id, "%s:%s", c->arg->list, c->text) < (int)sizeof id)
		found = alive(c->db, KIND_TERM, id);
	if (found == 0)
		snprintf(c->reason, sizeof c->reason, N_("not in the list %s"), c->arg->list);
	return found < 0 ? -1 : !found;
}

static int
check_value(struct check *c)
{
	static int (*const checks[])(struct check *) = {
		[ARG_TEXT] = check_text, [ARG_LONG] = check_text, [ARG_DATE] = check_date, [ARG_INT] = check_int,
		[ARG_FEN] = check_fen, [ARG_MATRIX] = check_matrix, [ARG_EVIDENCE] = check_evidence,
		[ARG_POST] = check_post, [ARG_DIVISION] = check_division,
		[ARG_STAGE] = check_text, [ARG_MARKS] = check_marks, [ARG_EXTRA] = check_object,
		[ARG_TERM] = check_term,
	};

	return checks[c->arg->type](c);
}

/* ---- all of them -------------------------------------------------------- */

static bool
is_late(const struct args_facts *f)
{
	int32_t deadline = civil_parse(member_text(f->body, "deadline"));

	return deadline != CIVIL_NONE && f->today > deadline;
}

static bool
is_needed(const struct arg_def *arg, const struct args_facts *f)
{
	return arg->need == ARG_REQ || (arg->need == ARG_LATE && is_late(f));
}

/* Absent, null, or a text with nothing in it: an optional field left empty in a form. */
static bool
is_missing(const cJSON *value)
{
	return value == NULL || cJSON_IsNull(value) || (cJSON_IsString(value) && *value->valuestring == '\0');
}

static int
check_unknown(const struct arg_def *defs, int count, const cJSON *args, cJSON *errors)
{
	const cJSON *item;
	char path[160];
	int bad = 0;

	cJSON_ArrayForEach(item, args) {
		bool known = false;
		for (int i = 0; i < count; i++)
			known = known || strcmp(defs[i].name, item->string) == 0;
		if (!known) {
			snprintf(path, sizeof path, "args.%.128s", item->string);
			args_error(errors, path, N_("this step has no such argument"));
			bad++;
		}
	}
	return bad;
}

/* No identity number is stored, whatever the argument: every text, as deep as it lies. */
static int
check_identity(const cJSON *item, const char *path, cJSON *errors)
{
	const cJSON *inner;
	char deeper[160];
	int bad = 0;

	if (cJSON_IsString(item) && identity_find(item->valuestring, NULL)) {
		args_error(errors, path,
		           N_("holds an identity number, and none is kept: "
		           "write how many people, or the number of the document"));
		return 1;
	}
	cJSON_ArrayForEach(inner, item) {
		snprintf(deeper, sizeof deeper, inner->string != NULL ? "%.80s.%.60s" : "%.80s", path, inner->string);
		bad += check_identity(inner, deeper, errors);
	}
	return bad;
}

int
args_check(struct hub_db *db, const struct args_facts *facts, const cJSON *args, cJSON *errors)
{
	int count, bad, rc;
	const struct arg_def *defs = flow_args(facts->kind, facts->verb, &count);
	char path[160];

	bad = check_unknown(defs, count, args, errors) + check_identity(args, "args", errors);
	for (int i = 0; i < count; i++) {
		const cJSON *value = cJSON_GetObjectItemCaseSensitive(args, defs[i].name);
		struct check c = { db, facts, &defs[i], value, "", N_("needed") };
		if (is_missing(c.value)) {
			if (!is_needed(&defs[i], facts))
				continue;
			rc = 1;
		} else {
			c.text = cJSON_IsString(c.value) ? c.value->valuestring : "";
			rc = check_value(&c);
		}
		if (rc < 0)
			return -1;
		if (rc > 0) {
			snprintf(path, sizeof path, "args.%s", defs[i].name);
			args_error(errors, path, c.reason);
			bad++;
		}
	}
	return bad;
}
