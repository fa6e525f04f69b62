/*
 * The battle map as territory: Voronoi cells around the tile centres, in
 * braille, the lamp as density of dots.
 */
#ifndef GUATU_SCREENS_TERRITORY_H
#define GUATU_SCREENS_TERRITORY_H

#include <stdbool.h>

struct canvas;
struct map_model;

bool territory_fits(const struct map_model *m, int h, int w);     /* in cells */
void territory_paint(const struct map_model *m, struct canvas *c);

#endif
