#include "console/cli/entry_words.h"

#include "screens/books/ledger_words.h"
#include "store/read/forms.h"
#include "store/read/ledgers.h"

struct entry_words {
	struct session    *session;
	struct ledger_info info;
	struct entry_page  page;
};

struct entry_words *
entry_words_new(struct session *s, const char *id)
{
	struct entry_words *w = malloc(sizeof *w);
	struct ledgers_when when = { s->env.today, s->env.cal, s->env.rules, s->env.english };

	if (w == NULL)
		abort();
	w->session = s;
	if (entry_page(s->store, id, &when, &w->info, &w->page) != 0) {
		free(w);
		return NULL;
	}
	return w;
}

void
entry_words_free(struct entry_words *w)
{
	free(w);
}

const char *
entry_words_stage(const struct entry_words *w, const char *code)
{
	return info_stage_name(&w->info, code);
}

__attribute__((format(printf, 3, 4))) static void
add(char *out, size_t size, const char *format, ...)
{
	size_t n = strlen(out);
	va_list ap;

	va_start(ap, format);
	vsnprintf(out + n, size - n, format, ap);
	va_end(ap);
}

static void
add_columns(struct entry_words *w, char *out, size_t size)
{
	char text[700];

	for (int i = 0; i < w->info.fields.count; i++) {
		const struct extra_field *f = &w->info.fields.list[i];
		ledger_value_text(w->session->store, f, w->page.values[i], w->session->env.english, text, sizeof text);
		if (*text != '\0')
			add(out, size, "%s%s %s%s", *out != '\0' ? "; " : "", f->name, text,
			    f->type == EXTRA_FEN ? _("yuan") : "");
	}
}

static void
add_trail(struct entry_words *w, char *out, size_t size)
{
	char day[11];

	for (int i = 0; i < w->page.trail_count; i++) {
		civil_format(w->page.trail[i].day, day);
		add(out, size, "%s%s %s", i > 0 ? " > " : "", info_stage_name(&w->info, w->page.trail[i].code), day);
	}
}

static void
add_signs(struct entry_words *w, char *out, size_t size)
{
	struct store *st = w->session->store;
	bool english = w->session->env.english;
	char party[64], verdict[64], post[64];

	for (int i = 0; i < w->page.sign_count; i++) {
		const struct entry_sign_row *s = &w->page.signs[i];
		store_term(st, "party", s->party, english, party, sizeof party);
		store_term(st, "assessment", s->verdict, english, verdict, sizeof verdict);
		store_post_name(st, s->post, english, post, sizeof post);
		add(out, size, "%s%s %s %s %.10s", i > 0 ? "; " : "", party, verdict, post, s->at);
	}
}

bool
entry_words_field(struct entry_words *w, int field, char *out, size_t size)
{
	*out = '\0';
	switch (field) {
	case FIELD_ENTRY_ledger:     add(out, size, "%s", w->info.name); return true;
	case FIELD_ENTRY_stage:      add(out, size, "%s", info_stage_name(&w->info, w->page.row.stage)); return true;
	case FIELD_ENTRY_amount_fen:
		yuan_text(w->page.row.amount, out, size);
		if (w->page.row.amount == INT64_MIN)
			*out = '\0';
		return true;
	case FIELD_ENTRY_extra:      add_columns(w, out, size); return true;
	case FIELD_ENTRY_stages:     add_trail(w, out, size); return true;
	case FIELD_ENTRY_signed:     add_signs(w, out, size); return true;
	case FIELD_ENTRY_evidence:
		for (int i = 0; i < w->page.evidence_count; i++)
			add(out, size, "%s%s", i > 0 ? "; " : "", w->page.evidence[i]);
		return true;
	default: return false;
	}
}
