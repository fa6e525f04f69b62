/*
 * Inside ops*.c only: one operation on its way.  Whatever stops it leaves the answer in w->out and
 * returns -1.
 */
#pragma once

#include "hub/flow/apply.h"
#include "hub/flow/entry.h"
#include "hub/flow/ops.h"
#include "hub/serve/request.h"

struct op_work {
	struct hub_db       *db;
	const struct access *who;
	struct op_request    req;
	enum kind            kind;
	int64_t              now;          /* room time */
	int64_t              rev;          /* of the record as it is; 0 for a new one */
	char                 id[HUB_ID_MAX + 1];
	cJSON               *body;
	struct apply         apply;
	int32_t              zero_day;     /* 0 none */
	char                 due[11];      /* of a new issue: its source's default deadline */
	char                 group[HUB_ID_MAX + 1];      /* and the place's supervision group */
	struct entry_step   *entry;        /* of kind entry, else NULL */
	char                 more[600];    /* what its event says besides */
	struct answer       *out;
};

/* ops_check.c: in the order of the wire.  0 it may take effect, 1 answered from memory, -1 refused. */
int op_check(struct op_work *w);
/* ops_effect.c: the record, its event and the memory of the answer, committed together: 0, -1. */
int op_effect(struct op_work *w);

/* ops_refuse.c: always -1. */
int op_refuse(struct op_work *w, enum problem problem, const char *detail);
int op_refuse_for(struct op_work *w, enum problem problem, enum flow_answer why);
int op_refuse_path(struct op_work *w, const char *path, const char *reason);
/* `errors` is taken. */
int op_refuse_invalid(struct op_work *w, cJSON *errors);
/* The authority failed: nothing was applied, the same key may be sent again. */
int op_refuse_failed(struct op_work *w);
/* The record as it is and what happened to it since the revision the officer saw. */
int op_refuse_stale(struct op_work *w);
int op_refuse_flow(struct op_work *w, enum flow_answer why);
/* What a form can still give is an argument's fault, the rest the moment's or the person's. */
int op_refuse_stage(struct op_work *w);
