#include "model/base.h"
#include "model/room/columns.h"
#include "screens/kit/grid.h"

enum { SIDE_MAX = 64 };

static bool
taken(const struct grid_place *places, int count, int row, int col)
{
	for (int i = 0; i < count; i++)
		if (places[i].row == row && places[i].col == col)
			return true;
	return false;
}

/* Places without a usable position go, in their order, into rows below the others or into a grid of their own. */
static void
fill_missing(struct grid_place *places, int count, int placed, int last_row, int width)
{
	int next = 0, cols = placed > 0 && width > 2 ? width : columns_for(count);

	for (int i = 0; i < count; i++) {
		if (places[i].row >= 0)
			continue;
		places[i] = (struct grid_place){ last_row + 1 + next / cols, next % cols };
		next++;
	}
}

/* Closes up rows (or columns) nobody stands in; returns how many are left. */
static int
close_up(struct grid_place *places, int count, bool columns)
{
	int left = 0, highest = -1;

	for (int i = 0; i < count; i++) {
		int at = columns ? places[i].col : places[i].row;
		if (at > highest)
			highest = at;
	}
	for (int line = 0; line <= highest; line++) {
		bool used = false;
		for (int i = 0; i < count; i++) {
			int *at = columns ? &places[i].col : &places[i].row;
			if (*at != line)
				continue;
			*at = left;
			used = true;
		}
		left += used;
	}
	return left;
}

void
grid_arrange(struct grid_place *places, int count, int *rows, int *cols)
{
	int placed = 0, last_row = -1, width = 0;

	for (int i = 0; i < count; i++) {
		struct grid_place *p = &places[i];
		if (p->row < 0 || p->col < 0 || p->row >= SIDE_MAX || p->col >= SIDE_MAX ||
		    taken(places, i, p->row, p->col)) {
			*p = (struct grid_place){ -1, -1 };
			continue;
		}
		placed++;
		last_row = p->row > last_row ? p->row : last_row;
		width = p->col + 1 > width ? p->col + 1 : width;
	}
	fill_missing(places, count, placed, last_row, width);
	*rows = close_up(places, count, false);
	*cols = close_up(places, count, true);
}

int
grid_neighbour(const struct grid_place *places, int count, int from, int dy, int dx)
{
	int best = from, best_cost = 0;

	for (int i = 0; i < count; i++) {
		int ahead = dy != 0 ? (places[i].row - places[from].row) * dy : (places[i].col - places[from].col) * dx;
		int aside = abs(dy != 0 ? places[i].col - places[from].col : places[i].row - places[from].row);
		int cost = ahead * ahead + 3 * aside * aside;
		if (ahead <= 0 || (best != from && cost >= best_cost))
			continue;
		best = i;
		best_cost = cost;
	}
	return best;
}
