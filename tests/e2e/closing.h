/*
 * What the end-to-end tests ask of a room about one closing: how often it took
 * effect, and what the outbox and the audit chain say.
 */
#pragma once

#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/room.h"

#define CLOCK "2020-06-18T09:00:00+08:00"

/* The oldest verified issue that the duty officer may close; static buffer. */
static inline const char *
closable(struct room *r)
{
	static char id[64];
	char *got = room_hub_sql(r, "SELECT id FROM record WHERE kind = 'issue' AND json_extract(body, '$.status') = 'VERIFIED' "
		"AND json_extract(body, '$.source') IN ('SELF', 'DISPATCH', 'SUPERVISION') "
		"ORDER BY json_extract(body, '$.deadline'), id LIMIT 1");

	snprintf(id, sizeof id, "%s", got);
	free(got);
	assert_string_not_equal(id, "");
	return id;
}

static inline void
assert_answer(char *got, const char *want)
{
	assert_string_equal(got, want);
	free(got);
}

/* Applied, once: state, timeline and audit chain agree; nothing is left to send; the chain holds. */
static inline void
assert_closed_once(struct room *r, const char *id)
{
	char sql[512];

	snprintf(sql, sizeof sql, "SELECT json_extract(body, '$.status') FROM record WHERE kind = 'issue' AND id = '%s'", id);
	assert_answer(room_hub_sql(r, sql), "CLOSED");
	snprintf(sql, sizeof sql, "SELECT count(*) FROM record WHERE kind = 'event' AND json_extract(body, '$.object') = '%s' "
		"AND json_extract(body, '$.verb') = 'close' AND coalesce(json_extract(body, '$.sample'), 0) = 0", id);
	assert_answer(room_hub_sql(r, sql), "1");
	snprintf(sql, sizeof sql, "SELECT count(*) FROM op WHERE id = '%s' AND verb = 'close' AND status = 200", id);
	assert_answer(room_hub_sql(r, sql), "1");
	assert_answer(room_outbox_sql(r, "SELECT count(*) FROM op WHERE state NOT IN ('confirmed', 'acked')"), "0");
}

static inline void
assert_not_closed(struct room *r, const char *id)
{
	char sql[256];

	snprintf(sql, sizeof sql, "SELECT json_extract(body, '$.status') FROM record WHERE kind = 'issue' AND id = '%s'", id);
	assert_answer(room_hub_sql(r, sql), "VERIFIED");
}
