#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "console/app_state.h"

/*
 * How wide does this terminal draw an East-Asian-ambiguous character?  Print
 * one, ask where the cursor is (CPR), wipe it.  Asked once per kind of
 * terminal; the answer is kept in the state directory.
 */
enum { PROBE_MS = 200, REPLY_MAX = 256 };

/* Takes one "ESC [ row ; column R" out of the bytes: the column, 0 when there is none yet. */
static int
take_report(char *bytes, size_t *len)
{
	for (size_t i = 0; i + 5 < *len; i++) {
		int row, column, used = 0;
		if (bytes[i] != '\033' || bytes[i + 1] != '[')
			continue;
		bytes[*len] = '\0';
		if (sscanf(bytes + i, "\033[%d;%dR%n", &row, &column, &used) == 2 && used > 0) {
			memmove(bytes + i, bytes + i + used, *len - i - (size_t)used);
			*len -= (size_t)used;
			return column;
		}
	}
	return 0;
}

static int
ask(int timeout_ms, char *bytes, size_t *len)
{
	/* A line piece and a circled figure at the line's start, one report, then wiped. */
	static const char question[] = "\r\xe2\x94\x82\xe2\x91\xa0\033[6n\r\033[K";
	struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };
	int64_t end = app_monotonic_ms() + timeout_ms;
	int column = 0;

	if (write(STDOUT_FILENO, question, sizeof question - 1) != (ssize_t)sizeof question - 1)
		return 0;
	while (column == 0 && *len < REPLY_MAX - 1) {
		int left = (int)(end - app_monotonic_ms());
		if (left <= 0 || poll(&p, 1, left) <= 0)
			break;
		ssize_t n = read(STDIN_FILENO, bytes + *len, REPLY_MAX - 1 - *len);
		if (n <= 0)
			break;
		*len += (size_t)n;
		column = take_report(bytes, len);
	}
	return column;
}

int
probe_ambiguous(int timeout_ms, char *typed, size_t size, size_t *typed_len)
{
	struct termios was, raw;
	char bytes[REPLY_MAX];
	size_t len = 0;
	int column;

	*typed_len = 0;
	if (tcgetattr(STDIN_FILENO, &was) != 0)
		return 0;
	raw = was;
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	column = ask(timeout_ms, bytes, &len);
	tcsetattr(STDIN_FILENO, TCSANOW, &was);
	if (len > size)
		len = size;
	memcpy(typed, bytes, len);
	*typed_len = len;
	/* Two characters were drawn: the cursor is in column 3 when narrow, 5 when wide. */
	return column == 3 ? 1 : column > 3 ? 2 : 0;
}

/* What distinguishes terminals as far as a program inside can see. */
static void
terminal_name(char *out, size_t size)
{
	static const char *const names[] = { "TERM", "TERM_PROGRAM", "COLORTERM", "VTE_VERSION", "LC_TERMINAL" };
	size_t n = 0;

	*out = '\0';
	for (size_t i = 0; i < sizeof names / sizeof *names && n < size; i++) {
		const char *value = getenv(names[i]);
		n += (size_t)snprintf(out + n, size - n, "%s%.40s", i > 0 ? "/" : "", value != NULL ? value : "");
	}
	if (getenv("TMUX") != NULL && n < size)
		snprintf(out + n, size - n, "/tmux");
	for (char *p = out; *p != '\0'; p++)
		if (*p == ' ' || *p == '\n')
			*p = '_';
}

/* 1 or 2 columns, 0 it did not answer, -1 never asked. */
static int
recall(const char *path, const char *name)
{
	char line[400], known[300];
	int answer = -1, columns;
	FILE *f = fopen(path, "re");

	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "%299s %d", known, &columns) == 2 && strcmp(known, name) == 0 && columns >= 0 && columns <= 2)
			answer = columns;
	if (f != NULL)
		fclose(f);
	return answer;
}

int
probe_remembered(const char *state_dir, char *typed, size_t size, size_t *typed_len)
{
	char path[4200], name[300];
	int columns;
	FILE *f;

	*typed_len = 0;
	snprintf(path, sizeof path, "%s/terminals", state_dir);
	terminal_name(name, sizeof name);
	if ((columns = recall(path, name)) >= 0)
		return columns;
	columns = probe_ambiguous(PROBE_MS, typed, size, typed_len);
	if ((f = fopen(path, "ae")) != NULL) {
		fprintf(f, "%s %d\n", name, columns);
		fclose(f);
	}
	return columns;
}
