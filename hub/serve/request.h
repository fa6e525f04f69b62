/*
 * An operation's request, parsed and checked for form: what is malformed ends
 * here, what is wrong in substance does not.
 */
#pragma once

#include <cjson/cJSON.h>

#include "hub/serve/answer.h"
#include "hub/authority/digest.h"
#include "model/records/record.h"

struct op_request {
	cJSON       *json;
	const char  *op, *verb, *kind_name, *id;    /* id "" for a new record */
	const cJSON *args;                          /* an object */
	int64_t      base;                          /* -1 when absent */
	char         fingerprint[DIGEST_HEX];
};

/* 0; -1 with the problem in `out`. */
int  request_parse(struct op_request *r, const char *key, const char *bytes, size_t len, struct answer *out);
void request_clear(struct op_request *r);
