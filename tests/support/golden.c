#include "tests/support/test.h"

#include "tests/support/golden.h"

#include <errno.h>
#include <sys/stat.h>

enum { SHOWN_MAX = 24 };

static char *
read_file(const char *path)
{
	FILE *fp = fopen(path, "re");
	char *text = NULL;
	size_t len = 0, room = 0;

	if (fp == NULL)
		return NULL;
	do {
		room = 2 * room + 4096;
		text = realloc(text, room + 1);
		assert_non_null(text);
		len += fread(text + len, 1, room - len, fp);
	} while (len == room);
	fclose(fp);
	text[len] = '\0';
	return text;
}

static void
write_file(const char *path, const char *text)
{
	FILE *fp;

	if ((mkdir("tests/screens", 0755) != 0 && errno != EEXIST) ||
	    (mkdir("tests/screens/golden", 0755) != 0 && errno != EEXIST) || (fp = fopen(path, "we")) == NULL) {
		fail_msg("%s: %s", path, strerror(errno));
		return;
	}
	assert_true(fputs(text, fp) >= 0);
	assert_int_equal(fclose(fp), 0);
}

/* Prints one line and steps behind it; past the end there is nothing. */
static const char *
show_line(char mark, int number, const char *line)
{
	size_t len = strcspn(line, "\n");

	if (*line == '\0')
		return line;
	print_error("%c%3d |%.*s|\n", mark, number, (int)len, line);
	return line + len + (line[len] == '\n');
}

static const char *
next_line(const char *line)
{
	line += strcspn(line, "\n");
	return *line == '\n' ? line + 1 : line;
}

static bool
same_line(const char *a, const char *b)
{
	size_t len = strcspn(a, "\n");

	return len == strcspn(b, "\n") && memcmp(a, b, len) == 0 && (*a == '\0') == (*b == '\0');
}

/* Screens have a fixed number of rows, so lines are compared in place. */
static void
show_difference(const char *want, const char *got)
{
	int shown = 0;

	for (int n = 1; *want != '\0' || *got != '\0'; n++) {
		if (same_line(want, got)) {
			want = next_line(want);
			got = next_line(got);
		} else if (shown++ < SHOWN_MAX) {
			want = show_line('-', n, want);
			got = show_line('+', n, got);
		} else {
			print_error("  ... and more\n");
			return;
		}
	}
}

void
golden_check(const char *name, const char *text)
{
	char path[512], *want;

	snprintf(path, sizeof path, "tests/screens/golden/%s.txt", name);
	if (getenv("UPDATE_GOLDEN") != NULL) {
		write_file(path, text);
		return;
	}
	if ((want = read_file(path)) == NULL) {
		fail_msg("%s: %s; UPDATE_GOLDEN=1 writes it, look at it before committing", path, strerror(errno));
		return;
	}
	if (strcmp(want, text) != 0) {
		print_error("%s differs (- golden, + painted):\n", path);
		show_difference(want, text);
		free(want);
		fail_msg("%s: the screen has changed; if it should, UPDATE_GOLDEN=1 and look at the diff", name);
		return;
	}
	free(want);
}
