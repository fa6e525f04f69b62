/* `i` on a row of a list: what the list says of it, then what each of its figures means, from the columns. */
#include "screens/kit/lineage.h"
#include "screens/kit/list_in.h"

void
lineage_columns(struct lineage *out, const struct column *columns, const void *row, const struct env *env)
{
	bool any = false;

	for (const struct column *k = columns; k->name != NULL; k++) {
		struct value v = { 0 };
		char words[VALUE_OWN];
		if (k->means == NULL)
			continue;
		column_value(k, row, env, &v);
		lineage_line(out, any ? "%s %s: %s" : "\n%s %s: %s", _(k->title),
		             v.type == TYPE_NONE ? "-" : value_words(&v, words, sizeof words), _(k->means));
		any = true;
	}
}

/* A heading, or an empty list. */
static void
say_heading(const struct list *l, const struct env *env, struct lineage *out)
{
	const struct list_line *line = l->cursor < l->line_count ? &l->lines[l->cursor] : NULL;
	struct value beside = { 0 };

	if (line == NULL || l->ops->group == NULL)
		return;
	lineage_what(out, _("%s: %d rows"), l->ops->group(list_row(l, line->row), env, &beside), line->count);
	lineage_means(out, "%s", _("the rows of this list under the heading, those folded away too, as the filter "
	                           "leaves them"));
	lineage_no_share(out, _("a count"));
	lineage_from(out, _("the rows below; i on one of them says whence it is"));
}

void
list_lineage(const void *model, const struct env *env, struct lineage *out)
{
	const struct list *l = model;
	const void *row = list_here(l);

	if (row == NULL)
		say_heading(l, env, out);
	else if (l->ops->lineage != NULL)
		l->ops->lineage(l, row, env, out);
	if (row != NULL && out->said != 0)
		lineage_columns(out, l->columns, row, env);
}
