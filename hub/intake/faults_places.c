#include "hub/intake/faults_in.h"

#include "hub/intake/csv.h"
#include "hub/intake/row.h"

/* Those of the record have been met. */
static void
place(struct fault_list *l, const struct row_map *map, const char *id, long line)
{
	struct fault *at = faults_of(l, (int)map->kind, id), *end = l->at + l->count;

	for (; at != NULL && at < end && at->kind == (int)map->kind && strcmp(at->id, id) == 0; at++)
		if (fault_unplaced(at)) {
			at->line = line;
			at->column = row_column(map, at->field);
		}
}

/* The places of what is known by its record alone. */
static int
find_places(struct faults *f, int kind)
{
	struct row_problem why;
	struct row_map *map = malloc(sizeof *map);
	struct csv csv;
	int rc = map != NULL && csv_load(&csv, f->file[kind].path) == 0 ? 0 : -2;

	if (rc == 0 && csv_row(&csv) == 1 && row_header(map, (enum kind)kind, &csv.row, &why) == 0)
		while (csv_row(&csv) == 1) {
			const char *id = row_id(map, &csv.row, NULL);
			place(&f->bad, map, id, csv.row.line);
			place(&f->notes, map, id, csv.row.line);
		}
	if (map != NULL)
		csv_clear(&csv);
	free(map);
	return rc;
}

static void
want_places(const struct fault_list *l, bool wanted[FAULTS_FILES])
{
	for (size_t i = 0; i < l->count; i++)
		wanted[l->at[i].kind] = wanted[l->at[i].kind] || fault_unplaced(&l->at[i]);
}

int
faults_settle(struct faults *f, struct hub_db *db)
{
	bool wanted[FAULTS_FILES] = { false };
	int rc;

	if (faults_stand(f, db) != 0)
		return -2;
	want_places(&f->bad, wanted);
	want_places(&f->notes, wanted);
	for (int kind = 0; kind < KIND_COUNT; kind++)
		if (wanted[kind] && f->file[kind].path != NULL && (rc = find_places(f, kind)) != 0)
			return rc;
	return 0;
}
