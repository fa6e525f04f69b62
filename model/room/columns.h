/* Places that are given no position stand in a grid by their order: its columns. */
#pragma once

/*
 * As few as leave a map of 80x24 three rows for each place's tile, then two, then one: fewer columns are wider tiles,
 * and thirty townships are tiles on every terminal.
 */
int columns_for(int places);
