#include "hub/policy/packs.h"

#include <cjson/cJSON.h>

#include "hub/authority/db_in.h"
#include "hub/authority/member.h"
#include "hub/authority/pack.sql.h"
#include "hub/policy/pack_alone.h"
#include "hub/policy/rules.h"
#include "model/text/language.h"

/* ---- what a row is to its pack ---------------------------------------------------------- */

/* The part that is heard from one pack only; "" none. */
static const char *
part_of(enum kind kind, const char *id, const cJSON *body, char *out, size_t size)
{
	*out = '\0';
	if (kind == KIND_LEDGER)
		snprintf(out, size, "ledger:%s", id);
	else if (kind == KIND_STAGE || kind == KIND_LEDGER_FIELD)
		snprintf(out, size, "ledger:%s", member_text(body, "ledger"));
	else if (kind == KIND_CHECKLIST)
		snprintf(out, size, "checklist:%s", id);
	else if (kind == KIND_CHECK_ITEM)
		snprintf(out, size, "checklist:%s", member_text(body, "checklist"));
	else if (kind == KIND_PARAM)
		snprintf(out, size, "param:%s", member_text(body, "key"));
	return out;
}

/* What a county rests on stays without the plan; what is still to be done for the plan does not. */
static bool
keeps(enum kind kind, const cJSON *body, bool of_county)
{
	if (kind == KIND_TERM || kind == KIND_CALENDAR || kind == KIND_FRONT)
		return true;
	if (kind == KIND_DUTY_RUN)
		return strcmp(member_text(body, "status"), "PENDING") != 0;
	if (kind == KIND_CHECK_MARK)
		return strcmp(member_text(body, "status"), "EXPECTED") != 0;
	if (kind == KIND_INDICATOR)
		return *member_text(body, "formula") == '\0';      /* the name of what has been counted */
	return of_county && kind != KIND_RULE;
}

struct taking {
	struct hub_db           *db;
	const struct pack_about *about;
	bool                     own, whole;      /* whole: the county half too */
	struct hub_db           *from;            /* where the pack's figures are */
	struct pack_came        *came;
};

static int
take(void *ctx, const struct hub_record *r)
{
	struct taking *t = ctx;
	char part[2 * HUB_ID_MAX], id[HUB_ID_MAX + 1];
	int of_county;
	cJSON *body;
	char *text = strdup(r->body);      /* the record's text is the handle's until its next call */
	struct db_pack_row row = { .pack = t->about->name, .kind = record_kinds[r->kind].name, .id = id, .body = text };
	enum kind kind = r->kind;
	int rc;

	if (text == NULL)
		return 1;
	snprintf(id, sizeof id, "%s", r->id);
	row.rev = t->from == t->db ? r->rev : 0;      /* loaded already */
	if ((of_county = rules_of_county(t->from, kind, id)) < 0) {
		free(text);
		return 1;
	}
	if (of_county && !t->whole) {
		t->came->outside++;
		t->came->of[kind].outside++;
		free(text);
		return 0;
	}
	body = cJSON_Parse(text);
	row.part_of = *part_of(kind, id, body, part, sizeof part) != '\0' ? part : NULL;
	row.keeps = kind == KIND_PACK || (t->own && keeps(kind, body, of_county == 1));
	cJSON_Delete(body);
	t->came->rows++;
	t->came->of[kind].rows++;
	rc = db_pack_record(t->db, &row);
	free(text);
	return rc != 0;
}

static int
take_all(struct taking *t)
{
	int order[KIND_COUNT];

	pack_order(order);
	for (int i = 0; i < KIND_COUNT; i++)
		if (hub_db_each(t->from, (enum kind)order[i], take, t) != 0)
			return -2;
	return 0;
}

/* ---- settling one record ------------------------------------------------------------------ */

/* Puts what should be heard in the record's place, unless the record is not the packs' any more. */
static int
put_heard(struct hub_db *db, enum kind kind, const char *id, const struct db_pack_says *says, const struct import *how,
          struct pack_came *came)
{
	int64_t rev = 0;
	int rc;

	if (says->pack != NULL) {
		if ((rc = hub_db_put(db, kind, id, says->body, how->at, how->by, &rev)) < 0)
			return -2;
		came->written += rc;
		came->of[kind].written += rc;
	} else {
		if ((rc = hub_db_gone(db, kind, id, "deleted", how->at, how->by)) < 0)
			return -2;
		came->gone += rc;
		came->of[kind].gone += rc;
	}
	return db_pack_heard(db, kind, id, says->pack, rev) == 0 ? 0 : -2;
}

static int
settle(struct hub_db *db, enum kind kind, const char *id, const struct import *how, struct pack_came *came)
{
	struct db_pack_says says;
	struct hub_record r;
	bool living, ours, same;
	int64_t rev;
	int found, rc;

	if (db_pack_says(db, kind, id, &says) != 0 || (found = hub_db_get(db, kind, id, &r)) < 0)
		return -2;
	living = found == 1 && r.body != NULL;
	rev = found == 1 ? r.rev : 0;
	ours = says.any && rev == says.rev;
	same = living && says.body != NULL && strcmp(r.body, says.body) == 0;
	came->behind += says.pack != NULL && strcmp(says.pack, came->name) != 0;
	if (same)
		rc = db_pack_heard(db, kind, id, says.pack, rev) == 0 ? 0 : -2;
	else if (living ? ours : says.pack != NULL && !says.any)
		rc = put_heard(db, kind, id, &says, how, came);
	else {
		came->left += living || says.any;
		rc = 0;
	}
	db_pack_says_clear(&says);
	return rc;
}

/* Every record that may be heard otherwise now. */
static int
settle_all(struct hub_db *db, const struct import *how, struct pack_came *came)
{
	struct db_pack_ids ids;
	int rc = db_pack_touched(db, came->name, &ids) == 0 ? 0 : -2;

	for (int i = 0; rc == 0 && i < ids.count; i++)
		if (ids.at[i].kind >= 0)
			rc = settle(db, (enum kind)ids.at[i].kind, ids.at[i].id, how, came);
	db_pack_ids_clear(&ids);
	if (rc == 0 && (db_pack_forget(db, came->name) != 0 || db_pack_publish(db) != 0))
		rc = -2;
	return rc;
}

/* ---- packs ---------------------------------------------------------------------------------- */

int
packs_own(struct hub_db *db, const struct pack_about *about, int64_t at)
{
	struct pack_came came = { .rows = 0 };
	struct taking t = { .db = db, .about = about, .own = true, .whole = true, .from = db, .came = &came };
	struct db_pack pack = { .own = true, .active = true, .loaded = at };
	struct import how = { .at = at, .by = "init" };

	snprintf(pack.name, sizeof pack.name, "%s", about->name);
	snprintf(pack.county, sizeof pack.county, "%s", about->county);
	snprintf(came.name, sizeof came.name, "%s", about->name);
	if (db_pack_put(db, &pack) != 0 || take_all(&t) != 0 || db_pack_switch(db, about->name, true) != 0)
		return -2;
	return settle(db, KIND_PACK, about->name, &how, &came) != 0 || db_pack_publish(db) != 0 ? -2 : 0;
}

/* A pack of several rows in pack.csv is a county's export; it can only be a county's own. */
static int
known(const char *dir, const struct pack_about *about, struct pack_came *came)
{
	snprintf(came->name, sizeof came->name, "%s", about->name);
	snprintf(came->county, sizeof came->county, "%s", about->county);
	if (about->named)
		return 0;
	snprintf(came->why, sizeof came->why,
	         _("%.300s/pack.csv: missing; it has one row, whose id is the pack's name"),
	         dir);
	return -1;
}

static int
any_pack(void *ctx, const struct db_pack *pack)
{
	(void)ctx;
	(void)pack;
	return 1;
}

/* ---- whom a plan speaks of ------------------------------------------------------------------ */

struct speaking { struct hub_db *db; struct pack_came *came; size_t len; };

static int
has_category(struct hub_db *db, const char *code)
{
	struct rows q = hub_rows(db, SQL_HUB_PACK_COUNTY_TERMS, BIND(T("pop")));
	bool has = false;

	while (!has && rows_next(&q))
		has = strcmp(row_text(&q, 1), code) == 0;
	return rows_close(&q) != 0 ? -2 : has;
}

static int
take_category(void *ctx, const char *code, const char *name, const char *ids)
{
	struct speaking *s = ctx;
	int has = has_category(s->db, code);

	if (has == 0 && s->len < sizeof s->came->strange)
		s->len += (size_t)snprintf(s->came->strange + s->len, sizeof s->came->strange - s->len,
		                           "%s%s %s (%.80s)", s->len > 0 ? _(", ") : "", code, name, ids);
	return has < 0 ? -2 : 0;
}

/* Nobody is of a category the county does not have: what a plan says of it would pass over everybody in silence. */
static int
look_for_categories(struct hub_db *db, struct hub_db *from, struct pack_came *came)
{
	struct speaking s = { db, came, 0 };
	struct rows q;
	size_t len = 0;

	if (rules_categories(from, take_category, &s) != 0)
		return -2;
	q = hub_rows(db, SQL_HUB_PACK_COUNTY_TERMS, BIND(T("pop")));
	while (rows_next(&q))
		if (len < sizeof came->ours)
			len += (size_t)snprintf(came->ours + len, sizeof came->ours - len, "%s%s %s",
			                        len > 0 ? _(", ") : "", row_text(&q, 1), row_text(&q, 2));
	return rows_close(&q) != 0 ? -2 : 0;
}

static int
load_from(struct hub_db *db, struct hub_db *from, const struct pack_about *about, const struct import *how,
          struct pack_came *came)
{
	bool home = strcmp(about->county, hub_db_county(db)) == 0;
	struct taking t = { .db = db, .about = about, .from = from, .came = came };
	struct db_pack pack;
	int found = db_pack_get(db, about->name, &pack);

	if (found < 0)
		return -2;
	/* A file made before packs were remembered: its county's pack, loaded first, is its own. */
	if (found == 0)
		pack = (struct db_pack){ .active = true, .own = home && db_pack_list(db, any_pack, NULL) == 0 };
	if (pack.own && !home) {
		snprintf(came->why, sizeof came->why,
		         _("%s is this county's own pack, so it must be about %s, not %s; "
		         "give it another name (the id in pack.csv)"),
		         about->name, hub_db_county(db), about->county);
		return -1;
	}
	t.own = t.whole = pack.own;
	pack.loaded = how->at;
	snprintf(pack.name, sizeof pack.name, "%s", about->name);
	snprintf(pack.county, sizeof pack.county, "%s", about->county);
	if (db_pack_drop_all(db, about->name) != 0 || db_pack_put(db, &pack) != 0 || take_all(&t) != 0)
		return -2;
	if (!pack.own && look_for_categories(db, from, came) != 0)
		return -2;
	pack.outside = came->outside;
	if (db_pack_put(db, &pack) != 0 || db_pack_switch(db, about->name, true) != 0)
		return -2;
	return settle_all(db, how, came);
}

int
packs_load(struct hub_db *db, const char *dir, struct import *how, struct pack_came *came)
{
	struct import alone_how = { .errors = how->errors, .at = how->at, .by = how->by };
	struct pack_about about;
	struct pack_alone alone;
	int rc;

	*came = (struct pack_came){ .rows = 0 };
	if (pack_about(dir, &about, how->errors) != 0)
		return -1;
	if ((rc = known(dir, &about, came)) != 0)
		return rc;
	rc = pack_alone_open(&alone, dir, &alone_how, came->why, sizeof came->why);
	if (rc == 0)
		rc = load_from(db, alone.db, &about, how, came);
	else
		rc = -1;
	pack_alone_close(&alone);
	return rc;
}

/* ---- on and off -------------------------------------------------------------------------------- */

struct names { char *out; size_t size, len; };

static int
add_name(void *ctx, const struct db_pack *pack)
{
	struct names *n = ctx;

	if (n->len + strlen(pack->name) + 2 < n->size)
		n->len += (size_t)snprintf(n->out + n->len, n->size - n->len, " %s", pack->name);
	return 0;
}

static int
unknown(struct hub_db *db, const char *name, struct pack_came *came)
{
	struct names n = { came->why, sizeof came->why, 0 };

	n.len = (size_t)snprintf(came->why, sizeof came->why, _("there is no pack \"%.60s\" here; the packs are:"),
	                         name);
	return db_pack_list(db, add_name, &n) < 0 ? -2 : -1;
}

int
packs_switch(struct hub_db *db, const char *name, bool on, const struct import *how, struct pack_came *came)
{
	struct db_pack pack;
	int found;

	*came = (struct pack_came){ .rows = 0 };
	if ((found = db_pack_get(db, name, &pack)) < 0)
		return -2;
	if (found == 0)
		return unknown(db, name, came);
	snprintf(came->name, sizeof came->name, "%s", name);
	snprintf(came->county, sizeof came->county, "%s", pack.county);
	if (pack.active == on) {
		snprintf(came->why, sizeof came->why, on ? _("%s is on already") : _("%s is off already"), name);
		return -1;
	}
	if ((!on && db_pack_take_opened(db, name) < 0) || db_pack_switch(db, name, on) != 0)
		return -2;
	return settle_all(db, how, came);
}

/* KIND count, KIND count. */
static void
say_kinds(const char *title, const struct pack_came *came, size_t what)
{
	const char *between = "";
	bool any = false;

	for (int kind = 0; kind < KIND_COUNT; kind++) {
		long count = *(const long *)(const void *)((const char *)&came->of[kind] + what);
		if (count == 0)
			continue;
		if (!any)
			printf("  %s", title);
		printf("%s %s %ld", between, record_kinds[kind].title, count);
		between = _(",");
		any = true;
	}
	if (any)
		putchar('\n');
}

void
packs_report(const struct hub_db *db, const char *verb, const struct pack_came *came, bool look)
{
	printf(look ? _("%s: %s; %ld records would be written, %ld taken back")
	       : _("%s: %s; %ld records written, %ld taken back"), came->name, verb, came->written, came->gone);
	if (came->behind > 0)
		printf(_(", %ld rows are heard from another pack"), came->behind);
	if (came->left > 0)
		printf(_(", %ld records left as they are: changed since"), came->left);
	putchar('\n');
	say_kinds(look ? _("would be written:") : _("written:"), came, offsetof(struct pack_part, written));
	say_kinds(look ? _("would be taken back:") : _("taken back:"), came, offsetof(struct pack_part, gone));
	if (came->runs + came->marks > 0)
		printf(look ? _("  would be opened for them, due from today on: %ld duty runs, "
		                "%ld checklists to be filled\n")
		       : _("  opened for them, due from today on: %ld duty runs, %ld checklists to be filled\n"),
		       came->runs, came->marks);
	if (came->outside > 0)
		printf(_("%ld rows of the county half stayed out: the pack is about %s, this hub is %s's\n"),
		       came->outside, came->county, hub_db_county(db));
	say_kinds(_("left out:"), came, offsetof(struct pack_part, outside));
	if (*came->strange != '\0')
		printf(_("its watches and rules speak of categories that are not this county's, so of nobody: %s\n"
		         "  the county's are: %s; let rosters and claims name the plan's, or write the county's into "
		         "the watches (pop, not_pop)\n"), came->strange, came->ours);
}
