#include "hub/serve/server.h"

#include <poll.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "model/room/civil.h"
#include "model/text/language.h"
#include "hub/serve/server_in.h"

enum {
	CONNECTIONS_MAX = 4096, CONNECTION_MEMORY = 32768, CONNECTION_TIMEOUT = 60,
	DISCARD_MAX = 1 << 20,       /* a body too large is read on this far, so that the answer arrives */
	DRAIN_MS = 5000, SILENT_MS = 200,
	DAY_RETRY_MS = 60000
};

static int64_t
real_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* ---- who is asking ------------------------------------------------------ */

static int
user_by_header(struct request *rq, struct hub_db *db, struct hub_user *user)
{
	const char *text = MHD_lookup_connection_value(rq->connection, MHD_HEADER_KIND, "Authorization");

	if (text == NULL || strncasecmp(text, "Bearer ", 7) != 0 || strlen(text) > 512)
		return 0;
	return hub_user_by_token(db, text + 7, rq->real_ms / 1000, user);
}

static int
user_by_peer(struct request *rq, struct hub_db *db, struct hub_user *user)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(rq->connection,
	                                                               MHD_CONNECTION_INFO_CONNECTION_FD);
	struct ucred peer;
	socklen_t len = sizeof peer;

	if (!rq->server->listener.is_unix || info == NULL ||
	    getsockopt(info->connect_fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) != 0)
		return 0;
	return hub_user_by_uid(db, peer.uid, rq->real_ms / 1000, user);
}

static void
identify(struct request *rq)
{
	struct hub_db *db = readers_take(rq->server->readers);
	struct hub_user user;
	bool token = MHD_lookup_connection_value(rq->connection, MHD_HEADER_KIND, "Authorization") != NULL;
	int found = token ? user_by_header(rq, db, &user) : user_by_peer(rq, db, &user);
	int64_t now = hub_db_room_now(db, rq->real_ms / 1000);

	rq->room_now = now;
	rq->known = found == 1 && access_resolve(db, &user, instant_day(now), &rq->who) == 0;
	readers_give(rq->server->readers, db);
}

/* ---- answers out -------------------------------------------------------- */

static enum MHD_Result
send_response(struct request *rq, struct MHD_Response *response, int status)
{
	enum MHD_Result rc;

	MHD_add_response_header(response, "Cache-Control", "no-store");
	MHD_add_response_header(response, "Guatu-Wire", "1.0");
	if (longpoll_closing(rq->server->longpoll))
		MHD_add_response_header(response, "Connection", "close");
	if (*rq->etag != '\0')
		MHD_add_response_header(response, "ETag", rq->etag);
	metrics_count(&rq->server->metrics, rq->route, status, rq->answer.outcome);
	rc = MHD_queue_response(rq->connection, (unsigned)status, response);
	MHD_destroy_response(response);
	return rc;
}

static enum MHD_Result
send_answer(struct request *rq)
{
	struct answer *a = &rq->answer;
	char *body = a->body != NULL ? a->body : strdup("");
	struct MHD_Response *response;
	char seconds[16];

	a->body = NULL;
	response = MHD_create_response_from_buffer(body != NULL ? strlen(body) : 0, body, MHD_RESPMEM_MUST_FREE);
	if (response == NULL) {
		free(body);
		return MHD_NO;
	}
	if (a->status != 304)
		MHD_add_response_header(response, "Content-Type", a->status >= 400 ? "application/problem+json"
		                        : rq->type != NULL ? rq->type : "application/json");
	if (a->status == 401)
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer realm=\"guatu\"");
	if (a->status == 405)
		MHD_add_response_header(response, "Allow", "GET, HEAD, POST");
	if (a->retry_after > 0) {
		snprintf(seconds, sizeof seconds, "%d", a->retry_after);
		MHD_add_response_header(response, "Retry-After", seconds);
	}
	return send_response(rq, response, a->status);
}

/* The first to ask on a new day of the room opens what it expects; a failure is tried again after a while. */
static void
begin_day(struct server *s, int64_t room_now, int64_t real)
{
	int32_t had = s->day, day = instant_day(room_now);
	struct opened opened;
	char error[512];

	if (day == had || (s->day_failed_ms != 0 && real - s->day_failed_ms < DAY_RETRY_MS) ||
	    !atomic_compare_exchange_strong(&s->day, &had, day))
		return;
	if (ops_open_day(s->ops, room_now, &opened, error, sizeof error) != 0) {
		fprintf(stderr, _("guatu-hub: opening the day's duties: %s\n"), error);
		s->day_failed_ms = real;
		s->day = had;
	} else if (opened.runs + opened.marks + opened.reports > 0 && s->longpoll != NULL) {
		longpoll_poke(s->longpoll);
	}
}

static enum MHD_Result
answer_now(struct request *rq)
{
	rq->real_ms = real_ms();
	rq->parked = false;
	identify(rq);
	begin_day(rq->server, rq->room_now, rq->real_ms);
	routes_answer(rq);
	if (rq->parked)
		return MHD_YES;
	if (rq->stream != NULL) {
		struct MHD_Response *stream = rq->stream;
		rq->stream = NULL;
		return send_response(rq, stream, 200);
	}
	return send_answer(rq);
}

/* ---- bodies in ---------------------------------------------------------- */

static void
take_body(struct request *rq, const char *data, size_t len)
{
	if (rq->too_large || rq->body_len + len > OP_BYTES_MAX) {
		rq->too_large = true;
		rq->body_len += len;
		return;
	}
	if (rq->body == NULL && (rq->body = malloc(OP_BYTES_MAX)) == NULL) {
		rq->too_large = true;
		return;
	}
	memcpy(rq->body + rq->body_len, data, len);
	rq->body_len += len;
}

/* Too long to be read to its end for the sake of a polite answer. */
static bool
is_hopeless(struct request *rq)
{
	const char *length = MHD_lookup_connection_value(rq->connection, MHD_HEADER_KIND, "Content-Length");

	return length != NULL && (strlen(length) > 9 || atol(length) > DISCARD_MAX);
}

static enum MHD_Result
handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
       const char *data, size_t *data_len, void **memory)
{
	struct request *rq = *memory;

	(void)version;
	if (rq == NULL) {
		if ((rq = calloc(1, sizeof *rq)) == NULL)
			return MHD_NO;
		*memory = rq;
		rq->server = cls;
		rq->connection = connection;
		rq->url = url;
		rq->method = method;
		rq->since = -1;
		atomic_fetch_add(&rq->server->asking, 1);
		if (!is_hopeless(rq))
			return MHD_YES;
		rq->too_large = true;
		return answer_now(rq);
	}
	rq->url = url;
	rq->method = method;
	if (*data_len > 0) {
		take_body(rq, data, *data_len);
		*data_len = 0;
		return rq->body_len > DISCARD_MAX ? MHD_NO : MHD_YES;
	}
	return answer_now(rq);
}

static void
completed(void *cls, struct MHD_Connection *connection, void **memory, enum MHD_RequestTerminationCode code)
{
	struct request *rq = *memory;

	(void)cls, (void)connection, (void)code;
	if (rq == NULL)
		return;
	atomic_fetch_sub(&rq->server->asking, 1);
	answer_clear(&rq->answer);
	free(rq->body);
	free(rq);
	*memory = NULL;
}

/* ---- starting and stopping ---------------------------------------------- */

static int
thread_count(const struct server_config *config)
{
	long n = config->threads > 0 ? config->threads : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 2 ? 2 : n > 8 ? 8 : (int)n;
}

static int
open_authority(struct server *s, char *error, size_t size)
{
	int args;

	if ((s->writer = hub_db_open(s->db_path, HUB_DB_WRITE, error, size)) == NULL)
		return -1;
	if (!hub_db_keeper(s->writer)) {
		snprintf(error, size, _("%s: another guatu-hub has it open for writing; end it first"), s->db_path);
		return -1;
	}
	snprintf(s->county, sizeof s->county, "%s", hub_db_county(s->writer));
	hub_db_purge(s->writer, hub_db_room_now(s->writer, real_ms() / 1000) - (int64_t)TOMBSTONE_DAYS * 86400);
	/* One for the watcher and one for metrics beside the threads' own. */
	if ((s->readers = readers_new(s->db_path, thread_count(&s->config) + 2, error, size)) == NULL)
		return -1;
	flow_args(KIND_ISSUE, "close", &args);     /* resolves the tables while there is one thread */
	s->ops = ops_new(s->writer, s->config.ops_per_second);
	s->longpoll = s->ops != NULL ? longpoll_new(s->readers) : NULL;
	if (s->longpoll == NULL) {
		snprintf(error, size, _("out of memory"));
		return -1;
	}
	s->day = CIVIL_NONE;
	begin_day(s, hub_db_room_now(s->writer, real_ms() / 1000), real_ms());
	return 0;
}

static int
start_daemon(struct server *s, char *error, size_t size)
{
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
	                 MHD_USE_NO_LISTEN_SOCKET;
	int threads = thread_count(&s->config);

	/* The door counts; of the library's limit each thread has its part, none is to refuse whom the door let in. */
	s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_NOTIFY_COMPLETED, completed, s,
	                             MHD_OPTION_NOTIFY_CONNECTION, door_notify, &s->door,
	                             MHD_OPTION_CONNECTION_LIMIT, (unsigned)(CONNECTIONS_MAX * threads),
	                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
	                             MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)CONNECTION_TIMEOUT,
	                             MHD_OPTION_STRICT_FOR_CLIENT, 1,
	                             MHD_OPTION_THREAD_POOL_SIZE, (unsigned)threads, MHD_OPTION_END);
	if (s->daemon != NULL && door_open(&s->door, s->listener.fd, s->daemon) == 0)
		return 0;
	snprintf(error, size, _("the HTTP server did not start: %s"), error_words(errno));
	return -1;
}

struct server *
server_start(const struct server_config *config, char *error, size_t size)
{
	struct server *s = calloc(1, sizeof *s);

	if (s == NULL) {
		snprintf(error, size, _("out of memory"));
		return NULL;
	}
	s->config = *config;
	s->listener.fd = -1;
	door_init(&s->door, CONNECTIONS_MAX, thread_count(&s->config));
	s->metrics.started_ms = real_ms();
	snprintf(s->db_path, sizeof s->db_path, "%s", config->db);
	if (open_authority(s, error, size) != 0 ||
	    hub_listen(&s->listener, config->listen, config->proxied, error, size) != 0 ||
	    start_daemon(s, error, size) != 0) {
		server_stop(s);
		return NULL;
	}
	return s;
}

const char *
server_address(const struct server *s)
{
	return s->listener.address;
}

/* Who has asked is answered; who is connected and silent may still ask for a moment. */
static void
drain(struct server *s)
{
	door_close(&s->door);
	/* Who still stands in the kernel's queue is sent away now, not when the last answer is out. */
	close(s->listener.fd);
	s->listener.fd = -1;
	longpoll_close(s->longpoll);
	for (int waited = 0; waited < DRAIN_MS && door_inside(&s->door) > 0; waited += 10) {
		if (atomic_load(&s->asking) == 0 && waited >= SILENT_MS)
			break;
		poll(NULL, 0, 10);
	}
	MHD_stop_daemon(s->daemon);
}

void
server_stop(struct server *s)
{
	if (s == NULL)
		return;
	if (s->daemon != NULL)
		drain(s);
	if (s->listener.fd >= 0)
		close(s->listener.fd);
	if (*s->listener.path != '\0')
		unlink(s->listener.path);
	door_clear(&s->door);
	longpoll_free(s->longpoll);
	ops_free(s->ops);
	readers_free(s->readers);
	hub_db_close(s->writer);
	free(s);
}
