#include "tests/support/test.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "store/outbox/outbox.h"
#include "store/read/place.h"
#include "tests/support/tempdir.h"

static char path[128], error[512];

static int
setup(void **state)
{
	int rc = temp_make(state);

	snprintf(path, sizeof path, "%s/state/outbox.db", temp_dir);
	return rc;
}

static struct outbox *
opened(void)
{
	struct outbox *box = outbox_open(path, error, sizeof error);
	if (box == NULL)
		fail_msg("%s", error);
	return box;
}

static struct op *
closing(const char *id, int64_t base)
{
	struct op *op = op_new(KIND_ISSUE, id, "close", base, 1592442764);
	op_set(op, "result", "fixed");
	op_set(op, "note", "已整改\n第二行");
	op_set(op, "verifier", "督战一组");
	op_add(op, "evidence", "施医保〔2020〕12号");
	op_add(op, "evidence", "photo:P-1");
	return op;
}

static int
queue(struct outbox *box, const char *id, const char *verb, int64_t base, char uuid[37])
{
	struct op *op = strcmp(verb, "close") == 0 ? closing(id, base) : op_new(KIND_ISSUE, id, verb, base, 1592442764);
	int rc;
	if (strcmp(verb, "close") != 0)
		op_set(op, "note", "批注");
	rc = outbox_queue(box, op, "标题");
	if (uuid != NULL)
		strcpy(uuid, op->uuid);
	op_free(op);
	return rc;
}

static char *
cell(const char *uuid, const char *column)
{
	static char out[20000];
	char sql[200];
	sqlite3 *db;
	sqlite3_stmt *stmt;
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	snprintf(sql, sizeof sql, "SELECT %s FROM op WHERE uuid = '%s'", column, uuid);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	*out = '\0';
	if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0) != NULL)
		snprintf(out, sizeof out, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return out;
}

static void
outbox__queue__bytes_as_on_the_wire(void **state)
{
	struct outbox *box = opened();
	struct outbox_item item = { 0 };
	char uuid[37];
	cJSON *body, *args;
	struct stat st;

	(void)state;
	assert_int_equal(outbox_next(box, &item), 0);
	assert_int_equal(queue(box, "2020-0143", "close", 7, uuid), 0);
	assert_int_equal(uuid[14], '7');
	assert_string_equal(cell(uuid, "attempts"), "0");
	assert_string_equal(cell(uuid, "bytes"), "");
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(cell(uuid, "attempts"), "1");      /* committed before the bytes are handed out */
	body = cJSON_Parse(item.bytes);
	args = cJSON_GetObjectItem(body, "args");
	assert_string_equal(cJSON_GetObjectItem(body, "op")->valuestring, uuid);
	assert_string_equal(cJSON_GetObjectItem(body, "id")->valuestring, "2020-0143");
	assert_string_equal(cJSON_GetObjectItem(body, "at")->valuestring, "2020-06-18T09:12:44+08:00");
	assert_int_equal(cJSON_GetObjectItem(body, "base")->valueint, 7);
	assert_string_equal(cJSON_GetObjectItem(args, "note")->valuestring, "已整改\n第二行");
	char *evidence = cJSON_PrintUnformatted(cJSON_GetObjectItem(args, "evidence"));
	assert_string_equal(evidence, "[{\"kind\":\"doc\",\"ref\":\"施医保〔2020〕12号\"},{\"kind\":\"photo\",\"ref\":\"P-1\"}]");
	free(evidence);
	cJSON_Delete(body);
	/* Frozen: the same bytes at the second attempt. */
	char *first = strdup(item.bytes);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.bytes, first);
	assert_int_equal(item.attempts, 2);
	free(first);
	outbox_item_clear(&item);
	outbox_close(box);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
outbox__queue__says_what_it_cannot_take(void **state)
{
	struct outbox *box = opened();
	struct op *op = op_new(KIND_TASK, "T1", "progress", 1, 0);
	char *big = calloc(1, 20001);

	(void)state;
	op_set(op, "pct", "8o");
	assert_int_equal(outbox_queue(box, op, ""), -1);
	assert_string_equal(outbox_error(box), "pct: not a whole number");
	op_set(op, "pct", "80");
	op_set(op, "colour", "red");
	assert_int_equal(outbox_queue(box, op, ""), -1);
	assert_string_equal(outbox_error(box), "colour: this step takes no such argument");
	op_free(op);
	op = op_new(KIND_TASK, "T1", "progress", 1, 0);
	op_set(op, "pct", "80");
	op_set(op, "note", "\x1b[2J");
	assert_int_equal(outbox_queue(box, op, ""), -1);
	memset(big, 'x', 20000);
	op_set(op, "note", big);
	assert_int_equal(outbox_queue(box, op, ""), -1);
	op_set(op, "note", "");
	assert_int_equal(outbox_queue(box, op, ""), 0);
	assert_string_equal(cell(op->uuid, "args"), "{\"pct\":80}");
	op_free(op);
	op = op_new(KIND_TASK, "T1", "explode", 1, 0);
	assert_int_equal(outbox_queue(box, op, ""), -1);
	op_free(op);
	free(big);
	outbox_close(box);
}

static void
outbox__next__order_on_one_record(void **state)
{
	struct outbox *box = opened();
	struct outbox_item item = { 0 };
	char a[37], b[37], c[37], d[37];

	(void)state;
	assert_int_equal(queue(box, "1", "comment", 7, a), 0);
	assert_int_equal(queue(box, "1", "close", 7, b), 0);
	assert_int_equal(queue(box, "2", "comment", 3, c), 0);
	assert_int_equal(queue(box, "1", "comment", 7, d), 0);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.uuid, a);
	assert_int_equal(outbox_answer(box, a, "acked", NULL, "{\"rev\":8}", 8), 0);
	/* b was made on 7 while a was on its way: a made 8 out of just that 7. */
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.uuid, b);
	assert_int_equal(item.base, 8);
	assert_non_null(strstr(item.bytes, "\"base\":8"));
	/* In conflict it holds back d on the same record, nothing else. */
	assert_int_equal(outbox_answer(box, b, "conflict", "stale-rev", "{}", 0), 0);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.uuid, c);
	assert_int_equal(outbox_answer(box, c, "acked", NULL, "{\"rev\":4}", 4), 0);
	assert_int_equal(outbox_next(box, &item), 0);
	assert_int_equal(outbox_drop(box, b), 0);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.uuid, d);
	/* b did nothing, so the chain ends at what a made. */
	assert_int_equal(item.base, 8);
	outbox_item_clear(&item);
	outbox_close(box);
}

static void
outbox__withdraw__only_before_the_first_attempt(void **state)
{
	struct outbox *box = opened();
	struct outbox_item item = { 0 };
	char a[37], b[37];

	(void)state;
	assert_int_equal(queue(box, "1", "comment", 7, a), 0);
	assert_int_equal(queue(box, "2", "comment", 7, b), 0);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_int_equal(outbox_withdraw(box, a), -1);
	assert_int_equal(outbox_withdraw(box, b), 0);
	assert_string_equal(cell(b, "state"), "withdrawn");
	assert_int_equal(outbox_withdraw(box, b), -1);
	assert_int_equal(outbox_withdraw(box, "nonsense"), -1);
	outbox_item_clear(&item);
	outbox_close(box);
}

static void
outbox__move__among_the_unsent(void **state)
{
	struct outbox *box = opened();
	struct outbox_item item = { 0 };
	char a[37], b[37], c[37];

	(void)state;
	assert_int_equal(queue(box, "1", "comment", 7, a), 0);
	assert_int_equal(queue(box, "2", "comment", 7, b), 0);
	assert_int_equal(queue(box, "2", "comment", 7, c), 0);
	assert_int_equal(outbox_move(box, c, -1), -1);          /* same record */
	assert_int_equal(outbox_move(box, b, -1), 0);
	assert_int_equal(outbox_move(box, b, -1), 0);           /* first already */
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.uuid, b);
	assert_int_equal(outbox_move(box, b, 1), -1);           /* sent */
	outbox_item_clear(&item);
	outbox_close(box);
}

static void
outbox__drafts__come_back_once(void **state)
{
	struct outbox *box = opened();
	struct op *op = op_new(KIND_TASK, "T1", "progress", 3, 99), *back;
	struct outbox_item item = { 0 };

	(void)state;
	op_set(op, "pct", "8o");
	op_set(op, "note", "写了一半");
	assert_int_equal(outbox_draft(box, op), 0);
	op_set(op, "note", "写了一大半");
	assert_int_equal(outbox_draft(box, op), 0);
	assert_int_equal(outbox_next(box, &item), 0);
	back = outbox_draft_take(box, KIND_TASK, "T1", "progress");
	assert_non_null(back);
	assert_string_equal(op_get(back, "pct"), "8o");
	assert_string_equal(op_get(back, "note"), "写了一大半");
	assert_null(outbox_draft_take(box, KIND_TASK, "T1", "progress"));
	op_free(back);
	op_free(op);
	/* A draft of a closing gives way to the closing itself, and its evidence survives. */
	op = closing("5", 2);
	assert_int_equal(outbox_draft(box, op), 0);
	back = outbox_draft_take(box, KIND_ISSUE, "5", "close");
	assert_int_equal(op_count(back, "evidence"), 2);
	assert_string_equal(back->args[back->arg_count - 1].value, "photo:P-1");
	assert_int_equal(outbox_draft(box, op), 0);
	assert_int_equal(outbox_queue(box, op, ""), 0);
	op_free(back);
	op_free(op);
	outbox_close(box);
}

static void
outbox__conflict__again_or_as_a_comment(void **state)
{
	struct outbox *box = opened();
	struct outbox_item item = { 0 };
	char a[37];
	struct op *op;

	(void)state;
	assert_int_equal(queue(box, "1", "close", 7, a), 0);
	assert_int_equal(outbox_resubmit(box, a, 9, NULL), -1);     /* not turned down */
	assert_int_equal(outbox_next(box, &item), 1);
	assert_int_equal(outbox_answer(box, a, "conflict", "stale-rev", "{\"detail\":\"x\"}", 0), 0);
	assert_int_equal(outbox_retry(box, a), -1);
	assert_int_equal(outbox_resubmit(box, a, 9, "新说明"), 0);
	assert_string_equal(cell(a, "state"), "withdrawn");
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_not_equal(item.uuid, a);
	assert_int_equal(item.base, 9);
	op = outbox_get(box, item.uuid);
	assert_string_equal(op_get(op, "note"), "新说明");
	assert_int_equal(op_count(op, "evidence"), 2);
	op_free(op);
	assert_int_equal(outbox_answer(box, item.uuid, "refused", "role", "{}", 0), 0);
	assert_int_equal(outbox_to_comment(box, item.uuid, 10), 0);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.verb, "comment");
	assert_non_null(strstr(item.bytes, "\"args\":{\"note\":\"新说明\"}"));
	outbox_item_clear(&item);
	outbox_close(box);
}

static int64_t
rev_nine(void *with, enum kind kind, const char *id)
{
	(void)with;
	(void)kind;
	return strcmp(id, "1") == 0 ? 9 : 0;
}

static void
outbox__acked__confirmed_and_offered_again(void **state)
{
	struct outbox *box = opened();
	struct outbox_item item = { 0 };
	char a[37], b[37], cache[160];
	sqlite3 *db;
	struct outbox_counts counts;

	(void)state;
	assert_int_equal(queue(box, "1", "close", 7, a), 0);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_int_equal(outbox_answer(box, a, "acked", NULL, "{\"rev\":8,\"id\":\"1\"}", 8), 0);
	assert_int_equal(queue(box, "", "comment", 0, b), 0);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_int_equal(outbox_answer(box, b, "acked", NULL, "{\"rev\":1,\"id\":\"2020-0200\"}", 1), 0);
	assert_string_equal(cell(b, "id"), "2020-0200");
	assert_int_equal(outbox_each_acked(box, rev_nine, NULL), 1);
	assert_string_equal(cell(a, "state"), "confirmed");
	assert_string_equal(cell(b, "state"), "acked");

	/* The hub came back from a backup without either. */
	snprintf(cache, sizeof cache, "%s/state/cache.db", temp_dir);
	assert_int_equal(sqlite3_open(cache, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE issue (id TEXT, rev INTEGER); INSERT INTO issue VALUES ('1', 7)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(outbox_reoffer(box, cache), 2);
	assert_string_equal(cell(a, "state"), "pending");
	assert_int_equal(outbox_counts(box, &counts), 0);
	assert_int_equal(counts.pending, 2);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.uuid, a);
	assert_int_equal(item.base, 7);                           /* frozen bytes: the key and the words stay */
	assert_int_equal(item.attempts, 2);
	outbox_item_clear(&item);
	outbox_close(box);
}

/* Two programs close the same issue at the same moment, many times: always exactly one live closing. */
static void
outbox__queue__two_processes_one_close(void **state)
{
	(void)state;
	outbox_close(opened());
	for (int round = 0; round < 10; round++) {
		int accepted = 0, go[2];
		char id[16], byte;
		pid_t pids[2];
		snprintf(id, sizeof id, "R%d", round);
		assert_int_equal(pipe(go), 0);
		for (int i = 0; i < 2; i++) {
			pids[i] = fork();
			if (pids[i] == 0) {
				struct outbox *box = outbox_open(path, error, sizeof error);
				close(go[1]);
				if (box == NULL || read(go[0], &byte, 1) != 0)
					_exit(9);
				_exit(queue(box, id, "close", 7, NULL) == 0 ? 0 : 1);
			}
		}
		close(go[0]);
		close(go[1]);              /* both go */
		for (int i = 0; i < 2; i++) {
			int status;
			assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
			assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
			accepted += WEXITSTATUS(status) == 0;
		}
		assert_int_equal(accepted, 1);
	}
}

static void
outbox__queue__not_said_when_the_disk_is_full(void **state)
{
	pid_t pid;
	int status;

	(void)state;
	outbox_close(opened());
	pid = fork();
	if (pid == 0) {
		struct outbox *box = outbox_open(path, error, sizeof error);
		struct rlimit limit = { 4096, 4096 };
		int n = 0;
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		if (queue(box, "1", "comment", 7, NULL) != -1 || strstr(outbox_error(box), "disk is full") == NULL)
			n = 1;
		_exit(n);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	/* Nothing half-written was left, and it goes on. */
	struct outbox *box = opened();
	struct outbox_counts counts;
	assert_int_equal(outbox_counts(box, &counts), 0);
	assert_int_equal(counts.pending, 0);
	assert_int_equal(queue(box, "1", "comment", 7, NULL), 0);
	outbox_close(box);
}

/* On a file system with no byte left the ballast makes room for what the officer just said. */
static void
outbox__queue__ballast_makes_room(void **state)
{
	pid_t pid = fork();
	int status;

	(void)state;
	if (pid == 0) {
		struct outbox *box;
		char filler[160];
		static char block[65536];
		int fd;
		if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
		    mount("tmpfs", temp_dir, "tmpfs", 0, "size=1m,mode=0700") != 0)
			_exit(77);         /* not permitted here */
		box = outbox_open(path, error, sizeof error);
		if (box == NULL)
			_exit(1);
		snprintf(filler, sizeof filler, "%s/filler", temp_dir);
		fd = open(filler, O_WRONLY | O_CREAT, 0600);
		for (size_t n = sizeof block; n > 0; n /= 2)
			while (write(fd, block, n) == (ssize_t)n)
				;
		close(fd);
		if (queue(box, "1", "comment", 7, NULL) != 0)
			_exit(2);
		int n = 0;             /* and when that is used up too, it says so instead of pretending */
		while (n < 10000 && queue(box, "2", "comment", 7, NULL) == 0)
			n++;
		if (n == 10000 || strstr(outbox_error(box), "disk is full") == NULL)
			_exit(3);
		unlink(filler);
		if (queue(box, "3", "comment", 7, NULL) != 0)
			_exit(4);
		snprintf(filler, sizeof filler, "%s.ballast", path);
		_exit(access(filler, F_OK) == 0 ? 0 : 5);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
outbox__open__refuses_and_leaves_alone(void **state)
{
	char before[64], after[64];
	sqlite3 *db;
	int fd;

	(void)state;
	outbox_close(opened());
	/* newer */
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA user_version=99", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_null(outbox_open(path, error, sizeof error));
	assert_non_null(strstr(error, "newer version"));
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA user_version=2", NULL, NULL, NULL);
	sqlite3_close(db);
	outbox_close(opened());
	/* readable by others, a symbolic link */
	assert_int_equal(chmod(path, 0644), 0);
	assert_null(outbox_open(path, error, sizeof error));
	assert_non_null(strstr(error, "chmod 600"));
	assert_int_equal(chmod(path, 0600), 0);
	/* damaged: said, and not one byte changed */
	fd = open(path, O_RDWR);
	assert_int_equal(pwrite(fd, "garbage garbage garbage", 23, 0), 23);
	assert_int_equal(pread(fd, before, sizeof before, 0), sizeof before);
	assert_null(outbox_open(path, error, sizeof error));
	assert_non_null(strstr(error, "damaged"));
	assert_int_equal(pread(fd, after, sizeof after, 0), sizeof after);
	close(fd);
	assert_memory_equal(before, after, sizeof before);
}

/* Whatever a damaged file has lost comes back from the journal, with its key; a whole one is left alone. */
static void
outbox__recover__from_rows_and_journal(void **state)
{
	struct outbox *box = opened();
	struct outbox_item item = { 0 };
	char a[37], b[37], c[37], said[600];
	int fd;

	(void)state;
	assert_int_equal(queue(box, "1", "close", 7, a), 0);
	assert_int_equal(queue(box, "2", "comment", 3, b), 0);
	assert_int_equal(queue(box, "3", "comment", 3, c), 0);
	assert_int_equal(outbox_withdraw(box, c), 0);
	assert_int_equal(outbox_next(box, &item), 1);
	assert_int_equal(outbox_answer(box, a, "acked", NULL, "{\"rev\":8}", 8), 0);
	outbox_item_clear(&item);
	outbox_close(box);
	assert_int_equal(outbox_recover(path, said, sizeof said), 0);
	assert_non_null(strstr(said, "whole"));
	fd = open(path, O_RDWR);
	assert_int_equal(pwrite(fd, "garbage garbage garbage", 23, 0), 23);
	close(fd);
	assert_int_equal(outbox_recover(path, said, sizeof said), 0);
	assert_non_null(strstr(said, "0 operations saved from the damaged file, 3 more"));
	assert_string_equal(cell(a, "state"), "acked");
	assert_string_equal(cell(a, "acked_rev"), "8");
	assert_string_equal(cell(b, "state"), "pending");
	assert_string_equal(cell(c, "state"), "withdrawn");
	box = opened();
	assert_int_equal(outbox_next(box, &item), 1);
	assert_string_equal(item.uuid, b);
	assert_non_null(strstr(item.bytes, "批注"));
	assert_int_equal(outbox_withdraw(box, b), -1);
	outbox_item_clear(&item);
	outbox_close(box);
	/* another reason to refuse is none to set it aside */
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(outbox_recover(path, said, sizeof said), -1);
	assert_non_null(strstr(said, "chmod 600"));
}

/* Empty, gone, or another database in its place: never a fresh start while the journal knows better. */
static void
outbox__open__empty_or_gone_comes_back(void **state)
{
	static const char *const ways[] = { "rm \"$F\"", ": > \"$F\"", "rm \"$F\" && sqlite3 \"$F\" VACUUM && chmod 600 \"$F\"" };
	char a[37], b[37], command[600];

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct outbox *box = opened();
		struct outbox_item item = { 0 };
		struct outbox_counts counts;
		snprintf(command, sizeof command, "%zu", 10 + i);
		assert_int_equal(queue(box, command, "close", 7, a), 0);
		assert_int_equal(queue(box, "2", "comment", 3, b), 0);
		assert_int_equal(outbox_answer(box, a, "acked", NULL, "{\"rev\":8}", 8), 0);
		outbox_close(box);
		snprintf(command, sizeof command, "F='%s'; %s", path, ways[i]);
		assert_int_equal(system(command), 0);
		box = opened();
		assert_non_null(strstr(error, "journal"));
		assert_string_equal(cell(a, "state"), "acked");
		assert_string_equal(cell(b, "state"), "pending");
		assert_int_equal(outbox_counts(box, &counts), 0);
		assert_int_equal(counts.pending, (int)i + 1);
		assert_int_equal(outbox_next(box, &item), 1);
		assert_non_null(strstr(item.bytes, "批注"));
		outbox_item_clear(&item);
		outbox_close(box);
		box = opened();            /* once is enough */
		assert_string_equal(error, "");
		outbox_close(box);
	}
}

/* Removed under a process that has it open: what is queued then is not written to a file nobody will ever see. */
static void
outbox__queue__removed_meanwhile(void **state)
{
	struct outbox *box = opened(), *other;
	struct outbox_counts counts;
	char a[37], b[37];

	(void)state;
	assert_int_equal(queue(box, "1", "comment", 3, a), 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(queue(box, "2", "comment", 3, b), 0);
	other = opened();
	assert_int_equal(outbox_counts(other, &counts), 0);
	assert_int_equal(counts.pending, 2);
	outbox_close(other);
	outbox_close(box);
}

static void
place__network__is_told_by_its_type(void **state)
{
	(void)state;
	assert_true(place_is_network(0x6969));
	assert_true(place_is_network(0xFE534D42));
	assert_true(place_is_network((unsigned long)(long)(int)0xFE534D42));   /* as a signed 32-bit f_type comes */
	assert_true(place_is_network(0x65735546));
	assert_false(place_is_network(0xEF53));      /* ext4 */
	assert_false(place_is_network(0x01021994));  /* tmpfs */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, temp_remove)
		T(outbox__queue__bytes_as_on_the_wire),
		T(outbox__queue__says_what_it_cannot_take),
		T(outbox__next__order_on_one_record),
		T(outbox__withdraw__only_before_the_first_attempt),
		T(outbox__move__among_the_unsent),
		T(outbox__drafts__come_back_once),
		T(outbox__conflict__again_or_as_a_comment),
		T(outbox__acked__confirmed_and_offered_again),
		T(outbox__queue__two_processes_one_close),
		T(outbox__queue__not_said_when_the_disk_is_full),
		T(outbox__queue__ballast_makes_room),
		T(outbox__open__refuses_and_leaves_alone),
		T(outbox__recover__from_rows_and_journal),
		T(outbox__open__empty_or_gone_comes_back),
		T(outbox__queue__removed_meanwhile),
		cmocka_unit_test(place__network__is_told_by_its_type),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
