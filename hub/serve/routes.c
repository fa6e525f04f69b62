#include "hub/serve/server_in.h"

#include "hub/serve/openapi.h"
#include "hub/serve/compression.h"
#include "model/room/civil.h"

enum { STREAM_BLOCK = 32768, SMALL = 4096 };

static void
problem(struct request *rq, enum problem which, const char *detail)
{
	answer_problem(&rq->answer, which, detail, NULL);
}

static const char *
argument(struct request *rq, const char *name)
{
	return MHD_lookup_connection_value(rq->connection, MHD_GET_ARGUMENT_KIND, name);
}

static const char *
header(struct request *rq, const char *name)
{
	return MHD_lookup_connection_value(rq->connection, MHD_HEADER_KIND, name);
}

/* 304 when the client has this very state. */
static void
honour_etag(struct request *rq)
{
	const char *have = header(rq, "If-None-Match");

	if (have != NULL && (strcmp(have, rq->etag) == 0 || strcmp(have, "*") == 0)) {
		answer_clear(&rq->answer);
		rq->answer.status = 304;
	}
}

/* ---- hello -------------------------------------------------------------- */

static cJSON *
list_of(const char *commas)
{
	cJSON *list = cJSON_CreateArray();
	char copy[1024], *save, *word;

	snprintf(copy, sizeof copy, "%s", commas);
	for (word = strtok_r(copy, ", ", &save); word != NULL; word = strtok_r(NULL, ", ", &save))
		cJSON_AddItemToArray(list, cJSON_CreateString(word));
	return list;
}

/* Where what the user is sent comes from: divisions, and @ before the ids of groups whose own it is. */
static cJSON *
list_of_sight(const struct access *who, const char *county)
{
	cJSON *list = cJSON_CreateArray();
	char group[HUB_ID_MAX + 2];

	if (who->all)
		cJSON_AddItemToArray(list, cJSON_CreateString(county));
	for (int i = 0; !who->all && i < who->sees.count; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(who->sees.code[i]));
	for (int i = 0; !who->all && i < who->lanes.count; i++) {
		snprintf(group, sizeof group, "@%s", who->lanes.code[i]);
		cJSON_AddItemToArray(list, cJSON_CreateString(group));
	}
	if (cJSON_GetArraySize(list) == 0)
		/* nothing: an empty list would be an older hub's */
		cJSON_AddItemToArray(list, cJSON_CreateString("@"));
	return list;
}

static void
add_you(cJSON *json, const struct access *who, const char *county)
{
	cJSON *you = cJSON_AddObjectToObject(json, "you");
	char roles[128];

	hub_roles_format(who->user.roles, roles, sizeof roles);
	cJSON_AddStringToObject(you, "user", who->user.name);
	cJSON_AddStringToObject(you, "post", who->user.post);
	cJSON_AddItemToObject(you, "roles", list_of(roles));
	cJSON_AddItemToObject(you, "scope", list_of(who->user.scope));
	cJSON_AddItemToObject(you, "sees", list_of_sight(who, county));
}

static void
add_limits(cJSON *json)
{
	cJSON *limits = cJSON_AddObjectToObject(json, "limits");

	cJSON_AddNumberToObject(limits, "line", CHANGES_LINE_MAX);
	cJSON_AddNumberToObject(limits, "op", OP_BYTES_MAX);
	cJSON_AddNumberToObject(limits, "wait", WAIT_MAX);
	cJSON_AddNumberToObject(json, "tombstone_days", TOMBSTONE_DAYS);
}

static cJSON *
hello_body(struct request *rq, struct hub_db *db)
{
	cJSON *json = cJSON_CreateObject(), *county = cJSON_CreateObject(), *counties;
	char epoch[64], packs[512];

	hub_db_meta_get(db, "epoch", epoch, sizeof epoch);
	hub_db_meta_get(db, "packs", packs, sizeof packs);
	cJSON_AddStringToObject(json, "wire", "1.0");
	cJSON_AddStringToObject(json, "epoch", epoch);
	cJSON_AddItemToObject(json, "packs", list_of(packs));
	counties = cJSON_AddArrayToObject(json, "counties");
	cJSON_AddStringToObject(county, "code", hub_db_county(db));
	cJSON_AddNumberToObject(county, "head", (double)hub_db_head(db));
	cJSON_AddItemToArray(counties, county);
	add_you(json, &rq->who, hub_db_county(db));
	add_limits(json);
	return json;
}

/* The tag leaves `now` out: nothing is new just because time goes on. */
static void
hello(struct request *rq)
{
	struct hub_db *db = readers_take(rq->server->readers);
	cJSON *json = hello_body(rq, db);
	char *text = cJSON_PrintUnformatted(json), now[26], tag[DIGEST_HEX];

	instant_format(hub_db_room_now(db, rq->real_ms / 1000), now);
	readers_give(rq->server->readers, db);
	if (text != NULL) {
		digest_bytes(text, strlen(text), tag);
		snprintf(rq->etag, sizeof rq->etag, "\"%.16s\"", tag);
	}
	free(text);
	cJSON_AddStringToObject(json, "now", now);
	answer_json(&rq->answer, 200, json);
	honour_etag(rq);
}

/* ---- the changes ----------------------------------------------------------- */

static ssize_t
read_stream(void *cls, uint64_t pos, char *buf, size_t max)
{
	long n = compression_read(cls, buf, max);

	(void)pos;
	return n > 0 ? (ssize_t)n : n == 0 ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void
free_stream(void *cls)
{
	compression_free(cls);
}

/* What is small goes out at once and as it is: a thousand woken polls need no compressor each. */
static void
send_small(struct request *rq, struct changes *changes, long size)
{
	char *text = malloc((size_t)size + 1);

	if (text != NULL) {
		changes_read(changes, text, (size_t)size);
		text[size] = '\0';
	}
	changes_free(changes);
	rq->answer = (struct answer){ .status = text != NULL ? 200 : 500, .body = text };
	rq->type = "application/x-ndjson";
}

static void
send_changes(struct request *rq, struct changes *changes)
{
	enum compression_kind kind = compression_choose(header(rq, "Accept-Encoding"));
	long size = changes_whole(changes);
	struct compression *compression;

	if (size >= 0 && size <= SMALL) {
		send_small(rq, changes, size);
		return;
	}
	if ((compression = compression_new(changes, kind)) == NULL) {
		problem(rq, PROBLEM_UNAVAILABLE, "out of memory");
		return;
	}
	rq->stream = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream, compression,
	                                               free_stream);
	if (rq->stream == NULL) {
		compression_free(compression);
		problem(rq, PROBLEM_UNAVAILABLE, "out of memory");
		return;
	}
	MHD_add_response_header(rq->stream, "Content-Type", "application/x-ndjson");
	MHD_add_response_header(rq->stream, "Vary", "Accept-Encoding");
	if (kind != COMPRESSION_NONE)
		MHD_add_response_header(rq->stream, "Content-Encoding", compression_name(kind));
}

static int
read_cursor(struct request *rq, enum changes_stage stage, const char *text, struct changes_place *place)
{
	struct hub_db *db = readers_take(rq->server->readers);
	int rc = changes_cursor_read(db, &rq->who, text, stage, place, &rq->answer);

	readers_give(rq->server->readers, db);
	return rc;
}

static struct changes *
open_feed(struct request *rq, const struct changes_place *place)
{
	struct changes *changes = changes_new(rq->server->readers, &rq->who, place, rq->real_ms / 1000);

	if (changes == NULL)
		problem(rq, PROBLEM_UNAVAILABLE, NULL);
	return changes;
}

static void
snapshot(struct request *rq)
{
	struct changes_place place;
	struct changes *changes;

	if (read_cursor(rq, CHANGES_SNAPSHOT, argument(rq, "after"), &place) == 0 &&
	    (changes = open_feed(rq, &place)) != NULL)
		send_changes(rq, changes);
}

/* Between 0.8 and 1.0 of what was asked, so that many consoles do not come back in step. */
static int64_t
poll_end(struct request *rq)
{
	const char *text = argument(rq, "wait");
	long wait = text != NULL && strlen(text) <= 4 ? atol(text) : 0;
	unsigned spread = (unsigned)(longpoll_clock() * 7919 + (int64_t)(uintptr_t)rq / 64) % 201;

	wait = wait < 0 ? 0 : wait > WAIT_MAX ? WAIT_MAX : wait;
	return longpoll_clock() + wait * (800 + (int64_t)spread);
}

static void
changes(struct request *rq)
{
	struct changes_place place;
	struct changes *changes;

	if (rq->until_ms == 0)
		rq->until_ms = poll_end(rq);
	if (read_cursor(rq, CHANGES_SINCE, argument(rq, "since"), &place) != 0)
		return;
	/* What was looked through in vain need not be looked through again. */
	if (rq->since > place.at.seq)
		place.at.seq = rq->since;
	if ((changes = open_feed(rq, &place)) == NULL)
		return;
	if (changes_is_empty(changes)) {
		rq->since = changes_head(changes);
		if (longpoll_wait(rq->server->longpoll, rq->connection, rq->since, rq->until_ms)) {
			rq->parked = true;
			changes_free(changes);
			return;
		}
	}
	send_changes(rq, changes);
}

/* ---- records ------------------------------------------------------------ */

static cJSON *
record_json(const struct hub_record *r)
{
	cJSON *json = cJSON_CreateObject();

	cJSON_AddStringToObject(json, "kind", record_kinds[r->kind].name);
	cJSON_AddStringToObject(json, "id", r->id);
	cJSON_AddNumberToObject(json, "rev", (double)r->rev);
	cJSON_AddNumberToObject(json, "seq", (double)r->seq);
	cJSON_AddItemToObject(json, "body", cJSON_Parse(r->body));
	return json;
}

/* The living record when this reader may see it; otherwise there is no such record. */
static bool
find_record(struct request *rq, struct hub_db *db, enum kind kind, const char *id, struct hub_record *r)
{
	int found = hub_db_get(db, kind, id, r);

	if (found < 0)
		problem(rq, PROBLEM_UNAVAILABLE, NULL);
	else if (found == 0 || r->gone != NULL || !access_sees(&rq->who, r->division))
		problem(rq, PROBLEM_NO_RECORD, NULL);
	else
		return true;
	return false;
}

static void
record(struct request *rq, enum kind kind, const char *id)
{
	struct hub_db *db = readers_take(rq->server->readers);
	struct hub_record r;

	if (find_record(rq, db, kind, id, &r)) {
		snprintf(rq->etag, sizeof rq->etag, "\"%lld\"", (long long)r.rev);
		answer_json(&rq->answer, 200, record_json(&r));
		honour_etag(rq);
	}
	readers_give(rq->server->readers, db);
}

struct telling { const struct access *who; FILE *out; };

/* What everybody reads may have a history that is not everybody's. */
static int
add_event(void *ctx, const struct hub_record *r)
{
	struct telling *t = ctx;
	cJSON *json = access_sees(t->who, r->division) ? record_json(r) : NULL;
	char *line = json != NULL ? cJSON_PrintUnformatted(json) : NULL;

	if (line != NULL)
		fprintf(t->out, "%s\n", line);
	free(line);
	cJSON_Delete(json);
	return 0;
}

static void
history(struct request *rq, enum kind kind, const char *id)
{
	struct hub_db *db = readers_take(rq->server->readers);
	struct telling t = { .who = &rq->who };
	struct hub_record r;
	char *text = NULL;
	size_t size;

	if (find_record(rq, db, kind, id, &r) && (t.out = open_memstream(&text, &size)) != NULL) {
		hub_db_history(db, kind, id, add_event, &t);
		fclose(t.out);
		rq->answer = (struct answer){ .status = 200, .body = text };
		rq->type = "application/x-ndjson";
	}
	readers_give(rq->server->readers, db);
}

/* records/KIND/ID and records/KIND/ID/history; an id may hold slashes. */
static void
records(struct request *rq, const char *rest)
{
	char kind[64], id[HUB_ID_MAX + 16], *tail;
	const char *slash = strchr(rest, '/');
	int k;

	rq->route = ROUTE_RECORD;
	if (slash == NULL || slash - rest >= (long)sizeof kind || strlen(slash + 1) >= sizeof id || slash[1] == '\0') {
		problem(rq, PROBLEM_NO_RECORD, NULL);
		return;
	}
	snprintf(kind, sizeof kind, "%.*s", (int)(slash - rest), rest);
	strcpy(id, slash + 1);
	if ((k = record_kind_find(kind)) < 0) {
		problem(rq, PROBLEM_NO_RECORD, "there is no such kind");
		return;
	}
	tail = strrchr(id, '/');
	if (tail == NULL || strcmp(tail, "/history") != 0) {
		record(rq, (enum kind)k, id);
		return;
	}
	*tail = '\0';
	rq->route = ROUTE_HISTORY;
	history(rq, (enum kind)k, id);
}

/* ---- digest ------------------------------------------------------------- */

struct sums { const struct access *who; int64_t n, revs; uint64_t hash; };

/* FNV-1a over ID:REV, so that a cache can work out the same without the bodies. */
static int
sum_up(void *ctx, const struct hub_record *r)
{
	struct sums *s = ctx;
	char text[HUB_ID_MAX + 32];
	uint64_t hash = 14695981039346656037ULL;

	if (!access_sees(s->who, r->division))
		return 0;
	snprintf(text, sizeof text, "%s:%lld", r->id, (long long)r->rev);
	for (const char *p = text; *p != '\0'; p++)
		hash = (hash ^ (unsigned char)*p) * 1099511628211ULL;
	s->n++;
	s->revs += r->rev;
	s->hash ^= hash;
	return 0;
}

static void
digest(struct request *rq)
{
	const char *name = argument(rq, "kind");
	int kind = name != NULL ? record_kind_find(name) : -1, rc;
	struct sums sums = { .who = &rq->who };
	struct hub_db *db;
	char hash[24];
	cJSON *json;

	if (kind < 0) {
		problem(rq, PROBLEM_NO_RECORD, "kind: there is no such kind");
		return;
	}
	db = readers_take(rq->server->readers);
	rc = hub_db_each(db, (enum kind)kind, sum_up, &sums);
	readers_give(rq->server->readers, db);
	if (rc != 0) {
		problem(rq, PROBLEM_UNAVAILABLE, NULL);
		return;
	}
	snprintf(hash, sizeof hash, "%016llx", (unsigned long long)sums.hash);
	json = cJSON_CreateObject();
	cJSON_AddStringToObject(json, "kind", name);
	cJSON_AddNumberToObject(json, "n", (double)sums.n);
	cJSON_AddNumberToObject(json, "revs", (double)sums.revs);
	cJSON_AddStringToObject(json, "hash", hash);
	answer_json(&rq->answer, 200, json);
}

/* ---- operations --------------------------------------------------------- */

static void
post_op(struct request *rq)
{
	if (rq->too_large) {
		problem(rq, PROBLEM_TOO_LARGE, "an operation has at most 16384 bytes");
		return;
	}
	ops_post(rq->server->ops, &rq->who, header(rq, "Idempotency-Key"), rq->body != NULL ? rq->body : "",
	         rq->body_len, rq->real_ms, &rq->answer);
	if (rq->answer.outcome != NULL && strcmp(rq->answer.outcome, "applied") == 0)
		longpoll_poke(rq->server->longpoll);
}

static void
get_op(struct request *rq, const char *op)
{
	struct hub_db *db = readers_take(rq->server->readers);

	ops_get(db, &rq->who, op, &rq->answer);
	readers_give(rq->server->readers, db);
}

/* ---- the house itself --------------------------------------------------- */

static void
health(struct request *rq)
{
	struct hub_db *db = readers_take(rq->server->readers);
	bool well = hub_db_head(db) >= 0;
	cJSON *json;

	readers_give(rq->server->readers, db);
	if (!well) {
		problem(rq, PROBLEM_UNAVAILABLE, "the database cannot be read");
		return;
	}
	json = cJSON_CreateObject();
	cJSON_AddStringToObject(json, "status", longpoll_closing(rq->server->longpoll) ? "closing" : "ok");
	cJSON_AddStringToObject(json, "version", GUATU_VERSION);
	cJSON_AddStringToObject(json, "wire", "1.0");
	answer_json(&rq->answer, 200, json);
}

static void
metrics(struct request *rq)
{
	struct server *s = rq->server;
	struct hub_db *db = readers_take(s->readers);
	int64_t head = hub_db_head(db), count = hub_db_records(db);

	readers_give(s->readers, db);
	rq->answer = (struct answer){ .status = 200,
		.body = metrics_page(&s->metrics, rq->real_ms, longpoll_count(s->longpoll), head, count) };
	rq->type = "text/plain; version=0.0.4";
}

static void
openapi(struct request *rq)
{
	rq->answer = (struct answer){ .status = 200, .body = openapi_page() };
}

/* ---- finding the page --------------------------------------------------- */

enum { NEEDS_LOGIN = 1, NEEDS_LOGIN_BEHIND_PROXY = 2 };

static const struct page {
	const char        *path;            /* under /v1/c/COUNTY when it begins with no slash */
	bool               post;
	enum metrics_route route;
	int                login;
	void             (*answer)(struct request *rq);
	void             (*answer_rest)(struct request *rq, const char *rest);    /* path ends in a slash */
} pages[] = {
	{ "/v1/hello", false, ROUTE_HELLO, NEEDS_LOGIN, hello, NULL },
	{ "/v1/health", false, ROUTE_HEALTH, 0, health, NULL },
	{ "/v1/openapi.json", false, ROUTE_OPENAPI, 0, openapi, NULL },
	{ "/metrics", false, ROUTE_METRICS, NEEDS_LOGIN_BEHIND_PROXY, metrics, NULL },
	{ "snapshot", false, ROUTE_SNAPSHOT, NEEDS_LOGIN, snapshot, NULL },
	{ "changes", false, ROUTE_CHANGES, NEEDS_LOGIN, changes, NULL },
	{ "digest", false, ROUTE_DIGEST, NEEDS_LOGIN, digest, NULL },
	{ "records/", false, ROUTE_RECORD, NEEDS_LOGIN, NULL, records },
	{ "ops", true, ROUTE_OP_POST, NEEDS_LOGIN, post_op, NULL },
	{ "ops/", false, ROUTE_OP_GET, NEEDS_LOGIN, NULL, get_op },
};

static bool
is_page(const struct page *p, const char *path, const char **rest)
{
	size_t len = strlen(p->path);

	if (p->answer_rest == NULL)
		return strcmp(p->path, path) == 0;
	if (strncmp(p->path, path, len) != 0)
		return false;
	*rest = path + len;
	return true;
}

/* The path under the county, the path itself, or NULL for another county. */
static const char *
local_path(struct request *rq)
{
	size_t len = strlen(rq->server->county);

	if (strncmp(rq->url, "/v1/c/", 6) != 0)
		return rq->url;
	if (strncmp(rq->url + 6, rq->server->county, len) != 0 || rq->url[6 + len] != '/' || rq->url[7 + len] == '/')
		return NULL;
	return rq->url + 7 + len;
}

static bool
may_enter(struct request *rq, const struct page *p)
{
	if (rq->known || p->login == 0 || (p->login == NEEDS_LOGIN_BEHIND_PROXY && !rq->server->config.proxied))
		return true;
	problem(rq, PROBLEM_LOGIN, rq->server->listener.is_unix
	        ? "this account is no user of the hub; its keeper adds it with: guatu-hub user add NAME --uid N"
	        : "a token is needed; the hub's keeper makes one with: guatu-hub user add NAME");
	return false;
}

/* A client of another major version is told so in words it can act on. */
static bool
speaks_this(struct request *rq)
{
	const char *wire = header(rq, "Guatu-Wire");

	if ((wire == NULL || strcmp(wire, "1") == 0 || strncmp(wire, "1.", 2) == 0) &&
	    (strncmp(rq->url, "/v", 2) != 0 || strncmp(rq->url, "/v1", 3) == 0))
		return true;
	problem(rq, PROBLEM_TOO_OLD, "this hub speaks version 1 of the wire");
	return false;
}

void
routes_answer(struct request *rq)
{
	bool post = strcmp(rq->method, "POST") == 0;
	bool get = strcmp(rq->method, "GET") == 0 || strcmp(rq->method, "HEAD") == 0;
	const char *path = local_path(rq), *rest = NULL;
	bool other_method = false;

	if (!speaks_this(rq))
		return;
	for (size_t i = 0; path != NULL && i < sizeof pages / sizeof *pages; i++) {
		const struct page *p = &pages[i];
		if ((p->path[0] == '/') != (path == rq->url) || !is_page(p, path, &rest))
			continue;
		if (p->post ? !post : !get) {
			other_method = true;
			continue;
		}
		rq->route = p->route;
		if (!may_enter(rq, p))
			return;
		if (p->answer != NULL)
			p->answer(rq);
		else
			p->answer_rest(rq, rest);
		return;
	}
	problem(rq, other_method ? PROBLEM_METHOD : PROBLEM_NO_PAGE, NULL);
}
