#include "store/read/place.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "model/text/language.h"

bool
place_is_network(unsigned long type)
{
	static const unsigned long types[] = {
		0x6969 /* NFS */, 0xFE534D42 /* SMB2 */, 0xFF534D42 /* CIFS */, 0x517B /* SMB */, 0x65735546 /* FUSE */,
		0x01021997 /* 9p */, 0x5346414F /* AFS */, 0x6B414653 /* kAFS */, 0x0BD00BD0 /* Lustre */,
		0x00C36400 /* Ceph */, 0x01161970 /* GFS2 */, 0x7461636F /* OCFS2 */, 0x73757245 /* Coda */,
		0x564C /* NCP */,
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if ((type & 0xFFFFFFFFu) == types[i])
			return true;
	return false;
}

static int
make_parents(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		int rc = mkdir(path, 0700);
		*slash = '/';
		if (rc != 0 && errno != EEXIST)
			return -1;
	}
	return mkdir(path, 0700) == 0 || errno == EEXIST ? 0 : -1;
}

int
place_ready(const char *dir, char *error, size_t error_size)
{
	char path[PATH_MAX];
	struct stat st;
	struct statfs fs;

	if (snprintf(path, sizeof path, "%s", dir) >= (int)sizeof path) {
		snprintf(error, error_size, _("%.40s...: the path is too long"), dir);
		return -1;
	}
	if ((stat(dir, &st) != 0 && (make_parents(path) != 0 || stat(dir, &st) != 0)) || statfs(dir, &fs) != 0) {
		snprintf(error, error_size, _("cannot make the directory %s: %s"), dir, error_words(errno));
		return -1;
	}
	if (!S_ISDIR(st.st_mode))
		snprintf(error, error_size, _("%s is not a directory: move it away"), dir);
	else if (st.st_uid != geteuid())
		snprintf(error, error_size, _("%s belongs to somebody else: choose another directory or chown it"),
		         dir);
	else if ((st.st_mode & 077) != 0)
		snprintf(error, error_size, _("others may look into %s: chmod 700 it"), dir);
	else if (place_is_network((unsigned long)fs.f_type))
		snprintf(error, error_size, _("%s is on a network file system, where databases break: "
		         "set XDG_STATE_HOME and XDG_CACHE_HOME to a local disk"), dir);
	else
		return 0;
	return -1;
}

int
place_ready_for(const char *path, char *error, size_t error_size)
{
	char dir[PATH_MAX];
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return place_ready(".", error, error_size);
	snprintf(dir, sizeof dir, "%.*s", slash == path ? 1 : (int)(slash - path), path);
	return place_ready(dir, error, error_size);
}

int
place_private(const char *path, char *error, size_t error_size)
{
	struct stat st;

	if (lstat(path, &st) != 0) {
		if (errno == ENOENT)
			return 0;
		snprintf(error, error_size, "%s: %s", path, error_words(errno));
	} else if (!S_ISREG(st.st_mode)) {
		snprintf(error, error_size, _("%s is not a regular file: move it away"), path);
	} else if (st.st_uid != geteuid()) {
		snprintf(error, error_size, _("%s belongs to somebody else: move it away or chown it"), path);
	} else if ((st.st_mode & 077) != 0) {
		snprintf(error, error_size, _("others may read %s: chmod 600 it"), path);
	} else {
		return 0;
	}
	return -1;
}

int
place_sync(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

	if (fd < 0)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}
