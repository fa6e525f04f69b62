/* The real program's end while people ask, its rest while nobody does, its door while the house is full. */
#include "tests/support/test.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hub/cmd/commands.h"
#include "tests/support/county.h"
#include "tests/support/served.h"

static struct county county;
static struct served hub;
static bool forked;                           /* the hub is a fork of this program, see epoll_ctl() */

static int
setup(void **state)
{
	(void)state;
	county_init(&county);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	served_stop(&hub, SIGKILL);
	forked = false;
	county_clear(&county);
	return 0;
}

static void
serve(void)
{
	char listen[128];

	snprintf(listen, sizeof listen, "unix:%s", county.socket);
	served_start(&hub, &(struct served_how){ .db = county.db, .listen = listen, .run = forked ? hub_main : NULL });
	assert_memory_equal(hub.first_line, "listening unix:/tmp/", 20);
}

/* A new connection to its socket; -1 while nobody listens. */
static int
knock(void)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(addr.sun_path, sizeof addr.sun_path, "%s", county.socket);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&addr, sizeof addr) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool
send_all(int fd, const char *text)
{
	return send(fd, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text);
}

/* One request on a connection of its own; whether it was answered. */
static bool
ask_health(void)
{
	char answer[4096];
	int fd = knock();
	ssize_t n, all = 0;

	if (fd >= 0 && send_all(fd, "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
		while ((n = read(fd, answer, sizeof answer)) > 0)
			all += n;
	if (fd >= 0)
		close(fd);
	return all > 0;
}

enum { CROWD = 3 };

/* Asks over and over, whether anybody answers or not. */
static void
gather(pid_t crowd[CROWD])
{
	for (int i = 0; i < CROWD; i++)
		if ((crowd[i] = fork()) == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			for (;;)
				ask_health();
		}
}

static void
dismiss(pid_t crowd[CROWD])
{
	for (int i = 0; i < CROWD; i++) {
		kill(crowd[i], SIGKILL);
		waitpid(crowd[i], NULL, 0);
	}
}

static bool
is_listening(int fd)
{
	int yes = 0;
	socklen_t len = sizeof yes;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &yes, &len) == 0 && yes;
}

/*
 * Every call in this program, libmicrohttpd's too, comes through here.  Of two threads of a forked hub that want to
 * let go of the listening socket, the first is the one that serves: that was the unlucky order of one stop in 600,
 * in which the library aborted.
 */
int
epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)
{
	static atomic_int gone;
	bool lets_go = forked && op == EPOLL_CTL_DEL && is_listening(fd), stops = gettid() == getpid();
	int rc;

	for (int ms = 0; lets_go && stops && atomic_load(&gone) == 0 && ms < 5000; ms++)
		poll(NULL, 0, 1);
	rc = (int)syscall(SYS_epoll_ctl, epfd, op, fd, event);
	if (lets_go && !stops)
		atomic_store(&gone, 1);
	return rc;
}

static void
stop__while_asked__no_quarrel_over_the_socket(void **state)
{
	pid_t crowd[CROWD];
	int status;

	(void)state;
	forked = true;
	serve();
	gather(crowd);
	assert_true(ask_health());
	status = served_stop(&hub, SIGTERM);
	dismiss(crowd);
	if (status != 0)
		fail_msg("the hub ended with signal %d, status %d and said: %s", WTERMSIG(status), WEXITSTATUS(status), hub.last_words);
}

/* GUATU_STOPS=2000 build/tests/hub/test_stop stops as often. */
static void
stop__while_asked__exits_0_every_time(void **state)
{
	const char *asked = getenv("GUATU_STOPS");
	int stops = asked != NULL ? atoi(asked) : 25, died = 0;
	pid_t crowd[CROWD];

	(void)state;
	gather(crowd);
	for (int i = 0; i < stops; i++) {
		int status;
		serve();
		while (!ask_health())
			;
		status = served_stop(&hub, SIGTERM);
		if (status != 0) {
			died++;
			printf("stop %d: signal %d, status %d: %s\n", i + 1, WTERMSIG(status), WEXITSTATUS(status), hub.last_words);
		}
	}
	dismiss(crowd);
	printf("%d stops, %d died\n", stops, died);
	assert_int_equal(died, 0);
}

/* An answer longer than any socket's buffer is read on to its end, however long after the stop began. */
static void
stop__amid_a_long_answer__it_is_finished(void **state)
{
	enum { ISSUES = 12, NOTE = 200000 };
	static char body[NOTE + 256], bytes[65536];
	char id[16];
	size_t all = 0;
	ssize_t n;
	int fd;

	(void)state;
	snprintf(body, sizeof body, "{\"title\":\"长\",\"status\":\"VERIFIED\",\"division\":\"530521101\",\"source\":\"SELF\",\"note\":\"%0*d\"}", NOTE, 0);
	for (int i = 0; i < ISSUES; i++) {
		snprintf(id, sizeof id, "long%d", i);
		county_put(&county, KIND_ISSUE, id, body);
	}
	serve();
	fd = knock();
	assert_true(send_all(fd, "GET /v1/c/530521/snapshot HTTP/1.1\r\nHost: x\r\n\r\n"));
	assert_int_equal(read(fd, bytes, 12), 12);
	assert_memory_equal(bytes, "HTTP/1.1 200", 12);
	kill(hub.pid, SIGTERM);
	while (ask_health())
		;
	poll(NULL, 0, 400);        /* who is silent is dropped by now */
	while ((n = read(fd, bytes, sizeof bytes)) > 0)
		all += (size_t)n;
	close(fd);
	assert_true(all > ISSUES * NOTE);
	served_expect_stop(&hub);
}

/* Nobody asks, nothing runs: no thread was woken. */
static long
wakings(void)
{
	char command[128];
	long n = -1;
	FILE *f;

	snprintf(command, sizeof command, "cat /proc/%d/task/*/status | awk '/^voluntary/ { n += $2 } END { print n }'", (int)hub.pid);
	f = popen(command, "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%ld", &n), 1);
	pclose(f);
	return n;
}

static void
serve__idle__no_thread_wakes(void **state)
{
	long before;

	(void)state;
	serve();
	assert_true(ask_health());
	do {
		before = wakings();
		poll(NULL, 0, 50);
	} while (wakings() != before);        /* the last answer's threads lie down */
	poll(NULL, 0, 500);
	assert_int_equal(wakings(), before);
}

/* The 4097th waits outside until one of the 4096 leaves. */
static void
serve__full_house__who_waits_gets_in_when_another_leaves(void **state)
{
	enum { MOST = 4096 };
	static int inside[MOST];
	struct rlimit limit;
	struct pollfd waits = { .events = POLLIN };
	char answer[12];

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	if (limit.rlim_max < MOST + 256)
		skip();
	limit.rlim_cur = limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	serve();
	for (int i = 0; i < MOST; i++)
		assert_true((inside[i] = knock()) >= 0);
	assert_true((waits.fd = knock()) >= 0);
	assert_true(send_all(waits.fd, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"));
	assert_int_equal(poll(&waits, 1, 100), 0);
	close(inside[0]);
	assert_int_equal(read(waits.fd, answer, sizeof answer), sizeof answer);
	assert_memory_equal(answer, "HTTP/1.1 200", 12);
	for (int i = 1; i < MOST; i++)
		close(inside[i]);
	close(waits.fd);
	served_expect_stop(&hub);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(stop__while_asked__no_quarrel_over_the_socket), T(stop__while_asked__exits_0_every_time),
		T(stop__amid_a_long_answer__it_is_finished), T(serve__idle__no_thread_wakes),
		T(serve__full_house__who_waits_gets_in_when_another_leaves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
