#include "hub/serve/metrics.h"

static const char *const routes[ROUTE_COUNT] = {
	"none", "hello", "snapshot", "changes", "record", "history", "digest", "op_post", "op_get", "health", "metrics",
	"openapi"
};
static const char *const outcomes[] = {
	"applied", "replayed", "stale-rev", "not-allowed-now", "in-progress", "invalid", "too-large", "role", "scope",
	"no-such-record", "malformed", "key-reused", "login", "busy", "unavailable", "error"
};
enum { OUTCOMES = sizeof outcomes / sizeof *outcomes };
_Static_assert((int)OUTCOMES <= (int)METRICS_OUTCOMES, "metrics.h: METRICS_OUTCOMES");

void
metrics_count(struct metrics *m, enum metrics_route route, int status, const char *outcome)
{
	int class = status / 100;

	atomic_fetch_add(&m->requests[route][class >= 1 && class <= 5 ? class : 0], 1);
	for (int i = 0; route == ROUTE_OP_POST && outcome != NULL && i < OUTCOMES; i++)
		if (strcmp(outcomes[i], outcome) == 0)
			atomic_fetch_add(&m->outcomes[i], 1);
}

static void
gauge(FILE *f, const char *name, const char *help, const char *type, long long value)
{
	fprintf(f, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", name, help, name, type, name, value);
}

char *
metrics_page(struct metrics *m, int64_t now_ms, int parked, int64_t head, int64_t records)
{
	char *page = NULL;
	size_t size;
	FILE *f = open_memstream(&page, &size);

	if (f == NULL)
		return NULL;
	gauge(f, "guatu_uptime_seconds", "since the hub started", "gauge",
	      (long long)((now_ms - m->started_ms) / 1000));
	gauge(f, "guatu_head_seq", "the last committed seq", "counter", (long long)head);
	gauge(f, "guatu_records", "living records", "gauge", (long long)records);
	gauge(f, "guatu_parked_polls", "long polls waiting for news", "gauge", parked);
	fprintf(f, "# HELP guatu_requests_total answered requests\n# TYPE guatu_requests_total counter\n");
	for (int r = 0; r < ROUTE_COUNT; r++)
		for (int c = 1; c <= 5; c++)
			if (atomic_load(&m->requests[r][c]) > 0)
				fprintf(f, "guatu_requests_total{page=\"%s\",status=\"%dxx\"} %lld\n", routes[r], c,
				        (long long)atomic_load(&m->requests[r][c]));
	fprintf(f, "# HELP guatu_operations_total operations by outcome\n# TYPE guatu_operations_total counter\n");
	for (int i = 0; i < OUTCOMES; i++)
		fprintf(f, "guatu_operations_total{outcome=\"%s\"} %lld\n", outcomes[i],
		        (long long)atomic_load(&m->outcomes[i]));
	fclose(f);
	return page;
}
