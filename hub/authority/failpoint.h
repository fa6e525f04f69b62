/*
 * Points where a test may kill the hub: GUATU_HUB_FAILPOINT=NAME or NAME:N
 * raises SIGKILL when NAME is passed for the N-th time (first by default).
 * With NAME=FILE the passing thread makes FILE.reached and waits until FILE exists instead.
 * Names: before-commit, after-commit, before-answer.
 */
#ifndef GUATU_HUB_FAILPOINT_H
#define GUATU_HUB_FAILPOINT_H

void failpoint(const char *name);

#endif
