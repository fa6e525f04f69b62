#include "model/records/grow.h"

enum { ROOM_LEAST = 16 };

void *
grow(void *array, int *count, size_t size)
{
	size_t n = (size_t)*count;
	char *list;

	memcpy(&list, array, sizeof list);
	/* Full are 0, 16, 32, 64 ... */
	if (n == 0 || (n >= ROOM_LEAST && (n & (n - 1)) == 0)) {
		if ((list = realloc(list, (n == 0 ? ROOM_LEAST : 2 * n) * size)) == NULL)
			abort();
		memcpy(array, &list, sizeof list);
	}
	++*count;
	return memset(list + n * size, 0, size);
}
