/*
 * Counters and the page that shows them (Prometheus text).
 */
#pragma once

#include "model/base.h"

#include <stdatomic.h>

enum metrics_route {
	ROUTE_NONE, ROUTE_HELLO, ROUTE_SNAPSHOT, ROUTE_CHANGES, ROUTE_RECORD, ROUTE_HISTORY, ROUTE_DIGEST,
	ROUTE_OP_POST,
	ROUTE_OP_GET, ROUTE_HEALTH, ROUTE_METRICS, ROUTE_OPENAPI, ROUTE_COUNT
};

enum { METRICS_OUTCOMES = 24 };

struct metrics {
	atomic_llong requests[ROUTE_COUNT][6];            /* by status class: 0, 1xx .. 5xx */
	atomic_llong outcomes[METRICS_OUTCOMES];          /* of operations, in metrics_outcomes[] order */
	int64_t      started_ms;
};
void  metrics_count(struct metrics *m, enum metrics_route route, int status, const char *outcome);
/* Yours to free; NULL out of memory. */
char *metrics_page(struct metrics *m, int64_t now_ms, int parked, int64_t head, int64_t records);
