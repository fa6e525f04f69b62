/* Who is whose member: leading groups, supervision groups, inspection teams (A15, B32, B44): `guatu list members`. */

#include "screens/kit/list.h"
#include "store/read/reports.h"

static void
lead_value(const void *row, const struct env *env, struct value *v)
{
	const struct member_row *m = row;

	(void)env;
	value_word(v, m->lead ? _("lead") : _("member"));
}

static void
group_value(const void *row, const struct env *env, struct value *v)
{
	const struct member_row *m = row;

	(void)env;
	value_coded(v, m->group, m->group_name);
}

static void
type_value(const void *row, const struct env *env, struct value *v)
{
	const struct member_row *m = row;

	(void)env;
	value_coded(v, m->type, m->type_name);
}

static const struct column columns[] = {
	{ "group", N_("group"),     12, 1, 0, WORKED_OUT(TYPE_TEXT, group_value), OF_RECORDS(KIND_SUP_GROUP) },
	{ "type",  N_("kind"),      10, 0, 0, WORKED_OUT(TYPE_TEXT, type_value) },
	{ "as",    N_("as"),         6, 0, 0, WORKED_OUT(TYPE_TEXT, lead_value) },
	{ "name",  N_("post"),      16, 1, 0, TEXT_AT(member_row, name) },
	{ "unit",  N_("unit"),      16, 1, 0, TEXT_AT(member_row, unit) },
	{ "post",  N_("post code"), 12, 0, LIST_HIDDEN, TEXT_AT(member_row, post) },
	{ "id",    N_("id"),        24, 0, LIST_HIDDEN, TEXT_AT(member_row, id) },
	{ 0 }
};

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct members *m = l->data;

	members_clear(m);
	if (store_members(st, env->english, m) != 0)
		return -1;
	list_rows(l, m->rows, m->count);
	return 0;
}

static void
clear(void *data)
{
	members_clear(data);
}

const struct list_ops members_list = {
	.noun = "members", .about = N_("who leads and who is a member of each group: group=NAME post=CODE"),
	.columns = columns, .row_size = sizeof(struct member_row), .data_size = sizeof(struct members),
	.id_at = offsetof(struct member_row, id),
	.rows = rows, .clear = clear,
	.empty = N_("No groups yet.  They come with the county's pack (sup_group.csv)."),
};
