#include "net/token.h"

#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define _(text) gettext(text)

static const char *
unfit(int fd, struct stat *st)
{
	if (fstat(fd, st) != 0)
		return strerror(errno);
	if (!S_ISREG(st->st_mode))
		return _("is not a regular file");
	if (st->st_uid != geteuid())
		return _("belongs to somebody else");
	if ((st->st_mode & 077) != 0)
		return _("may be read by others: chmod 600 it");
	return NULL;
}

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
	/* O_NONBLOCK: a FIFO must not hold us here. */
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	const char *why = fd < 0 ? (errno == ELOOP ? _("is a symbolic link") : strerror(errno)) : NULL;
	struct stat st;
	ssize_t n = 0;

	memset(out, 0, sizeof *out);
	if (fd >= 0 && (why = unfit(fd, &st)) == NULL) {
		n = read(fd, text, sizeof text - 1);
		if (n < 0)
			why = strerror(errno);
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
