/*
 * Pushing: one operation at a time, the same key and bytes until its verdict
 * is known and committed here.
 */
#include "net/sync/sync_in.h"

#include "model/text/language.h"
#include "net/sync/failpoint.h"

enum { PATIENCE = 30, DISK_AGAIN = 60000 };

void
push_turn(struct sync *s)
{
	char path[64];
	int n;

	if (s->box == NULL || s->push.running || s->now < s->push_at || !s->greeted || !state_tries(s))
		return;
	s->push_at = NEVER;
	n = outbox_next(s->box, &s->item);
	s->push_idle = n == 0;
	if (n < 0) {
		state_fail(s, outbox_error(s->box));
		s->push_at = s->now + DISK_AGAIN;
	}
	if (n <= 0)
		return;
	snprintf(path, sizeof path, "/v1/c/%s/ops", s->hello.county);
	if (http_start(&s->http, &s->push, path, s->item.bytes, s->item.uuid, PATIENCE) != 0)
		s->push_at = s->now + backoff_next(&s->push_backoff);
}

/* Committed here, or it will be asked again with the same key. */
static int
record_verdict(struct sync *s, const struct verdict *v)
{
	const char *answer = s->push.body != NULL && s->push.length < 65536 ? s->push.body : NULL;
	bool final = v->kind == VERDICT_ACKED || v->kind == VERDICT_SETTLED;

	net_failpoint("after-answer");
	if (outbox_answer(s->box, s->item.uuid, v->state, v->kind == VERDICT_ACKED ? NULL : v->words.text,
	                  final ? answer : NULL, v->rev) == 0) {
		control_tell_all(&s->control, "outbox");
		return 0;
	}
	state_fail(s, outbox_error(s->box));
	s->push_at = s->now + DISK_AGAIN;
	return -1;
}

/* The hub is there, as the pulling knows, but not for what was sent: said once a round. */
static void
trouble(struct sync *s, enum exit_status what, const char *words)
{
	if (s->trouble == EXIT_OK)
		state_problem(s, words);
	s->trouble = what;
}

static void
down(struct sync *s, const char *words)
{
	struct verdict v = { .kind = VERDICT_RETRY, .state = "pending" };

	snprintf(v.words.text, sizeof v.words.text, "%s", words);
	if (record_verdict(s, &v) == 0)
		s->push_at = s->now + backoff_next(&s->push_backoff);
	trouble(s, EXIT_QUEUED, words);
}

static void
decided(struct sync *s, const struct verdict *v)
{
	backoff_reset(&s->push_backoff);
	s->push_at = s->now;
	if (v->kind != VERDICT_ACKED)
		return;
	s->sent++;
	s->acked++;
	s->wanted++;               /* the row must come back */
	s->idle_pulls = 0;
	pull_confirm(s);
}

static void
answered(struct sync *s)
{
	struct net_answer a = state_answer(&s->push);
	struct verdict v;

	verdict_read(&a, s->item.uuid, &v);
	if (a.status >= 300 && a.status < 400)
		snprintf(v.words.text, sizeof v.words.text, _("redirected to %.300s, which is not followed"),
		         s->push.location);
	if (record_verdict(s, &v) != 0)
		return;
	switch (v.kind) {
	case VERDICT_ACKED: case VERDICT_SETTLED:
		decided(s, &v);
		break;
	case VERDICT_AGAIN:
		s->push_at = s->now + 1000 + backoff_random(&s->push_backoff, 2000);
		break;
	case VERDICT_WAIT:
		s->push_at = state_wait(s, &s->push, &s->push_backoff);
		break;
	case VERDICT_RETRY:
		trouble(s, EXIT_NO_HUB, v.words.text);
		s->push_at = s->now + backoff_next(&s->push_backoff);
		break;
	case VERDICT_LOGIN:
		state_set(s, STATE_NO_LOGIN, v.words.text);
		break;
	case VERDICT_TOO_OLD:
		state_set(s, STATE_TOO_OLD, v.words.text);
		break;
	case VERDICT_RESET:
		pull_reset(s, v.restored);
		s->push_at = s->now + backoff_next(&s->push_backoff);
		break;
	}
}

void
push_ended(struct sync *s, enum http_end how)
{
	if (how == HTTP_ANSWERED)
		answered(s);
	else if (how == HTTP_TLS)
		down(s, s->push.words);
	else
		down(s, how == HTTP_STOPPED ? _("the answer is too large") : s->push.words);
	outbox_item_clear(&s->item);
}
