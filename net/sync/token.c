#include "net/sync/token.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "model/text/language.h"
#include "net/wire/private.h"

/* Takes the bytes read as a token: its length, 0 when they are none. */
static size_t
trim(char *text, size_t n)
{
	while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r' || text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	text[n] = '\0';
	for (size_t i = 0; i < n; i++)
		if (text[i] <= ' ' || text[i] >= 0x7F)
			return 0;
	return n;
}

int
token_read(const char *path, struct token *out, char *error, size_t error_size)
{
	char text[TOKEN_MAX + 8];
	const char *why = NULL;
	struct stat st;
	int fd = private_open(path, &st, &why);
	ssize_t n = 0;

	memset(out, 0, sizeof *out);
	if (fd >= 0) {
		n = read(fd, text, sizeof text - 1);
		if (n < 0)
			why = error_words(errno);
		else if (n == 0)
			why = _("is empty");
		else if ((size_t)n == sizeof text - 1 || (n = (ssize_t)trim(text, (size_t)n)) < 16 || n > TOKEN_MAX)
			why = _("holds no token: one line of 16 to 512 letters and digits");
	}
	if (fd >= 0)
		close(fd);
	if (why == NULL) {
		memcpy(out->text, text, (size_t)n + 1);
		out->dev = st.st_dev;
		out->ino = st.st_ino;
		out->size = st.st_size;
		out->changed = st.st_mtim;
	} else {
		snprintf(error, error_size, _("the token file %s %s"), path, why);
	}
	explicit_bzero(text, sizeof text);
	return why == NULL ? 0 : -1;
}

bool
token_changed(const char *path, const struct token *token)
{
	struct stat st;

	return lstat(path, &st) == 0 &&
	       (st.st_dev != token->dev || st.st_ino != token->ino || st.st_size != token->size ||
	        st.st_mtim.tv_sec != token->changed.tv_sec || st.st_mtim.tv_nsec != token->changed.tv_nsec);
}

void
token_clear(struct token *token)
{
	explicit_bzero(token, sizeof *token);
}
