#include "model/text/format.h"

#include "model/text/utf8.h"

/* What stands behind a %: which argument (-1: the next), how many characters of it, and where it ends. */
struct directive { long which, most; const char *end; };

static struct directive
read_directive(const char *at)
{
	struct directive d = { -1, LONG_MAX, NULL };
	char *end;
	long n = strtol(at, &end, 10);

	if (end > at && *end == '$') {
		d.which = n - 1;
		at = end + 1;
	}
	if (*at == '.') {
		at++;
		if (*at >= '0' && *at <= '9')
			d.most = strtol(at, &end, 10), at = end;
	}
	at += strspn(at, "lzh");
	d.end = *at != '\0' ? at + 1 : at;
	return d;
}

/* `used` bytes of out are taken already. */
static void
add(char *out, size_t size, size_t *used, const char *text, size_t bytes)
{
	size_t n = utf8_clip(text, bytes < size - 1 - *used ? bytes : size - 1 - *used);

	memcpy(out + *used, text, n);
	*used += n;
}

static size_t
bytes_of(const char *text, long characters)
{
	size_t n = 0;
	uint32_t cp;

	while (characters-- > 0 && text[n] != '\0')
		n += (size_t)utf8_decode(text + n, &cp);
	return n;
}

void
format_fill(const char *format, const char *const *args, int count, char *out, size_t size)
{
	size_t used = 0;
	int next = 0;

	for (const char *at = format; *at != '\0';) {
		size_t plain = strcspn(at, "%");
		struct directive d;
		add(out, size, &used, at, plain);
		if (*(at += plain) == '\0')
			break;
		if (at[1] == '%') {
			add(out, size, &used, "%", 1);
			at += 2;
			continue;
		}
		d = read_directive(at + 1);
		at = d.end;
		d.which = d.which < 0 ? next++ : d.which;
		if (d.which >= 0 && d.which < count && args[d.which] != NULL)
			add(out, size, &used, args[d.which], bytes_of(args[d.which], d.most));
	}
	out[used] = '\0';
}

int
format_match(const char *format, const char *text, char copy[FORMAT_TEXT], const char *args[FORMAT_ARGS])
{
	size_t n = strcspn(format, "%");
	int count = 0;
	char *at = copy;

	snprintf(copy, FORMAT_TEXT, "%s", text);
	if (strncmp(at, format, n) != 0)
		return -1;
	at += n;
	for (format += n; *format != '\0'; format += n) {
		char piece[FORMAT_TEXT], *found;
		format = read_directive(format + 1).end;
		n = strcspn(format, "%");
		if (count == FORMAT_ARGS || (n == 0 && *format != '\0'))
			return -1;
		args[count++] = at;
		if (n == 0)
			return count;
		snprintf(piece, sizeof piece, "%.*s", (int)n, format);
		found = format[n] != '\0' ? strstr(at, piece) : strlen(at) >= n ? at + strlen(at) - n : NULL;
		if (found == NULL || strncmp(found, piece, n) != 0)
			return -1;
		*found = '\0';
		at = found + n;
	}
	return *at == '\0' ? count : -1;
}
