/*
 * A small county and a hub serving it on a Unix socket inside the test's own
 * process, for tests of what the hub says over HTTP.  Three townships 101 to
 * 103, group G1 on 101 and G2 on 102; users, by token: "duty" (also by this
 * process's uid), "leader", "town" (101, post t101), "group" (post g1, leads
 * G1), "viewer".  The room's clock stands at 2020-06-18 09:00.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "hub/authority/db.h"
#include "hub/serve/server.h"

struct county {
	char           dir[64], db[96], socket[96];
	struct server *server;
	struct hub_db *other;        /* a second writer, like another process */
};

struct reply {
	long   status;
	char  *body;                 /* as it came, NUL-terminated */
	size_t size;
	char   type[128], etag[96], encoding[32], retry[16];
	cJSON *json;                 /* of a JSON body, else NULL */
	double ms;
};

/* Made, filled, not served. */
void county_init(struct county *c);
void county_serve(struct county *c, int ops_per_second);
void county_stop(struct county *c);
void county_clear(struct county *c);

/* Writes one record in its own transaction; its revision. */
int64_t county_put(struct county *c, enum kind kind, const char *id, const char *body);
/* An issue in `status`, township 53052110N, found by `source`; extra: more members, "" or ",\"x\":1". */
int64_t county_issue(struct county *c, const char *id, const char *status, int township, const char *source, const char *extra);

/* user: a name (its token is sent), "" for none and the peer's uid.  headers: lines separated by \n, or NULL. */
struct reply county_get(struct county *c, const char *user, const char *path, const char *headers);
struct reply county_send(struct county *c, const char *user, const char *method, const char *path, const char *headers,
                         const char *body, size_t len);
/* An operation; `n` makes its UUID; args is JSON.  kind/id as in "issue/2020-0001", "issue/" for a new one. */
struct reply county_op(struct county *c, const char *user, int n, const char *verb, const char *record, int64_t base, const char *args);
/* The problem's name, "" when the answer is no problem. */
const char  *reply_problem(const struct reply *r);
/* A member's text, "" when absent. */
const char  *reply_text(const struct reply *r, const char *name);
/* Fails the test, showing the answer, when it is another one; problem "": none. */
void         reply_expect(const struct reply *r, long status, const char *problem);
void         reply_clear(struct reply *r);
/* One field of a record, read from the authority; "" when absent.  Numbers as digits. */
const char  *county_field(struct county *c, const char *record, const char *field);
