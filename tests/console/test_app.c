#include "tests/support/test.h"

#include <locale.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store/cache/db.h"
#include "tests/support/packs.h"
#include "tests/support/pty.h"

/* The console on a cache made from the pack, no hub configured: everything but the network. */
struct home {
	char  dir[64], program[128];
	char  env[12][128];
	char *list[16];
};

enum { SOON = 5000 };

static void run(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static void
run(const char *fmt, ...)
{
	char command[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(command, sizeof command, fmt, ap);
	va_end(ap);
	assert_int_equal(system(command), 0);
}

/* The room's clock stands at 09:00 on 2020-06-18 when the console starts. */
static void
fill_meta(const char *path)
{
	static const char sql[] = "PRAGMA journal_mode=wal; INSERT INTO meta VALUES ('user', 'duty-a'), ('post', '值班岗'), "
		"('roles', 'duty'), ('county', '530521'), ('county_name', '施甸县'), ('hub_now', '1592442000'), "
		"('hub_now_real', strftime('%s', 'now')), ('synced_at', strftime('%s', 'now'))";
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void
home_init(struct home *h)
{
	static const char *const places[][2] = {
		{ "HOME", "" }, { "XDG_CACHE_HOME", "/cache" }, { "XDG_STATE_HOME", "/state" }, { "XDG_CONFIG_HOME", "/config" },
		{ "XDG_RUNTIME_DIR", "/run" },
	};
	int n = 0;

	snprintf(h->dir, sizeof h->dir, "/tmp/guatu-app-XXXXXX");
	assert_non_null(mkdtemp(h->dir));
	run("mkdir -p -m 700 %s/cache/guatu/default %s/state/guatu/default %s/run && cp %s %s/cache/guatu/default/cache.1.db && "
	    "printf 'cache.1.db\\n' >%s/cache/guatu/default/current && chmod -R go-rwx %s", h->dir, h->dir, h->dir,
	    stage_pack("shidian-2020"), h->dir, h->dir, h->dir);
	char path[128];
	snprintf(path, sizeof path, "%s/cache/guatu/default/cache.1.db", h->dir);
	fill_meta(path);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		char line[sizeof h->env[n]];
		snprintf(line, sizeof line, "%s=%s%s", places[i][0], h->dir, places[i][1]);
		memcpy(h->env[n], line, sizeof line);
		h->list[n] = h->env[n];
		n++;
	}
	h->list[n++] = (char *)"TERM=xterm-256color";
	h->list[n++] = (char *)"LANG=zh_CN.UTF-8";
	h->list[n++] = (char *)"LC_ALL=C.UTF-8";
	h->list[n++] = (char *)"TMUX=";
	h->list[n++] = (char *)"NO_COLOR=";
	h->list[n] = NULL;
	snprintf(h->program, sizeof h->program, "%s/bin/guatu", getenv("BUILD") != NULL ? getenv("BUILD") : "build");
}

static void
home_clear(struct home *h)
{
	run("rm -rf %s", h->dir);
}

static struct pty *
start(struct home *h, int rows, int cols)
{
	char *argv[] = { h->program, NULL };
	struct pty *p = pty_start(argv, h->list, rows, cols);

	assert_non_null(p);
	return p;
}

static void
shows(struct pty *p, const char *text)
{
	if (!pty_wait(p, text, SOON))
		fail_msg("not on the screen: %s\n%s", text, pty_text(p));
}

static void
types(struct pty *p, const char *bytes)
{
	pty_bytes(p, bytes, strlen(bytes));
}

static void
finish(struct pty *p, struct home *h)
{
	int status;

	pty_keys(p, "Q");
	assert_true(pty_ended(p, SOON, &status));
	assert_int_equal(status, 0);
	assert_true(pty_restored(p));
	pty_end(p);
	home_clear(h);
}

static void
app__start__header_tabs_map(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	shows(p, "施甸县");
	shows(p, "值班岗");
	shows(p, "演示数据");
	shows(p, "待发 0");
	shows(p, "姚关");
	assert_non_null(strstr(pty_row(p, 0), "09:0"));
	/* what waits stands on the tabs before any page was looked at, and is the same after */
	assert_non_null(strstr(pty_row(p, 1), "2任务4 3问题35 4督战3 5结算 6乡镇 7待发 8值守13 9台账17 0指标"));
	pty_keys(p, "8");
	shows(p, "[8值守13]");
	pty_keys(p, "9");
	shows(p, "[9台账17]");
	assert_non_null(strstr(pty_row(p, 1), "2任务4 3问题35 4督战3 5结算 6乡镇 7待发 8值守13 [9台账17] 0指标"));
	finish(p, &h);
}

/* English names are long: they are cut before a tab is. */
static void
app__tabs__in_english_all_ten_are_there(void **state)
{
	char key[8];
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	for (char **e = h.list; *e != NULL; e++)
		if (strncmp(*e, "LC_ALL=", 7) == 0)
			*e = (char *)"LC_ALL=en_US.UTF-8";
	p = start(&h, 24, 80);
	shows(p, "[1map]");
	for (int k = 2; k <= 10; k++) {
		snprintf(key, sizeof key, " %d", k % 10);
		if (strstr(pty_row(p, 1), key) == NULL)
			fail_msg("no tab%s: %s", key, pty_row(p, 1));
	}
	finish(p, &h);
}

static void
app__idle__sends_nothing(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_settle(p, 200);
	if (time(NULL) % 60 < 57)
		assert_int_equal(pty_listen(p, 1000), 0);
	finish(p, &h);
}

static void
app__keys__tabs_help_palette(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "3");
	shows(p, "[3问题");
	pty_keys(p, "?");
	shows(p, "按键：问题");
	pty_keys(p, "Esc");
	assert_true(pty_gone(p, "按键：", SOON));
	pty_keys(p, "M-2");
	shows(p, "[2任务");
	types(p, "\xef\xbc\x93");                      /* full-width 3 */
	shows(p, "[3问题");
	types(p, "\xef\xbc\x9a");                      /* full-width colon */
	shows(p, "命令：");
	types(p, "zzt");                               /* 作战图 by initials */
	shows(p, "作战图");
	pty_keys(p, "Enter");
	shows(p, "[1作战图]");
	finish(p, &h);
}

/* What a screen loads in several turns comes without another key. */
static void
app__checks__are_complete_by_themselves(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 36, 120);
	shows(p, "[1作战图]");
	pty_keys(p, "0");
	shows(p, "[0指标");
	pty_keys(p, "0");
	shows(p, "[参保]");
	pty_keys(p, "0");
	shows(p, "校验 101 ");                        /* rules, data checks and parameters */
	finish(p, &h);
}

static void
app__han__gets_a_hint(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	types(p, "销");
	shows(p, "检测到中文输入");
	pty_keys(p, "3");
	assert_true(pty_gone(p, "检测到中文输入", SOON));
	finish(p, &h);
}

static void
app__alt_digit__is_an_f_key_where_unbound(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	pty_keys(p, "3");
	shows(p, "[3问题");
	pty_keys(p, "M-9");
	shows(p, "处置 2020-");
	pty_keys(p, "Esc");
	assert_true(pty_gone(p, "处置 2020-", SOON));
	finish(p, &h);
}

static void
close_form(struct pty *p)
{
	pty_keys(p, "3");
	shows(p, "[3问题");
	pty_keys(p, "x");
	shows(p, "销号 2020-0092");
}

static void
app__close__queued_and_taken_back(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	close_form(p);
	pty_keys(p, "F9");                             /* not yet: the note is missing */
	shows(p, "必填");
	types(p, "已补录系统标识");
	pty_keys(p, "F9");
	shows(p, "已逾期，须说明原因");
	types(p, "市局数据6月才下发");
	pty_keys(p, "F9");
	shows(p, "已排入待发：销号 2020-0092（整改到位，核验人 督战五组组长）");
	shows(p, "待发 1");
	pty_keys(p, "u");
	shows(p, "已撤回");
	shows(p, "待发 0");
	finish(p, &h);
}

/* A pasted newline never confirms, neither in a field nor outside. */
static void
app__paste__never_confirms(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	pty_keys(p, "3");
	shows(p, "[3问题");
	types(p, "\033[200~x\r\rQ\r\033[201~");
	shows(p, "粘贴只用于");
	pty_keys(p, "x");
	shows(p, "销号 2020-0092");
	types(p, "\033[200~x\r\rQ\r\033[201~");     /* on the Cancel button: goes to the note */
	shows(p, "销号 2020-0092");
	pty_keys(p, "Tab");
	types(p, "\033[200~第一\r第二\r\033[201~");
	shows(p, "第二");
	shows(p, "销号 2020-0092");
	shows(p, "待发 0");
	pty_keys(p, "Esc");
	shows(p, "再按 Esc");
	pty_keys(p, "Esc");
	assert_true(pty_gone(p, "销号 2020-0092", SOON));
	finish(p, &h);
}

static void
app__hangup__keeps_what_was_typed(void **state)
{
	struct home h;
	struct pty *p;
	int status;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	close_form(p);
	pty_keys(p, "Tab");
	types(p, "写到一半断线");
	shows(p, "写到一半断线");
	kill(pty_pid(p), SIGHUP);
	assert_true(pty_ended(p, SOON, &status));
	assert_int_equal(status, 0);
	pty_end(p);
	p = start(&h, 24, 80);
	close_form(p);
	shows(p, "写到一半断线");
	pty_keys(p, "Esc");
	shows(p, "再按 Esc");
	pty_keys(p, "Esc");
	assert_true(pty_gone(p, "写到一半断线", SOON));
	finish(p, &h);
}

static void
app__resize__small_and_back(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_resize(p, 5, 20);
	shows(p, "40x12");
	pty_resize(p, 1, 1);
	pty_resize(p, 36, 120);
	shows(p, "[1作战图]");
	assert_true(pty_gone(p, "40x12", SOON));
	for (int i = 0; i < 30; i++)
		pty_resize(p, 3 + i * 7 % 60, 10 + i * 13 % 190);
	pty_resize(p, 24, 80);
	shows(p, "[1作战图]");
	finish(p, &h);
}

static void
app__suspend__comes_back(void **state)
{
	struct home h;
	struct pty *p;
	int status;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "C-z");
	for (int i = 0; i < 500 && waitpid(pty_pid(p), &status, WUNTRACED | WNOHANG) == 0; i++)
		pty_listen(p, 10);
	assert_true(WIFSTOPPED(status));
	kill(pty_pid(p), SIGCONT);
	pty_keys(p, "3");
	shows(p, "[3问题");
	finish(p, &h);
}

static void
app__term__unknown_falls_back_and_says_so(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	h.list[5] = (char *)"TERM=no-such-terminal";
	p = start(&h, 24, 80);
	shows(p, "no-such-terminal");
	shows(p, "[1作战图]");
	finish(p, &h);
}

static void
app__mono__no_colour_is_sent(void **state)
{
	struct home h;
	struct pty *p;
	size_t n;
	const char *raw;

	(void)state;
	home_init(&h);
	h.list[9] = (char *)"NO_COLOR=1";
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "3 x");
	shows(p, "校验");
	pty_keys(p, "Esc");
	assert_true(pty_gone(p, "校验", SOON));      /* Esc and a key right behind it would be Alt */
	raw = pty_raw(p, &n);
	assert_null(memmem(raw, n, "\033[38;5;", 7));
	assert_null(memmem(raw, n, "\033[31m", 5));
	finish(p, &h);
}

/* The line of keys is of the row the cursor came to, not of one it passed, once keys have paused. */
static void
app__keys_in_a_run__the_hint_line_follows_when_they_pause(void **state)
{
	struct home h;
	struct pty *p;
	char first[400], there[400];
	int n = 0;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "3");
	shows(p, "2020-0092");
	pty_settle(p, 200);
	snprintf(first, sizeof first, "%s", pty_row(p, 23));
	do {
		pty_keys(p, "j");
		pty_settle(p, 200);
		snprintf(there, sizeof there, "%s", pty_row(p, 23));
	} while (strcmp(first, there) == 0 && n++ < 100);
	assert_string_not_equal(first, there);
	types(p, "kjk");             /* a run, back to the row before */
	pty_settle(p, 300);
	assert_string_equal(pty_row(p, 23), first);
	finish(p, &h);
}

static void
types_in_pieces(struct pty *p, const char *bytes, int ms)
{
	for (; *bytes != '\0'; bytes++) {
		pty_bytes(p, bytes, 1);
		pty_listen(p, ms);
	}
}

static void
app__slow_line__a_key_in_pieces_is_one_key(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	run("mkdir -p -m 700 %s/config/guatu && printf '[guatu]\\nescape_wait = 2000\\n' >%s/config/guatu/guatu.conf", h.dir, h.dir);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "3");
	shows(p, "2020-0092");
	types_in_pieces(p, "\033[B", 60);
	pty_keys(p, "Enter");
	assert_true(pty_gone(p, "2020-0092", SOON));
	shows(p, "2020-0053");
	finish(p, &h);
}

/* Digits would switch screens, and a q leave. */
static void
app__late_answers__are_no_keys(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_settle(p, 300);          /* no answer of the emulator's own comes in between */
	types(p, "\033[24;");
	pty_listen(p, 100);
	types(p, "3R\033]11;rgb:");
	pty_listen(p, 100);
	types(p, "q3/2/2\033\\\033[0n");
	pty_listen(p, 100);
	types(p, "?");
	shows(p, "按键：作战图");
	finish(p, &h);
}

/* The answers to the start's questions are under way for longer than the first frame waits: they are no keys, and they
 * say that Esc is to wait. */
static void
app__slow_line__answers_late_and_arrows_in_pieces(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	pty_slow(p, 50000, 450);
	shows(p, "[1作战图]");
	pty_listen(p, 1500);
	shows(p, "[1作战图]");
	assert_null(strstr(pty_text(p), "这里不用这个键"));
	pty_keys(p, "3");
	shows(p, "2020-0092");
	pty_settle(p, 1500);         /* the frame's answer has come: a terminal sends nothing amid a key */
	types_in_pieces(p, "\033[B", 200);
	pty_keys(p, "Enter");
	assert_true(pty_gone(p, "2020-0092", SOON));
	shows(p, "2020-0053");
	finish(p, &h);
}

static void
app__ground__painted_where_it_is_not_told(void **state)
{
	static const char *const terms[] = { "TERM=xterm", "TERM=xterm-256color", "TERM=linux" };
	struct home h;
	struct pty *p;

	(void)state;
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		home_init(&h);
		h.list[5] = (char *)terms[i];
		p = start(&h, 24, 80);
		shows(p, "[1作战图]");
		pty_settle(p, 100);
		assert_int_equal(pty_plain(p), 0);
		pty_keys(p, "3");
		shows(p, "[3问题");
		pty_keys(p, "Down x");
		pty_settle(p, 100);
		assert_int_equal(pty_plain(p), 0);
		pty_keys(p, "Esc");
		pty_settle(p, 100);
		finish(p, &h);
	}
}

static void
app__ground__the_terminals_own_where_it_is_told(void **state)
{
	struct home h;
	struct pty *p;
	const char *raw;
	size_t n;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	types(p, "\033]10;rgb:0000/0000/0000\033\\\033]11;rgb:ffff/ffff/ffff\033\\");
	shows(p, "[1作战图]");
	pty_settle(p, 100);
	assert_true(pty_plain(p) > 24 * 80 / 2);
	raw = pty_raw(p, &n);
	assert_non_null(memmem(raw, n, "\033]11;?\033\\", 8));
	finish(p, &h);
}

static void
app__read_only__queues_nothing(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	char *argv[] = { h.program, (char *)"--read-only", NULL };
	p = pty_start(argv, h.list, 24, 80);
	assert_non_null(p);
	shows(p, "只读");
	pty_keys(p, "3");
	shows(p, "[3问题");
	pty_keys(p, "x");
	shows(p, "不能提交");
	finish(p, &h);
}

static void
app__as_of__marks_the_day_and_returns(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "[");
	shows(p, "时点 2020-06-17");
	pty_keys(p, "[");
	shows(p, "时点 2020-06-16");
	pty_keys(p, "]");
	shows(p, "时点 2020-06-17");
	pty_keys(p, ":");
	shows(p, "命令");
	pty_keys(p, "04-30");
	shows(p, "终了时");
	pty_keys(p, "Enter");
	shows(p, "时点 2020-04-30");
	pty_keys(p, "Esc");
	assert_true(pty_gone(p, "时点 2020", SOON));
	finish(p, &h);
}

/* On a day that is over every key that makes or changes something is refused in the same words, whatever the screen says. */
static void
app__past_day__nothing_is_made(void **state)
{
	static const struct { const char *screen, *tab, *key; } keys[] = {
		{ "9", "[9", "+" }, { "8", "[8", "x" }, { "3", "[3", "x" }, { "3", "[3", "F9" }, { "2", "[2", "c" },
	};
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "[");
	shows(p, "时点 2020-06-17");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		pty_keys(p, "1");
		shows(p, "[1作战图]");
		assert_true(pty_gone(p, "先按 Esc", SOON));
		pty_keys(p, keys[i].screen);
		shows(p, keys[i].tab);
		pty_keys(p, keys[i].key);
		shows(p, "正在查看其他日期；先按 Esc 回到今日再处置");
		assert_null(strstr(pty_text(p), "登记 "));
	}
	finish(p, &h);
}

/* Keys that come at once are done before what stands below the list is read: what is asked for is of the row all the same. */
static void
app__source__of_the_row_the_cursor_just_came_to(void **state)
{
	struct home h;
	struct pty *p;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "0");
	shows(p, "即时结算率");
	pty_settle(p, 100);
	types(p, "ji");
	shows(p, "实际报销比例  施甸县 2020-05  89.7%");
	pty_keys(p, "Esc");
	assert_true(pty_gone(p, "数从何来", SOON));
	finish(p, &h);
}

static void
app__quit__asks_while_something_is_unsent(void **state)
{
	struct home h;
	struct pty *p;
	int status;

	(void)state;
	home_init(&h);
	p = start(&h, 24, 80);
	shows(p, "[1作战图]");
	pty_keys(p, "3");
	shows(p, "[3问题");
	pty_keys(p, "c");
	shows(p, "批注 2020-0092");
	types(p, "调度会已部署");
	pty_keys(p, "F9");
	shows(p, "待发 1");
	pty_keys(p, "Q");
	shows(p, "留下");
	pty_keys(p, "Enter");                          /* focus is on staying */
	assert_true(pty_gone(p, "留下", SOON));
	pty_keys(p, "Q");
	shows(p, "留下");
	pty_keys(p, "2");
	assert_true(pty_ended(p, SOON, &status));
	assert_int_equal(status, 0);
	pty_end(p);
	home_clear(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(app__start__header_tabs_map),
		cmocka_unit_test(app__tabs__in_english_all_ten_are_there),
		cmocka_unit_test(app__idle__sends_nothing),
		cmocka_unit_test(app__keys__tabs_help_palette),
		cmocka_unit_test(app__checks__are_complete_by_themselves),
		cmocka_unit_test(app__han__gets_a_hint),
		cmocka_unit_test(app__alt_digit__is_an_f_key_where_unbound),
		cmocka_unit_test(app__close__queued_and_taken_back),
		cmocka_unit_test(app__paste__never_confirms),
		cmocka_unit_test(app__hangup__keeps_what_was_typed),
		cmocka_unit_test(app__resize__small_and_back),
		cmocka_unit_test(app__suspend__comes_back),
		cmocka_unit_test(app__term__unknown_falls_back_and_says_so),
		cmocka_unit_test(app__mono__no_colour_is_sent),
		cmocka_unit_test(app__keys_in_a_run__the_hint_line_follows_when_they_pause),
		cmocka_unit_test(app__slow_line__a_key_in_pieces_is_one_key),
		cmocka_unit_test(app__late_answers__are_no_keys),
		cmocka_unit_test(app__slow_line__answers_late_and_arrows_in_pieces),
		cmocka_unit_test(app__ground__painted_where_it_is_not_told),
		cmocka_unit_test(app__ground__the_terminals_own_where_it_is_told),
		cmocka_unit_test(app__read_only__queues_nothing),
		cmocka_unit_test(app__as_of__marks_the_day_and_returns),
		cmocka_unit_test(app__past_day__nothing_is_made),
		cmocka_unit_test(app__source__of_the_row_the_cursor_just_came_to),
		cmocka_unit_test(app__quit__asks_while_something_is_unsent),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
