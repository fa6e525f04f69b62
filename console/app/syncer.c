#include "console/app/syncer.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

extern char **environ;

void
syncer_argv(const struct session *s, const char *mode, char *argv[SYNCER_ARGS])
{
	/* exec wants char *, and does not write to them */
	const char *words[SYNCER_ARGS] = {
		s->sync_program, "--hub", s->hub, "--profile", s->profile, "--cache-dir", s->cache_dir,
		"--state-dir", s->state_dir, "--socket", s->socket_path,
	};
	int n = 11;

	if (*s->token_file != '\0') {
		words[n++] = "--token-file";
		words[n++] = s->token_file;
	}
	if (*s->ca_file != '\0') {
		words[n++] = "--ca-file";
		words[n++] = s->ca_file;
	}
	words[n++] = mode;
	memcpy(argv, words, sizeof words);
}

pid_t
syncer_start(const struct session *s, const char *mode, bool quiet, char *error, size_t error_size)
{
	char *argv[SYNCER_ARGS];
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, defaults;
	pid_t pid = -1;
	int rc;

	if (*s->hub == '\0') {
		snprintf(error, error_size, _("no hub is set for the profile %s; give --hub or set hub in guatu.conf"),
		         s->profile);
		return -1;
	}
	syncer_argv(s, mode, argv);
	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	if (quiet)
		posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	/* Nothing else of ours: it outlives us, and would keep a lock or pipe of whoever started us. */
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawn(&pid, s->sync_program, &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	if (rc == 0)
		return pid;
	snprintf(error, error_size, _("%s cannot be started: %s; install Guatu again"), s->sync_program,
	         error_words(rc));
	return -1;
}

int
syncer_connect(const struct session *s)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	memcpy(addr.sun_path, s->socket_path, sizeof addr.sun_path);
	if (connect(fd, (struct sockaddr *)&addr, sizeof addr) == 0)
		return fd;
	close(fd);
	return -1;
}

int
syncer_say(int fd, const char *line)
{
	char text[64];
	int n = snprintf(text, sizeof text, "%s\n", line);

	return send(fd, text, (size_t)n, MSG_NOSIGNAL) == n ? 0 : -1;
}
