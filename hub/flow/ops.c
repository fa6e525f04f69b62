#include "hub/flow/ops.h"

#include <pthread.h>

#include "hub/authority/db_op.h"
#include "hub/authority/failpoint.h"
#include "hub/serve/inflight.h"
#include "hub/flow/ops_in.h"

struct ops {
	struct hub_db   *db;
	pthread_mutex_t  lock;             /* over db */
	struct inflight *inflight;
};

struct ops *
ops_new(struct hub_db *writer, int per_second)
{
	struct ops *ops = calloc(1, sizeof *ops);

	if (ops == NULL || (ops->inflight = inflight_new(per_second)) == NULL) {
		free(ops);
		return NULL;
	}
	ops->db = writer;
	pthread_mutex_init(&ops->lock, NULL);
	return ops;
}

void
ops_free(struct ops *ops)
{
	if (ops == NULL)
		return;
	inflight_free(ops->inflight);
	pthread_mutex_destroy(&ops->lock);
	free(ops);
}

static void
work_through(struct op_work *w, int64_t real)
{
	if (hub_db_begin(w->db) != 0) {
		op_refuse_failed(w);
		return;
	}
	w->now = hub_db_room_now(w->db, real);
	if (op_check(w) != 0 || op_effect(w) != 0)
		hub_db_rollback(w->db);
	cJSON_Delete(w->body);
	free(w->entry);
}

int
ops_open_day(struct ops *ops, int64_t room_now, struct opened *out, char *error, size_t size)
{
	int rc;

	pthread_mutex_lock(&ops->lock);
	if ((rc = duty_opener_day_alone(ops->db, room_now, out)) != 0)
		snprintf(error, size, "%s", hub_db_error(ops->db));
	pthread_mutex_unlock(&ops->lock);
	return rc;
}

void
ops_post(struct ops *ops, const struct access *who, const char *key, const char *bytes, size_t len,
         int64_t real_ms, struct answer *out)
{
	struct op_work w = { .db = ops->db, .who = who, .out = out };

	if (request_parse(&w.req, key, bytes, len, out) != 0)
		return;
	switch (inflight_enter(ops->inflight, who->user.name, w.req.op, real_ms)) {
	case INFLIGHT_SAME:
		answer_problem(out, PROBLEM_IN_PROGRESS, NULL, NULL);
		break;
	case INFLIGHT_BUSY:
		answer_problem(out, PROBLEM_BUSY, "too many operations in a second", NULL);
		break;
	case INFLIGHT_IN:
		pthread_mutex_lock(&ops->lock);
		work_through(&w, real_ms / 1000);
		pthread_mutex_unlock(&ops->lock);
		inflight_leave(ops->inflight, who->user.name, w.req.op);
		failpoint("before-answer");
		break;
	}
	request_clear(&w.req);
}

void
ops_get(struct hub_db *reader, const struct access *who, const char *op, struct answer *out)
{
	struct hub_op_row row;
	int found = hub_op_find(reader, who->user.name, op, &row);

	if (found < 0)
		answer_problem(out, PROBLEM_UNAVAILABLE, NULL, NULL);
	else if (found == 0)
		answer_problem(out, PROBLEM_NO_RECORD, "no such operation of yours is remembered", NULL);
	else
		answer_json(out, row.status, cJSON_Parse(row.answer));
}
