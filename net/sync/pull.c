/*
 * Pulling: hello, then everything (a snapshot into a new generation) or what
 * changed since the cursor, one request at a time.
 */
#include "net/sync/sync_in.h"

#include <sys/stat.h>

#include "model/room/civil.h"
#include "model/text/language.h"
#include "net/sync/failpoint.h"

enum { SILENCE = 30, SETTLE_SILENCE = 10, BIG_CACHE = 16 << 20, HERD_SPREAD = 30000, TLS_AGAIN = 300000,
	DISK_AGAIN = 60000, SYNCED_EVERY = 50 };

/* ---- rows into the cache ----------------------------------------------------------- */

static int
set_number(struct cache *c, const char *key, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, n);
	return cache_set_meta(c, key, text);
}

/* With the page's transaction open. */
static int
on_page(void *with, const struct changes *f)
{
	struct sync *s = with;
	int64_t hub_now;

	if (f->cache == s->build && f->mark.more)
		return 0;              /* nobody reads it before the last bookmark */
	if (state_identity(s, f->cache) != 0 || cache_set_meta(f->cache, "cursor", f->mark.cursor) != 0 ||
	    set_number(f->cache, "synced_at", s->real) != 0 || set_number(f->cache, "skipped", f->skipped) != 0)
		return -1;
	if (f->cache == s->build && cache_set_meta(f->cache, "reoffer", s->restored ? "1" : "0") != 0)
		return -1;
	if (instant_parse(f->mark.now, &hub_now) == 0 &&
	    (set_number(f->cache, "hub_now", hub_now) != 0 || set_number(f->cache, "hub_now_real", s->real) != 0))
		return -1;
	s->synced_written = s->now;
	return 0;
}

static int64_t
rev_of(void *with, enum kind kind, const char *id)
{
	return cache_rev(((struct sync *)with)->cache, kind, id);
}

void
pull_confirm(struct sync *s)
{
	struct outbox_counts counts;
	int n;

	if (s->acked == 0 || s->box == NULL)
		return;
	n = outbox_each_acked(s->box, rev_of, s);
	if (n > 0)
		control_tell_all(&s->control, "outbox");
	if (outbox_counts(s->box, &counts) == 0)
		s->acked = counts.acked;
}

static void
on_paged(void *with, const struct changes *f, bool wrote)
{
	struct sync *s = with;
	bool building = f->cache == s->build;

	s->pulled += f->page_rows;
	snprintf(building ? s->resume : s->cursor, sizeof s->cursor, "%s", f->mark.cursor);
	if (building && s->now - s->told >= 200) {
		control_tell_all(&s->control, "progress %" PRId64 " %" PRId64, s->pulled, f->estimate);
		s->told = s->now;
	}
	if (building || !wrote)
		return;
	control_tell_all(&s->control, "topics %" PRIx64, cache_touched(f->cache) | UINT64_C(1) << 63);
	cache_checkpoint(f->cache, false);
	pull_confirm(s);
}

/* ---- starting afresh ------------------------------------------------------------------ */

void
pull_forget_build(struct sync *s)
{
	if (s->build == NULL)
		return;
	cache_close(s->build);
	s->build = NULL;
	s->resume[0] = '\0';
	s->changes.cache = s->cache;
}

void
pull_reset(struct sync *s, bool restored)
{
	struct stat st;

	http_abort(&s->http, &s->pull);
	changes_end(&s->changes);
	pull_forget_build(s);
	s->step = PULL_IDLE;
	s->cursor[0] = '\0';
	s->greeted = false;
	s->restored = s->restored || restored;
	s->pull_at = s->now;
	/* Everybody is told the same at the same time: those with much to fetch spread out. */
	if (!s->settling && stat(cache_path(s->cache), &st) == 0 && st.st_size > BIG_CACHE)
		s->pull_at += backoff_random(&s->pull_backoff, HERD_SPREAD);
}

static int
start_build(struct sync *s)
{
	char error[512];

	s->build = cache_build(s->opt->cache_dir, error, sizeof error);
	if (s->build == NULL) {
		state_fail(s, error);
		s->pull_at = s->now + DISK_AGAIN;
		return -1;
	}
	s->changes.cache = s->build;
	s->changes.skipped = 0;
	s->resume[0] = '\0';
	s->pulled = 0;
	return 0;
}

/* The flag stands in the cache, so that being killed in between loses nothing. */
static void
offer_again(struct sync *s)
{
	struct outbox_counts counts;

	if (!s->restored || s->box == NULL)
		return;
	if (outbox_reoffer(s->box, cache_path(s->cache)) < 0) {
		state_problem(s, outbox_error(s->box));
		return;
	}
	s->restored = false;
	s->push_idle = false;
	s->push_at = s->now;
	if (outbox_counts(s->box, &counts) == 0)
		s->acked = counts.acked;
	control_tell_all(&s->control, "outbox");
	if (cache_begin(s->cache) == 0 &&
	    (cache_set_meta(s->cache, "reoffer", "0") != 0 || cache_commit(s->cache) != 0))
		cache_rollback(s->cache);
}

void
pull_feed_init(struct sync *s)
{
	char reoffer[4];

	s->changes.page = on_page;
	s->changes.paged = on_paged;
	s->changes.with = s;
	s->changes.cache = s->cache;
	cache_meta(s->cache, "cursor", s->cursor, sizeof s->cursor);
	cache_meta(s->cache, "epoch", s->hello.epoch, sizeof s->hello.epoch);
	cache_meta(s->cache, "reoffer", reoffer, sizeof reoffer);
	s->restored = strcmp(reoffer, "1") == 0;
	offer_again(s);
}

static int
publish(struct sync *s)
{
	net_failpoint("before-publish");
	if (cache_publish(s->build) != 0) {
		state_fail(s, cache_error(s->build));
		pull_forget_build(s);
		s->pull_at = s->now + DISK_AGAIN;
		return -1;
	}
	net_failpoint("after-publish");
	cache_close(s->cache);
	s->cache = s->build;
	s->build = NULL;
	snprintf(s->cursor, sizeof s->cursor, "%s", s->resume);
	s->resume[0] = '\0';
	control_tell_all(&s->control, "generation");
	control_tell_all(&s->control, "topics ffffffffffffffff");
	offer_again(s);
	pull_confirm(s);
	return 0;
}

/* ---- requests ----------------------------------------------------------------------------- */

static void
ask_feed(struct sync *s, const char *what, const char *cursor_name, const char *cursor, int wait)
{
	char path[1200], *escaped = *cursor != '\0' ? curl_easy_escape(NULL, cursor, 0) : NULL;
	int n = snprintf(path, sizeof path, "/v1/c/%s/%s?wait=%d", s->hello.county, what, wait);

	if (escaped != NULL && n < (int)sizeof path)
		snprintf(path + n, sizeof path - (size_t)n, "&%s=%s", cursor_name, escaped);
	curl_free(escaped);
	snprintf(s->changes.epoch, sizeof s->changes.epoch, "%s", s->hello.epoch);
	changes_begin(&s->changes);
	if (http_start(&s->http, &s->pull, path, NULL, NULL, wait + SILENCE) != 0)
		s->pull_at = s->now + backoff_next(&s->pull_backoff);
}

static int
sink(void *with, const char *bytes, size_t n)
{
	return changes_bytes(&((struct sync *)with)->changes, bytes, n);
}

void
pull_turn(struct sync *s)
{
	/* Not yet online: the first answer, that all is well, must not be held back. */
	int wait = s->settling || s->hurry || s->state != STATE_ONLINE ? 0 : s->hello.wait;

	if (s->pull.running || s->now < s->pull_at)
		return;
	s->pull_at = NEVER;
	s->began = s->now;
	s->asked = s->wanted;
	s->pull.with = s;
	s->pull.sink = s->greeted ? sink : NULL;
	if (!s->greeted) {
		s->step = PULL_HELLO;
		if (http_start(&s->http, &s->pull, "/v1/hello", NULL, NULL,
		               s->settling ? SETTLE_SILENCE : SILENCE) != 0)
			s->pull_at = s->now + backoff_next(&s->pull_backoff);
	} else if (*s->cursor == '\0') {
		if (s->build == NULL && start_build(s) != 0)
			return;
		s->step = PULL_SNAPSHOT;
		ask_feed(s, "snapshot", "after", s->resume, 0);
	} else {
		s->step = PULL_CHANGES;
		s->hurry = false;
		ask_feed(s, "changes", "since", s->cursor, wait);
	}
}

/* ---- endings ------------------------------------------------------------------------------------ */

static void
down(struct sync *s, enum sync_state state, const char *words)
{
	/* A held request is sometimes cut by something in between: ask once more before saying so. */
	if (s->step == PULL_CHANGES && s->state == STATE_ONLINE && !s->graced && !s->settling) {
		s->graced = true;
		s->pull_at = s->now + backoff_random(&s->pull_backoff, 300);
		return;
	}
	s->greeted = false;
	if (s->settling && s->pull.late)       /* who waits has waited long enough */
		s->pull_backoff.failures = SETTLE_TRIES;
	s->pull_at = s->now + backoff_next(&s->pull_backoff);
	state_set(s, state, words);
}

/* What is damaged goes aside, and an empty generation is filled afresh. */
static void
discard(struct sync *s)
{
	char error[2 * PATH_MAX + 512];

	s->cache = cache_discard(s->cache, error, sizeof error);
	state_problem(s, error);
	if (s->cache == NULL) {
		s->status = EXIT_ERROR;
		s->stop = true;
		return;
	}
	s->changes.cache = s->cache;
	s->cursor[0] = '\0';
	s->pull_at = s->now;
	control_tell_all(&s->control, "generation");
}

void
pull_distrust(struct sync *s)
{
	if (s->cache != NULL && cache_point_again(s->cache))
		control_tell_all(&s->control, "generation");
	if (s->cache == NULL || !cache_doubted(s->cache))
		return;
	http_abort(&s->http, &s->pull);
	changes_end(&s->changes);
	pull_forget_build(s);
	s->step = PULL_IDLE;
	discard(s);
}

static void
cache_failed(struct sync *s)
{
	s->pull_at = s->now + DISK_AGAIN;
	if (s->changes.cache != s->build && cache_corrupt(s->cache)) {
		discard(s);
		return;
	}
	state_fail(s, s->changes.error);
	if (s->changes.cache == s->build)
		pull_forget_build(s);
}

static void
pause_login(struct sync *s, enum sync_state state, const char *words)
{
	state_set(s, state, words);
	s->greeted = false;
	/* A token's file is watched; who is known by uid may be let in at any time. */
	s->pull_at = s->http.unix_path[0] != '\0' ? s->now + 60000 : NEVER;
}

static void
problem(struct sync *s, const struct net_answer *a)
{
	struct net_words words = { "", false };
	enum net_problem what = net_problem_read(a, &words);
	char text[480];

	switch (what) {
	case NET_LOGIN: case NET_ROLE: case NET_SCOPE:
		pause_login(s, what == NET_LOGIN ? STATE_NO_LOGIN : STATE_NO_ROLE, words.text);
		break;
	case NET_TOO_OLD:
		state_set(s, STATE_TOO_OLD, words.text);
		s->pull_at = NEVER;
		break;
	case NET_CURSOR_EXPIRED: case NET_SCOPE_CHANGED: case NET_EPOCH_CHANGED:
		if (s->step == PULL_SNAPSHOT && backoff_next(&s->pull_backoff) > 0 && s->pull_backoff.failures > 3) {
			s->pull_backoff.failures = 3;
			pull_forget_build(s);      /* a hub that cannot decide: not in a tight loop */
			down(s, STATE_OFFLINE, words.text);
			break;
		}
		pull_reset(s, what == NET_EPOCH_CHANGED);
		break;
	case NET_BUSY: case NET_UNAVAILABLE:
		s->greeted = false;
		state_set(s, STATE_OFFLINE, words.text);
		s->pull_at = state_wait(s, &s->pull, &s->pull_backoff);
		break;
	default:
		if (a->status >= 300 && a->status < 400)
			snprintf(text, sizeof text,
			         _("the hub's address answers with a redirection to %s, which is not followed"),
			         s->pull.location);
		else
			snprintf(text, sizeof text,
			         _("%.200s answers %ld, but not as a hub does: another server, or one in between"),
			         s->opt->hub, a->status);
		s->graced = true;
		down(s, STATE_NO_HUB, text);
		if ((a->status == 429 || a->status == 503) && s->pull.retry_after[0] != '\0')
			s->pull_at = state_wait(s, &s->pull, &s->pull_backoff);
		break;
	}
}

static void
online(struct sync *s)
{
	backoff_reset(&s->pull_backoff);
	s->graced = false;
	state_set(s, STATE_ONLINE, "");
}

/* Another epoch than the cache's: the hub has been restored. */
static void
meet(struct sync *s, const struct hello *h)
{
	bool other = *s->hello.epoch != '\0' && strcmp(s->hello.epoch, h->epoch) != 0;

	s->hello = *h;
	if (other && *s->cursor != '\0')
		pull_reset(s, true);
	else if (other)
		pull_forget_build(s);
}

static void
hello_ended(struct sync *s)
{
	struct net_answer a = state_answer(&s->pull);
	struct hello h;
	bool too_old = false;
	const char *why = a.status == 200 ? hello_read(&a, &h, &too_old) : NULL;

	if (a.status != 200) {
		problem(s, &a);
	} else if (too_old) {
		state_set(s, STATE_TOO_OLD, _("this program is too old for the hub; please upgrade"));
	} else if (why != NULL) {
		down(s, STATE_NO_HUB, why);
	} else {
		meet(s, &h);
		s->greeted = true;
		state_set(s, STATE_ONLINE, "");    /* the back-off is forgiven only when rows come */
		if (s->pull_at == NEVER)
			s->pull_at = s->now;
		s->push_at = s->now;
	}
}

/* The rest of a long poll that said nothing at once would be a hub that does not hold requests. */
static void
after_changes(struct sync *s)
{
	bool quiet = s->changes.rows == 0;

	s->reached = s->asked;
	s->idle_pulls = quiet ? s->idle_pulls + 1 : 0;
	s->pull_at = s->now;
	if (quiet && s->now - s->began < 1000)
		s->pull_at += s->settling ? 100 : 1000;
	if (!quiet)
		return;
	if (s->build == NULL)
		cache_checkpoint(s->cache, true);
	if (s->now - s->synced_written >= SYNCED_EVERY * 1000 && cache_begin(s->cache) == 0) {
		if (on_page(s, &s->changes) == 0 && cache_commit(s->cache) == 0)
			control_tell_all(&s->control, "topics 8000000000000000");
		else
			cache_rollback(s->cache);
	}
	if (s->push_idle)
		s->push_at = s->now;   /* somebody may have queued without telling */
}

static void
changes_ended(struct sync *s, bool cut)
{
	int64_t skipped = s->changes.skipped;
	bool whole = changes_end(&s->changes) == 0 && !cut;

	if (s->changes.fault == CHANGES_EPOCH) {
		pull_reset(s, true);
		return;
	}
	if (s->changes.fault == CHANGES_CACHE) {
		cache_failed(s);
		return;
	}
	if (!whole) {
		down(s, STATE_OFFLINE, s->changes.fault == CHANGES_BROKEN ? s->changes.error
		                       : s->pull.words[0] != '\0' ? s->pull.words : _("the answer was cut off"));
		return;
	}
	if (skipped > 0 && s->changes.skipped_why[0] != '\0') {
		state_problem(s, s->changes.skipped_why);
		s->changes.skipped_why[0] = '\0';
	}
	online(s);
	if (s->changes.mark.more)
		s->pull_at = s->now;
	else if (s->step == PULL_CHANGES)
		after_changes(s);
	else if (publish(s) == 0) {
		s->reached = s->asked;
		s->pull_at = s->now;
	}
}

void
pull_ended(struct sync *s, enum http_end how)
{
	bool changes = s->step != PULL_HELLO;
	bool ndjson = s->pull.status == 200 && net_media_is(s->pull.type, "application/x-ndjson");
	struct net_answer a = state_answer(&s->pull);

	if (how == HTTP_TLS) {
		state_set(s, STATE_NO_TLS, s->pull.words);
		s->greeted = false;
		s->pull_at = s->now + TLS_AGAIN;
	} else if (changes && (ndjson || how == HTTP_STOPPED)) {
		changes_ended(s, how != HTTP_ANSWERED);
	} else if (how != HTTP_ANSWERED) {
		down(s, STATE_OFFLINE, how == HTTP_STOPPED ? _("the answer is too large") : s->pull.words);
	} else if (changes) {
		problem(s, &a);
	} else {
		hello_ended(s);
	}
	if (s->state != STATE_TOO_OLD && !state_waits(s) && s->pull_at == NEVER && !s->pull.running)
		s->pull_at = s->now + backoff_next(&s->pull_backoff);
	s->step = s->pull.running ? s->step : PULL_IDLE;
}
