#include "net/sync/ask.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "net/sync/options.h"

int
ask_settle(const char *socket_path, int seconds)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	struct timeval wait = { .tv_sec = 1 };
	time_t until = time(NULL) + seconds;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), status = EXIT_TAKEN;
	char line[1024];
	FILE *f = NULL;

	if (fd < 0 || strlen(socket_path) >= sizeof addr.sun_path)
		goto out;
	strcpy(addr.sun_path, socket_path);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	if (connect(fd, (struct sockaddr *)&addr, sizeof addr) != 0 || send(fd, "settle\n", 7, MSG_NOSIGNAL) != 7 ||
	    (f = fdopen(fd, "r")) == NULL)
		goto out;
	while (time(NULL) < until) {
		char *text;
		if (fgets(line, sizeof line, f) == NULL) {
			if (feof(f))
				break;
			clearerr(f);
			continue;
		}
		if (strncmp(line, "problem ", 8) == 0)
			fprintf(stderr, "guatu-sync: %s", line + 8);
		if (strncmp(line, "done ", 5) != 0)
			continue;
		status = (int)strtol(line + 5, &text, 10);
		fputs(*text == ' ' ? text + 1 : text, stdout);
		break;
	}
out:
	if (f != NULL)
		fclose(f);
	else if (fd >= 0)
		close(fd);
	return status;
}
