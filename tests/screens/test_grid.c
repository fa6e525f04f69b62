#include "tests/support/test.h"

#include "screens/kit/grid.h"

static void
grid__arrange__keeps_positions_and_closes_gaps(void **state)
{
	struct grid_place p[] = { { 0, 1 }, { 2, 1 }, { 2, 5 } };
	int rows, cols;

	(void)state;
	grid_arrange(p, 3, &rows, &cols);
	assert_int_equal(rows, 2);
	assert_int_equal(cols, 2);
	assert_int_equal(p[1].row, 1);
	assert_int_equal(p[2].col, 1);
}

static void
grid__arrange__gives_every_place_its_own_cell(void **state)
{
	struct grid_place p[9] = { { 0, 0 }, { 0, 0 }, { -1, -1 }, { 999999, 1 }, { 1, 3 }, { 1, -7 }, { -1, -1 }, { -1, -1 }, { -1, -1 } };
	int rows, cols;

	(void)state;
	grid_arrange(p, 9, &rows, &cols);
	for (int i = 0; i < 9; i++) {
		assert_in_range(p[i].row, 0, rows - 1);
		assert_in_range(p[i].col, 0, cols - 1);
		for (int k = 0; k < i; k++)
			assert_false(p[i].row == p[k].row && p[i].col == p[k].col);
	}
	assert_int_equal(p[0].row, 0);
}

static void
grid__arrange__makes_a_grid_of_nothing(void **state)
{
	struct grid_place p[13];
	int rows, cols;

	(void)state;
	for (int i = 0; i < 13; i++)
		p[i] = (struct grid_place){ -1, -1 };
	grid_arrange(p, 13, &rows, &cols);
	assert_int_equal(cols, 4);
	assert_int_equal(rows, 4);
}

/* As many as counties have: in their order, and as few columns as give each two of the fifteen rows of 80x24. */
static void
grid__arrange__real_counties_in_order(void **state)
{
	static const struct { int count, cols, rows; } sizes[] = { { 9, 4, 3 }, { 20, 4, 5 }, { 25, 5, 5 }, { 28, 5, 6 },
	                                                           { 31, 5, 7 }, { 40, 6, 7 }, { 49, 7, 7 }, { 60, 8, 8 } };

	(void)state;
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		struct grid_place p[60];
		int rows, cols;
		for (int i = 0; i < sizes[k].count; i++)
			p[i] = (struct grid_place){ -1, -1 };
		grid_arrange(p, sizes[k].count, &rows, &cols);
		assert_int_equal(cols, sizes[k].cols);
		assert_int_equal(rows, sizes[k].rows);
		for (int i = 0; i < sizes[k].count; i++)
			assert_true(p[i].row == i / cols && p[i].col == i % cols);
	}
}

/* row0 . a b .   row1 c d e .   row2 . f g h */
static void
grid__neighbour__goes_the_way_the_arrow_points(void **state)
{
	static const struct grid_place p[] = { { 0, 1 }, { 0, 2 }, { 1, 0 }, { 1, 1 }, { 1, 2 }, { 2, 1 }, { 2, 2 }, { 2, 3 } };
	enum { A, B, C, D, E, F, G, H };

	(void)state;
	assert_int_equal(grid_neighbour(p, 8, D, 0, 1), E);
	assert_int_equal(grid_neighbour(p, 8, D, -1, 0), A);
	assert_int_equal(grid_neighbour(p, 8, C, 1, 0), F);
	assert_int_equal(grid_neighbour(p, 8, H, -1, 0), E);
	assert_int_equal(grid_neighbour(p, 8, E, 0, 1), H);
	assert_int_equal(grid_neighbour(p, 8, A, -1, 0), A);
	assert_int_equal(grid_neighbour(p, 8, C, 0, -1), C);
	assert_int_equal(grid_neighbour(p, 8, G, 0, -1), F);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grid__arrange__keeps_positions_and_closes_gaps),
		cmocka_unit_test(grid__arrange__gives_every_place_its_own_cell),
		cmocka_unit_test(grid__arrange__makes_a_grid_of_nothing),
		cmocka_unit_test(grid__arrange__real_counties_in_order),
		cmocka_unit_test(grid__neighbour__goes_the_way_the_arrow_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
