/* Every list by its noun. */

#include "screens/kit/list.h"

#define LIST(ops) extern const struct list_ops ops;
#include "screens/kit/lists.def"
#undef LIST

const struct list_ops *const list_all[] = {
#define LIST(ops) &ops,
#include "screens/kit/lists.def"
#undef LIST
};
const int list_all_count = sizeof list_all / sizeof *list_all;

const struct list_ops *
list_find(const char *noun)
{
	for (int i = 0; i < list_all_count; i++)
		if (strcmp(list_all[i]->noun, noun) == 0)
			return list_all[i];
	return NULL;
}
