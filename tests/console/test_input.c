/* Keys, pastes and answers out of bytes that come whole, cut, late or from somebody who means harm. */
#include "tests/support/test.h"

#include "console/term/input.h"
#include "console/term/keys.h"
#include "console/term/probe.h"

static struct input in;
static int64_t now;

static int
open_input(void **state)
{
	(void)state;
	now = 1000;
	return input_init(&in);
}

static int
close_input(void **state)
{
	(void)state;
	input_clear(&in);
	return 0;
}

static void
comes(const char *bytes)
{
	input_add(&in, bytes, strlen(bytes), now);
}

/* What is understood now, as one word after the other. */
static const char *
got(void)
{
	static char words[4096];
	struct term_event e;
	size_t n = 0;
	char label[32];

	words[0] = '\0';
	while (input_next(&in, now, &e) && n < sizeof words - 300) {
		const char *gap = n > 0 ? " " : "";
		switch (e.kind) {
		case TERM_KEY:    n += (size_t)sprintf(words + n, "%s%s", gap, key_label(e.key, label, sizeof label)); break;
		case TERM_PASTE:  n += (size_t)snprintf(words + n, 200, "%spaste(%s)", gap, e.text); break;
		case TERM_SAYS:   n += (size_t)snprintf(words + n, 280, "%ssays(%s)", gap, e.text); break;
		case TERM_CURSOR: n += (size_t)sprintf(words + n, "%scursor(%d,%d)", gap, e.y, e.x); break;
		case TERM_STATUS: n += (size_t)sprintf(words + n, "%sstatus", gap); break;
		case TERM_CLICK:  n += (size_t)sprintf(words + n, "%sclick(%d,%d)", gap, e.y, e.x); break;
		case TERM_WHEEL:  n += (size_t)sprintf(words + n, "%swheel(%d)", gap, e.y); break;
		default:          fail();
		}
	}
	return words;
}

/* Everything said at once, and what is left once nothing more has come for a long time. */
static const char *
whole(const char *bytes)
{
	static char words[5000];

	comes(bytes);
	size_t n = (size_t)snprintf(words, sizeof words, "%s", got());
	now += 5000;
	snprintf(words + n, sizeof words - n, "%s%s", n > 0 && in.n > 0 ? " " : "", got());
	assert_int_equal(in.n, 0);
	assert_int_equal(input_due(&in, now), -1);
	return words;
}

static void
input__keys__of_all_terminals(void **state)
{
	static const struct { const char *bytes, *keys; } table[] = {
		{ "a\xe9\x85\x92\t\r\x7f\x08", "a \xe9\x85\x92 Tab Enter Backspace Backspace" },
		{ "\033[A\033[B\033OC\033OD", "Up Down Right Left" },
		{ "\033[H\033[F\033OH\033OF\033[1~\033[4~\033[7~\033[8~", "Home End Home End Home End Home End" },
		{ "\033[2~\033[3~\033[5~\033[6~\033[Z", "Insert Delete PgUp PgDn Shift-Tab" },
		{ "\033OP\033OQ\033OR\033OS\033[15~\033[24~", "F1 F2 F3 F4 F5 F12" },
		{ "\033[11~\033[14~\033[[A\033[[E", "F1 F4 F1 F5" },
		{ "\033[1;2P\033[15;2~\033[1;2R", "F13 F17 F15" },
		{ "\033[1;5A\033[3;5~\033[1;3R\033[1;5R", "" },          /* modified: means nothing here */
		{ "\033OM\033Oj\033Op\033Oy", "Enter * 0 9" },          /* the numeric keypad */
		{ "\0339\033x\033\033[A", "Alt-9 Alt-x Alt-Up" },
		{ "\033[I\033[O\033[?1;2c\033[8;24;80t\033[97;5u", "" },
		{ "\033[<0;5;3M\033[<0;5;3m\033[<64;1;1M\033[<65;1;1M\033[M !#", "click(2,4) wheel(-1) wheel(1) click(2,0)" },
		{ "\033[200~a\r\xe9\x85\x92\033[31mb\033[201~c", "paste(a\n\xe9\x85\x92[31mb) c" },
		{ "\033", "Esc" }, { "\033\033", "Esc Esc" }, { "\033[", "Alt-[" }, { "\033O", "Alt-O" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_string_equal(whole(table[i].bytes), table[i].keys);
}

static void
input__keys__of_the_description_first(void **state)
{
	(void)state;
	input_name(&in, "\033A", NAMED_UP);
	input_name(&in, "\033[25~", NAMED_F0 + 13);
	input_name(&in, NULL, NAMED_DOWN);
	input_name(&in, "\n", NAMED_DOWN);                  /* Enter stays Enter */
	assert_string_equal(whole("\033A\033[25~\n"), "Up F13 Enter");
}

static void
input__escape__alone_after_its_wait(void **state)
{
	(void)state;
	in.escape_wait = 300;
	comes("\033");
	assert_string_equal(got(), "");
	assert_int_equal(input_due(&in, now), 300);
	now += 299;
	assert_string_equal(got(), "");
	now++;
	assert_string_equal(got(), "Esc");
}

/* An arrow cut after every byte, each piece nearly the whole wait behind the one before it. */
static void
input__escape__cut_sequences_stay_one_key(void **state)
{
	static const struct { const char *bytes, *key; } table[] = {
		{ "\033[B", "Down" }, { "\033OB", "Down" }, { "\033[20~", "F9" }, { "\033[24;3R", "cursor(24,3)" },
		{ "\033]11;rgb:0/0/0\033\\", "says(11;rgb:0/0/0)" }, { "\xe9\x85\x92", "\xe9\x85\x92" },
	};

	(void)state;
	in.escape_wait = 300;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		for (const char *b = table[i].bytes; b[1] != '\0'; b++, now += 290) {
			input_add(&in, b, 1, now);
			assert_string_equal(got(), "");
		}
		comes(table[i].bytes + strlen(table[i].bytes) - 1);
		assert_string_equal(got(), table[i].key);
		now += 5000;
	}
}

/* On a slow line, too, Esc and then 8 pressed by hand are two keys, however long Esc may wait. */
static void
input__escape__a_hand_is_slower_than_alt(void **state)
{
	(void)state;
	in.escape_wait = 1000;
	comes("\033");
	assert_string_equal(got(), "");
	now += 120;
	comes("8");
	assert_string_equal(got(), "Esc 8");
	assert_string_equal(whole("\0338"), "Alt-8");
}

/* An answer whose end comes long after the wait is an answer or nothing, never keys. */
static void
input__answers__late_and_cut_are_never_keys(void **state)
{
	static const char answer[] = "\033[24;3R";

	(void)state;
	for (size_t cut = 3; cut < sizeof answer - 1; cut++) {
		input_add(&in, answer, cut, now);
		assert_string_equal(got(), "");
		now += 1500;
		assert_string_equal(got(), "");
		comes(answer + cut);
		assert_string_equal(got(), "cursor(24,3)");
	}
	assert_string_equal(whole("\033[24;3"), "");
	assert_string_equal(whole("\033]11;rgb:ff"), "");
	assert_string_equal(whole("\033[0n\033[2;5R"), "status cursor(2,5)");
}

static void
input__answers__hostile_ones_end_and_type_nothing(void **state)
{
	char big[400];

	(void)state;
	/* Overlong: dropped to its end, and the next key is a key. */
	memset(big, '8', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	memcpy(big, "\033]11;", 5);
	comes(big);
	assert_string_equal(got(), "");
	memset(big, '9', 399);
	comes(big);
	comes("\007j");
	assert_string_equal(got(), "j");
	memcpy(big, "\033[", 2);
	comes(big);
	assert_string_equal(got(), "");
	assert_string_equal(whole("999mk"), "k");
	/* One without an end does not swallow what comes later. */
	comes("\033]11;rgb:");
	assert_string_equal(got(), "");
	now += 3000;
	assert_string_equal(whole("q"), "q");
	/* Something else inside: the sequence ends there. */
	assert_string_equal(whole("\033]11;a\rb"), "Enter b");
	assert_string_equal(whole("\033[1;\033[A"), "Up");
	assert_string_equal(whole("\033[99999999999999999999;-3R"), "cursor(99999,0)");
	assert_string_equal(whole("\xff\xc3\xe9q\xc2\x9b"), "q");
}

/* Any bytes in any pieces: nothing is read out of bounds, nothing is held for ever. */
static void
input__any_bytes__end(void **state)
{
	static const char alphabet[] = "\033\033[]O0123;~RMn<?\007\\A\xe9\x85\x92x\r";
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char bytes[16];
		size_t n = 0;
		for (; n < sizeof bytes; n++) {
			seed = seed * 1664525 + 1013904223;
			bytes[n] = (seed >> 16) % 8 == 0 ? (char)(seed >> 24) : alphabet[(seed >> 20) % (sizeof alphabet - 1)];
		}
		input_add(&in, bytes, 1 + seed % sizeof bytes, now);
		got();
		now += seed >> 22;
	}
	input_add(&in, "\033[201~", 6, now);
	for (int i = 0; i < 10; i++, now += 5000)
		got();
	assert_int_equal(in.n, 0);
}

/* ---- the probe -------------------------------------------------------------------- */

static struct probe
answered(const char *bytes, int after)
{
	char question[PROBE_QUESTION];
	struct term_event e;
	struct probe p;
	bool done = false;

	assert_true(probe_ask(&p, true, "\033[2;1H", question, now) < sizeof question);
	assert_non_null(strstr(question, "\033]11;?\033\\"));
	now += after;
	comes(bytes);
	while (input_next(&in, now, &e))
		done = probe_take(&p, &e, now) || done;
	assert_int_equal(done, p.reports == 2);
	return p;
}

static void
probe__answers__colours_width_and_round_trip(void **state)
{
	struct probe p;

	(void)state;
	p = answered("\033]10;rgb:0000/0000/0000\033\\\033]11;rgb:ffff/ffff/eeee\033\\\033[2;5R\033[2;7R", 80);
	assert_true(p.ground.known && p.ground.bg.r > 254.9 && p.ground.bg.b > 237 && p.ground.bg.b < 239);
	assert_true(p.columns == 2 && p.repeats);
	assert_int_equal(p.round_trip, 80);
	assert_int_equal(probe_escape_wait(&p), 160);
	p = answered("\033]10;rgba:f/f/f/f\007\033]11;rgb:00/0/000\007\033[2;3R\033[2;4R", 1);
	assert_true(p.ground.known && p.ground.bg.r < 0.1 && p.ground.fg.g > 254.9);
	assert_true(p.columns == 1 && p.repeats);
	assert_int_equal(probe_escape_wait(&p), 25);
	p = answered("\033[2;3R\033[2;2R", 3000);                     /* a multiplexer keeps the colours to itself; a very slow line */
	assert_false(p.ground.known || p.repeats);           /* tmux repeats ASCII only */
	assert_int_equal(probe_escape_wait(&p), 1000);
	p = answered("\033[2;3R\033[2;4R\033]10;rgb:f/f/f\033\\\033]11;rgb:0/0/0\033\\\033]11;rgb:f/f/f\033\\\033[9;9R", 7);
	assert_true(p.ground.known && p.ground.bg.r < 0.1 && p.columns == 1);      /* afterwards, but once */
	p = answered("", 0);
	assert_true(!p.ground.known && p.columns == 0 && p.round_trip < 0);
	assert_int_equal(probe_escape_wait(&p), 500);
}

static void
probe__answers__hostile_colours_are_none(void **state)
{
	static const char *const bad[] = {
		"", "rgb:", "rgb:ff/ff", "rgb:ff/ff/", "rgb:ff/ff/ff/ff", "rgb:fffff/0/0", "rgb:-1/0/0", "rgb:0x1/0/0", "rgb: f/0/0",
		"rgba:f/f/f", "RGB:0/0/0", "red", "?", "rgb:g/g/g", "rgb:ff/ff/ff;rgb:0/0/0", "rgb:1e1/1.0/1", "rgb:f/f/f ",
	};
	char reply[200];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		sprintf(reply, "\033]10;rgb:f/f/f\033\\\033]11;%s\033\\\033[2;3R\033[2;4R", bad[i]);
		assert_false(answered(reply, 5).ground.known);
	}
	assert_false(answered("\033]11;rgb:0/0/0\033\\\033[2;3R\033[2;4R", 5).ground.known);      /* one colour alone says nothing */
}

int
main(void)
{
#define IN(f) cmocka_unit_test_setup_teardown(f, open_input, close_input)
	const struct CMUnitTest tests[] = {
		IN(input__keys__of_all_terminals),
		IN(input__keys__of_the_description_first),
		IN(input__escape__alone_after_its_wait),
		IN(input__escape__cut_sequences_stay_one_key),
		IN(input__escape__a_hand_is_slower_than_alt),
		IN(input__answers__late_and_cut_are_never_keys),
		IN(input__answers__hostile_ones_end_and_type_nothing),
		IN(input__any_bytes__end),
		IN(probe__answers__colours_width_and_round_trip),
		IN(probe__answers__hostile_colours_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
