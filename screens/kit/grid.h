/*
 * Where the tiles of a map stand: row and column of each place, from the
 * pack's positions, made up where they are missing, clash or are absurd; and
 * which place lies in a direction from another.
 */
#pragma once

struct grid_place { int row, col; };

/* `places` come with the pack's positions (-1 none) and leave with final ones, each its own cell;
 * rows and columns nobody stands in are closed up.  *rows and *cols get the size. */
void grid_arrange(struct grid_place *places, int count, int *rows, int *cols);

/* The nearest place from `from` towards dy,dx (one of them -1 or 1, the other 0), straight ahead
 * preferred; `from` itself when there is none. */
int  grid_neighbour(const struct grid_place *places, int count, int from, int dy, int dx);
