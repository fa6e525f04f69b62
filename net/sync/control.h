/*
 * The socket consoles talk to: short lines both ways, several consoles, none
 * of which can hold up the loop.  A console that does not read is let go.
 */
#pragma once

#include "model/base.h"

struct curl_waitfd;

enum { CONTROL_CONSOLES = 32, CONTROL_LINE_MAX = 512, CONTROL_QUEUE_MAX = 65536 };
enum control_word { CONTROL_POKE, CONTROL_PULL, CONTROL_SETTLE, CONTROL_BYE };

struct control_console {
	int    fd;                       /* -1 free */
	bool   settling;                 /* waits for `done` */
	size_t in, out;
	char   read[CONTROL_LINE_MAX], *queue;
};
struct control {
	int  listening;                  /* -1 none */
	char path[108];
	struct control_console consoles[CONTROL_CONSOLES];
	/* Called for each line a console says, and once with CONTROL_BYE when it goes. */
	void (*said)(void *with, struct control_console *who, enum control_word word);
	/* Called for each new one; tells it how things are. */
	void (*joined)(void *with, struct control_console *who);
	void *with;
};

/* Takes the place at `path` (what lies there is a dead process's; the caller holds the lock).  0, -1 with a
 * sentence. */
int  control_open(struct control *c, const char *path, char *error, size_t error_size);
void control_close(struct control *c);
int  control_count(const struct control *c);
/* Fills `fds` with what to wait for: how many. */
int  control_waits(const struct control *c, struct curl_waitfd *fds, int max);
/* Accepts, reads, writes what can be without waiting. */
void control_turn(struct control *c);
/* One line, newline added, to one or to all. */
void control_tell(struct control *c, struct control_console *who, const char *format,
                  ...) __attribute__((format(printf, 3, 4)));
void control_tell_all(struct control *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
