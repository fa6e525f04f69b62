#include "tests/bench/slow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/pty.h"

enum { HELD = 60, SINGLE = 5, ROWS = HELD + SINGLE + 1, ROW_BYTES = 48, QUIET = 100 };
static const double bytes_a_second = 4000, one_way_ms = 125, pace_ms = 1000.0 / 30;

/* What the row under the cursor says tells how far the screen has come. */
static void
row_here(struct pty *p, char *out)
{
	int y, x;

	pty_cursor(p, &y, &x);
	snprintf(out, ROW_BYTES, "%s", pty_row(p, y));
}

static int
came_to(struct pty *p, char rows[][ROW_BYTES], int from)
{
	char here[ROW_BYTES];

	row_here(p, here);
	for (int i = ROWS - 1; i >= from; i--)
		if (strcmp(rows[i], here) == 0)
			return i;
	return from;
}

static struct pty *
begin(const char *line, const char *ready, bool console, int h, int w, bool slow)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)line, NULL };
	struct pty *p = pty_start(argv, NULL, h, w);

	if (slow)
		pty_slow(p, bytes_a_second, one_way_ms);
	if (!pty_wait(p, ready, 60000)) {
		fprintf(stderr, "bench: never ready on the slow line\n%s\n", pty_text(p));
		pty_end(p);
		return NULL;
	}
	pty_settle(p, 1500);
	if (console)
		pty_keys(p, "3");
	pty_settle(p, 2500);
	return p;
}

/* The rows as they come, one after the other, without a line between. */
static bool
know_rows(const char *line, const char *ready, bool console, int h, int w, char rows[][ROW_BYTES])
{
	struct pty *p = begin(line, ready, console, h, w, false);

	if (p == NULL)
		return false;
	for (int i = 0; i < ROWS; i++) {
		row_here(p, rows[i]);
		pty_ask(p, "j", QUIET);
	}
	pty_end(p);
	return true;
}

static void
hold(struct pty *p, char rows[][ROW_BYTES], struct slow *out)
{
	double begun = pty_now(), at[HELD], released = 0;
	size_t bytes, pieces = pty_pieces(p);
	int shown = 0, here;

	pty_raw(p, &bytes);
	for (int sent = 0; shown < HELD && (sent < HELD || pty_now() - released < 60000); ) {
		if (sent < HELD && pty_now() >= begun + sent * pace_ms) {
			at[sent++] = released = pty_now();
			pty_keys(p, "j");
		}
		pty_listen(p, 2);
		for (here = came_to(p, rows, shown); shown < here && shown < sent; shown++)
			out->lag_ms = pty_now() - at[shown] > out->lag_ms ? pty_now() - at[shown] : out->lag_ms;
	}
	out->settle_ms = shown < HELD ? -1 : pty_now() - released;
	pty_settle(p, 1500);
	out->frames = (double)(pty_pieces(p) - pieces);
	out->bytes = -(double)bytes;
	pty_raw(p, &bytes);
	out->bytes += (double)bytes;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
single(struct pty *p, char rows[][ROW_BYTES], struct slow *out)
{
	double took[SINGLE];

	for (int i = 0; i < SINGLE; i++) {
		double sent = pty_now();
		pty_keys(p, "j");
		while (came_to(p, rows, HELD + i) <= HELD + i && pty_now() - sent < 20000)
			pty_listen(p, 2);
		took[i] = pty_now() - sent;
		pty_settle(p, 1000);
	}
	qsort(took, SINGLE, sizeof *took, by_value);
	out->key_ms = took[SINGLE / 2];
}

bool
slow_run(const char *line, const char *ready, bool console, int h, int w, struct slow *out)
{
	static char rows[ROWS][ROW_BYTES];
	struct pty *p;

	*out = (struct slow){ .map_ms = -1, .map_bytes = -1 };
	if (!know_rows(line, ready, console, h, w, rows) || (p = begin(line, ready, console, h, w, true)) == NULL)
		return false;
	hold(p, rows, out);
	if (out->settle_ms >= 0)
		single(p, rows, out);
	if (console) {
		double sent = pty_now();
		size_t was, is;
		pty_raw(p, &was);
		pty_keys(p, "1");
		pty_settle(p, 1500);
		pty_raw(p, &is);
		out->map_ms = pty_last(p) - sent;
		out->map_bytes = (double)(is - was);
	}
	pty_end(p);
	return true;
}
