/*
 * Cells that claims and rosters both have, read and refused in one way: a
 * place, codes of a term list, a day, an amount, yes or no.
 *
 * They return 0; -1 refused with `p` filled; -2 the authority failed.
 */
#pragma once

#include "hub/people/sheet.h"
#include "hub/intake/names.h"
#include "hub/intake/places.h"

struct cells {
	struct sheet *columns;
	const struct row_cells *row;
	struct places  *places;
	struct names   *names;
	int32_t         today;
};

int cells_refuse(const struct cells *c, int column, struct row_problem *p, const char *why);
/* `village` may be left NULL. */
int cells_place(const struct cells *c, int division_column, int village_column,
                const struct place **township, const struct place **village, struct row_problem *p);
/* Codes, blank-separated, in the order of the cell; names are taken for codes. */
int cells_terms(const struct cells *c, int column, const char *list, char *out, size_t size, struct row_problem *p);
/* 2021-08-20, 2021/8/20 or 20210820, a time of day behind it or not; not in the future.  CIVIL_NONE when empty. */
int cells_day(const struct cells *c, int column, int32_t *day, struct row_problem *p);
/* Yuan with two decimals at most, in fen; -1 when empty. */
int cells_yuan(const struct cells *c, int column, int64_t *fen, struct row_problem *p);
/* 是 否 1 0 yes no 已 未...: 1, 0; -1 when empty. */
int cells_yes(const struct cells *c, int column, int *yes, struct row_problem *p);
