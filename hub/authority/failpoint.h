/*
 * Points where a test may kill the hub: GUATU_HUB_FAILPOINT=NAME or NAME:N
 * raises SIGKILL when NAME is passed for the N-th time (first by default).
 * With NAME=FILE the passing thread makes FILE.reached and waits until FILE exists instead.
 * Names: before-commit, after-commit, before-answer.
 */
#pragma once

void failpoint(const char *name);
