#include "hub/cmd/commands.h"

#include <unistd.h>

#include "hub/authority/db_pack.h"
#include "hub/policy/pack.h"
#include "model/text/language.h"

/* A pack is written from a copy, so that it is of one moment while others go on writing. */
static int
save_from_copy(struct hub_db *db, const char *dir, const char *copy, char *error, size_t size)
{
	struct hub_db *still;
	int rc;

	if (hub_db_backup(db, copy) != 0) {
		snprintf(error, size, "%s", hub_db_error(db));
		return -1;
	}
	if ((still = hub_db_open(copy, HUB_DB_READ, error, size)) == NULL)
		return -1;
	rc = pack_save(still, dir, error, size);
	hub_db_close(still);
	return rc;
}

static int
save_pack(struct hub_db *db, const char *dir, char *error, size_t size)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-lock" };
	char holder[4096], name[4096 + 16];
	int rc;

	snprintf(holder, sizeof holder, "%s.export-XXXXXX", hub_db_path(db));
	if (mkdtemp(holder) == NULL) {
		snprintf(error, size, _("%s: cannot make a directory for a copy"), holder);
		return -1;
	}
	snprintf(name, sizeof name, "%s/copy.db", holder);
	rc = save_from_copy(db, dir, name, error, size);
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(name, sizeof name, "%s/copy.db%s", holder, tails[i]);
		unlink(name);
	}
	rmdir(holder);
	return rc;
}

/* What the county's own plan named is not written while it is off, though the county's records still name it. */
static int
note_off(void *ctx, const struct db_pack *pack)
{
	const struct options *o = ctx;

	if (pack->own && !pack->active)
		hub_failed(o, _("note: %s is off; some records name what is not in this pack: "
		                "switch it on before, or use --backup"), pack->name);
	return 0;
}

int
cmd_export(const struct options *o)
{
	const char *pack = option(o, "pack"), *backup = option(o, "backup");
	char error[4096 + 256];
	struct hub_db *db;
	int rc;

	if ((pack == NULL) == (backup == NULL))
		return hub_usage(o, _("one of --pack DIR and --backup FILE is needed"));
	/* Nothing is written to it, but a reader's connection may not copy either. */
	if ((db = hub_open(o, HUB_DB_WRITE)) == NULL)
		return HUB_EXIT_FAILED;
	if (pack != NULL) {
		db_pack_list(db, note_off, (void *)(uintptr_t)o);
		rc = save_pack(db, pack, error, sizeof error);
	} else if ((rc = hub_db_backup(db, backup)) != 0)
		snprintf(error, sizeof error, "%s", hub_db_error(db));
	hub_db_close(db);
	return rc == 0 ? HUB_EXIT_OK : hub_failed(o, "%s", error);
}
