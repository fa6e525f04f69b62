#include "tests/support/county.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "hub/authority/auth.h"
#include "model/room/civil.h"
#include "tests/support/test.h"

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "county: %s: %s\n", what, why);
	abort();
}

/* ---- making one --------------------------------------------------------- */

static const struct { const char *name, *post, *scope; unsigned roles; } users[] = {
	{ "duty", "duty-a", "530521", ROLE_DUTY },
	{ "leader", "head", "530521", ROLE_LEADER },
	{ "town", "t101", "530521101", ROLE_TOWNSHIP },
	{ "group", "g1", "530521", ROLE_GROUP },
	{ "viewer", "", "530521102", ROLE_VIEWER },
};

static void
token_of(const char *user, char out[65])
{
	memset(out, '0', 64);
	out[64] = '\0';
	memcpy(out, user, strnlen(user, 32));
}

static void
put(struct hub_db *db, enum kind kind, const char *id, const char *body)
{
	if (hub_db_put(db, kind, id, body, 1592442000, "test", NULL) < 0)
		die(id, hub_db_error(db));
}

static void
put_places(struct hub_db *db)
{
	char id[32], body[256];

	put(db, KIND_DIVISION, "530521", "{\"level\":3,\"name\":\"施甸县\"}");
	for (int i = 101; i <= 103; i++) {
		snprintf(id, sizeof id, "530521%d", i);
		snprintf(body, sizeof body, "{\"parent\":\"530521\",\"level\":4,\"name\":\"乡%d\"}", i);
		put(db, KIND_DIVISION, id, body);
		snprintf(id, sizeof id, "t%d", i);
		snprintf(body, sizeof body, "{\"name\":\"乡%d岗\",\"division\":\"530521%d\"}", i, i);
		put(db, KIND_POST, id, body);
	}
	put(db, KIND_POST, "g1", "{\"name\":\"一组组长\"}");
	put(db, KIND_POST, "duty-a", "{\"name\":\"值班岗\"}");
	put(db, KIND_SUP_GROUP, "G1", "{\"name\":\"督战一组\",\"lead_post\":\"g1\"}");
	put(db, KIND_SUP_GROUP, "G2", "{\"name\":\"督战二组\",\"lead_post\":\"g2\"}");
	put(db, KIND_SUP_ASSIGN, "A1", "{\"sup_group\":\"G1\",\"division\":\"530521101\"}");
	put(db, KIND_SUP_ASSIGN, "A2", "{\"sup_group\":\"G2\",\"division\":\"530521102\"}");
	put(db, KIND_PARAM, "p1", "{\"key\":\"zero_day\",\"value\":\"2020-06-30\"}");
	for (const char *const *t = (const char *const[]){ "source:SELF", "source:CENTRAL_LOOKBACK", "verify_method:ONSITE",
	     "close_result:FIXED", "check_subject:A", "check_subject:B", "check_subject:C", "check_subject:D",
	     "check_aspect:A", "check_aspect:B", "check_aspect:C", NULL }; *t != NULL; t++) {
		const char *colon = strchr(*t, ':');
		snprintf(body, sizeof body, "{\"list\":\"%.*s\",\"code\":\"%s\",\"name\":\"x\"%s}", (int)(colon - *t), *t,
		         colon + 1, strcmp(*t, "source:SELF") == 0 ? ",\"attr\":\"duty\"" : "");
		put(db, KIND_TERM, *t, body);
	}
}

static void
put_users(struct hub_db *db)
{
	for (size_t i = 0; i < sizeof users / sizeof *users; i++) {
		struct hub_user u = { .roles = users[i].roles, .uid = i == 0 ? (int64_t)getuid() : -1 };
		char token[65];
		snprintf(u.name, sizeof u.name, "%s", users[i].name);
		snprintf(u.post, sizeof u.post, "%s", users[i].post);
		snprintf(u.scope, sizeof u.scope, "%s", users[i].scope);
		token_of(u.name, token);
		if (hub_user_put(db, &u, token) != 0)
			die(u.name, hub_db_error(db));
	}
}

void
county_init(struct county *c)
{
	char error[512], real[32];
	struct hub_db *db;

	memset(c, 0, sizeof *c);
	snprintf(c->dir, sizeof c->dir, "/tmp/guatu-county-XXXXXX");
	if (mkdtemp(c->dir) == NULL)
		die("mkdtemp", c->dir);
	snprintf(c->db, sizeof c->db, "%s/hub.db", c->dir);
	snprintf(c->socket, sizeof c->socket, "%s/s", c->dir);
	if ((db = hub_db_create(c->db, "530521", error, sizeof error)) == NULL)
		die("create", error);
	snprintf(real, sizeof real, "%lld", (long long)time(NULL));
	if (hub_db_begin(db) != 0)
		die("begin", hub_db_error(db));
	hub_db_meta_set(db, "clock_room", "1592442000");     /* 2020-06-18T09:00:00+08:00 */
	hub_db_meta_set(db, "clock_real", real);
	hub_db_meta_set(db, "packs", "test");
	put_places(db);
	put_users(db);
	if (hub_db_commit(db) != 0)
		die("commit", hub_db_error(db));
	hub_db_close(db);
}

void
county_serve(struct county *c, int ops_per_second)
{
	struct server_config config = { .db = c->db, .ops_per_second = ops_per_second, .threads = 4 };
	char listen[128], error[512];

	snprintf(listen, sizeof listen, "unix:%s", c->socket);
	config.listen = listen;
	if ((c->server = server_start(&config, error, sizeof error)) == NULL)
		die("serve", error);
	/* Opened second: the hub is the keeper, as it is when another process imports. */
	if ((c->other = hub_db_open(c->db, HUB_DB_WRITE, error, sizeof error)) == NULL)
		die("open", error);
}

void
county_stop(struct county *c)
{
	hub_db_close(c->other);
	c->other = NULL;
	server_stop(c->server);
	c->server = NULL;
}

void
county_clear(struct county *c)
{
	char command[128];

	county_stop(c);
	snprintf(command, sizeof command, "rm -rf %s", c->dir);
	if (system(command) != 0)
		die(command, "failed");
}

int64_t
county_put(struct county *c, enum kind kind, const char *id, const char *body)
{
	char error[512];
	struct hub_db *db = c->other != NULL ? c->other : hub_db_open(c->db, HUB_DB_WRITE, error, sizeof error);
	int64_t rev = 0;

	if (db == NULL)
		die("open", error);
	if (hub_db_begin(db) != 0 || hub_db_put(db, kind, id, body, 1592442000, "test", &rev) < 0 || hub_db_commit(db) != 0)
		die(id, hub_db_error(db));
	if (db != c->other)
		hub_db_close(db);
	return rev;
}

int64_t
county_issue(struct county *c, const char *id, const char *status, int township, const char *source, const char *extra)
{
	char body[1024];

	snprintf(body, sizeof body, "{\"title\":\"问题%s\",\"status\":\"%s\",\"division\":\"530521%d\",\"deadline\":\"2020-06-25\","
	         "\"source\":\"%s\"%s}", id, status, township, source, extra);
	return county_put(c, KIND_ISSUE, id, body);
}

/* ---- asking ------------------------------------------------------------- */

static size_t
take_body(char *data, size_t one, size_t n, void *cls)
{
	struct reply *r = cls;

	(void)one;
	r->body = realloc(r->body, r->size + n + 1);
	memcpy(r->body + r->size, data, n);
	r->size += n;
	r->body[r->size] = '\0';
	return n;
}

static void
keep(const char *line, const char *name, char *out, size_t size)
{
	size_t len = strlen(name);

	if (strncasecmp(line, name, len) == 0)
		snprintf(out, size, "%.*s", (int)strcspn(line + len, "\r\n"), line + len);
}

static size_t
take_header(char *data, size_t one, size_t n, void *cls)
{
	struct reply *r = cls;
	char line[512];

	(void)one;
	snprintf(line, sizeof line, "%.*s", (int)n, data);
	keep(line, "Content-Type: ", r->type, sizeof r->type);
	keep(line, "ETag: ", r->etag, sizeof r->etag);
	keep(line, "Content-Encoding: ", r->encoding, sizeof r->encoding);
	keep(line, "Retry-After: ", r->retry, sizeof r->retry);
	return n;
}

static struct curl_slist *
request_headers(const char *user, const char *headers)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");
	char line[1024], token[65];

	if (*user != '\0') {
		token_of(user, token);
		snprintf(line, sizeof line, "Authorization: Bearer %s", token);
		list = curl_slist_append(list, line);
	}
	while (headers != NULL && *headers != '\0') {
		size_t n = strcspn(headers, "\n");
		snprintf(line, sizeof line, "%.*s", (int)n, headers);
		list = curl_slist_append(list, line);
		headers += n + (headers[n] == '\n');
	}
	return list;
}

struct reply
county_send(struct county *c, const char *user, const char *method, const char *path, const char *headers,
            const char *body, size_t len)
{
	struct reply r = { .body = calloc(1, 1) };
	struct curl_slist *list = request_headers(user, headers);
	CURL *curl = curl_easy_init();
	char url[2048];
	double seconds = 0;

	snprintf(url, sizeof url, "http://hub%s", path);
	curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, c->socket);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &r);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, &r);
	if (body != NULL) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)len);
	}
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &r.status);
	curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &seconds);
	r.ms = seconds * 1000;
	curl_easy_cleanup(curl);
	curl_slist_free_all(list);
	if (strstr(r.type, "json") != NULL && strstr(r.type, "ndjson") == NULL)
		r.json = cJSON_Parse(r.body);
	return r;
}

struct reply
county_get(struct county *c, const char *user, const char *path, const char *headers)
{
	return county_send(c, user, "GET", path, headers, NULL, 0);
}

struct reply
county_op(struct county *c, const char *user, int n, const char *verb, const char *record, int64_t base, const char *args)
{
	char uuid[37], header[80], body[4096];
	const char *slash = strchr(record, '/');

	snprintf(uuid, sizeof uuid, "01926d3e-0000-7000-8000-%012x", (unsigned)n);
	snprintf(header, sizeof header, "Idempotency-Key: \"%s\"", uuid);
	snprintf(body, sizeof body, "{\"op\":\"%s\",\"verb\":\"%s\",\"kind\":\"%.*s\",\"id\":\"%s\",\"base\":%lld,"
	         "\"at\":\"2020-06-18T09:12:44+08:00\",\"args\":%s}", uuid, verb, (int)(slash - record), record, slash + 1,
	         (long long)base, args);
	return county_send(c, user, "POST", "/v1/c/530521/ops", header, body, strlen(body));
}

const char *
reply_text(const struct reply *r, const char *name)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(r->json, name));

	return text != NULL ? text : "";
}

const char *
reply_problem(const struct reply *r)
{
	const char *type = reply_text(r, "type");

	if (strcmp(r->type, "application/problem+json") != 0)
		return "";
	return strncmp(type, "urn:guatu:problem:", 18) == 0 ? type + 18 : type;
}

void
reply_expect(const struct reply *r, long status, const char *problem)
{
	if (r->status != status || strcmp(reply_problem(r), problem) != 0)
		print_message("got %ld: %s\n", r->status, r->body);
	assert_int_equal(r->status, status);
	assert_string_equal(reply_problem(r), problem);
}

void
reply_clear(struct reply *r)
{
	free(r->body);
	cJSON_Delete(r->json);
	memset(r, 0, sizeof *r);
}

const char *
county_field(struct county *c, const char *record, const char *field)
{
	static char out[4096];
	char kind[64], error[512];
	const char *slash = strchr(record, '/');
	struct hub_db *db = hub_db_open(c->db, HUB_DB_READ, error, sizeof error);
	struct hub_record r;
	cJSON *body = NULL, *item;

	*out = '\0';
	snprintf(kind, sizeof kind, "%.*s", (int)(slash - record), record);
	if (db != NULL && hub_db_get(db, (enum kind)record_kind_find(kind), slash + 1, &r) == 1 && r.body != NULL)
		body = cJSON_Parse(r.body);
	item = cJSON_GetObjectItemCaseSensitive(body, field);
	if (cJSON_IsString(item))
		snprintf(out, sizeof out, "%s", item->valuestring);
	else if (item != NULL) {
		char *text = cJSON_PrintUnformatted(item);
		snprintf(out, sizeof out, "%s", text);
		free(text);
	}
	cJSON_Delete(body);
	hub_db_close(db);
	return out;
}
