#include "hub/intake/faults_in.h"

#include "hub/intake/row.h"

/* Those of one kind whose place is looked for, by record. */
struct unplaced { struct fault **at; size_t count; };

/* The list is by record already: 0, -2. */
static int
gather(const struct fault_list *l, int kind, struct unplaced *out)
{
	out->count = 0;
	if ((out->at = malloc((l->count + 1) * sizeof(struct fault *))) == NULL)
		return -2;
	for (size_t i = 0; i < l->count; i++)
		if (l->at[i].kind == kind && fault_unplaced(&l->at[i]) && *l->at[i].id != '\0')
			out->at[out->count++] = &l->at[i];
	return 0;
}

/* The record has been met; the first row of several that say they are it counts. */
static void
place(const struct unplaced *u, const struct row_map *map, const char *id, long line)
{
	size_t low = 0, high = u->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(u->at[middle]->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < u->count && fault_unplaced(u->at[low]) && strcmp(u->at[low]->id, id) == 0; low++) {
		u->at[low]->line = line;
		u->at[low]->column = row_column(map, u->at[low]->field);
	}
}

struct finding { struct row_map map; struct reader reader; struct unplaced bad, notes; };

/* Ids that the file does not say have been given to lines. */
static void
place_made(struct faults *f, int kind, const struct unplaced *u, const struct row_map *map)
{
	for (size_t i = 0; i < u->count; i++) {
		long line = ids_line(f->file[kind].ids, u->at[i]->id);
		if (line > 0) {
			u->at[i]->line = line;
			u->at[i]->column = row_column(map, u->at[i]->field);
		}
	}
}

/* The places of what is known by its record alone. */
static int
find_places(struct faults *f, int kind)
{
	struct row_problem why;
	struct finding *in = calloc(1, sizeof *in);
	int rc = in != NULL ? 0 : -2;

	if (rc == 0 && (gather(&f->bad, kind, &in->bad) != 0 || gather(&f->notes, kind, &in->notes) != 0))
		rc = -2;
	if (rc == 0 && reader_open(&in->reader, f->file[kind].path, f->file[kind].sheet) == 0 &&
	    row_header(&in->map, (enum kind)kind, &in->reader, NULL, &why) == 0) {
		if (in->map.made && f->file[kind].ids != NULL) {
			place_made(f, kind, &in->bad, &in->map);
			place_made(f, kind, &in->notes, &in->map);
		}
		while (!in->map.made && reader_row(&in->reader) == 1) {
			struct row_cells *row = in->reader.row;
			const char *id = row_id(&in->map, row, NULL);
			place(&in->bad, &in->map, id, row->line);
			place(&in->notes, &in->map, id, row->line);
		}
	}
	if (in != NULL) {
		reader_close(&in->reader);
		free(in->bad.at);
		free(in->notes.at);
	}
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
