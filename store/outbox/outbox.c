/*
 * What the officer does with operations: queue, keep as a draft, take back,
 * reorder, decide conflicts.  Each is one transaction; the second copy is
 * written after it.
 */
#include "store/outbox/outbox_in.h"

#include <sys/random.h>
#include <time.h>

#include "model/flow/flow.h"
#include "model/text/language.h"
#include "store/outbox/outbox.sql.h"

static int
new_uuid(struct outbox *box, char out[37])
{
	struct timespec now;
	uint8_t random[10];

	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		return box_say(box, _("not saved: the system has no random numbers yet; try again"));
	clock_gettime(CLOCK_REALTIME, &now);
	uuid7_format((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000, random, out);
	return 0;
}

/* ---- new operations -------------------------------------------------------------- */

struct insertion {
	const struct op *op;
	char       *args;
	const char *title, *state;
	const char *instead;           /* an older operation this one takes the place of, or NULL */
	const char *why;               /* what becomes its reason */
};

static int
insert_work(struct outbox *box, void *with)
{
	const struct insertion *in = with;
	const struct op *op = in->op;
	const char *kind = record_kinds[op->kind].name;

	if (in->instead != NULL &&
	    box_run(box, SQL_OUTBOX_SETTLE, BIND(T(in->instead), T("withdrawn"), T(in->why), I(box_now()))) != 0)
		return -1;
	if (box_run(box, SQL_OUTBOX_FORGET_DRAFT, BIND(T(kind), T(op->id), T(op->verb))) != 0)
		return -1;
	if (box_run(box, SQL_OUTBOX_INSERT, BIND(T(op->uuid), T(kind), T(op->id), T(op->verb), I(op->base), T(in->args),
	                                         I(op->at), T(in->state), T(in->title), T(op->seen))) == 0)
		return 0;
	if (sqlite3_extended_errcode(box->db) == SQLITE_CONSTRAINT_UNIQUE)
		return box_say(box, _("a closing of this issue is already waiting here"));
	return -1;
}

static int
fits(struct outbox *box, const struct op *op, const char *args)
{
	char *bytes;
	size_t len;

	if (strlen(op->id) >= sizeof ((struct outbox_item *)0)->id ||
	    strlen(op->verb) >= sizeof ((struct outbox_item *)0)->verb)
		return box_say(box, _("not a record's number: %.40s"), op->id);
	bytes = box_bytes(op->uuid, record_kinds[op->kind].name, op->id, op->verb, INT32_MAX, op->at, args);
	if (bytes == NULL)
		return box_say(box, _("out of memory"));
	len = strlen(bytes);
	free(bytes);
	return len <= OUTBOX_BYTES_MAX ? 0 : box_say(box, _("not saved: the text is too long; shorten it"));
}

static int
insert(struct outbox *box, struct insertion *in)
{
	bool draft = strcmp(in->state, "draft") == 0;
	int rc;

	if ((in->args = box_args_text(box, in->op, draft)) == NULL)
		return -1;
	rc = fits(box, in->op, in->args);
	if (rc == 0)
		rc = box_transact(box, insert_work, in);
	if (rc == 0 && !draft)
		box_journal_op(box, in->op, in->args, in->title);
	if (rc == 0 && in->instead != NULL)
		box_journal_state(box, in->instead, "withdrawn", 0, NULL);
	free(in->args);
	return rc;
}

int
outbox_queue(struct outbox *box, struct op *op, const char *title)
{
	struct insertion in = { .op = op, .title = title != NULL ? title : "", .state = "pending" };

	if (flow_verb_find(op->kind, op->verb) == NULL)
		return box_say(box, _("there is no step %s"), op->verb);
	return new_uuid(box, op->uuid) == 0 ? insert(box, &in) : -1;
}

int
outbox_draft(struct outbox *box, const struct op *op)
{
	struct op copy = *op;          /* only to give it a number of its own */
	struct insertion in = { .op = &copy, .title = "", .state = "draft" };

	return new_uuid(box, copy.uuid) == 0 ? insert(box, &in) : -1;
}

/* ---- reading one back ------------------------------------------------------------- */

/* Columns uuid, kind, id, verb, base, at, args. */
static struct op *
read_op(const struct rows *r)
{
	int kind = record_kind_find(row_text(r, 1));
	struct op *op = kind < 0 ? NULL : op_new((enum kind)kind, row_text(r, 2), row_text(r, 3), row_int64(r, 4),
	                                         row_int64(r, 5));

	if (op == NULL)
		return NULL;
	row_copy(r, 0, op->uuid, sizeof op->uuid);
	if (box_args_parse(op, row_text(r, 6)) != 0) {
		op_free(op);
		return NULL;
	}
	return op;
}

struct taking { const char *kind, *id, *verb; struct op *op; };

static int
take_work(struct outbox *box, void *with)
{
	struct taking *t = with;
	struct rows r = box_rows(box, SQL_OUTBOX_DRAFT_FIND, BIND(T(t->kind), T(t->id), T(t->verb)));
	bool found = rows_next(&r);

	op_free(t->op);
	t->op = found ? read_op(&r) : NULL;
	if (rows_close(&r) != 0)
		return -1;
	return found ? box_run(box, SQL_OUTBOX_FORGET_DRAFT, BIND(T(t->kind), T(t->id), T(t->verb))) : 0;
}

struct op *
outbox_draft_take(struct outbox *box, enum kind kind, const char *id, const char *verb)
{
	struct taking t = { record_kinds[kind].name, id, verb, NULL };

	if (box_transact(box, take_work, &t) != 0) {
		op_free(t.op);
		return NULL;
	}
	return t.op;
}

/* Opens the row of SQL_OUTBOX_FIND; false with the reason. */
static bool
find(struct outbox *box, const char *uuid, struct rows *r)
{
	*r = box_rows(box, SQL_OUTBOX_FIND, BIND(T(uuid)));
	if (rows_next(r))
		return true;
	if (rows_close(r) == 0)
		box_say(box, _("there is no such operation in the outbox"));
	return false;
}
enum { OP_TITLE = 7, OP_STATE, OP_ATTEMPTS, OP_PLACE };

static bool
stands(const struct rows *r, const char *state)
{
	return strcmp(row_text(r, OP_STATE), state) == 0;
}

struct op *
outbox_get(struct outbox *box, const char *uuid)
{
	struct rows r;
	struct op *op;

	if (!find(box, uuid, &r))
		return NULL;
	if ((op = read_op(&r)) == NULL)
		box_say(box, _("out of memory"));
	rows_close(&r);
	return op;
}

/* ---- taking back, giving up, ordering ------------------------------------------------ */

static int
settle(struct outbox *box, const char *uuid, const char *reason)
{
	return box_run(box, SQL_OUTBOX_SETTLE, BIND(T(uuid), T("withdrawn"), T(reason), I(box_now())));
}

static int
withdraw_work(struct outbox *box, void *with)
{
	struct rows r;
	bool waits, unsent;

	if (!find(box, with, &r))
		return -1;
	waits = stands(&r, "pending") || stands(&r, "draft");
	unsent = row_int(&r, OP_ATTEMPTS) == 0;
	rows_close(&r);
	if (!waits)
		return box_say(box, _("not any more: it has been answered"));
	if (!unsent)
		return box_say(box, _("not any more: it may have reached the hub; undo it with a new operation"));
	return settle(box, with, NULL);
}

int
outbox_withdraw(struct outbox *box, const char *uuid)
{
	char copy[64];

	snprintf(copy, sizeof copy, "%s", uuid);
	if (box_transact(box, withdraw_work, copy) != 0)
		return -1;
	box_journal_state(box, uuid, "withdrawn", 0, NULL);
	return 0;
}

static int
drop_work(struct outbox *box, void *with)
{
	struct rows r;
	bool may;

	if (!find(box, with, &r))
		return -1;
	may = stands(&r, "conflict") || stands(&r, "refused");
	rows_close(&r);
	return may ? settle(box, with, "given up")
	           : box_say(box, _("only what is in conflict or refused can be given up"));
}

int
outbox_drop(struct outbox *box, const char *uuid)
{
	char copy[64];

	snprintf(copy, sizeof copy, "%s", uuid);
	if (box_transact(box, drop_work, copy) != 0)
		return -1;
	box_journal_state(box, uuid, "withdrawn", 0, NULL);
	return 0;
}

struct moving { const char *uuid; int by; };

/* Changes places with the neighbour `there`. */
static int
swap(struct outbox *box, const struct rows *here, const struct rows *there)
{
	if (strcmp(row_text(there, 2), row_text(here, 1)) == 0 && strcmp(row_text(there, 3), row_text(here, 2)) == 0 &&
	    row_text(there, 3)[0] != '\0')
		return box_say(box, _("operations on one record are sent in the order they were made"));
	if (box_run(box, SQL_OUTBOX_SET_PLACE, BIND(T(row_text(there, 0)), I(row_int64(here, OP_PLACE)))) != 0)
		return -1;
	return box_run(box, SQL_OUTBOX_SET_PLACE, BIND(T(row_text(here, 0)), I(row_int64(there, 1))));
}

static int
move_work(struct outbox *box, void *with)
{
	const struct moving *m = with;
	struct rows here, there;
	int rc = 0;

	if (!find(box, m->uuid, &here))
		return -1;
	if (!stands(&here, "pending") || row_int(&here, OP_ATTEMPTS) > 0) {
		rows_close(&here);
		return box_say(box, _("only what has not been sent can be moved"));
	}
	there = box_rows(box, m->by < 0 ? SQL_OUTBOX_NEIGHBOUR_BEFORE : SQL_OUTBOX_NEIGHBOUR_AFTER,
	                 BIND(I(row_int64(&here, OP_PLACE))));
	if (rows_next(&there))         /* else at the end already: nothing to do */
		rc = swap(box, &here, &there);
	rows_close(&here);
	return rows_close(&there) != 0 ? -1 : rc;
}

int
outbox_move(struct outbox *box, const char *uuid, int by)
{
	struct moving m = { uuid, by };

	return box_transact(box, move_work, &m);
}

static int
retry_work(struct outbox *box, void *with)
{
	const char *uuid = with;
	struct rows r;
	bool waits = true;

	if (uuid != NULL && !find(box, uuid, &r))
		return -1;
	if (uuid != NULL) {
		waits = stands(&r, "pending");
		rows_close(&r);
	}
	if (!waits)
		return box_say(box, _("the hub has answered this one; submit it again as a new operation"));
	return box_run(box, SQL_OUTBOX_RETRY, BIND(T(uuid)));
}

int
outbox_retry(struct outbox *box, const char *uuid)
{
	char copy[64];

	if (uuid == NULL)
		return box_transact(box, retry_work, NULL);
	snprintf(copy, sizeof copy, "%s", uuid);
	return box_transact(box, retry_work, copy);
}

/* ---- deciding a conflict ---------------------------------------------------------------- */

/* The operation, when the hub has turned it down; its title into `title`. */
static struct op *
turned_down(struct outbox *box, const char *uuid, char *title, size_t size)
{
	struct rows r;
	struct op *op = NULL;

	if (!find(box, uuid, &r))
		return NULL;
	if (!stands(&r, "conflict") && !stands(&r, "refused") && !stands(&r, "superseded"))
		box_say(box, _("only what the hub has turned down can be submitted again"));
	else if ((op = read_op(&r)) == NULL)
		box_say(box, _("out of memory"));
	row_copy(&r, OP_TITLE, title, size);
	rows_close(&r);
	return op;
}

static int
replace(struct outbox *box, const char *uuid, struct op *op, const char *title)
{
	char why[64];
	struct insertion in = { .op = op, .title = title, .state = "pending", .instead = uuid, .why = why };

	if (new_uuid(box, op->uuid) != 0)
		return -1;
	snprintf(why, sizeof why, "again as %s", op->uuid);
	return insert(box, &in);
}

int
outbox_resubmit(struct outbox *box, const char *uuid, int64_t base, const char *note)
{
	char title[512];
	struct op *op = turned_down(box, uuid, title, sizeof title);
	int rc;

	if (op == NULL)
		return -1;
	op->base = base;
	if (note != NULL && *note != '\0' && op_set(op, "note", note) != 0)
		rc = box_say(box, _("out of memory"));
	else
		rc = replace(box, uuid, op, title);
	op_free(op);
	return rc;
}

int
outbox_to_comment(struct outbox *box, const char *uuid, int64_t base)
{
	char title[512];
	struct op *op = turned_down(box, uuid, title, sizeof title), *comment = NULL;
	const char *note = op != NULL ? op_get(op, "note") : NULL;
	int rc = -1;

	if (op == NULL)
		return -1;
	if (note == NULL)
		box_say(box, _("it has no note to keep"));
	else if (flow_verb_find(op->kind, "comment") == NULL)
		box_say(box, _("records of this kind take no comments"));
	else if ((comment = op_new(op->kind, op->id, "comment", base, op->at)) == NULL ||
	         op_set(comment, "note", note) != 0)
		box_say(box, _("out of memory"));
	else
		rc = replace(box, uuid, comment, title);
	op_free(comment);
	op_free(op);
	return rc;
}
