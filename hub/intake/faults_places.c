#include "hub/intake/faults_in.h"

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

struct finding { struct row_map map; struct reader reader; };

/* The places of what is known by its record alone. */
static int
find_places(struct faults *f, int kind)
{
	struct row_problem why;
	struct finding *in = calloc(1, sizeof *in);
	int rc = in != NULL ? 0 : -2;

	if (rc == 0 && reader_open(&in->reader, f->file[kind].path, f->file[kind].sheet) == 0 &&
	    row_header(&in->map, (enum kind)kind, &in->reader, NULL, &why) == 0)
		while (reader_row(&in->reader) == 1) {
			struct row_cells *row = in->reader.row;
			const char *id = row_id(&in->map, row, NULL);
			place(&f->bad, &in->map, id, row->line);
			place(&f->notes, &in->map, id, row->line);
		}
	if (in != NULL)
		reader_close(&in->reader);
	free(in);
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
