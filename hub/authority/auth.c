#include "hub/authority/auth.h"

#include "hub/authority/db_in.h"
#include "hub/authority/member.h"
#include "hub/authority/op.sql.h"
#include "model/room/civil.h"

/* ---- users -------------------------------------------------------------- */

unsigned
hub_roles_parse(const char *list)
{
	char copy[256], *save, *name;
	unsigned roles = 0, one;

	if (snprintf(copy, sizeof copy, "%s", list) >= (int)sizeof copy)
		return 0;
	for (name = strtok_r(copy, ", ", &save); name != NULL; name = strtok_r(NULL, ", ", &save)) {
		if ((one = role_parse(name)) == 0)
			return 0;
		roles |= one;
	}
	return roles;
}

void
hub_roles_format(unsigned roles, char *out, size_t size)
{
	size_t used = 0;

	*out = '\0';
	for (unsigned bit = 1; bit <= ROLE_ADMIN; bit <<= 1)
		if ((roles & bit) != 0 && used < size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? "," : "", role_name(bit));
}

COLUMNS(user, struct hub_user, COL(name), COL(post), COL_SKIP, COL(scope), COL_SAID(uid), COL(expires), COL(revoked))

static void
fill(const struct rows *r, struct hub_user *u)
{
	*u = (struct hub_user){ .roles = hub_roles_parse(row_text(r, 2)) };
	row_fill(r, user, u);
}

/* 1 found, 0, -1. */
static int
find(struct rows r, struct hub_user *out)
{
	bool found = rows_next(&r);

	if (found)
		fill(&r, out);
	return rows_close(&r) != 0 ? -1 : found;
}

int
hub_user_by_uid(struct hub_db *db, uid_t uid, int64_t now, struct hub_user *out)
{
	return find(hub_db_rows(db, SQL_HUB_USER_UID, "looking up a user", BIND(I((int64_t)uid), I(now))), out);
}

int
hub_user_by_token(struct hub_db *db, const char *token, int64_t now, struct hub_user *out)
{
	char hash[DIGEST_HEX];

	digest_bytes(token, strlen(token), hash);
	return find(hub_db_rows(db, SQL_HUB_USER_TOKEN, "looking up a user", BIND(T(hash), I(now))), out);
}

int
hub_user_by_name(struct hub_db *db, const char *name, struct hub_user *out)
{
	return find(hub_db_rows(db, SQL_HUB_USER_NAME, "looking up a user", BIND(T(name))), out);
}

int
hub_user_put(struct hub_db *db, const struct hub_user *u, const char *token)
{
	char roles[128], hash[DIGEST_HEX];

	hub_roles_format(u->roles, roles, sizeof roles);
	if (token != NULL)
		digest_bytes(token, strlen(token), hash);
	return hub_db_do(db, SQL_HUB_USER_PUT, "writing a user",
	                 BIND(T(u->name), T(u->post), T(roles), T(u->scope), SAID(u->uid),
	                 T(token != NULL ? hash : NULL), SAID(u->expires != 0 ? u->expires : -1)));
}

int
hub_user_revoke(struct hub_db *db, const char *name, int64_t now)
{
	if (hub_db_do(db, SQL_HUB_USER_REVOKE, "revoking a user", BIND(T(name), I(now))) != 0)
		return -1;
	return sqlite3_changes(db->sql) > 0;
}

int
hub_user_each(struct hub_db *db, int (*each)(void *, const struct hub_user *), void *ctx)
{
	struct rows r = hub_db_rows(db, SQL_HUB_USER_LIST, "listing users", NULL);
	struct hub_user u;
	int stop = 0;

	while (stop == 0 && rows_next(&r)) {
		fill(&r, &u);
		stop = each(ctx, &u);
	}
	return rows_close(&r) != 0 ? -1 : stop;
}

/* ---- what they may see and touch ---------------------------------------- */

static void
add_code(struct access_codes *codes, const char *code)
{
	if (*code != '\0' && codes->count < ACCESS_CODES_MAX && strlen(code) < sizeof codes->code[0])
		strcpy(codes->code[codes->count++], code);
}

static bool
has_code(const struct access_codes *codes, const char *code)
{
	for (int i = 0; i < codes->count; i++)
		if (strcmp(codes->code[i], code) == 0)
			return true;
	return false;
}

/* `division` is one of the codes or lies in one (codes are prefixes of what they contain). */
static bool
within(const struct access_codes *codes, const char *division)
{
	for (int i = 0; i < codes->count; i++)
		if (strncmp(division, codes->code[i], strlen(codes->code[i])) == 0)
			return true;
	return false;
}

static bool
is_number(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

struct gather { struct access *a; int32_t today; };

static int
take_group(void *ctx, const struct hub_record *r)
{
	struct gather *g = ctx;
	cJSON *body = cJSON_Parse(r->body);
	const char *lead = member_text(body, "lead_post");

	if (access_is(g->a, lead) && !has_code(&g->a->groups, r->id))
		add_code(&g->a->groups, r->id);
	cJSON_Delete(body);
	return 0;
}

static bool
is_current(const cJSON *body, int32_t today)
{
	int32_t from = civil_parse(member_text(body, "valid_from")), to = civil_parse(member_text(body, "valid_to"));

	return (from == CIVIL_NONE || from <= today) && (to == CIVIL_NONE || today <= to);
}

static int
take_assign(void *ctx, const struct hub_record *r)
{
	struct gather *g = ctx;
	cJSON *body = cJSON_Parse(r->body);

	if (has_code(&g->a->groups, member_text(body, "sup_group")) && is_current(body, g->today))
		add_code(&g->a->assigned, member_text(body, "division"));
	cJSON_Delete(body);
	return 0;
}

/* Whose assigned divisions are all in sight, and whose not. */
struct lanes { const struct access *a; int32_t today; struct access_codes seen, beyond; };

static int
take_lane(void *ctx, const struct hub_record *r)
{
	struct lanes *l = ctx;
	cJSON *body = cJSON_Parse(r->body);
	const char *group = member_text(body, "sup_group");
	struct access_codes *to = within(&l->a->sees, member_text(body, "division")) ? &l->seen : &l->beyond;

	if (is_current(body, l->today) && !has_code(to, group))
		add_code(to, group);
	cJSON_Delete(body);
	return 0;
}

static int
read_lanes(struct hub_db *db, struct access *a, int32_t today)
{
	struct lanes l = { .a = a, .today = today };

	if (hub_db_each(db, KIND_SUP_ASSIGN, take_lane, &l) != 0)
		return -1;
	a->lanes = a->groups;
	for (int i = 0; i < l.seen.count; i++)
		if (!has_code(&l.beyond, l.seen.code[i]) && !has_code(&a->lanes, l.seen.code[i]))
			add_code(&a->lanes, l.seen.code[i]);
	return 0;
}

static int
take_post(void *ctx, const struct hub_record *r)
{
	struct gather *g = ctx;
	const char *post = g->a->user.post;
	cJSON *body;

	if (strcmp(post, r->id) != 0 && strstr(r->body, post) == NULL)
		return 0;
	body = cJSON_Parse(r->body);
	if (strcmp(post, r->id) == 0 || strcmp(post, member_text(body, "name")) == 0) {
		snprintf(g->a->post_id, sizeof g->a->post_id, "%s", r->id);
		snprintf(g->a->post_name, sizeof g->a->post_name, "%s", member_text(body, "name"));
		/* Whose scope names no township acts where the post is. */
		if (g->a->own.count == 0 && strlen(member_text(body, "division")) >= 9)
			add_code(&g->a->own, member_text(body, "division"));
	}
	cJSON_Delete(body);
	return 0;
}

static void
read_scope(struct access *a, const char *county)
{
	char copy[sizeof a->user.scope], *save, *code;

	snprintf(copy, sizeof copy, "%s", a->user.scope);
	for (code = strtok_r(copy, ", ", &save); code != NULL; code = strtok_r(NULL, ", ", &save)) {
		if (!is_number(code))
			add_code(&a->groups, code);
		else if (strncmp(county, code, strlen(code)) == 0)
			a->all = true;
		else {
			add_code(&a->sees, code);
			add_code(&a->own, code);
		}
	}
}

/* The words before the codes differ from those of hubs that sent more than this one: their cursors die and with them
 * what the consoles were given too much. */
static void
hash_of(struct access *a)
{
	const char *fields[2 * ACCESS_CODES_MAX + 2] = { a->all ? "all" : "places" };
	char hash[DIGEST_HEX];
	int n = 1;

	for (int i = 0; !a->all && i < a->sees.count; i++)
		fields[n++] = a->sees.code[i];
	if (!a->all)
		fields[n++] = "groups";
	for (int i = 0; !a->all && i < a->lanes.count; i++)
		fields[n++] = a->lanes.code[i];
	digest_fields(fields, n, hash);
	snprintf(a->hash, sizeof a->hash, "%.8s", hash);
}

int
access_resolve(struct hub_db *db, const struct hub_user *user, int32_t today, struct access *out)
{
	struct gather g = { out, today };

	memset(out, 0, sizeof *out);
	out->user = *user;
	snprintf(out->post_id, sizeof out->post_id, "%s", user->post);
	snprintf(out->post_name, sizeof out->post_name, "%s", user->post);
	read_scope(out, hub_db_county(db));
	if (*user->post != '\0' && hub_db_each(db, KIND_POST, take_post, &g) != 0)
		return -1;
	if (user->roles & ROLE_GROUP)
		if (hub_db_each(db, KIND_SUP_GROUP, take_group, &g) != 0 ||
		    hub_db_each(db, KIND_SUP_ASSIGN, take_assign, &g) != 0)
			return -1;
	if (!out->all && out->sees.count == 0)
		out->sees = out->assigned;
	if (!out->all && read_lanes(db, out, today) != 0)
		return -1;
	hash_of(out);
	return 0;
}

bool
access_sees(const struct access *a, const char *place)
{
	if (a->all || place == NULL)
		return true;
	return *place == '@' ? has_code(&a->lanes, place + 1) : within(&a->sees, place);
}

bool
access_saw(const struct access *a, const char *former)
{
	char place[HUB_ID_MAX + 2];
	int used;

	while (former != NULL && sscanf(former, "%128s%n", place, &used) == 1) {
		if (access_sees(a, strcmp(place, "*") == 0 ? NULL : place))
			return true;
		former += used;
	}
	return false;
}

bool
access_is(const struct access *a, const char *text)
{
	return *text != '\0' && (strcmp(text, a->user.name) == 0 || strcmp(text, a->post_id) == 0 ||
	                         strcmp(text, a->post_name) == 0);
}

unsigned
access_roles(const struct access *a, enum kind kind, const cJSON *body)
{
	const char *division = member_text(body, "division"), *owner = member_text(body, "owner_post");
	const char *sup_group = member_text(body, "sup_group");
	unsigned roles = a->user.roles;
	bool owns = kind == KIND_TASK && access_is(a, owner);
	bool board = kind == KIND_DUTY_RUN || kind == KIND_CHECK_MARK;
	bool group = kind == KIND_SUP_REPORT || (board && *sup_group != '\0') ? has_code(&a->groups, sup_group)
	                                     : within(&a->assigned, division) || (board && strlen(division) < 9);

	if (!within(&a->own, division) && !owns)
		roles &= ~(unsigned)ROLE_TOWNSHIP;
	if (!group && !owns)
		roles &= ~(unsigned)ROLE_GROUP;
	return roles;
}
