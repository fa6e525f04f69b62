#include "model/flow/stage.h"

#include "model/room/civil.h"
#include "model/flow/refs.h"
#include "model/text/language.h"

enum { ALL_ROLES = ROLE_TOWNSHIP | ROLE_GROUP | ROLE_DUTY | ROLE_LEADER };

static const char *const class_codes[] = { "OPEN", "CLOSED", "DROPPED" };

static const struct { enum stage_lack bit; const char *name, *text; } lacks_table[] = {
	{ STAGE_UNKNOWN, "unknown-stage", N_("the ledger has no such stage") },
	{ STAGE_HERE, "stands-there", N_("it stands at this stage already") },
	{ STAGE_AFTER, "not-after", N_("this stage does not follow the one it stands at") },
	{ STAGE_ROLE, "role", N_("your role may not move it there") },
	{ STAGE_OTHER, "same-mover", N_("who moved it here may not move it on: somebody else has to") },
	{ STAGE_OWNER, "not-owner", N_("another post received it and sees it through") },
	{ STAGE_SIGN, "signatures", N_("signatures of the departments are missing") },
	{ STAGE_NOTE, "note", N_("this stage needs a note") },
	{ STAGE_EVIDENCE, "evidence", N_("this stage needs at least one piece of evidence") },
	{ STAGE_AMOUNT, "amount", N_("this stage needs the amount") },
	{ STAGE_FIELD, "column", N_("this stage needs a column of the ledger filled") },
	{ STAGE_SAYS, "column-says", N_("what a column says does not go with this stage") },
	{ STAGE_PROOF, "evidence-kind", N_("this stage needs evidence of a kind that is missing") },
	{ STAGE_SIGNED, "signed-for-another", N_("your post has signed for another department already") },
	{ STAGE_UNSIGNED, "no-signatures-here", N_("no signatures are collected at this stage") },
	{ STAGE_PARTY, "other-department", N_("this department does not sign here") },
	{ STAGE_TWICE, "signed-already", N_("signed already; each signs once") },
};
enum { LACKS = sizeof lacks_table / sizeof *lacks_table };

/* ---- reading rows -------------------------------------------------------- */

__attribute__((format(printf, 3, 4))) static int
say(char *error, size_t size, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(error, size, format, ap);
	va_end(ap);
	return -1;
}

static const char *
text_of(const char *text)
{
	return text != NULL ? text : "";
}

/* The next blank-separated word: its length, 0 none; *at moves behind it. */
static size_t
next_word(const char **at, const char **word)
{
	size_t n;

	*at += strspn(*at, " ");
	*word = *at;
	n = strcspn(*at, " ");
	*at += n;
	return n;
}

static int
read_roles(struct ledger_stage *s, const char *roles, char *error, size_t size)
{
	const char *word;
	char name[16];
	size_t n;
	unsigned bit;

	s->roles = 0;
	while ((n = next_word(&roles, &word)) > 0) {
		snprintf(name, sizeof name, "%.*s", (int)n, word);
		if ((bit = role_parse(name) & ALL_ROLES) == 0)
			return say(error, size, _("roles: \"%.*s\" is none of: township group duty leader"),
			           (int)(n > 40 ? 40 : n), word);
		s->roles |= bit;
	}
	s->roles = s->roles != 0 ? s->roles : ALL_ROLES;
	return 0;
}

static int
add_word(char *to, size_t size, const char *word, size_t n)
{
	size_t had = strlen(to);

	if (had + n + 2 > size)
		return -1;
	snprintf(to + had, size - had, "%s%.*s", had > 0 ? " " : "", (int)n, word);
	return 0;
}

/* The first of blank-separated words - of KEY=CODE the key - that stands there twice: its length, 0 none. */
static size_t
twice(const char *words, const char **word)
{
	const char *at = words, *rest, *other;
	size_t n, m;

	while ((n = next_word(&at, word)) > 0) {
		n = strcspn(*word, " =");
		for (rest = at; (m = next_word(&rest, &other)) > 0;)
			if (strcspn(other, " =") == n && strncmp(other, *word, n) == 0)
				return n;
	}
	return 0;
}

/* NHSA+HEALTH */
static int
read_parties(struct ledger_stage *s, const char *word, size_t n)
{
	for (size_t one; n > 0; word += one, n -= one) {
		for (one = 0; one < n && word[one] != '+'; one++)
			;
		if (one == 0 || one + 1 == n || add_word(s->parties, sizeof s->parties, word, one) != 0)
			return -1;
		s->signs++;
		one += one < n;
	}
	return 0;
}

/* sign:N or sign:PARTY+PARTY, behind it perhaps :VERDICT */
static int
read_sign(struct ledger_stage *s, const char *word, size_t n)
{
	const char *who = word + 5, *colon;
	size_t len;

	if (n <= 5)
		return -1;
	colon = memchr(who, ':', n - 5);
	len = colon != NULL ? (size_t)(colon - who) : n - 5;
	s->needs |= STAGE_SIGN;
	s->signs = 0;
	s->parties[0] = '\0';
	if (len == 1 && *who >= '1' && *who <= '9')
		s->signs = *who - '0';
	else if (len == 0 || (*who >= '0' && *who <= '9') || read_parties(s, who, len) != 0)
		return -1;
	snprintf(s->verdict, sizeof s->verdict, "%s", STAGE_AGREES);
	if (colon == NULL)
		return 0;
	if (colon + 1 == word + n || (size_t)(word + n - colon - 1) >= sizeof s->verdict)
		return -1;
	snprintf(s->verdict, sizeof s->verdict, "%.*s", (int)(word + n - colon - 1), colon + 1);
	return 0;
}

/* evidence:KIND */
static int
read_proof(struct ledger_stage *s, const char *word, size_t n)
{
	s->needs |= STAGE_PROOF;
	return n > 9 ? add_word(s->proof, sizeof s->proof, word + 9, n - 9) : -1;
}

/* field:KEY, field:KEY=CODE|CODE and field:KEY= */
static int
read_field(struct ledger_stage *s, const char *word, size_t n)
{
	const char *key = n > 6 ? word + 6 : "", *equals = memchr(key, '=', n > 6 ? n - 6 : 0);
	size_t length = equals != NULL ? (size_t)(equals - key) : n > 6 ? n - 6 : 0;
	bool nothing = equals != NULL && equals + 1 == word + n;

	if (length == 0 || (!nothing && add_word(s->fields, sizeof s->fields, key, length) != 0) ||
	    (equals != NULL && add_word(s->says, sizeof s->says, key, n - 6) != 0))
		return -1;
	s->needs |= (nothing ? 0 : STAGE_FIELD) | (equals != NULL ? STAGE_SAYS : 0);
	return 0;
}

/* Of words that are good each by itself, what no move could have both: who signs signs once, and a column does not say
 * two things, nor something and nothing. */
static int
needs_agree(const struct ledger_stage *s, char *error, size_t size)
{
	const char *at = s->says, *word, *key;
	size_t n;

	if ((n = twice(s->parties, &word)) > 0)
		return say(error, size, _("needs: \"%.*s\" would sign twice; each signs once"),
		           (int)(n > 40 ? 40 : n), word);
	if ((n = twice(s->says, &word)) > 0)
		return say(error, size,
		           _("needs: field:%.*s= stands there twice; give the column once, as CODE|CODE or as nothing"),
		           (int)(n > 40 ? 40 : n), word);
	while (next_word(&at, &word) > 0) {
		char ruled_out[48];
		n = strcspn(word, "=");
		snprintf(ruled_out, sizeof ruled_out, "%.*s", (int)(n > 47 ? 47 : n), word);
		if (word[n + 1] != '\0' && word[n + 1] != ' ')
			continue;
		if (stage_unfilled(ruled_out, s->fields, &key) == 0)
			return say(error, size, _("needs: the column %.40s cannot both be filled and say nothing"),
			           ruled_out);
	}
	return 0;
}

static int
read_needs(struct ledger_stage *s, const char *needs, char *error, size_t size)
{
	static const struct { const char *word; unsigned bit; } words[] = {
		{ "note", STAGE_NOTE }, { "evidence", STAGE_EVIDENCE }, { "amount", STAGE_AMOUNT },
		{ "other", STAGE_OTHER }, { "owner", STAGE_OWNER },
	};
	const char *word;
	size_t n;

	while ((n = next_word(&needs, &word)) > 0) {
		unsigned bit = 0;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (strlen(words[i].word) == n && strncmp(words[i].word, word, n) == 0)
				bit = words[i].bit;
		if (strncmp(word, "sign:", 5) == 0 && (s->needs & STAGE_SIGN) != 0)
			return say(error, size,
			           _("needs: \"%.*s\" is a second sign:; one says all who sign, PARTY+PARTY"),
			           (int)(n > 40 ? 40 : n), word);
		s->needs |= bit;
		if (bit == 0 && (strncmp(word, "sign:", 5) != 0 || read_sign(s, word, n) != 0) &&
		    (strncmp(word, "evidence:", 9) != 0 || read_proof(s, word, n) != 0) &&
		    (strncmp(word, "field:", 6) != 0 || read_field(s, word, n) != 0))
			return say(error, size,
			           _("needs: \"%.*s\" is none of: note evidence evidence:KIND amount other owner "
			             "field:KEY field:KEY=CODE|CODE field:KEY= sign:N sign:PARTY+PARTY, both also with "
			             ":VERDICT"),
			           (int)(n > 40 ? 40 : n), word);
	}
	return needs_agree(s, error, size);
}

static int
read_class(struct ledger_stage *s, const char *class, char *error, size_t size)
{
	for (int i = 0; i < (int)(sizeof class_codes / sizeof *class_codes); i++)
		if (strcmp(class_codes[i], class) == 0) {
			s->class = (enum stage_class)i;
			return 0;
		}
	return say(error, size, _("class: \"%.40s\" is none of: OPEN CLOSED DROPPED"), class);
}

static void
put_in_order(struct ledger_stages *all, const struct ledger_stage *s)
{
	int at = all->count++;

	for (; at > 0 && all->list[at - 1].sort > s->sort; at--)
		all->list[at] = all->list[at - 1];
	all->list[at] = *s;
}

int
stages_add(struct ledger_stages *all, const struct stage_row *row, char *error, size_t size)
{
	struct ledger_stage s = { .days = row->days, .sort = row->sort };
	const char *unit = text_of(row->day_unit);

	if (all->count == STAGES_MAX)
		return say(error, size, _("a ledger has at most %d stages"), STAGES_MAX);
	if (*text_of(row->code) == '\0' || strlen(row->code) >= sizeof s.code || strchr(row->code, ' ') != NULL)
		return say(error, size, _("code: a word of at most %zu letters"), sizeof s.code - 1);
	if (strlen(text_of(row->after)) >= sizeof s.after)
		return say(error, size, _("after: longer than %zu letters"), sizeof s.after - 1);
	if (stages_find(all, row->code) != NULL)
		return say(error, size, _("code: the ledger has a stage %.40s already"), row->code);
	snprintf(s.code, sizeof s.code, "%s", row->code);
	snprintf(s.name, sizeof s.name, "%s", *text_of(row->name) != '\0' ? row->name : row->code);
	snprintf(s.name_en, sizeof s.name_en, "%s", text_of(row->name_en));
	snprintf(s.after, sizeof s.after, "%s", text_of(row->after));
	s.workdays = strcmp(unit, "workday") == 0;
	if (*unit != '\0' && !s.workdays && strcmp(unit, "day") != 0)
		return say(error, size, _("day_unit: \"%.40s\" is none of: day workday"), unit);
	if (s.days < -1 || s.days > 3660)
		return say(error, size, _("days: not within 0 to 3660"));
	if (read_class(&s, text_of(row->class), error, size) != 0 ||
	    read_roles(&s, text_of(row->roles), error, size) != 0 ||
	    read_needs(&s, text_of(row->needs), error, size) != 0)
		return -1;
	put_in_order(all, &s);
	return 0;
}

/* ---- looking up ---------------------------------------------------------- */

const struct ledger_stage *
stages_find(const struct ledger_stages *s, const char *code)
{
	for (int i = 0; i < s->count; i++)
		if (strcmp(s->list[i].code, code) == 0)
			return &s->list[i];
	return NULL;
}

const struct ledger_stage *
stages_begin(const struct ledger_stages *s)
{
	for (int i = 0; i < s->count; i++)
		if (ref_word(s->list[i].after, "-"))
			return &s->list[i];
	return NULL;
}

bool
stages_collects(const struct ledger_stages *s, const char *code)
{
	for (int i = 0; i < s->count; i++)
		if ((s->list[i].needs & STAGE_SIGN) && ref_word(s->list[i].after, code))
			return true;
	return false;
}

/* ---- deciding ------------------------------------------------------------ */

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL && *a != '\0' && strcmp(a, b) == 0;
}

static bool
is_asked(const char *parties, const char *party)
{
	return *parties == '\0' || ref_word(parties, text_of(party));
}

/* One of those that are asked, "" anybody; neither its department nor its post has signed before it. */
static bool
is_another(const struct stage_sign *signs, int i, const char *verdict, const char *parties)
{
	if (!is_asked(parties, signs[i].party))
		return false;
	for (int k = 0; k < i; k++)
		if (same(signs[k].verdict, verdict) && is_asked(parties, signs[k].party) &&
		    (same(signs[k].party, signs[i].party) || same(signs[k].post, signs[i].post)))
			return false;
	return true;
}

int
stages_signed(const struct stage_sign *signs, int count, const struct ledger_stage *to)
{
	int n = 0;

	for (int i = 0; i < count; i++)
		n += same(signs[i].verdict, to->verdict) && is_another(signs, i, to->verdict, to->parties);
	return n;
}

static bool
is_me(const struct stage_facts *f, const char *who)
{
	return same(who, f->user) || same(who, f->post) || same(who, f->post_name);
}

/* ---- signing ------------------------------------------------------------- */

void
stages_parties(const struct ledger_stages *s, const char *at, char *out, size_t size)
{
	*out = '\0';
	for (int i = 0; i < s->count; i++) {
		const struct ledger_stage *to = &s->list[i];
		const char *words = to->parties, *word;
		char one[sizeof to->parties];
		size_t n;
		if (!(to->needs & STAGE_SIGN) || !ref_word(to->after, at))
			continue;
		if (*words == '\0') {
			*out = '\0';
			return;
		}
		while ((n = next_word(&words, &word)) > 0) {
			snprintf(one, sizeof one, "%.*s", (int)n, word);
			if (!ref_word(out, one))
				add_word(out, size, word, n);
		}
	}
}

static bool
has_signed(const struct stage_facts *f, const char *party)
{
	for (int i = 0; i < f->sign_count; i++)
		if (same(f->signs[i].party, party))
			return true;
	return false;
}

/* Are all that sign there done? */
static bool
all_signed(const char *parties, const struct stage_facts *f)
{
	char one[sizeof ((struct ledger_stage *)NULL)->parties];
	bool all = *parties != '\0';
	const char *word;
	size_t n;

	while (all && (n = next_word(&parties, &word)) > 0) {
		snprintf(one, sizeof one, "%.*s", (int)n, word);
		all = has_signed(f, one);
	}
	return all;
}

unsigned
stages_may_sign(const struct ledger_stages *s, const char *party, const struct stage_facts *f)
{
	char parties[256];
	unsigned lacks = 0;

	if (!stages_collects(s, text_of(f->from)))
		return STAGE_UNSIGNED;
	stages_parties(s, text_of(f->from), parties, sizeof parties);
	if (party != NULL && *parties != '\0' && !ref_word(parties, party))
		return STAGE_PARTY;
	if (party == NULL ? all_signed(parties, f) : has_signed(f, party))
		lacks |= STAGE_TWICE;
	for (int i = 0; i < f->sign_count; i++)
		if (is_me(f, f->signs[i].post))
			lacks |= party == NULL || same(f->signs[i].party, party) ? STAGE_TWICE : STAGE_SIGNED;
	return lacks;
}

bool
stages_owned(const struct ledger_stages *s)
{
	for (int i = 0; i < s->count; i++)
		if (s->list[i].needs & STAGE_OWNER)
			return true;
	return false;
}

/* What `filled` says last of the column: NULL nothing; else its code of *length, 0 when it is no code. */
static const char *
said_of(const char *filled, const char *key, size_t n, size_t *length)
{
	const char *word, *last = NULL;
	size_t size;

	*length = 0;
	while ((size = next_word(&filled, &word)) > 0)
		if (size >= n && strncmp(word, key, n) == 0 && (size == n || word[n] == '=')) {
			last = size == n + 1 ? NULL : word + n + (size > n);
			*length = size > n ? size - n - 1 : 0;
		}
	return last;
}

size_t
stage_unfilled(const char *fields, const char *filled, const char **key)
{
	size_t n, length;

	while ((n = next_word(&fields, key)) > 0)
		if (said_of(text_of(filled), *key, n, &length) == NULL)
			return n;
	return 0;
}

static bool
is_one_of(const char *codes, size_t size, const char *code, size_t length)
{
	for (size_t n, at = 0; at < size; at += n + 1) {
		const char *bar = memchr(codes + at, '|', size - at);
		n = bar != NULL ? (size_t)(bar - codes) - at : size - at;
		if (n == length && strncmp(codes + at, code, n) == 0)
			return true;
	}
	return false;
}

/* A column of which nothing is said is stage_unfilled()'s; here it is at fault for what it says. */
size_t
stage_unsaid(const char *says, const char *filled, const char **word)
{
	size_t n, key, length;

	while ((n = next_word(&says, word)) > 0) {
		const char *code;
		key = (size_t)((const char *)memchr(*word, '=', n) - *word);
		code = said_of(text_of(filled), *word, key, &length);
		if (code != NULL && !is_one_of(*word + key + 1, n - key - 1, code, length))
			return n;
	}
	return 0;
}

bool
stage_is_code(const char *text)
{
	size_t n = strcspn(text, " \t\n=|");

	return n > 0 && n <= STAGE_CODE_MAX && text[n] == '\0';
}

/* A piece of each kind. */
static bool
has_proof(const char *kinds, const char *among)
{
	char one[sizeof ((struct ledger_stage *)NULL)->proof];
	const char *word;
	size_t n;

	while ((n = next_word(&kinds, &word)) > 0) {
		snprintf(one, sizeof one, "%.*s", (int)n, word);
		if (!ref_word(text_of(among), one))
			return false;
	}
	return true;
}

unsigned
stages_may_fill(const struct ledger_stages *s, const char *at, const char *filled)
{
	const struct ledger_stage *here = stages_find(s, at);
	const char *says = here != NULL ? here->says : "", *word;
	size_t n, length;

	while ((n = next_word(&says, &word)) > 0)
		if (word[n - 1] == '=' && said_of(filled, word, n - 1, &length) != NULL)
			return STAGE_SAYS;
	return 0;
}

static unsigned
lacks_given(const struct ledger_stage *to, const struct stage_facts *f)
{
	const char *key;
	unsigned lacks = 0;

	if (is_me(f, f->moved_by))
		lacks |= STAGE_OTHER;
	if (*text_of(f->owner) != '\0' && !is_me(f, f->owner))
		lacks |= STAGE_OWNER;
	if (stage_unfilled(to->fields, f->filled, &key) > 0)
		lacks |= STAGE_FIELD;
	if (stage_unsaid(to->says, f->filled, &key) > 0)
		lacks |= STAGE_SAYS;
	if (!has_proof(to->proof, f->kinds))
		lacks |= STAGE_PROOF;
	if (stages_signed(f->signs, f->sign_count, to) < to->signs)
		lacks |= STAGE_SIGN;
	if (!f->note)
		lacks |= STAGE_NOTE;
	if (f->evidence < 1)
		lacks |= STAGE_EVIDENCE;
	if (!f->amount)
		lacks |= STAGE_AMOUNT;
	return lacks & to->needs;
}

unsigned
stages_may(const struct ledger_stages *s, const char *code, const struct stage_facts *f)
{
	const struct ledger_stage *to = stages_find(s, code);
	const char *from = text_of(f->from);
	unsigned lacks;

	if (to == NULL)
		return STAGE_UNKNOWN;
	lacks = lacks_given(to, f);
	/* A stage may follow itself (a second reminder, a further instalment); without saying so it does not. */
	if (!ref_word(to->after, *from != '\0' ? from : "-"))
		lacks |= strcmp(code, from) == 0 ? STAGE_HERE : STAGE_AFTER;
	if ((to->roles & f->roles) == 0)
		lacks |= STAGE_ROLE;
	return lacks;
}

unsigned
stages_may_go(const struct ledger_stages *s, const struct stage_facts *f)
{
	unsigned nearest = STAGE_AFTER;

	for (int i = 0; i < s->count; i++) {
		unsigned lacks = stages_may(s, s->list[i].code, f) & ~(unsigned)STAGE_ASKED;
		if (lacks == 0)
			return 0;
		if (nearest == STAGE_AFTER && !(lacks & (STAGE_AFTER | STAGE_HERE)))
			nearest = lacks;
	}
	return nearest;
}

enum stage_lack
stage_lack_first(unsigned lacks)
{
	for (int i = 0; i < LACKS; i++)
		if (lacks & lacks_table[i].bit)
			return lacks_table[i].bit;
	return 0;
}

static int
lack_row(enum stage_lack one)
{
	int i = 0;

	while (i < LACKS - 1 && lacks_table[i].bit != one)
		i++;
	return i;
}

const char *
stage_lack_text(enum stage_lack one)
{
	return lacks_table[lack_row(one)].text;
}

enum stage_lack
stage_lack_find(const char *name)
{
	for (int i = 0; i < LACKS; i++)
		if (strcmp(lacks_table[i].name, name) == 0)
			return lacks_table[i].bit;
	return 0;
}

const char *
stage_lack_name(enum stage_lack one)
{
	return lacks_table[lack_row(one)].name;
}

enum stage_turn
stages_turn(const struct ledger_stage *from, const struct ledger_stage *to)
{
	if (from == NULL || to->class != STAGE_OPEN)
		return STAGE_ON;
	if (from->class != STAGE_OPEN)
		return STAGE_AGAIN;
	return to->sort < from->sort ? STAGE_BACK : STAGE_ON;
}

int32_t
stage_deadline(const struct ledger_stage *s, int32_t day, const struct calendar *cal)
{
	if (s->days < 0 || s->class != STAGE_OPEN)
		return CIVIL_NONE;
	return s->workdays ? workdays_after(cal, day, s->days) : day + s->days;
}

const char *
stage_class_code(enum stage_class class)
{
	return class_codes[class];
}
