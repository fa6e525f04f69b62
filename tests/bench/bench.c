/*
 * bench: the console against the floor, interleaved in one run, in a pty at
 * 120x36.  Prints each figure's median as it is and as a ratio to the floor's;
 * compare ratios only, and only of one run.
 *
 *   bench FLOOR ROUNDS LABEL:GUATU-COMMAND...      (each a shell command line)
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/bench/slow.h"
#include "tests/support/pty.h"

enum { H = 36, W = 120, QUIET = 30, KEYS = 100, PAGES = 30, SWITCHES = 10, CLOSES = 5, PROGRAMS_MAX = 6,
       SAMPLES_MAX = 20000 };

/* The goals are the project's own (README, "How fast"): nx is n times the floor of the same run. */
#define SLOW(M, id, size, settled, bytes) \
	M(SETTLE_##id, "slow line " size ", j held: settled after", "ms", settled) M(LAG_##id, "slow line " size ", longest lag", "ms", "") \
	M(HELD_##id, "slow line " size ", j held", "bytes", bytes) M(FRAMES_##id, "slow line " size ", j held", "frames", "") \
	M(ONE_##id, "slow line " size ", single key", "ms", "")
#define METRICS(M) \
	M(READY, "ready (real figures on screen)", "ms", "2x") M(ROW, "row key", "ms", "1.1x") M(ROW_P99, "row key, p99", "ms", "") \
	M(ROW_BYTES, "row key", "bytes", "330") M(ROW_CPU, "row key, CPU", "us", "") \
	M(WIDE, "row key with preview pane", "ms", "1.3x") M(WIDE_BYTES, "row key with preview pane", "bytes", "330") \
	M(WIDE_CPU, "row key with preview pane, CPU", "us", "") \
	M(PAGE, "page key", "ms", "1x") M(PAGE_BYTES, "page key", "bytes", "") M(PAGE_READS, "page key, pieces", "", "1") \
	M(SWITCH, "screen switch", "ms", "1x") M(SWITCH_BYTES, "screen switch", "bytes", "") \
	M(BURST, "200 row keys at once", "ms", "keep 3.4") M(BURST_BYTES, "200 row keys at once", "bytes", "keep 5300") \
	M(SEARCH, "2-character search: first hit", "ms", "keep 2.2") M(FILTER, "overdue filter: first rows", "ms", "keep 2.2") \
	M(OPEN, "open an issue", "ms", "") M(FIGURES, "catalogue of indicators", "ms", "5") M(CHECKS, "all that is checked", "ms", "5") \
	M(CLOSE, "close an issue: F9 to queued", "ms", "") M(CLOSE_P99, "close an issue, p99", "ms", "30") \
	M(IDLE_BYTES, "idle 5 s", "bytes", "0") M(IDLE_CPU, "idle 5 s, CPU", "ms", "0") M(IDLE_WAKES, "idle 5 s", "wakes", "0") \
	M(ANON, "own memory", "MB", "5") M(PEAK, "peak memory", "MB", "10") \
	M(STORM, "100 sizes, then settled", "ms", "") M(QUIT, "quit", "ms", "") \
	SLOW(M, SMALL, "80x24", "1000", "5800") SLOW(M, LARGE, "120x36", "1200", "11000") \
	M(MAP, "slow line 120x36, back to the map", "ms", "1500") M(MAP_BYTES, "slow line 120x36, back to the map", "bytes", "5000")
enum metric {
#define M(id, name, unit, goal) M_##id,
	METRICS(M)
#undef M
	M_COUNT
};
static const struct { const char *name, *unit, *goal; } metrics[M_COUNT] = {
#define M(id, name, unit, goal) { name, unit, goal },
	METRICS(M)
#undef M
};

struct program {
	const char *label, *line;
	bool        floor;
	double     *samples[M_COUNT];
	int         count[M_COUNT];
};

static void
sample(struct program *pr, enum metric m, double value)
{
	if (pr->samples[m] == NULL)
		pr->samples[m] = malloc(sizeof(double) * SAMPLES_MAX);
	if (pr->samples[m] != NULL && pr->count[m] < SAMPLES_MAX)
		pr->samples[m][pr->count[m]++] = value;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
quantile(struct program *pr, enum metric m, double q)
{
	if (pr->count[m] == 0)
		return -1;
	qsort(pr->samples[m], (size_t)pr->count[m], sizeof(double), by_value);
	return pr->samples[m][(size_t)(q * (pr->count[m] - 1) + 0.5)];
}

/* ---- /proc -------------------------------------------------------------------- */

static double
status_number(pid_t pid, const char *name)
{
	char path[64], line[256];
	double n = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (strncmp(line, name, strlen(name)) == 0)
			n = strtod(line + strlen(name), NULL);
	if (f != NULL)
		fclose(f);
	return n;
}

static double
cpu_ms(pid_t pid)
{
	char path[64];
	unsigned long long ns = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/schedstat", (int)pid);
	f = fopen(path, "r");
	if (f != NULL && fscanf(f, "%llu", &ns) != 1)
		ns = 0;
	if (f != NULL)
		fclose(f);
	return (double)ns / 1e6;
}

/* ---- one run ------------------------------------------------------------------- */

static bool
must(struct pty *p, bool ok, const struct program *pr, const char *what)
{
	if (!ok)
		fprintf(stderr, "bench: %s: %s\n%s\n", pr->label, what, pty_text(p));
	return ok;
}

static void
keys_in_turn(struct pty *p, struct program *pr, const char *a, const char *b, int n,
             enum metric ms, int bytes, int reads, int cpu)
{
	double was = cpu_ms(pty_pid(p));

	for (int i = 0; i < n; i++) {
		struct pty_answer r = pty_ask(p, i % 2 ? b : a, QUIET);
		if (!r.answered)
			continue;
		sample(pr, ms, r.last_ms);
		if (bytes >= 0)
			sample(pr, (enum metric)bytes, (double)r.bytes);
		if (reads >= 0)
			sample(pr, (enum metric)reads, r.reads);
	}
	if (cpu >= 0)
		sample(pr, (enum metric)cpu, (cpu_ms(pty_pid(p)) - was) * 1000 / n);
}

static void
burst(struct pty *p, struct program *pr)
{
	char keys[201];
	struct pty_answer r;

	memset(keys, 'j', 200);
	keys[200] = '\0';
	r = pty_ask(p, keys, QUIET);         /* to the row; what waits until keys pause comes 60 ms behind */
	sample(pr, M_BURST, r.last_ms);
	sample(pr, M_BURST_BYTES, (double)r.bytes);
}

static void
idle(struct pty *p, struct program *pr)
{
	double cpu = cpu_ms(pty_pid(p)), wakes = status_number(pty_pid(p), "voluntary_ctxt_switches:");

	sample(pr, M_IDLE_BYTES, (double)pty_listen(p, 5000));
	sample(pr, M_IDLE_CPU, cpu_ms(pty_pid(p)) - cpu);
	sample(pr, M_IDLE_WAKES, status_number(pty_pid(p), "voluntary_ctxt_switches:") - wakes);
}

/* The console's own: switches among screens, search, filter. */
static void
console_only(struct pty *p, struct program *pr)
{
	for (int i = 0; i < SWITCHES; i++) {
		struct pty_answer r = pty_ask(p, i % 2 ? "3" : "7", QUIET);
		sample(pr, M_SWITCH, r.last_ms);
		sample(pr, M_SWITCH_BYTES, (double)r.bytes);
	}
	pty_keys(p, "/ 转诊");
	pty_settle(p, 200);
	sample(pr, M_SEARCH, pty_ask(p, "Enter", QUIET).last_ms);
	pty_keys(p, "Esc");                 /* not together: Esc and a letter are Alt and the letter */
	pty_settle(p, 200);
	pty_keys(p, "f 逾期>30");
	pty_settle(p, 200);
	sample(pr, M_FILTER, pty_ask(p, "Enter", QUIET).last_ms);
	pty_keys(p, "Esc");
	pty_settle(p, 200);
	sample(pr, M_OPEN, pty_ask(p, "Enter", QUIET).last_ms);
	pty_keys(p, "Esc");
	pty_settle(p, 200);
	sample(pr, M_FIGURES, pty_ask(p, "0", 100).last_ms);
	pty_keys(p, "0");                   /* enrolment stands between them */
	pty_settle(p, 200);
	sample(pr, M_CHECKS, pty_ask(p, "0", 100).last_ms);
	pty_keys(p, "3");
	pty_settle(p, 200);
}

/* The form of an issue to be closed, filled in; F9 until the screen says it is queued durably; taken back again. */
static void
close_issues(struct pty *p, struct program *pr)
{
	pty_keys(p, "f \"状态:待销号 来源:自查发现\" Enter");
	pty_settle(p, 200);
	for (int i = 0; i < CLOSES; i++) {
		struct pty_answer r;
		pty_keys(p, "x");
		if (!must(p, pty_wait(p, "校验", 2000), pr, "no form to close an issue"))
			return;
		pty_keys(p, "Tab 已逐户核对，资助到账 Tab Tab Tab 材料到得晚");
		pty_settle(p, 50);
		r = pty_ask_until(p, "F9", "已排入待发", 3000);
		if (r.answered)
			sample(pr, M_CLOSE, r.last_ms);
		pty_settle(p, 50);
		pty_keys(p, "u");
		pty_gone(p, "已排入待发", 2000);
	}
	pty_keys(p, "Esc");
	pty_settle(p, 200);
}

static void
storm(struct pty *p, struct program *pr)
{
	for (int i = 0; i < 100; i++) {
		pty_resize(p, 12 + i * 7 % 40, 40 + i * 13 % 150);
		pty_listen(p, 2);
	}
	pty_resize(p, H, W);
	double t = pty_now();
	pty_settle(p, 150);
	sample(pr, M_STORM, pty_last(p) > t ? pty_last(p) - t : 0);
}

static bool
run(struct program *pr)
{
	char *argv[] = { (char *)"sh", (char *)"-c", NULL, NULL };
	char line[2048];
	struct pty *p;
	double t;
	bool ok;

	snprintf(line, sizeof line, "%s%s", pr->floor ? "exec " : "", pr->line);      /* the others begin with variables */
	argv[2] = line;
	p = pty_start(argv, NULL, H, W);
	ok = must(p, pty_wait(p, pr->floor ? "1/1000" : "清零", 20000), pr, "never ready");
	if (!ok)
		goto out;
	sample(pr, M_READY, pty_last(p) - pty_started(p));
	pty_settle(p, 300);
	idle(p, pr);
	if (!pr->floor) {
		pty_keys(p, "3");
		pty_settle(p, 300);
		keys_in_turn(p, pr, "j", "j", KEYS, M_WIDE, M_WIDE_BYTES, -1, M_WIDE_CPU);
		pty_keys(p, "g p");         /* like for like: the list alone */
		pty_settle(p, 300);
	}
	keys_in_turn(p, pr, "j", "j", KEYS, M_ROW, M_ROW_BYTES, -1, M_ROW_CPU);
	keys_in_turn(p, pr, "PgDn", "PgDn", PAGES / 2, M_PAGE, M_PAGE_BYTES, M_PAGE_READS, -1);
	keys_in_turn(p, pr, "PgUp", "PgUp", PAGES / 2, M_PAGE, M_PAGE_BYTES, M_PAGE_READS, -1);
	burst(p, pr);
	if (pr->floor)
		keys_in_turn(p, pr, "Tab", "Tab", SWITCHES, M_SWITCH, M_SWITCH_BYTES, -1, -1);
	else
		console_only(p, pr);
	if (!pr->floor)
		close_issues(p, pr);
	storm(p, pr);
	sample(pr, M_ANON, status_number(pty_pid(p), "RssAnon:") / 1024);
	sample(pr, M_PEAK, status_number(pty_pid(p), "VmHWM:") / 1024);
	pty_settle(p, 100);
	t = pty_now();
	pty_keys(p, pr->floor ? "q" : "Q");
	ok = must(p, pty_ended(p, 3000, NULL), pr, "did not quit");
	sample(pr, M_QUIT, pty_now() - t);
out:
	pty_end(p);
	return ok;
}

/* ---- the slow line: once, it does not depend on who else is at work ---- */

static bool
run_slow(struct program *pr)
{
	static const struct { int h, w; enum metric first; } sizes[] = { { 24, 80, M_SETTLE_SMALL }, { H, W, M_SETTLE_LARGE } };
	char line[2048];
	struct slow got;

	snprintf(line, sizeof line, "%s%s", pr->floor ? "exec " : "", pr->line);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		if (!slow_run(line, pr->floor ? "1/1000" : "清零", !pr->floor, sizes[i].h, sizes[i].w, &got))
			return false;
		const double figures[] = { got.settle_ms, got.lag_ms, got.bytes, got.frames, got.key_ms };
		for (size_t k = 0; k < sizeof figures / sizeof *figures; k++)
			sample(pr, (enum metric)(sizes[i].first + k), figures[k]);
	}
	sample(pr, M_MAP, got.map_ms);
	sample(pr, M_MAP_BYTES, got.map_bytes);
	return true;
}

/* ---- the table ------------------------------------------------------------------- */

static void
print(struct program *all, int n)
{
	printf("%-39s %-6s %9s", "figure (median)", "unit", "goal");
	for (int i = 0; i < n; i++)
		printf(" %9s%s", all[i].label, i > 0 ? "   ratio" : "");
	putchar('\n');
	for (int m = 0; m < M_COUNT; m++) {
		enum metric from = m == M_ROW_P99 ? M_ROW : m == M_CLOSE_P99 ? M_CLOSE : (enum metric)m;
		/* of the floor */
		enum metric with = m == M_WIDE ? M_ROW : m == M_WIDE_BYTES ? M_ROW_BYTES : m == M_WIDE_CPU ? M_ROW_CPU : from;
		double q = from != (enum metric)m ? 0.99 : 0.5, base = quantile(&all[0], with, q);
		printf("%-39s %-6s %9s", metrics[m].name, metrics[m].unit, metrics[m].goal);
		for (int i = 0; i < n; i++) {
			double v = quantile(&all[i], from, q);
			if (v < 0)
				printf(" %9s%s", "-", i > 0 ? "        " : "");
			else if (i == 0 || base <= 0)
				printf(" %9.2f%s", v, i > 0 ? "        " : "");
			else
				printf(" %9.2f %6.2fx", v, v / base);
		}
		putchar('\n');
	}
}

int
main(int argc, char **argv)
{
	struct program all[PROGRAMS_MAX] = { { .label = "floor", .floor = true } };
	int n = 1, rounds;

	setlocale(LC_ALL, "C.UTF-8");
	if (argc < 4)
		return fprintf(stderr, "usage: bench FLOOR ROUNDS LABEL:COMMAND...\n"), 2;
	all[0].line = argv[1];
	rounds = atoi(argv[2]);
	for (int i = 3; i < argc && n < PROGRAMS_MAX; i++, n++) {
		char *colon = strchr(argv[i], ':');
		if (colon == NULL)
			return 2;
		*colon = '\0';
		all[n] = (struct program){ .label = argv[i], .line = colon + 1 };
	}
	for (int r = 0; r < rounds; r++)
		for (int i = 0; i < n; i++)
			if (!run(&all[i]))
				return 1;
	const char *slow = getenv("BENCH_SLOW");
	if ((slow == NULL || strcmp(slow, "no") != 0) && (!run_slow(&all[0]) || (n > 1 && !run_slow(&all[n - 1]))))
		return 1;
	print(all, n);
	return 0;
}
