#include "console/cli/session.h"

#include <time.h>

#include "console/cli/paths.h"
#include "model/text/installed.h"
#include "store/cache/damage.h"
#include "store/read/forms.h"
#include "store/cache/generation.h"
#include "store/outbox/outbox_view.h"
#include "store/read/place.h"
#include "store/cache/sight.h"

/* ---- opening ---------------------------------------------------------------- */

/* A home may lie behind a symbolic link; the databases themselves are opened through none. */
static void
resolve(char dir[PATH_MAX])
{
	char real[PATH_MAX];

	if (realpath(dir, real) != NULL)
		memcpy(dir, real, strlen(real) + 1);
}

/* Directories that were set by the configuration stay; the others are the user's own. */
static int
find_places(struct session *s, char *error, size_t error_size)
{
	char program[PATH_SIZE];

	if ((*s->cache_dir == '\0' && paths_cache_dir(s->profile, s->cache_dir) != 0) ||
	    (*s->state_dir == '\0' && paths_state_dir(s->profile, s->state_dir) != 0)) {
		snprintf(error, error_size, "%s", _("no home directory is known; set HOME"));
		return -1;
	}
	resolve(s->cache_dir);
	resolve(s->state_dir);
	if (snprintf(s->outbox_path, sizeof s->outbox_path, "%s/outbox.db",
	             s->state_dir) >= (int)sizeof s->outbox_path ||
	    paths_socket(s->profile, s->state_dir, s->socket_path, sizeof s->socket_path) != 0) {
		snprintf(error, error_size, _("%s: path too long; set state_dir in guatu.conf to a shorter one"),
		         s->state_dir);
		return -1;
	}
	if (installed_path("libexec/guatu/guatu-sync", program) == 0)
		snprintf(s->sync_program, sizeof s->sync_program, "%s", program);
	return 0;
}

/* The socket's directory, when it is in the runtime directory. */
static int
make_socket_dir(const struct session *s, char *error, size_t error_size)
{
	char dir[sizeof s->socket_path];
	char *slash;

	memcpy(dir, s->socket_path, sizeof dir);
	slash = strrchr(dir, '/');
	if (slash == NULL || slash == dir)
		return 0;
	*slash = '\0';
	return place_ready(dir, error, error_size);
}

/* Opens `path` in place of what is open.  The old store stays when the new one cannot be opened. */
static int
open_store(struct session *s, const char *path)
{
	char why[PATH_MAX + 256];
	struct store *st = store_open(path, s->outbox != NULL ? s->outbox_path : NULL, why, sizeof why);

	if (st == NULL) {
		if (errno == EBADMSG)
			cache_accuse(path);
		damage_seen();
		snprintf(s->cache_error, sizeof s->cache_error, _("the cache cannot be used: %s"), why);
		return -1;
	}
	store_close(s->store);
	s->store = st;
	s->cache_error[0] = '\0';
	s->accused = false;
	snprintf(s->cache_path, sizeof s->cache_path, "%s", path);
	return 0;
}

/* 1 the store is another one, 0 the same, -1 there is none: cache_error says why. */
static int
follow(struct session *s)
{
	char path[PATH_SIZE];

	if (cache_current(s->cache_dir, path, sizeof path) == 0)
		return s->store != NULL && strcmp(path, s->cache_path) == 0 ? 0
		       : open_store(s, path) == 0 ? 1 : s->store != NULL ? 0 : -1;
	if (s->store == NULL && s->cache_error[0] == '\0')
		snprintf(s->cache_error, sizeof s->cache_error,
		         _("the cache cannot be used: %s/current names none that is there"), s->cache_dir);
	return s->store != NULL ? 0 : -1;
}

int
session_open(struct session *s, char *error, size_t error_size)
{
	int rc;

	if (find_places(s, error, error_size) != 0 || place_ready(s->state_dir, error, error_size) != 0 ||
	    make_socket_dir(s, error, error_size) != 0)
		return -1;
	place_ready(s->cache_dir, s->cache_error, sizeof s->cache_error);
	if (find_places(s, error, error_size) != 0)      /* again: what was missing is there now and can be resolved */
		return -1;
	s->queued = false;
	s->outbox = outbox_open(s->outbox_path, s->outbox_error, sizeof s->outbox_error);
	damage_seen();                 /* the outbox's is told by itself */
	if (cache_ensure(s->cache_dir, s->cache_error, sizeof s->cache_error) == 0)
		s->cache_error[0] = '\0';
	rc = session_refresh(s, error, error_size);
	if (rc < 0)
		session_close(s);
	return rc < 0 ? -1 : 0;
}

bool
session_distrust(struct session *s, bool read_through, char *error, size_t error_size)
{
	bool damaged = damage_seen() && (s->outbox == NULL || outbox_whole(s->outbox));

	if (s->store == NULL || (!damaged && (!read_through || store_whole(s->store))))
		return false;
	damage_seen();
	s->accused = true;
	cache_accuse(s->cache_path);
	snprintf(error, error_size,
	         _("the cache is damaged; it is set aside and fetched again when the hub answers: %s"), s->cache_path);
	return true;
}

void
session_peek(struct session *s)
{
	char error[512];

	if (s->store == NULL && find_places(s, error, sizeof error) == 0)
		session_refresh(s, error, sizeof error);
}

void
session_close(struct session *s)
{
	store_close(s->store);
	outbox_close(s->outbox);
	calendar_clear(&s->calendar);
	s->store = NULL;
	s->outbox = NULL;
}

/* ---- the facts --------------------------------------------------------------- */

static int
param_int(struct session *s, const char *key, int otherwise)
{
	char text[64], *end;
	long n;

	store_param(s->store, key, s->env.today, text, sizeof text);
	n = strtol(text, &end, 10);
	return end != text && *end == '\0' && n >= 0 && n <= 100000 ? (int)n : otherwise;
}

static int32_t
param_day(struct session *s, const char *key)
{
	char text[64];

	return civil_parse(store_param(s->store, key, s->env.today, text, sizeof text));
}

static unsigned
parse_roles(char *text)
{
	unsigned roles = 0;

	for (char *save = NULL, *word = strtok_r(text, ",", &save); word != NULL; word = strtok_r(NULL, ",", &save))
		roles |= role_parse(word);
	return roles;
}

static bool
english(void)
{
	const char *language = getenv("LANGUAGE");

	return language != NULL && strncmp(language, "en", 2) == 0;
}

/* Every total on every screen is over what the header names. */
static void
read_sight(struct session *s)
{
	static const char *const words[] = { [SIGHT_COUNTY] = N_("county"), [SIGHT_TOWNSHIP] = N_("this township"),
		[SIGHT_VILLAGE] = N_("this village"), [SIGHT_SEVERAL] = N_("own area") };
	enum sight sight = store_sight(s->store);

	s->env.part = sight != SIGHT_COUNTY;
	s->env.whole = _(words[sight]);
	snprintf(s->head, sizeof s->head, "%s%s%s", s->county_name, s->env.part ? " " : "",
	         s->env.part ? s->env.whole : "");
}

static void
read_identity(struct session *s)
{
	char roles[128], scope[256];

	store_meta(s->store, "user", s->user, sizeof s->user);
	store_meta(s->store, "post", s->post, sizeof s->post);
	store_post_name(s->store, s->post, s->env.english, s->post_name, sizeof s->post_name);
	store_meta(s->store, "county", s->county, sizeof s->county);
	store_meta(s->store, "county_name", s->county_name, sizeof s->county_name);
	store_meta(s->store, "state", s->state, sizeof s->state);
	s->env.roles = parse_roles((char *)store_meta(s->store, "roles", roles, sizeof roles));
	if (*s->county == '\0')     /* the first six digits of the scope name the county */
		snprintf(s->county, sizeof s->county, "%.6s", store_meta(s->store, "scope", scope, sizeof scope));
	if (*s->county_name == '\0')
		store_param(s->store, "county_name", s->env.today, s->county_name, sizeof s->county_name);
	if (*s->county_name == '\0' || s->env.english)
		store_division(s->store, s->county, s->env.english, s->county_name, sizeof s->county_name);
	s->env.user = s->user;
	s->env.post = s->post;
	s->env.county = s->county;
	s->env.county_name = s->county_name;
	read_sight(s);
}

static void
read_rules(struct session *s)
{
	s->rules = room_rules_default;
	s->rules.due_soon_workdays = param_int(s, "due_soon_workdays", s->rules.due_soon_workdays);
	s->rules.lag_yellow = param_int(s, "lag_yellow", s->rules.lag_yellow);
	s->rules.lag_red = param_int(s, "lag_red", s->rules.lag_red);
	s->rules.fair_denominator = param_int(s, "fair_denominator", s->rules.fair_denominator);
	s->env.rules = &s->rules;
	s->env.campaign_start = param_day(s, "campaign_start");
	s->env.zero_day = param_day(s, "zero_day");
	store_param(s->store, "campaign_name", s->env.today, s->campaign, sizeof s->campaign);
}

static int
read_calendar(struct session *s)
{
	struct calendar cal = { 0 };

	if (store_calendar(s->store, &cal) != 0) {
		calendar_clear(&cal);
		return -1;
	}
	calendar_clear(&s->calendar);
	s->calendar = cal;
	return 0;
}

static void
read_clock(struct session *s)
{
	int64_t hub_now = store_meta_int(s->store, "hub_now", 0), real = store_meta_int(s->store, "hub_now_real", 0);

	s->skew = hub_now != 0 && real != 0 ? hub_now - real : 0;
	s->synced_at = store_meta_int(s->store, "synced_at", 0);
}

/* ---- following the sync process ------------------------------------------------ */

void
session_clock(struct session *s)
{
	s->env.now = (int64_t)time(NULL) + s->skew;
	s->env.as_of = s->as_of != CIVIL_NONE;
	s->env.today = s->env.as_of ? s->as_of : instant_day(s->env.now);
}

/* Before anything was pulled there is nothing but the clock and the defaults. */
static void
empty_facts(struct session *s)
{
	s->rules = room_rules_default;
	s->env.user = s->user;
	s->env.post = s->post;
	s->env.county = s->county;
	s->env.county_name = s->county_name;
	s->env.rules = &s->rules;
	s->env.cal = &s->calendar;
	s->env.campaign_start = s->env.zero_day = CIVIL_NONE;
	session_clock(s);
}

/* A day that is over is read as it stood. */
static int
look(struct session *s)
{
	return store_look(s->store, env_past(&s->env) ? s->env.today : CIVIL_NONE);
}

static int
read_facts(struct session *s)
{
	read_clock(s);
	session_clock(s);
	if (look(s) != 0)
		return -1;
	read_identity(s);
	read_rules(s);
	s->sample = store_has_sample(s->store);
	return read_calendar(s);
}

int
session_refresh(struct session *s, char *error, size_t error_size)
{
	int replaced, rc;

	s->env.read_only = s->read_only;
	s->env.english = english();
	s->env.cal = &s->calendar;
	if (s->outbox != NULL)
		outbox_counts(s->outbox, &s->counts);
	replaced = follow(s);
	if (s->store == NULL) {
		empty_facts(s);
		return 0;
	}
	store_begin(s->store);
	rc = read_facts(s);
	if (rc != 0)
		snprintf(error, error_size, "%s", store_error(s->store));
	store_end(s->store);
	if (rc == 0 || !session_distrust(s, false, s->cache_error, sizeof s->cache_error))
		return rc == 0 ? replaced : -1;
	store_close(s->store);         /* without its calendar nothing can be told */
	s->store = NULL;
	empty_facts(s);
	return 1;
}

bool
session_pulled(const struct session *s)
{
	char epoch[64];

	return s->store != NULL && *store_meta(s->store, "epoch", epoch, sizeof epoch) != '\0';
}

void
session_data_time(const struct session *s, char out[17])
{
	char at[26];

	instant_format(s->synced_at + s->skew, at);
	if (s->synced_at == 0)
		*out = '\0';
	else
		snprintf(out, 17, "%.10s %.5s", at, at + 11);
}

/* ---- queueing -------------------------------------------------------------------- */

int
session_queue(struct session *s, struct op *op, const char *title, char *error, size_t error_size)
{
	if (s->read_only) {
		snprintf(error, error_size, "%s", _("read-only: nothing can be queued here"));
		return -1;
	}
	if (s->outbox == NULL) {
		snprintf(error, error_size, "%s", s->outbox_error);
		return -1;
	}
	if (op->seen == NULL && *op->id != '\0' && s->store != NULL)
		op->seen = store_snapshot(s->store, op->kind, op->id);
	if (outbox_queue(s->outbox, op, title) != 0) {
		snprintf(error, error_size, "%s", outbox_error(s->outbox));
		return -1;
	}
	outbox_counts(s->outbox, &s->counts);
	s->queued = true;
	return 0;
}
