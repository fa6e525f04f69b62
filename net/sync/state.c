#include "net/sync/sync_in.h"

#include "model/room/civil.h"
#include "model/text/language.h"

/* What consoles are told, and what a round ends with. */
static const struct { const char *name; enum exit_status exit; } states[] = {
	[STATE_UNKNOWN] = { "offline", EXIT_QUEUED },    [STATE_ONLINE] = { "online", EXIT_OK },
	[STATE_OFFLINE] = { "offline", EXIT_QUEUED },    [STATE_NO_HUB] = { "offline", EXIT_NO_HUB },
	[STATE_NO_LOGIN] = { "login", EXIT_LOGIN },      [STATE_NO_ROLE] = { "login", EXIT_FORBIDDEN },
	[STATE_NO_TLS] = { "tls", EXIT_UNTRUSTED },      [STATE_TOO_OLD] = { "too-old", EXIT_TOO_OLD },
};

enum exit_status
state_exit(const struct sync *s)
{
	return states[s->state].exit;
}

bool
state_waits(const struct sync *s)
{
	return s->state == STATE_NO_LOGIN || s->state == STATE_NO_ROLE;
}

bool
state_tries(const struct sync *s)
{
	return s->state == STATE_UNKNOWN || s->state == STATE_ONLINE || s->state == STATE_OFFLINE ||
	       s->state == STATE_NO_HUB;
}

void
state_tell(struct sync *s, struct control_console *who)
{
	if (s->state == STATE_UNKNOWN)
		return;
	if (who != NULL)
		control_tell(&s->control, who, "state %s %s", states[s->state].name, s->words);
	else
		control_tell_all(&s->control, "state %s %s", states[s->state].name, s->words);
}

/* The cache keeps it for consoles that start while nobody is connected. */
static void
write_state(struct sync *s, const char *name)
{
	if (s->cache == NULL || s->changes.writing || cache_begin(s->cache) != 0)
		return;
	if (cache_set_meta(s->cache, "state", name) != 0 || cache_set_meta(s->cache, "last_error", s->words) != 0)
		cache_rollback(s->cache);
	else
		cache_commit(s->cache);
}

void
state_set(struct sync *s, enum sync_state state, const char *words)
{
	if (s->state == state && strcmp(s->words, words) == 0)
		return;
	s->state = state;
	snprintf(s->words, sizeof s->words, "%s", words);
	write_state(s, states[state].name);
	state_tell(s, NULL);
}

/* Online is only what is: nobody knows any more.  What needs somebody's attention stays said. */
void
state_leave(struct sync *s)
{
	if (s->state == STATE_ONLINE)
		write_state(s, "");
}

void
state_problem(struct sync *s, const char *what)
{
	control_tell_all(&s->control, "problem %s", what);
	fprintf(stderr, "guatu-sync: %s\n", what);
}

void
state_fail(struct sync *s, const char *what)
{
	state_problem(s, what);
	s->trouble = EXIT_ERROR;
}

static void
reload_token(struct sync *s)
{
	char error[512];

	if (s->opt->token_file == NULL)
		return;
	if (token_read(s->opt->token_file, &s->http.token, error, sizeof error) != 0) {
		state_set(s, STATE_NO_LOGIN, error);
		s->pull_at = s->push_at = NEVER;
	}
}

void
state_start(struct sync *s)
{
	s->state = STATE_UNKNOWN;
	reload_token(s);
}

void
state_retry(struct sync *s)
{
	bool paused = !state_tries(s) || s->state == STATE_UNKNOWN;

	s->trouble = EXIT_OK;
	backoff_reset(&s->pull_backoff);
	backoff_reset(&s->push_backoff);
	s->push_at = s->now;
	if (s->step == PULL_IDLE)
		s->pull_at = s->now;
	if (!paused)
		return;
	s->greeted = false;
	s->state = STATE_UNKNOWN;
	reload_token(s);
}

struct net_answer
state_answer(const struct transfer *t)
{
	return (struct net_answer){ t->status, t->type, t->body != NULL ? t->body : "", t->length };
}

int64_t
state_wait(struct sync *s, const struct transfer *t, struct backoff *b)
{
	int64_t asked = t->retry_after[0] != '\0' ? backoff_retry_after(b, t->retry_after, s->real) : -1;

	return s->now + (asked >= 0 ? asked : backoff_next(b));
}

int
state_identity(struct sync *s, struct cache *c)
{
	const struct hello *h = &s->hello;
	const struct { const char *key, *value; } facts[] = {
		{ "epoch", h->epoch }, { "hub", s->opt->hub }, { "user", h->user }, { "post", h->post },
		{ "roles", h->roles }, { "scope", h->scope }, { "sees", h->sees }, { "county", h->county },
		{ "county_name", h->county_name }, { "packs", h->packs },
		{ "state", states[s->state == STATE_UNKNOWN ? STATE_ONLINE : s->state].name },
	};

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (cache_set_meta(c, facts[i].key, facts[i].value) != 0)
			return -1;
	return 0;
}
