#include "console/cli/list_read.h"

int
list_read_all(struct list *list, struct session *s, const struct env *env, const char *sort, char *error,
              size_t error_size)
{
	int rc;

	store_begin(s->store);
	do
		rc = list_load(list, s->store, env);
	while (rc == 0 && list_more(list));
	if (rc != 0)
		snprintf(error, error_size, "%s", store_error(s->store));
	else if (list->error[0] != '\0')
		rc = (snprintf(error, error_size, "%s", list->error), -1);
	else if (sort != NULL && *sort != '\0' && (rc = list_sort(list, sort, error, error_size)) == 0)
		list_lay(list, env);
	store_end(s->store);
	return rc;
}

void
list_whole(struct list *list, const struct list_ops *ops, struct env *env, const char *words)
{
	list_init(list, ops);
	env->arg = words;
	env->h = 24;
	env->w = LIST_WHOLE;
	list->whole = true;
	list->today = env->today;
}

int
list_read(struct list *list, const struct list_ops *ops, struct session *s, struct env *env, char *error,
          size_t error_size)
{
	*env = s->env;
	list_whole(list, ops, env, "");
	return list_read_all(list, s, env, NULL, error, error_size);
}
