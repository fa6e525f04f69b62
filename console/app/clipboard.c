
#include "console/app/app_in.h"

/*
 * OSC 52: the terminal the officer sits at, also behind SSH, puts the text on
 * its clipboard.  Inside tmux and screen the sequence is wrapped so that it
 * passes.  Terminals cut long ones, xterm near 100 kB.
 */
enum { COPY_MAX = 74994, SCREEN_CHUNK = 700 };

static char *
base64(const char *bytes, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *out = malloc((len + 2) / 3 * 4 + 1), *p = out;

	for (size_t i = 0; out != NULL && i < len; i += 3) {
		unsigned v = (unsigned)(unsigned char)bytes[i] << 16;
		v |= i + 1 < len ? (unsigned)(unsigned char)bytes[i + 1] << 8 : 0;
		v |= i + 2 < len ? (unsigned char)bytes[i + 2] : 0;
		*p++ = digits[v >> 18];
		*p++ = digits[v >> 12 & 63];
		*p++ = i + 1 < len ? digits[v >> 6 & 63] : '=';
		*p++ = i + 2 < len ? digits[v & 63] : '=';
	}
	if (out != NULL)
		*p = '\0';
	return out;
}

/* screen passes device control strings through, but only short ones. */
static void
send_screen(struct term *t, const char *osc)
{
	for (size_t len = strlen(osc); len > 0; ) {
		size_t n = len < SCREEN_CHUNK ? len : SCREEN_CHUNK;
		term_send(t, "\033P", 2);
		term_send(t, osc, n);
		term_send(t, "\033\\", 2);
		osc += n;
		len -= n;
	}
}

int
clipboard_copy(struct term *t, const char *text, char *error, size_t size)
{
	size_t len = strlen(text);
	const char *term = getenv("TERM");
	char *code, *osc = NULL;

	if (len == 0 || len > COPY_MAX) {
		snprintf(error, size, len == 0 ? "%s" : "%s", len == 0 ? _("nothing to copy here")
		         : _("too long for a terminal's clipboard; export it with w"));
		return -1;
	}
	code = base64(text, len);
	if (code == NULL || asprintf(&osc, "%s\033]52;c;%s\a%s", getenv("TMUX") != NULL ? "\033Ptmux;\033" : "", code,
	                             getenv("TMUX") != NULL ? "\033\\" : "") < 0)
		abort();
	if (getenv("TMUX") == NULL && term != NULL && strncmp(term, "screen", 6) == 0)
		send_screen(t, osc);
	else
		term_send(t, osc, strlen(osc));
	free(code);
	free(osc);
	return 0;
}
