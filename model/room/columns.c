#include "model/base.h"
#include "model/room/columns.h"

int
columns_for(int places)
{
	static const struct { int most, columns; } sizes[] = { { 6, 3 }, { 20, 4 }, { 35, 5 }, { 42, 6 }, { 49, 7 } };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (places <= sizes[i].most)
			return sizes[i].columns;
	return 8;
}
