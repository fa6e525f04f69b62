/*
 * A value of JSON as the cell of our table: what a spreadsheet would hold there, so that one set of rules judges both.
 * What no cell can say - an object where a text is wanted, half a character - becomes a cell that says why
 * (CELL_UNSOUND, hub/intake/row_cells.h), and whoever reads the row refuses it by name.
 */
#pragma once

#include "hub/intake/json/json_columns.h"
#include "hub/intake/json/json_scan.h"

/* Writes the value that `event` is, or began with, and leaves the scan behind it: 0; -1 no JSON, or out of memory. */
int json_value(struct json_scan *s, enum json_event event, enum json_wants wants, struct row_text *out);
/* The room's day of a number of seconds or milliseconds since 1970: false when it is none. */
bool json_epoch_day(const char *text, int32_t *day);
/* A cell that is refused for that. */
int json_value_wrong(struct row_text *out, const char *why);
