#include "tests/support/served.h"

#include "tests/support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

const char *
served_program(void)
{
	return "tests/support/guatu-hub";
}

static void
become_it(const struct served_how *how, int out)
{
	const char *const words[] = { served_program(), "serve", "--db", how->db, "--listen", how->listen, how->extra, NULL };
	char **args = (char **)(uintptr_t)words;
	struct rlimit limit = { how->file_size, how->file_size };

	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	if (how->failpoint != NULL)
		setenv("GUATU_HUB_FAILPOINT", how->failpoint, 1);
	if (how->file_size > 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
	}
	if (how->run != NULL)
		_exit(how->run(how->extra != NULL ? 7 : 6, args));
	execv(*args, args);
	_exit(127);
}

/* Up to the first line's end, or to the end of all it says. */
static void
hear(int fd, char *out, size_t size, bool one_line)
{
	size_t used = 0;
	ssize_t n;

	memset(out, 0, size);
	while (!(one_line && strchr(out, '\n') != NULL) && (n = read(fd, out + used, size - 1 - used)) > 0)
		used += (size_t)n;
}

void
served_start(struct served *s, const struct served_how *how)
{
	int out[2];

	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	if ((s->pid = fork()) == 0)
		become_it(how, out[1]);
	close(out[1]);
	s->said = out[0];
	hear(s->said, s->first_line, sizeof s->first_line, true);
}

int
served_wait(struct served *s)
{
	int status = -1;

	if (s->pid <= 0)
		return -1;
	waitpid(s->pid, &status, 0);
	s->pid = 0;
	hear(s->said, s->last_words, sizeof s->last_words, false);
	close(s->said);
	return status;
}

int
served_stop(struct served *s, int signal_number)
{
	if (s->pid > 0)
		kill(s->pid, signal_number);
	return served_wait(s);
}

void
served_expect_stop(struct served *s)
{
	int status = served_stop(s, SIGTERM);

	if (status != 0)
		fail_msg("the hub ended with signal %d, status %d and said: %s", WTERMSIG(status), WEXITSTATUS(status), s->last_words);
}
