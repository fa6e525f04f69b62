/*
 * The bytes of a text file as UTF-8, piece by piece: UTF-8 with or without a mark, GB18030 (what Chinese spreadsheets
 * save), UTF-16 with a mark, or without one where every other byte is a NUL.  Which one is found out by itself; a file
 * that is partly one and partly another is refused, with the line from which it is.
 */
#pragma once

#include "model/base.h"

/* text_read() wants so much room: a piece of the file, decoded. */
enum { TEXT_PIECE = 1 << 18, TEXT_ROOM = 2 * TEXT_PIECE + 16 };

enum text_form { TEXT_ASCII, TEXT_UTF8, TEXT_GB18030, TEXT_UTF16LE, TEXT_UTF16BE };

struct text {
	FILE          *fp;
	enum text_form form;          /* ASCII: so far nothing says which */
	void          *decoder;       /* iconv_t */
	char          *raw;           /* bytes not decoded yet */
	size_t         left;
	bool           begun, ended;
	long           lines;         /* behind an error: line ends before it in the piece that has it */
	const char    *why;
};

/* `fp` is the caller's.  0, -1 with `why`. */
int  text_open(struct text *t, FILE *fp);
/* The next piece: its bytes, without any NUL; 0 at the end; -1 with `why` and `lines`. */
long text_read(struct text *t, char *out);
const char *text_encoding(const struct text *t);
/* Is there nothing more to be read? */
static inline bool text_ended(const struct text *t) { return t->ended && t->left == 0; }
void text_close(struct text *t);
