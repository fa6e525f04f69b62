#include "model/figures/source_words.h"

#include "model/figures/rational.h"
#include "model/figures/source.h"
#include "model/text/format.h"
#include "model/text/language.h"

enum { COUNT_TEXT = 40 };

static void
count_of(const char *digits, char out[COUNT_TEXT])
{
	rational_grouped(rational(strtoll(digits, NULL, 10), 1), 0, false, out, COUNT_TEXT);
}

/* "2000" basis points as "20%", tenths only when there are some. */
static void
percent_of(long bp, char out[16])
{
	snprintf(out, 16, bp % 100 == 0 ? "%ld%%" : "%ld.%ld%%", bp / 100, bp % 100 / 10);
}

/* Rows, or the people of a roster, that have become fewer or more. */
static void
changed_text(const struct source_reason *r, bool people, bool grown, char *out, size_t size)
{
	long now = strtol(r->words[1], NULL, 10), before = strtol(r->words[2], NULL, 10);
	char rows[COUNT_TEXT], was[COUNT_TEXT], by[16], limit[16];

	count_of(r->words[1], rows);
	count_of(r->words[2], was);
	percent_of(before > 0 ? (grown ? now - before : before - now) * 1000 / before * 10 : 0, by);
	percent_of(strtol(r->words[3], NULL, 10), limit);
	snprintf(out, size,
	         grown && people ? _("%s people, %s more than the %s before; more than %s is not taken unasked")
	         : grown         ? _("%s rows, %s more than the %s before; more than %s is not taken unasked")
	         : people        ? _("%s people, %s fewer than the %s before; more than %s is not taken unasked")
	                         : _("%s rows, %s fewer than the %s before; more than %s is not taken unasked"),
	         rows, by, was, limit);
}

static void
unreadable_text(const struct source_reason *r, char *out, size_t size)
{
	char keys[COUNT_TEXT], rows[COUNT_TEXT], limit[16];

	count_of(r->words[1], keys);
	count_of(r->words[2], rows);
	percent_of(strtol(r->words[3], NULL, 10), limit);
	snprintf(out, size, _("%s of %s rows have no number that is anybody's; more than %s is not taken unasked"),
	         keys, rows, limit);
}

void
source_reason_text(const char *reason, char *out, size_t size)
{
	struct source_reason r;

	source_reason_parse(reason, &r);
	*out = '\0';
	if (r.count == 4 && (strcmp(r.words[0], "SHRUNK") == 0 || strcmp(r.words[0], "PEOPLE") == 0))
		changed_text(&r, *r.words[0] == 'P', false, out, size);
	else if (r.count == 4 && (strcmp(r.words[0], "GROWN") == 0 || strcmp(r.words[0], "MORE_PEOPLE") == 0))
		changed_text(&r, *r.words[0] == 'M', true, out, size);
	else if (r.count == 4 && strcmp(r.words[0], "UNREADABLE") == 0)
		unreadable_text(&r, out, size);
	else if (r.count == 3 && strcmp(r.words[0], "PERIOD") == 0)
		snprintf(out, size, _("%s was taken before as %s, with other content"), r.words[1], r.words[2]);
	else if (r.count == 3 && strcmp(r.words[0], "ORDER") == 0)
		snprintf(out, size, _("%s is before what was taken last as %s"), r.words[1], r.words[2]);
	else if (r.count == 2 && strcmp(r.words[0], "SAME") == 0)
		snprintf(out, size, _("the very same file as %s"), r.words[1]);
	else if (r.count == 2 && strcmp(r.words[0], "WAITS") == 0)
		snprintf(out, size, _("the very same file as %s, which waits for a person"), r.words[1]);
	else
		snprintf(out, size, "%s", reason);
}

void
source_error_text(const char *error, char *out, size_t size)
{
	static const struct { const char *code, *text; } words[] = {
		{ "HTTP ", N_("the server answers %s") }, { "DOWN ", N_("cannot be reached: %s") },
		{ "SLOW ", N_("no answer within %s seconds") },
		{ "CUT ", N_("broke off half-way: %s") }, { "LARGE ", N_("bigger than the %s bytes allowed") },
		{ "TLS ", N_("its certificate is not trusted: %s") },
		{ "REDIRECT ", N_("sends us to another place, which is not followed: %s") },
		{ "ADDRESS ", N_("the address is not usable: %s") }, { "FILE ", N_("the file cannot be read: %s") },
		{ "BAD ", N_("its content is bad: %s") }, { "PAGES ", N_("its pages do not fit together: %s") },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i].code);
		const char *text = _(words[i].text);
		if (strncmp(error, words[i].code, n) != 0)
			continue;
		error += n;
		format_fill(text, &error, 1, out, size);
		return;
	}
	snprintf(out, size, "%s", error);
}
