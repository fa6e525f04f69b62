#include "hub/flow/belongs.h"

#include "hub/authority/args.sql.h"
#include "hub/authority/db_in.h"
#include "hub/authority/member.h"
#include "hub/flow/args.h"
#include "model/flow/refs.h"
#include "model/text/language.h"

/* A code of another list, and what it is called. */
struct whole { char list[48], code[64], name[96]; };

COLUMNS(whole_columns, struct whole, COL(list), COL(code), COL(name))

/* What LIST:CODE belongs to: 1, 0 nothing, -1. */
static int
whole_of(struct hub_db *db, const char *list, const char *code, struct whole *out)
{
	char id[160];
	int rc;

	if (*code == '\0' || snprintf(id, sizeof id, "%s:%s", list, code) >= (int)sizeof id)
		return 0;
	rc = rows_one(hub_rows(db, SQL_ARGS_BELONGS, BIND(T(id))), whole_columns, out);
	return rc == 0 ? 1 : rc == 1 ? 0 : -1;
}

/* The list a field takes its codes from; NULL none. */
static const char *
list_of(int field)
{
	const struct ref_def *ref = ref_find(field);

	return ref != NULL && ref->how == REF_TERM ? ref->what : NULL;
}

static int
fill(enum kind kind, const struct whole *whole, cJSON *body)
{
	for (int f = record_first((int)kind); f < record_first((int)kind + 1); f++) {
		const char *list = list_of(f), *name = record_fields[f].name;
		if (list == NULL || strcmp(list, whole->list) != 0 || *member_text(body, name) != '\0')
			continue;
		cJSON_DeleteItemFromObjectCaseSensitive(body, name);
		return cJSON_AddStringToObject(body, name, whole->code) != NULL ? 0 : -1;
	}
	return 0;
}

int
belongs_fill(struct hub_db *db, enum kind kind, cJSON *body)
{
	struct whole whole;
	int rc = 0;

	for (int f = record_first((int)kind); f < record_first((int)kind + 1) && rc >= 0; f++) {
		const char *list = list_of(f);
		rc = list != NULL ? whole_of(db, list, member_text(body, record_fields[f].name), &whole) : 0;
		if (rc == 1)
			rc = fill(kind, &whole, body);
	}
	return rc < 0 ? -1 : 0;
}

int
belongs_check(struct hub_db *db, enum kind kind, const char *verb, const cJSON *args, cJSON *errors)
{
	const struct arg_def *arg;
	struct whole whole;
	int count, bad = 0, rc;

	arg = flow_args(kind, verb, &count);
	for (int i = 0; i < count; i++) {
		const char *code = member_text(args, arg[i].name);
		if (arg[i].type != ARG_TERM || (rc = whole_of(db, arg[i].list, code, &whole)) == 0)
			continue;
		if (rc < 0)
			return -1;
		for (int k = 0; k < count; k++) {
			const char *said = member_text(args, arg[k].name);
			char path[80], why[240];
			if (arg[k].type != ARG_TERM || strcmp(arg[k].list, whole.list) != 0 || *said == '\0' ||
			    strcmp(said, whole.code) == 0)
				continue;
			snprintf(path, sizeof path, "args.%s", arg[k].name);
			snprintf(why, sizeof why, N_("%.60s belongs to %.60s (%.90s)"), code, whole.code, whole.name);
			args_error(errors, path, why);
			bad++;
		}
	}
	return bad;
}
