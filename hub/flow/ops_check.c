#include "hub/flow/ops_in.h"

#include "hub/authority/args.sql.h"
#include "hub/authority/db_in.h"
#include "hub/authority/member.h"
#include "hub/flow/args.h"
#include "hub/flow/belongs.h"
#include "hub/authority/db_op.h"
#include "hub/flow/owed.h"
#include "hub/flow/param.h"
#include "model/flow/report.h"
#include "model/room/civil.h"
#include "model/text/language.h"

/* 1 answered from memory, 0 a new operation, -1. */
static int
remembered(struct op_work *w)
{
	struct hub_op_row row;
	cJSON *json;
	int found = hub_op_find(w->db, w->who->user.name, w->req.op, &row);

	if (found <= 0)
		return found < 0 ? op_refuse_failed(w) : 0;
	if (strcmp(row.fingerprint, w->req.fingerprint) != 0)
		return op_refuse(w, PROBLEM_KEY_REUSED, "the same op came before with other bytes");
	json = cJSON_Parse(row.answer);
	cJSON_ReplaceItemInObjectCaseSensitive(json, "outcome", cJSON_CreateString("replayed"));
	answer_json(w->out, row.status, json);
	w->out->outcome = "replayed";
	return 1;
}

static int
check_names(struct op_work *w)
{
	int kind = record_kind_find(w->req.kind_name);

	if (kind < 0)
		return op_refuse_path(w, "kind", N_("there is no such kind"));
	if (flow_verb_find((enum kind)kind, w->req.verb) == NULL)
		return op_refuse_path(w, "verb", N_("there is no such step"));
	w->kind = (enum kind)kind;
	return 0;
}

/* A record to be born: nothing but where it will be, so that scope and role can be judged. */
static int
new_record(struct op_work *w)
{
	const cJSON *division = cJSON_GetObjectItemCaseSensitive(w->req.args, "division");
	int year, month, day;

	if (flow_step_find(w->kind, FLOW_NONE, w->req.verb) == NULL)
		return op_refuse(w, PROBLEM_NO_RECORD, "id: missing");
	civil_split(instant_day(w->now), &year, &month, &day);
	if (hub_db_next_id(w->db, w->kind, year, w->id) != 0)
		return op_refuse_failed(w);
	w->body = cJSON_CreateObject();
	if (cJSON_IsString(division))
		cJSON_AddStringToObject(w->body, "division", division->valuestring);
	return 0;
}

static int
load_record(struct op_work *w)
{
	struct hub_record r;
	int found;

	if (*w->req.id == '\0')
		return new_record(w);
	if ((found = hub_db_get(w->db, w->kind, w->req.id, &r)) < 0)
		return op_refuse_failed(w);
	if (found == 0 || r.gone != NULL)
		return op_refuse(w, PROBLEM_NO_RECORD, NULL);
	if (!access_sees(w->who, r.division))
		return op_refuse(w, PROBLEM_SCOPE, NULL);
	snprintf(w->id, sizeof w->id, "%s", w->req.id);
	w->rev = r.rev;
	w->body = cJSON_Parse(r.body);
	return w->body != NULL
	       ? 0 : op_refuse(w, PROBLEM_UNAVAILABLE, "the stored record cannot be read; nothing was applied");
}

static unsigned
roles_of_verb(enum kind kind, const char *verb)
{
	unsigned roles = 0;

	for (int i = 0; i < flow_step_count; i++)
		if (flow_steps[i].kind == kind && strcmp(flow_steps[i].verb, verb) == 0)
			roles |= flow_steps[i].roles;
	return roles;
}

static int
check_role(struct op_work *w)
{
	unsigned may = roles_of_verb(w->kind, w->req.verb);
	const char *division = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(w->body, "division"));

	if ((may & w->who->user.roles) == 0)
		return op_refuse_for(w, PROBLEM_ROLE, FLOW_ROLE);
	if ((may & access_roles(w->who, w->kind, w->body)) == 0)
		return op_refuse(w, PROBLEM_SCOPE, "your role acts in other divisions");
	if (w->rev == 0 && !access_sees(w->who, division))
		return op_refuse(w, PROBLEM_SCOPE, NULL);
	return 0;
}

/* What only the entry's ledger can say of them. */
static int
entry_faults(struct op_work *w, cJSON *errors)
{
	if ((w->entry = calloc(1, sizeof *w->entry)) == NULL)
		return -1;
	*w->entry = (struct entry_step){ .db = w->db, .who = w->who, .verb = w->req.verb,
		.body = w->body, .args = w->req.args,
		.fresh = w->rev == 0, .now = w->now };
	return entry_args(w->entry, errors);
}

static int
read_zero_day(struct op_work *w)
{
	char zero[32];

	if (hub_param_value(w->db, "zero_day", instant_day(w->now), zero, sizeof zero) < 0)
		return op_refuse_failed(w);
	w->zero_day = civil_parse(zero) == CIVIL_NONE ? 0 : civil_parse(zero);
	return 0;
}

/* A07: so many days when the plan says them of the source, never past the clear-to-zero day while that is ahead. */
static int
source_deadline(struct op_work *w)
{
	int32_t today = instant_day(w->now), day = 0;
	char key[96], days[32];

	snprintf(key, sizeof key, "issue_days@%.64s", member_text(w->req.args, "source"));
	if (hub_param_value(w->db, key, today, days, sizeof days) < 0)
		return op_refuse_failed(w);
	if (*days != '\0' && days[strspn(days, "0123456789")] == '\0' && strlen(days) < 5)
		day = today + (int32_t)strtol(days, NULL, 10);
	if (w->zero_day >= today && (day == 0 || day > w->zero_day))
		day = w->zero_day;
	if (day != 0)
		civil_format(day, w->due);
	return 0;
}

/* What a new issue is given when nobody says it. */
static int
read_defaults(struct op_work *w)
{
	char today[11];

	if (w->kind != KIND_ISSUE || strcmp(w->req.verb, "register") != 0)
		return 0;
	civil_format(instant_day(w->now), today);
	if (source_deadline(w) != 0)
		return -1;
	if (rows_text(hub_rows(w->db, SQL_ARGS_GROUP, BIND(T(member_text(w->req.args, "division")), T(today))),
	              w->group, sizeof w->group) < 0)
		return op_refuse_failed(w);
	return *w->due != '\0' || *member_text(w->req.args, "deadline") != '\0' ||
	       *member_text(w->body, "deadline") != '\0' ? 0
	       : op_refuse_path(w, "args.deadline", N_("needed: the plan says no days for this source"));
}

static int
check_args(struct op_work *w)
{
	struct args_facts facts = { w->kind, w->req.verb, w->rev != 0 ? w->body : NULL, instant_day(w->now),
		w->zero_day };
	cJSON *errors = cJSON_CreateArray();
	int bad = args_check(w->db, &facts, w->req.args, errors);
	int more = bad >= 0 && w->kind == KIND_ENTRY ? entry_faults(w, errors) : 0;
	int apart = bad >= 0 && more >= 0 ? belongs_check(w->db, w->kind, w->req.verb, w->req.args, errors) : 0;

	bad = more < 0 || apart < 0 ? -1 : bad + more + apart;
	if (bad > 0)
		return op_refuse_invalid(w, errors);
	cJSON_Delete(errors);
	return bad < 0 ? op_refuse_failed(w) : 0;
}

/* `name` is the user, or the post by id or name, whom `other` names in another way. */
static bool
same_person(struct op_work *w, const char *name, const char *other)
{
	struct hub_user user;
	struct access access;

	if (*name == '\0' || *other == '\0' || hub_user_by_name(w->db, name, &user) != 1)
		return false;
	return access_resolve(w->db, &user, instant_day(w->now), &access) == 0 && access_is(&access, other);
}

/* Four eyes by person and by post: records name the one or the other.  A verifier who is the
 * submitter under another name is the submitter. */
static enum flow_answer
judge(struct op_work *w, struct flow_facts *facts)
{
	unsigned roles = access_roles(w->who, w->kind, w->body);
	const char *names[] = { w->who->user.name, w->who->post_id, w->who->post_name };
	enum flow_answer answer = FLOW_OK;

	if (same_person(w, facts->submitted_by, facts->verifier) ||
	    same_person(w, facts->verifier, facts->submitted_by))
		facts->verifier = facts->submitted_by;
	for (size_t i = 0; i < sizeof names / sizeof *names && answer == FLOW_OK; i++)
		answer = flow_may(w->kind, w->req.verb, roles, names[i], facts, &w->apply.step);
	return answer;
}

/* Of an issue: the plan lets duty close what came from there (A64). */
static bool
duty_source(const struct op_work *w)
{
	return w->kind == KIND_ISSUE &&
	       rows_number(hub_rows(w->db, SQL_ARGS_DUTY_SOURCE, BIND(T(member_text(w->body, "source")))), 0) > 0;
}

static int
check_flow(struct op_work *w)
{
	struct flow_facts facts;
	enum flow_answer answer;

	w->apply = (struct apply){ .kind = w->kind, .id = w->id, .verb = w->req.verb, .args = w->req.args,
		.actor = w->who->user.name, .post = w->who->user.post, .now = w->now, .due = w->due,
		.group = w->group };
	apply_facts(&w->apply, w->body, w->zero_day, &facts);
	if (w->kind == KIND_SUP_REPORT)
		facts.cells_seen = report_all_seen(member_text(w->body, "matrix"),
		                                   (int)rows_number(hub_rows(w->db, SQL_ARGS_CELLS, NULL), -1));
	if (w->rev == 0)
		facts.status = NULL;
	facts.duty_source = duty_source(w);
	if (w->kind == KIND_DUTY_RUN && owed_facts(w->db, w->body, &facts) != 0)
		return op_refuse_failed(w);
	answer = judge(w, &facts);
	if (answer != FLOW_OK)
		return op_refuse_flow(w, answer);
	return w->entry == NULL || entry_may(w->entry) == 0 ? 0 : op_refuse_stage(w);
}

/* A new record has base 0 or none; an existing one must be the one the officer saw. */
static int
check_base(struct op_work *w)
{
	if (w->rev == 0)
		return w->req.base > 0 ? op_refuse_path(w, "base", N_("a new record has none")) : 0;
	if (w->req.base < 0)
		return op_refuse_path(w, "base", N_("needed"));
	return w->req.base == w->rev ? 0 : op_refuse_stale(w);
}

int
op_check(struct op_work *w)
{
	int rc = remembered(w);

	if (rc != 0)
		return rc;
	return check_names(w) != 0 || load_record(w) != 0 || check_role(w) != 0 || read_zero_day(w) != 0 ||
	       check_args(w) != 0 || read_defaults(w) != 0 ||
	       check_base(w) != 0 || check_flow(w) != 0 ? -1 : 0;
}
