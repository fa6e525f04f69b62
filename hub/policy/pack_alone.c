#include "hub/policy/pack_alone.h"

#include <unistd.h>

#include "model/text/language.h"

static int
make_holder(struct pack_alone *p, char *error, size_t size)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(p->holder, sizeof p->holder, "%.400s/guatu-pack-XXXXXX", tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	if (mkdtemp(p->holder) != NULL)
		return 0;
	snprintf(error, size, _("%s: %s; set TMPDIR to a directory you may write"), p->holder, error_words(errno));
	*p->holder = '\0';
	return -2;
}

int
pack_alone_open(struct pack_alone *p, const char *dir, struct import *how, char *error, size_t size)
{
	struct pack_about about;
	char path[600];
	int rc;

	*p = (struct pack_alone){ 0 };
	if (pack_about(dir, &about, how->errors) != 0)
		return -1;
	if (make_holder(p, error, size) != 0)
		return -2;
	snprintf(path, sizeof path, "%s/pack.db", p->holder);
	if ((p->db = hub_db_create(path, about.county, error, size)) == NULL)
		return -2;
	if (hub_db_bulk(p->db, true) != 0 || hub_db_begin(p->db) != 0)
		rc = -2;
	else
		rc = pack_load(p->db, dir, how);
	if (rc == -2)
		snprintf(error, size, "%s", hub_db_error(p->db));
	return rc;
}

void
pack_alone_close(struct pack_alone *p)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-lock" };
	char path[600];

	hub_db_close(p->db);
	p->db = NULL;
	if (*p->holder == '\0')
		return;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(path, sizeof path, "%s/pack.db%s", p->holder, tails[i]);
		unlink(path);
	}
	rmdir(p->holder);
	*p->holder = '\0';
}
