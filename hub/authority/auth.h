/*
 * Who is asking and what they may see and touch.  A user has a post, roles and
 * a scope: division codes (a county's or shorter sees everything) and ids of
 * supervision groups.  What a user may see is the scope's divisions, or what
 * is assigned to the user's groups when it names no division; and of what is a
 * group's own, the user's groups' and those' of which the user sees everything
 * assigned to them today.  The township role acts only in the user's own townships, the group role only in divisions
 * assigned to the user's groups today and on these groups' own reports.
 */
#pragma once

#include <sys/types.h>

#include <cjson/cJSON.h>

#include "hub/authority/db.h"
#include "hub/authority/digest.h"
#include "model/flow/flow.h"

struct hub_user {
	char     name[64], post[128];
	unsigned roles;
	char     scope[512];           /* comma-separated */
	int64_t  uid;                  /* -1 none */
	int64_t  expires, revoked;     /* 0 never */
};

/* ---- users; 1 found, 0 not, -1 failed ---- */
int hub_user_by_uid(struct hub_db *db, uid_t uid, int64_t now, struct hub_user *out);
int hub_user_by_token(struct hub_db *db, const char *token, int64_t now, struct hub_user *out);
int hub_user_by_name(struct hub_db *db, const char *name, struct hub_user *out);
/* Adds or replaces; token may be NULL (peer uid only).  Only its hash is kept. */
int hub_user_put(struct hub_db *db, const struct hub_user *user, const char *token);
int hub_user_revoke(struct hub_db *db, const char *name, int64_t now);
int hub_user_each(struct hub_db *db, int (*each)(void *ctx, const struct hub_user *u), void *ctx);
/* "duty,leader" -> bits; 0 when any is unknown. */
unsigned hub_roles_parse(const char *list);
/* bits -> "duty,leader" */
void     hub_roles_format(unsigned roles, char *out, size_t size);

/* ---- what a user may see and touch today ---- */
enum { ACCESS_CODES_MAX = 128 };
struct access_codes { int count; char code[ACCESS_CODES_MAX][16]; };
struct access {
	struct hub_user     user;
	/* the user's post both ways: records and users name it by either */
	char                post_id[128], post_name[128];
	bool                all;                 /* sees the whole county */
	struct access_codes sees;                /* otherwise: these and what lies in them */
	struct access_codes own;                 /* where the township role acts */
	struct access_codes assigned;            /* where the group role acts */
	struct access_codes groups;              /* ids of the user's supervision groups */
	struct access_codes lanes;               /* groups whose own records it sees */
	char                hash[9];             /* of what it sees: part of cursors */
};
int  access_resolve(struct hub_db *db, const struct hub_user *user, int32_t today, struct access *out);
/* A record's place as hub/db_scope.h writes it: a division, @GROUP; NULL: everybody's. */
bool access_sees(const struct access *a, const char *place);
/* One of the space-separated places was visible. */
bool access_saw(const struct access *a, const char *former);
/* `text` names this user, or the user's post. */
bool access_is(const struct access *a, const char *text);
/* The user's roles as they count for this record. */
unsigned access_roles(const struct access *a, enum kind kind, const cJSON *body);
