#include "screens/kit/strip.h"

#include "store/measure/measure.h"

/* What the data say of a township's cells, each in the newest month it is known in. */
static void
read_data(struct strips *s, struct measures *ms, int i)
{
	for (int k = 0; k < s->code_count; k++) {
		char id[128], period[8];
		struct measure v;

		snprintf(id, sizeof id, "%s_%s", s->id, s->codes[k].code);
		if (measures_indicator(ms, id) == NULL)
			return;
		s->data[i][k] = '-';
		if (!measure_latest(ms, id, s->list[i].division, "", period))
			continue;
		measure_indicator(ms, id, &(struct measure_at){ s->list[i].division, period, "" }, &v);
		if (v.state == MEASURE_KNOWN)
			s->data[i][k] = measure_whole(&v) > 0 ? '1' : '0';
	}
	s->by_data |= s->data[i][0] != '\0';
}

int
strips_load(struct strips *s, struct store *st, const struct env *env)
{
	struct checklists_when when = { env->today, env->cal, env->rules, env->english };
	struct measures *ms;
	int rc;

	memset(s, 0, sizeof *s);
	if ((s->count = checklist_strips(st, &when, s->id, s->name, s->list, STRIPS_MAX)) < 0)
		return -1;
	s->code_count = checklist_codes(st, s->id, env->english, s->codes, STRIP_CELLS_MAX);
	if (s->count == 0 || s->code_count <= 0)
		return s->code_count < 0 ? -1 : 0;
	if ((ms = measures_open(st, env->county, env->today)) == NULL)
		return -1;
	for (int i = 0; i < s->count; i++)
		read_data(s, ms, i);
	rc = measures_failed(ms);
	measures_close(ms);
	return rc;
}

static char
sign_of(int answer, char data)
{
	static const char told[] = { 'x', '/', '+' };

	if (data == '1')
		return answer == 2 || answer < 0 ? '+' : '*';
	if (data == '0')
		return answer == 2 ? '!' : 'x';
	return answer < 0 ? '-' : told[answer];
}

const char *
strips_of(const struct strips *s, const char *division, char signs[STRIP_CELLS_MAX + 1])
{
	*signs = '\0';
	for (int i = 0; i < s->count; i++) {
		size_t n = strlen(s->list[i].marks);
		if (strcmp(s->list[i].division, division) != 0 || n > STRIP_CELLS_MAX)
			continue;
		for (size_t k = 0; k < n; k++)
			signs[k] = sign_of(marks_cell(s->list[i].marks, (int)k), s->data[i][k]);
		signs[n] = '\0';
	}
	return signs;
}

static const struct { char sign; enum paint_role role; const char *word; } words[] = {
	{ '+', PAINT_OK, NULL }, { '/', PAINT_WARN, NULL }, { 'x', PAINT_ERROR, NULL },
	{ '!', PAINT_ERROR, N_("no (says yes)") }, { '*', PAINT_WARN, N_("yes (says no)") }, { '-', PAINT_DIM, "-" },
};

static size_t
word_at(char sign)
{
	size_t i = 0;

	while (i + 1 < sizeof words / sizeof *words && words[i].sign != sign)
		i++;
	return i;
}

const char *
strip_word(char sign)
{
	const char *word = words[word_at(sign)].word;

	return _(word != NULL ? word : marks_text(sign == '+' ? 2 : sign == '/'));
}

enum paint_role
strip_role(char sign)
{
	return words[word_at(sign)].role;
}

int
strip_paint(struct canvas *c, int y, int x, int width, const char *signs)
{
	int used = 0;

	for (int i = 0; signs[i] != '\0' && used < width; i++) {
		char sign[2] = { signs[i], '\0' };
		used += canvas_put(c, y, x + used, 1, strip_role(signs[i]), sign);
	}
	return used;
}

void
strips_legend(const struct strips *s, char *out, size_t size)
{
	*out = '\0';
	if (*s->name == '\0' || s->count == 0)
		return;
	if (s->by_data)
		snprintf(out, size, _("Signs in a tile: %s by the data, + clear, x not; ! the township says so and the "
		                      "data do not, * the data say so and it does not; - not known "
		                      "(screen 8, checklists)."), s->name);
	else
		snprintf(out, size, _("Signs in a tile: %s, + yes, / partly, x no, - not looked at "
		                      "(screen 8, checklists)."), s->name);
}
