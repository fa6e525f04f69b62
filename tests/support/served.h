/*
 * The real program serving a county, in a process of its own: its first line,
 * and what it said until its end.
 */
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

struct served {
	pid_t pid;                   /* 0: ended */
	int   said;                  /* both its outputs after the first line */
	char  first_line[256], last_words[2048];
};

struct served_how {
	const char *db, *listen, *failpoint, *extra;        /* extra: one more option, or NULL */
	rlim_t      file_size;                              /* no file may grow beyond; 0 any */
	int       (*run)(int argc, char **argv);            /* in a fork of this program instead: hub_main */
};

/* build/bin/guatu-hub */
const char *served_program(void);
/* Starts it and reads its first line; what it says on stderr comes along when it refuses. */
void        served_start(struct served *s, const struct served_how *how);
/* Its status as waitpid() gives it; what it said is in last_words. */
int         served_wait(struct served *s);
int         served_stop(struct served *s, int signal_number);
/* Stops it with SIGTERM; the test fails, showing signal and last words, when it does not end with 0. */
void        served_expect_stop(struct served *s);
