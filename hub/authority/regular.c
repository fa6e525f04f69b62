#include "hub/authority/regular.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/text/language.h"

FILE *
regular_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), error = 0;
	FILE *file = NULL;
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) != 0)
		error = errno;
	else if (!S_ISREG(st.st_mode))
		error = EINVAL;
	else if ((file = fdopen(fd, "rb")) == NULL)
		error = errno;
	if (file == NULL)
		close(fd);
	errno = error;
	return file;
}

const char *
regular_words(int error)
{
	return error == EINVAL ? _("not a regular file") : error_words(error);
}
