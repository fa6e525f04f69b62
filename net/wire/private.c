#include "model/base.h"
#include "net/wire/private.h"

#include <fcntl.h>
#include <unistd.h>

#include "model/text/language.h"

static const char *
unfit(int fd, struct stat *st)
{
	if (fstat(fd, st) != 0)
		return error_words(errno);
	if (!S_ISREG(st->st_mode))
		return _("is not a regular file");
	if (st->st_uid != geteuid())
		return _("belongs to somebody else");
	if ((st->st_mode & 077) != 0)
		return _("may be read by others: chmod 600 it");
	return NULL;
}

int
private_open(const char *path, struct stat *st, const char **why)
{
	/* O_NONBLOCK: a FIFO must not hold us here. */
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

	*why = fd < 0 ? (errno == ELOOP ? _("is a symbolic link") : error_words(errno)) : unfit(fd, st);
	if (fd >= 0 && *why != NULL)
		close(fd);
	return *why == NULL ? fd : -1;
}
