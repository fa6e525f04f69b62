/*
 * The outbox's second copy and its ballast.  The journal is one JSON line per
 * event, appended and synced after the commit, for the day the database is
 * damaged; what it cannot take is not worth refusing an operation that is
 * already committed, so its own failures are silent.
 */
#include "store/outbox/outbox_in.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void
append(struct outbox *box, cJSON *line)
{
	char *text = line != NULL ? cJSON_PrintUnformatted(line) : NULL;
	size_t len = text != NULL ? strlen(text) : 0;
	int fd;

	cJSON_Delete(line);
	if (text == NULL)
		return;
	fd = open(box->journal, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0) {
		text[len] = '\n';      /* one write per line: several processes append */
		if (write(fd, text, len + 1) == (ssize_t)(len + 1))
			fdatasync(fd);
		close(fd);
	}
	free(text);
}

void
box_journal_op(struct outbox *box, const struct op *op, const char *args, const char *title)
{
	cJSON *line = cJSON_CreateObject();

	cJSON_AddStringToObject(line, "op", op->uuid);
	cJSON_AddStringToObject(line, "verb", op->verb);
	cJSON_AddStringToObject(line, "kind", record_kinds[op->kind].name);
	cJSON_AddStringToObject(line, "id", op->id);
	cJSON_AddNumberToObject(line, "base", (double)op->base);
	cJSON_AddNumberToObject(line, "at", (double)op->at);
	cJSON_AddRawToObject(line, "args", args);
	cJSON_AddStringToObject(line, "title", title);
	append(box, line);
}

void
box_journal_state(struct outbox *box, const char *uuid, const char *state, int64_t rev, const char *id)
{
	cJSON *line = cJSON_CreateObject();

	cJSON_AddStringToObject(line, "op", uuid);
	cJSON_AddStringToObject(line, "state", state);
	if (rev > 0)
		cJSON_AddNumberToObject(line, "rev", (double)rev);
	if (id != NULL && *id != '\0')
		cJSON_AddStringToObject(line, "id", id);
	append(box, line);
}

/* ---- ballast ---------------------------------------------------------------- */

/* Zeros would do on no file system that compresses or punches holes. */
static void
noise(unsigned char *block, size_t size, uint32_t seed)
{
	for (size_t i = 0; i < size; i++) {
		seed = seed * 1664525u + 1013904223u;
		block[i] = (unsigned char)(seed >> 24);
	}
}

void
box_ballast_make(struct outbox *box)
{
	unsigned char block[16384];
	struct stat st;
	bool whole = true;
	int fd;

	if (lstat(box->ballast, &st) == 0 && st.st_size == OUTBOX_BALLAST)
		return;
	fd = open(box->ballast, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return;
	for (uint32_t at = 0; whole && at < OUTBOX_BALLAST; at += sizeof block) {
		noise(block, sizeof block, at);
		whole = write(fd, block, sizeof block) == (ssize_t)sizeof block;
	}
	close(fd);
	if (!whole)                /* no room yet: half a ballast only takes what is left */
		unlink(box->ballast);
}

bool
box_ballast_release(struct outbox *box)
{
	return unlink(box->ballast) == 0;
}
