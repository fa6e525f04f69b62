#include "store/cache/lock.h"

#include <fcntl.h>
#include <unistd.h>

int
lock_take(const char *path, bool exclusive)
{
	struct flock lock = { .l_type = exclusive ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET };
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600), reason;

	if (fd < 0)
		return -1;
	if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
		return fd;
	reason = errno;
	close(fd);
	errno = reason;
	return -1;
}
