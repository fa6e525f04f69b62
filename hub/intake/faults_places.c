#include "hub/intake/faults_in.h"

#include "hub/intake/row.h"

/* The places of what is known by its record alone. */
static int
find_places(struct faults *f, int kind)
{
	struct row_problem why;
	struct row_map *map = malloc(sizeof *map);
	struct csv csv;
	int rc = map != NULL && csv_load(&csv, f->file[kind].path) == 0 ? 0 : -2;

	if (rc == 0 && csv_row(&csv) == 1 && row_header(map, (enum kind)kind, &csv, &why) == 0)
		while (csv_row(&csv) == 1) {
			const char *id = csv.count > map->id_column ? csv.cells[map->id_column] : "";
			struct fault *at = faults_of(f, kind, id), *end = f->list + f->count;
			for (; at != NULL && at < end && at->kind == kind && strcmp(at->id, id) == 0; at++)
				if (at->line == 0) {
					at->line = csv.row_line;
					at->column = row_column(map, at->field);
				}
		}
	if (map != NULL)
		csv_clear(&csv);
	free(map);
	return rc;
}

int
faults_settle(struct faults *f, struct hub_db *db)
{
	bool wanted[KIND_COUNT] = { false };
	int rc;

	if (faults_stand(f, db) != 0)
		return -2;
	for (size_t i = 0; i < f->count; i++)
		wanted[f->list[i].kind] = wanted[f->list[i].kind] || fault_is_note(&f->list[i]);
	for (int kind = 0; kind < KIND_COUNT; kind++)
		if (wanted[kind] && f->file[kind].path != NULL && (rc = find_places(f, kind)) != 0)
			return rc;
	return 0;
}
