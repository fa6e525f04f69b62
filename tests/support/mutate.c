#include "tests/support/mutate.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_MAX_ = 4096 };

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

static size_t
mutate(char *data, size_t size)
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
		const char *word = nasty[below(sizeof nasty / sizeof *nasty)];
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

void
mutate_run(mutate_target target, const char *const seeds[], int seed_count, int rounds)
{
	long seed = setting("GUATU_FUZZ_SEED", 20200618), n = setting("GUATU_FUZZ_ROUNDS", rounds);
	char *work = malloc(SIZE_MAX_ + 1);

	printf("GUATU_FUZZ_SEED=%ld GUATU_FUZZ_ROUNDS=%ld\n", seed, n);
	random_state = (uint64_t)seed * 2654435761u + 1;
	for (long i = 0; i < n && work != NULL; i++) {
		const char *from = seeds[below((size_t)seed_count)];
		size_t size = strnlen(from, SIZE_MAX_ - 1);
		char *exact;
		memcpy(work, from, size);
		for (uint32_t k = 1 + random_next() % 6; k > 0; k--)
			size = mutate(work, size);
		exact = malloc(size + 1);           /* so that the sanitizer sees a byte read too far */
		if (exact == NULL)
			break;
		memcpy(exact, work, size);
		exact[size] = '\0';
		target(exact, size);
		free(exact);
	}
	free(work);
}
