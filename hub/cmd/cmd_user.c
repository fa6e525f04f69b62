#include "hub/cmd/commands.h"

#include <sys/random.h>
#include <time.h>

#include "hub/authority/auth.h"
#include "hub/intake/cell.h"
#include "hub/intake/names.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/utf8.h"
#include "model/text/visible.h"

/* ---- add ---------------------------------------------------------------- */

static bool
is_word(const char *s, size_t max)
{
	size_t len = strlen(s);

	if (len == 0 || len >= max || !utf8_valid(s, len))
		return false;
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= 0x20 || *s == 0x7F || *s == ',')
			return false;
	return true;
}

/* 0, and *code is what a word of --scope or --post stands for; else what is near has been said. */
static int
stands_for(struct hub_db *db, struct names *names, const struct options *o, enum kind kind, const char *word,
           const char **code)
{
	char near[512];

	if (names_code(names, kind, NULL, word, code) != 0)
		return hub_failed(o, "%s", hub_db_error(db));
	if (*code != NULL)
		return 0;
	if (names_say(names, kind, NULL, word, near, sizeof near) != 0)
		return hub_failed(o, "%s", hub_db_error(db));
	if (kind != KIND_POST)
		return 0;
	return hub_failed(o, _("--post: there is no post \"%.60s\"%s"), cell_quote(word),
	                  *near != '\0' ? near : _("; the posts are in post.csv"));
}

/* A place by its code or name, the county's, city's or province's code for all of it; or a supervision group. */
static int
scope_word(struct hub_db *db, struct names *names, const struct options *o, const char *word,
           const char **code)
{
	const char *county = hub_db_county(db);
	char near[512] = "";
	int rc = 0;

	*code = word;
	if (strspn(word, "0123456789") == strlen(word) && strlen(word) % 2 == 0 &&
	    strncmp(county, word, strlen(word)) == 0)
		return 0;
	if ((rc = stands_for(db, names, o, KIND_DIVISION, word, code)) == 0 && *code == NULL)
		rc = stands_for(db, names, o, KIND_SUP_GROUP, word, code);
	if (rc == 0 && *code != NULL && strlen(*code) > 9 && strspn(*code, "0123456789") == strlen(*code))
		return hub_failed(o,
		                  _("--scope: \"%.60s\" is a village, and work is shared out by township: "
		                    "write %.9s"), cell_quote(word), *code);
	if (rc != 0 || *code != NULL)
		return rc;
	if (names_say(names, KIND_DIVISION, NULL, word, near, sizeof near) == 0 && *near == '\0')
		names_say(names, KIND_SUP_GROUP, NULL, word, near, sizeof near);
	return hub_failed(o, _("--scope: there is no place and no supervision group \"%.60s\"%s"), cell_quote(word),
	                  *near != '\0' ? near : _("; the codes are in division.csv and sup_group.csv"));
}

static void
narrow_commas(char *text)
{
	char *to = text;

	for (const char *at = text; *at != '\0'; to++) {
		bool wide = strncmp(at, "，", 3) == 0 || strncmp(at, "、", 3) == 0;
		*to = wide ? ',' : *at;
		at += wide ? 3 : 1;
	}
	*to = '\0';
}

static int
take_scope(struct hub_db *db, struct names *names, const struct options *o, struct hub_user *u)
{
	const char *scope = option(o, "scope"), *code;
	char copy[1024], *save, *word;
	size_t used = 0;
	int rc = 0;

	if (scope == NULL)
		scope = hub_db_county(db);
	if (strlen(scope) >= sizeof copy || !utf8_valid(scope, strlen(scope)))
		return hub_usage(o, _("--scope takes divisions and supervision groups, by code or name, with commas"));
	snprintf(copy, sizeof copy, "%s", scope);
	narrow_commas(copy);
	for (word = strtok_r(copy, ",", &save); rc == 0 && word != NULL; word = strtok_r(NULL, ",", &save)) {
		word = visible_trim(word);
		if (*word == '\0')
			continue;
		if ((rc = scope_word(db, names, o, word, &code)) != 0)
			break;
		if (used + strlen(code) + 2 > sizeof u->scope)
			return hub_usage(o, _("--scope: too many places; name supervision groups instead"));
		used += (size_t)snprintf(u->scope + used, sizeof u->scope - used, "%s%s", used > 0 ? "," : "", code);
	}
	if (rc == 0 && used == 0)
		return hub_usage(o, _("--scope takes divisions and supervision groups, by code or name, with commas"));
	return rc;
}

/* Whose words would mean nothing later sees an empty room and no reason: they are looked up now. */
static int
take_words(struct hub_db *db, const struct options *o, struct hub_user *u)
{
	struct names *names = names_new(db);
	const char *post = option(o, "post"), *id = "";
	char copy[256];
	int rc = names != NULL ? 0 : hub_failed(o, _("out of memory"));

	snprintf(copy, sizeof copy, "%s", post != NULL ? post : "");
	if (rc == 0 && post != NULL)
		rc = stands_for(db, names, o, KIND_POST, visible_trim(copy), &id);
	if (rc == 0)
		snprintf(u->post, sizeof u->post, "%s", id);
	if (rc == 0)
		rc = take_scope(db, names, o, u);
	names_free(names);
	return rc;
}

static int
make_user(struct hub_db *db, const struct options *o, struct hub_user *u)
{
	const char *name = o->words[0];

	*u = (struct hub_user){ .uid = option(o, "uid") != NULL ? option_number(o, "uid") : -1 };
	if (!is_word(name, sizeof u->name))
		return hub_usage(o, _("a name of up to 63 bytes without blanks or commas is needed"));
	if ((u->roles = hub_roles_parse(option(o, "role"))) == 0)
		return hub_usage(o,
		                 _("--role takes viewer, township, group, duty, leader, admin, "
		                   "or several with commas"));
	snprintf(u->name, sizeof u->name, "%s", name);
	if (option(o, "days") != NULL)
		u->expires = (int64_t)time(NULL) + option_number(o, "days") * 86400;
	return take_words(db, o, u);
}

static int
make_token(char out[65])
{
	unsigned char bytes[32];

	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		return -1;
	for (int i = 0; i < 32; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
	return 0;
}

static int
commit_user(struct hub_db *db, const struct hub_user *u, const char *token)
{
	if (hub_db_begin(db) != 0)
		return -1;
	if (hub_user_put(db, u, token) != 0 ||
	    hub_db_audit(db, u->name, "user-add", u->name, (int64_t)time(NULL)) != 0) {
		hub_db_rollback(db);
		return -1;
	}
	return hub_db_commit(db);
}

/* A token when asked for, and when there is no other way to get in. */
static int
add(struct hub_db *db, const struct options *o)
{
	struct hub_user u;
	char token[65];
	bool with_token = option(o, "token") != NULL || option(o, "uid") == NULL;
	int rc = make_user(db, o, &u);

	if (rc != 0)
		return rc;
	if (with_token && make_token(token) != 0)
		return hub_failed(o, _("no random numbers from the system"));
	if (commit_user(db, &u, with_token ? token : NULL) != 0)
		return hub_failed(o, "%s", strstr(hub_db_error(db), "user.uid") != NULL
		                  ? _("another user has this uid; revoke that one first") : hub_db_error(db));
	fprintf(stderr, u.uid >= 0 ? _("user %s may connect on a Unix socket\n") : _("user %s may connect\n"), u.name);
	if (with_token) {
		fprintf(stderr, _("the token is shown this once; put it into a file only its reader may read:\n"));
		puts(token);
	}
	return HUB_EXIT_OK;
}

/* ---- list and revoke ---------------------------------------------------- */

static int
print_user(void *ctx, const struct hub_user *u)
{
	char roles[128], until[11] = "", uid[24] = "-";

	(void)ctx;
	hub_roles_format(u->roles, roles, sizeof roles);
	if (u->uid >= 0)
		snprintf(uid, sizeof uid, "%lld", (long long)u->uid);
	if (u->expires != 0)
		civil_format(instant_day(u->expires), until);
	printf("%s\t%s\t%s\t%s\t%s\t%s\n", u->name, u->post, roles, u->scope, uid,
	       u->revoked != 0 ? "revoked" : *until != '\0' ? until : "-");
	return 0;
}

static int
list(struct hub_db *db, const struct options *o)
{
	return hub_user_each(db, print_user, NULL) == 0 ? HUB_EXIT_OK : hub_failed(o, "%s", hub_db_error(db));
}

static int
revoke(struct hub_db *db, const struct options *o)
{
	const char *name = o->words[0];
	int rc = hub_db_begin(db) == 0 ? hub_user_revoke(db, name, (int64_t)time(NULL)) : -1;

	if (rc > 0 && hub_db_audit(db, name, "user-revoke", name, (int64_t)time(NULL)) != 0)
		rc = -1;
	if (rc > 0)
		return hub_db_commit(db) == 0 ? HUB_EXIT_OK : hub_failed(o, "%s", hub_db_error(db));
	hub_db_rollback(db);
	return hub_failed(o, "%s",
	                  rc == 0
	                  ? _("there is no such user, or it is revoked already; see: guatu-hub user list --db FILE")
	                  : hub_db_error(db));
}

int
cmd_user(const struct options *o)
{
	struct hub_db *db = hub_open(o, o->command == HUB_USER_LIST ? HUB_DB_READ : HUB_DB_WRITE);
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
	rc = o->command == HUB_USER_LIST ? list(db, o) : o->command == HUB_USER_ADD ? add(db, o) : revoke(db, o);
	hub_db_close(db);
	return rc;
}
