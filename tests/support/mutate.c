#include "tests/support/mutate.h"

#include <glob.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SIZE_MAX_ = 16384 };

static uint64_t random_state;

static uint32_t
random_next(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 16);
}

static size_t
below(size_t n)
{
	return n > 0 ? random_next() % n : 0;
}

/* What breaks parsers more often than noise does. */
static const char *const nasty[] = {
	"\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\t", "\xef\xbb\xbf", "\xc0\x80", "\xed\xa0\x80", "\xe2\x80\xae",
	"\033[2J", "\033]52;c;eA==\a", "\x9b", "1e400", "-0", "9007199254740993", "99999999999999999999", "NaN", "null", "true",
	"\\u0000", "\\ud800", "2020-02-30", "0000-00-00", "姚关", "：", "！", "＞", "%s%n", "' OR 1=1 --", "=cmd|' /C'!A0",
};

static size_t
insert(char *data, size_t size, const char *what, size_t n)
{
	size_t at = below(size + 1);

	if (size + n >= SIZE_MAX_)
		return size;
	memmove(data + at + n, data + at, size - at);
	memcpy(data + at, what, n);
	return size + n;
}

/* A word of `more`, which may be NULL, or of the nasty ones. */
static const char *
word_of(const char *const *more)
{
	size_t n = 0;

	while (more != NULL && more[n] != NULL)
		n++;
	return n > 0 && random_next() % 2 == 0 ? more[below(n)] : nasty[below(sizeof nasty / sizeof *nasty)];
}

static size_t
mutate(char *data, size_t size, const char *const *words)
{
	size_t at = below(size), n;

	switch (random_next() % 6) {
	case 0:                                     /* flip a byte */
		if (size > 0)
			data[at] = (char)random_next();
		return size;
	case 1:                                     /* cut */
		return at;
	case 2:                                     /* take a piece out */
		n = below(size - at + 1);
		memmove(data + at, data + at + n, size - at - n);
		return size - n;
	case 3: {                                   /* repeat a piece */
		char piece[64];
		n = below(size - at < sizeof piece ? size - at : sizeof piece);
		memcpy(piece, data + at, n);
		for (int i = 0; i < 8; i++)
			size = insert(data, size, piece, n);
		return size;
	}
	default: {
		const char *word = word_of(words);
		return insert(data, size, word, strlen(word));
	}
	}
}

static long
setting(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? strtol(text, NULL, 10) : otherwise;
}

/* One round: a seed spoiled in one to six ways. */
static void
one_round(mutate_target target, const struct mutate_corpus *corpus, char *work)
{
	int from = (int)below((size_t)corpus->count);
	size_t size = corpus->len[from] < SIZE_MAX_ ? corpus->len[from] : SIZE_MAX_ - 1;
	char *exact;

	memcpy(work, corpus->bytes[from], size);
	for (uint32_t k = 1 + random_next() % 6; k > 0; k--)
		size = mutate(work, size, corpus->words);
	exact = malloc(size + 1);                   /* so that the sanitizer sees a byte read too far */
	if (exact == NULL)
		abort();
	memcpy(exact, work, size);
	exact[size] = '\0';
	target(exact, size);
	free(exact);
}

void
mutate_corpus(mutate_target target, const struct mutate_corpus *corpus, int rounds)
{
	long seed = setting("GUATU_FUZZ_SEED", 20200618), from = setting("GUATU_FUZZ_FROM", 0);
	long seconds = setting("GUATU_FUZZ_SECONDS", 0), n = setting("GUATU_FUZZ_ROUNDS", seconds > 0 ? LONG_MAX - from : rounds);
	time_t began = time(NULL), said = began, now;
	char *work = malloc(SIZE_MAX_ + 1);

	printf("GUATU_FUZZ_SEED=%ld GUATU_FUZZ_FROM=%ld GUATU_FUZZ_ROUNDS=%ld\n", seed, from, n);
	for (long i = from; i - from < n && work != NULL; i++) {
		random_state = ((uint64_t)seed * 2654435761u + 1) ^ ((uint64_t)i * 0x9E3779B97F4A7C15u);
		random_state |= random_state == 0;
		for (int k = 0; k < 4; k++)
			random_next();
		one_round(target, corpus, work);
		if (n == rounds || (now = time(NULL)) == said)
			continue;
		said = now;
		printf("GUATU_FUZZ_FROM=%ld\n", i + 1);
		fflush(stdout);
		if (seconds > 0 && now - began >= seconds)
			break;
	}
	free(work);
}

void
mutate_run(mutate_target target, const char *const seeds[], int seed_count, int rounds)
{
	struct mutate_corpus corpus = { 0 };

	for (int i = 0; i < seed_count; i++)
		corpus_add(&corpus, seeds[i], strlen(seeds[i]));
	mutate_corpus(target, &corpus, rounds);
	corpus_clear(&corpus);
}

/* ---- seeds ---------------------------------------------------------------------- */

void
corpus_add(struct mutate_corpus *c, const char *bytes, size_t len)
{
	char **list = realloc(c->bytes, ((size_t)c->count + 1) * sizeof *list);
	size_t *lens = realloc(c->len, ((size_t)c->count + 1) * sizeof *lens);

	if (list == NULL || lens == NULL || (list[c->count] = malloc(len + 1)) == NULL)
		abort();
	memcpy(list[c->count], bytes, len);
	lens[c->count++] = len;
	c->bytes = list;
	c->len = lens;
}

void
corpus_read(struct mutate_corpus *c, const char *pattern)
{
	char bytes[SIZE_MAX_];
	glob_t files;

	if (glob(pattern, 0, NULL, &files) != 0) {
		fprintf(stderr, "no seeds %s\n", pattern);
		abort();
	}
	for (size_t i = 0; i < files.gl_pathc; i++) {
		FILE *fp = fopen(files.gl_pathv[i], "rbe");
		if (fp == NULL)
			abort();
		corpus_add(c, bytes, fread(bytes, 1, sizeof bytes, fp));
		fclose(fp);
	}
	globfree(&files);
}

void
corpus_clear(struct mutate_corpus *c)
{
	for (int i = 0; i < c->count; i++)
		free(c->bytes[i]);
	free(c->bytes);
	free(c->len);
	c->bytes = NULL;
	c->len = NULL;
	c->count = 0;
}
