#include "hub/commands.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "hub/auth.h"
#include "model/civil.h"
#include "model/utf8.h"

struct options {
	const char *db, *name, *post, *roles, *scope, *uid, *days;
	bool        token;
};

static int
usage(const char *what)
{
	return hub_usage("user", what);
}

static int
failed(const char *what)
{
	fprintf(stderr, "guatu-hub user: %s\n", what);
	return HUB_EXIT_FAILED;
}

static int
read_options(int argc, char **argv, struct options *o)
{
	static const struct option options[] = {
		{ "db", required_argument, NULL, 'd' }, { "post", required_argument, NULL, 'p' },
		{ "role", required_argument, NULL, 'r' }, { "scope", required_argument, NULL, 's' },
		{ "uid", required_argument, NULL, 'u' }, { "token", no_argument, NULL, 't' },
		{ "days", required_argument, NULL, 'e' }, { NULL, 0, NULL, 0 }
	};
	int c;

	optind = 1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'd': o->db = optarg; break;
		case 'p': o->post = optarg; break;
		case 'r': o->roles = optarg; break;
		case 's': o->scope = optarg; break;
		case 'u': o->uid = optarg; break;
		case 't': o->token = true; break;
		case 'e': o->days = optarg; break;
		default: return usage("an option it does not have");
		}
	}
	o->name = optind < argc ? argv[optind++] : NULL;
	if (optind < argc)
		return usage("an argument too many");
	return o->db == NULL ? usage("--db FILE is needed") : 0;
}

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

static bool
is_number(const char *s)
{
	return *s != '\0' && strlen(s) <= 9 && s[strspn(s, "0123456789")] == '\0';
}

static int
make_user(struct hub_db *db, const struct options *o, struct hub_user *u)
{
	*u = (struct hub_user){ .uid = -1 };
	if (o->name == NULL || !is_word(o->name, sizeof u->name))
		return usage("a name of up to 63 bytes without blanks or commas is needed");
	if (o->roles == NULL || (u->roles = hub_roles_parse(o->roles)) == 0)
		return usage("--role takes viewer, township, group, duty, leader, admin, or several with commas");
	if (o->post != NULL && !is_word(o->post, sizeof u->post))
		return usage("--post takes a post of up to 127 bytes without blanks");
	if (o->scope != NULL && (strlen(o->scope) >= sizeof u->scope || o->scope[strcspn(o->scope, "\n\t\"")] != '\0'))
		return usage("--scope takes division codes and ids of supervision groups, with commas");
	if (o->uid != NULL && !is_number(o->uid))
		return usage("--uid takes a number, as id -u prints it");
	if (o->days != NULL && (!is_number(o->days) || atol(o->days) == 0))
		return usage("--days takes a number of days the user may connect");
	snprintf(u->name, sizeof u->name, "%s", o->name);
	snprintf(u->post, sizeof u->post, "%s", o->post != NULL ? o->post : "");
	snprintf(u->scope, sizeof u->scope, "%s", o->scope != NULL ? o->scope : hub_db_county(db));
	if (o->uid != NULL)
		u->uid = atol(o->uid);
	if (o->days != NULL)
		u->expires = (int64_t)time(NULL) + atol(o->days) * 86400;
	return 0;
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
	if (hub_user_put(db, u, token) != 0 || hub_db_audit(db, u->name, "user-add", u->name, (int64_t)time(NULL)) != 0) {
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
	bool with_token = o->token || o->uid == NULL;
	int rc = make_user(db, o, &u);

	if (rc != 0)
		return rc;
	if (with_token && make_token(token) != 0)
		return failed("no random numbers from the system");
	if (commit_user(db, &u, with_token ? token : NULL) != 0)
		return failed(strstr(hub_db_error(db), "user.uid") != NULL ? "another user has this uid; revoke that one first"
		                                                          : hub_db_error(db));
	fprintf(stderr, "user %s may connect%s\n", u.name, u.uid >= 0 ? " on a Unix socket" : "");
	if (with_token) {
		fprintf(stderr, "the token is shown this once; put it into a file only its reader may read:\n");
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
	(void)o;
	return hub_user_each(db, print_user, NULL) == 0 ? HUB_EXIT_OK : failed(hub_db_error(db));
}

static int
revoke(struct hub_db *db, const struct options *o)
{
	int rc;

	if (o->name == NULL)
		return usage("say whom to revoke");
	if (hub_db_begin(db) != 0)
		return failed(hub_db_error(db));
	rc = hub_user_revoke(db, o->name, (int64_t)time(NULL));
	if (rc > 0 && hub_db_audit(db, o->name, "user-revoke", o->name, (int64_t)time(NULL)) != 0)
		rc = -1;
	if (rc <= 0) {
		hub_db_rollback(db);
		return failed(rc == 0 ? "there is no such user, or it is revoked already; see: guatu-hub user list --db FILE"
		                      : hub_db_error(db));
	}
	return hub_db_commit(db) == 0 ? HUB_EXIT_OK : failed(hub_db_error(db));
}

int
cmd_user(int argc, char **argv)
{
	static const struct { const char *name; int (*run)(struct hub_db *, const struct options *); enum hub_db_mode mode; } verbs[] = {
		{ "add", add, HUB_DB_WRITE }, { "list", list, HUB_DB_READ }, { "revoke", revoke, HUB_DB_WRITE },
	};
	struct options o = { 0 };
	struct hub_db *db;
	char error[512];
	int rc;

	for (size_t i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(argv[1], verbs[i].name) != 0)
			continue;
		if ((rc = read_options(argc - 1, argv + 1, &o)) != 0)
			return rc;
		if ((db = hub_db_open(o.db, verbs[i].mode, error, sizeof error)) == NULL)
			return failed(error);
		rc = verbs[i].run(db, &o);
		hub_db_close(db);
		return rc;
	}
	return usage("say add, list or revoke");
}
