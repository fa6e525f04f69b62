/*
 * Bytes from the terminal to keys, pasted text, the mouse and answers to what
 * was asked.  Knows no terminal and no clock; sequences may come cut anywhere.
 *
 * Esc is a key and the beginning of other keys: it is one when nothing follows
 * within `escape_wait`.  What no hand types (ESC [ and a digit) is never a key
 * unless it is whole and known, however late its end comes.
 */
#pragma once

#include "model/base.h"

enum { INPUT_HELD = 512, INPUT_NAMES = 40, INPUT_PASTE = 64 * 1024 };

enum term_event_kind { TERM_NONE, TERM_KEY, TERM_PASTE, TERM_CLICK, TERM_WHEEL, TERM_CURSOR, TERM_STATUS, TERM_SAYS };
struct term_event {
	enum term_event_kind kind;
	uint32_t    key;           /* TERM_KEY: console/term/keys.h */
	/* TERM_PASTE: valid UTF-8, newlines as \n; TERM_SAYS: an OSC's printable ASCII; until the next call */
	const char *text;
	int         y, x;      /* TERM_CLICK from 0; TERM_WHEEL: y is -1 up, +1 down; TERM_CURSOR: its report, from 1 */
};

struct input {
	int     escape_wait;       /* milliseconds */
	char    held[INPUT_HELD + 1];
	size_t  n;
	int64_t at;                /* when the last bytes came */
	int     limit;             /* from then on until what is held is decided without more */
	bool    apart;             /* ESC came well before what follows it */
	bool    pasting;
	char    skipping;          /* the rest of an overlong sequence: its introducer */
	struct { char bytes[16]; uint32_t key; } names[INPUT_NAMES];
	int     name_count;
	char   *paste;
	size_t  paste_len;
};

int    input_init(struct input *in);                       /* 0, -1 out of memory */
void   input_clear(struct input *in);
/* A key of this terminal's description; NULL, "" and what is no escape sequence are left alone. */
void   input_name(struct input *in, const char *bytes, uint32_t key);
size_t input_room(const struct input *in);                 /* how many bytes input_add() takes now */
void   input_add(struct input *in, const char *bytes, size_t n, int64_t now_ms);
bool   input_next(struct input *in, int64_t now_ms, struct term_event *out);    /* false: not yet */
/* Milliseconds until input_next() may say more although nothing comes; -1: nothing is held. */
int    input_due(const struct input *in, int64_t now_ms);
