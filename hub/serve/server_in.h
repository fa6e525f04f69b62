/*
 * Between server.c and routes.c.
 */
#pragma once

#include <microhttpd.h>

#include "hub/serve/answer.h"
#include "hub/authority/auth.h"
#include "hub/serve/door.h"
#include "hub/serve/listen.h"
#include "hub/serve/metrics.h"
#include "hub/flow/ops.h"
#include "hub/serve/longpoll.h"
#include "hub/serve/readers.h"
#include "hub/serve/server.h"

struct server {
	struct server_config config;
	struct MHD_Daemon   *daemon;
	struct hub_db       *writer;
	struct readers      *readers;
	struct ops          *ops;
	struct longpoll         *longpoll;
	struct door          door;
	_Atomic int          asking;         /* requests not yet answered to their end */
	struct metrics       metrics;
	_Atomic int32_t      day;            /* the room's, up to which runs were opened */
	_Atomic int64_t      day_failed_ms;  /* when opening them failed last; 0 never */
	struct listener      listener;
	char                 db_path[4096], county[16];
};

struct request {
	struct server         *server;
	struct MHD_Connection *connection;
	const char            *url, *method;
	char                  *body;         /* of a POST, up to OP_BYTES_MAX */
	size_t                 body_len;
	bool                   too_large, known;
	struct access          who;          /* when known */
	int64_t                real_ms, room_now;
	int64_t                until_ms;     /* a long poll's end, 0 before it began */
	int64_t                since;        /* how far a long poll has found nothing for this reader */
	enum metrics_route     route;
	/* The answer: one of a text, or a changes being streamed. */
	struct answer          answer;
	const char            *type;         /* content type */
	char                   etag[80];
	struct MHD_Response   *stream;
	bool                   parked;
};

/* Finds the page and leaves the answer, or a stream, or parks. */
void routes_answer(struct request *rq);
