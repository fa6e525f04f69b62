/*
 * A CSV file of any size, row by row, in bounded memory: pieces of it are cut
 * at row ends and handed to hub/intake/csv.h, whose rules and messages hold.  A row's
 * cells are valid until the next one is asked for.
 */
#pragma once

#include "hub/intake/csv.h"

struct csv_stream {
	struct csv  csv;              /* the row read last, or the error */
	FILE       *fp;
	char       *piece;            /* bytes of the file: [0, cut) are with csv, [cut, len) come next */
	size_t      cut, len;
	long        line;             /* of the first byte of csv's data */
	bool        ended, torn;      /* no more bytes; the piece held no row end */
	bool        utf8, gb18030;    /* which encodings were seen beyond ASCII */
};

/* 0, or -1 with csv.error. */
int  csv_stream_open(struct csv_stream *s, const char *path);
/* 1, 0 at the end, -1 malformed, csv.error_line says where. */
int  csv_stream_row(struct csv_stream *s);
const char *csv_stream_encoding(const struct csv_stream *s);
void csv_stream_close(struct csv_stream *s);
