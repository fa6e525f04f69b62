#include "hub/intake/csv_stream.h"

#include <sys/stat.h>

enum { PIECE = 1 << 20 };

static int
refuse(struct csv_stream *s, const char *why)
{
	s->csv.error_line = s->line;
	s->csv.error_column = 0;
	snprintf(s->csv.error, sizeof s->csv.error, "%s", why);
	return -1;
}

int
csv_stream_open(struct csv_stream *s, const char *path)
{
	struct stat st;

	memset(s, 0, sizeof *s);
	if ((s->fp = fopen(path, "rbe")) == NULL || fstat(fileno(s->fp), &st) != 0)
		return refuse(s, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return refuse(s, "not a regular file");
	if ((s->piece = malloc(PIECE)) == NULL)
		return refuse(s, "out of memory");
	s->line = 1;
	return 0;
}

void
csv_stream_close(struct csv_stream *s)
{
	csv_clear(&s->csv);
	free(s->piece);
	if (s->fp != NULL)
		fclose(s->fp);
	s->piece = NULL;
	s->fp = NULL;
}

const char *
csv_stream_encoding(const struct csv_stream *s)
{
	return s->gb18030 ? "GB18030" : "UTF-8";
}

/* Behind the last line feed outside quotes; 0: there is none.  No GB18030 character holds either byte. */
static size_t
rows_end(const char *bytes, size_t len)
{
	bool quoted = false;
	size_t end = 0;

	for (const char *p = bytes, *stop = bytes + len; p < stop; p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (*p == '\n' && !quoted)
			end = (size_t)(p - bytes) + 1;
	}
	return end;
}

static bool
beyond_ascii(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return true;
	return false;
}

static long
lines_of(const char *bytes, size_t len)
{
	long n = 0;

	for (const char *p = bytes; (p = memchr(p, '\n', len - (size_t)(p - bytes))) != NULL; p++)
		n++;
	return n;
}

/* Whole rows into csv. */
static int
hand_over(struct csv_stream *s)
{
	long first = s->line;

	csv_clear(&s->csv);
	if (csv_load_bytes(&s->csv, s->piece, s->cut) != 0) {
		s->csv.error_line += first - 1;
		return -1;
	}
	s->csv.line = first;
	if (beyond_ascii(s->piece, s->cut)) {
		if (strcmp(s->csv.encoding, "UTF-8") == 0)
			s->utf8 = true;
		else
			s->gb18030 = true;
	}
	if (s->utf8 && s->gb18030)
		return refuse(s,
		              "from about here on neither UTF-8 nor GB18030, as it was before; save it anew as CSV "
		              "UTF-8");
	s->line = first + lines_of(s->piece, s->cut);
	return 1;
}

/* The next piece: 1, 0 at the end, -1. */
static int
refill(struct csv_stream *s)
{
	size_t got;

	if (s->torn)
		return refuse(s, "a row of more than 1 MiB; is a quote left open?");
	memmove(s->piece, s->piece + s->cut, s->len - s->cut);
	s->len -= s->cut;
	s->cut = 0;
	if (!s->ended) {
		got = fread(s->piece + s->len, 1, PIECE - s->len, s->fp);
		s->len += got;
		s->ended = s->len < PIECE;
		if (ferror(s->fp))
			return refuse(s, "it cannot be read; try again");
	}
	if (s->len == 0)
		return 0;
	s->cut = s->ended ? s->len : rows_end(s->piece, s->len);
	if (s->cut == 0) {
		/* Let csv say what is wrong with it, if it can. */
		s->torn = true;
		s->cut = s->len;
	}
	return hand_over(s);
}

int
csv_stream_row(struct csv_stream *s)
{
	int rc = s->csv.data != NULL ? csv_row(&s->csv) : 0;

	while (rc == 0 && (rc = refill(s)) == 1)
		rc = csv_row(&s->csv);
	return rc;
}
