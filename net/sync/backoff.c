#include "net/sync/backoff.h"

#include <curl/curl.h>
#include <sys/random.h>
#include <time.h>

int64_t
backoff_random(struct backoff *b, int64_t most)
{
	if (b->seed == 0 && getrandom(&b->seed, sizeof b->seed, GRND_NONBLOCK) != (ssize_t)sizeof b->seed)
		b->seed = (uint64_t)time(NULL) | 1;
	/* splitmix64: spreading, not secrecy */
	uint64_t z = (b->seed += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	z ^= z >> 31;
	return most > 0 ? (int64_t)(z % (uint64_t)(most + 1)) : 0;
}

int64_t
backoff_next(struct backoff *b)
{
	int64_t most = (int64_t)BACKOFF_LEAST << (b->failures < 9 ? b->failures + 1 : 10);

	b->failures++;
	if (most > BACKOFF_MOST)
		most = BACKOFF_MOST;
	return BACKOFF_LEAST / 2 + backoff_random(b, most - BACKOFF_LEAST / 2);
}

void
backoff_reset(struct backoff *b)
{
	b->failures = 0;
}

int64_t
backoff_retry_after(struct backoff *b, const char *header, int64_t now)
{
	char *end;
	int64_t seconds;

	header += strspn(header, " \t");
	seconds = strtoll(header, &end, 10);       /* saturates, which is as good as bounded */
	if (end == header || end[strspn(end, " \t\r\n")] != '\0') {
		time_t date = curl_getdate(header, NULL);
		if (date < 0)
			return -1;
		seconds = (int64_t)date - now;
	}
	if (seconds < 0)
		seconds = 0;
	if (seconds > BACKOFF_MOST / 1000)
		seconds = BACKOFF_MOST / 1000;
	return seconds * 1000 + backoff_random(b, seconds * 250 + 250);
}
