/*
 * Reads JSON of any size piece by piece, in bounded memory: no tree, no recursion.  Strict where JSON is (RFC 8259:
 * grammar, UTF-8), and nothing more: numbers of any size, keys twice, halves of surrogate pairs and escaped controls
 * are JSON, and whoever keeps a text asks `unsound` what is wrong with it.  What is not kept costs no memory.
 *
 * Several values may stand one behind the other (an object a line, pages).
 */
#pragma once

#include "hub/intake/row.h"

enum { JSON_DEPTH_MAX = 10000, JSON_TEXT_MAX = 1 << 20, JSON_NAME_MAX = 1000 };

enum json_event {
	JSON_BAD = -1, JSON_END, JSON_OBJECT, JSON_OBJECT_END, JSON_LIST, JSON_LIST_END, JSON_NAME, JSON_STRING,
	JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL
};

struct json_scan {
	FILE           *fp;
	unsigned char  *piece;
	size_t          at, len;
	int64_t         base;               /* offset in the file of the piece's first byte */
	long            line;               /* of what is read next, from 1, and where it began */
	int64_t         line_start;
	int             state, depth;
	unsigned char   open[JSON_DEPTH_MAX];      /* { or [ of each level */
	/* The text of a name, or of a string or number that was kept: decoded, ending in NUL. */
	struct row_text text;
	bool            cut;                /* it is longer than may be kept */
	const char     *unsound;            /* it is JSON, but no text for us: why; NULL it is one */
	/* What is wrong with a JSON_BAD. */
	const char     *why;
};

/* 0, -1 `why`. */
int  json_open(struct json_scan *s, const char *path);
void json_close(struct json_scan *s);
/* To the value that begins at the byte `offset`, outside of anything: 0, -1. */
int  json_seek(struct json_scan *s, int64_t offset, long line);
/* What comes next; `keep` its text. */
enum json_event json_next(struct json_scan *s, bool keep);
/* Past the rest of the object or list that `began` was the beginning of; nothing for other events: 0, -1. */
int  json_skip(struct json_scan *s, enum json_event began);
/* The byte that is read next. */
int64_t json_tell(const struct json_scan *s);
/* The bytes of the file from one offset to another: 0, -1 too many, or they cannot be read. */
int  json_bytes(struct json_scan *s, int64_t from, int64_t to, struct row_text *out);
/* "…, line 3, byte 40": why it is no JSON, and where. */
void json_wrong(const struct json_scan *s, char *out, size_t size);
