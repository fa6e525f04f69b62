#include "screens/books/sources.h"

#include "model/room/civil.h"
#include "screens/kit/lineage.h"
#include "screens/kit/figures.h"

void
source_age_text(int64_t seconds, char out[32])
{
	if (seconds < 0)
		snprintf(out, 32, "-");
	else if (seconds < 3600)
		snprintf(out, 32, _("%d min"), (int)(seconds / 60));
	else if (seconds < 48 * 3600)
		snprintf(out, 32, _("%d h"), (int)(seconds / 3600));
	else
		snprintf(out, 32, _("%d d"), (int)(seconds / 86400));
}

void
source_time_text(int64_t at, int32_t today, char out[20])
{
	char text[26], day[11];

	if (at == 0) {
		snprintf(out, 20, "-");
		return;
	}
	instant_format(at, text);
	civil_format(today, day);
	text[10] = ' ';
	text[16] = '\0';
	snprintf(out, 20, "%.16s", strncmp(text, day, 4) == 0 ? text + 5 : text);
}

void
source_interval_text(const struct source_row *r, char *out, size_t size)
{
	char age[32];

	if (r->every_minutes == 0) {
		snprintf(out, size, "%s", r->out ? _("every month") : _("when asked for"));
		return;
	}
	source_age_text((int64_t)r->every_minutes * 60, age);
	snprintf(out, size, _("every %s"), age);
}

void
source_delta_text(const struct delivery *b, char *out, size_t size)
{
	const struct { char sign; long n; } parts[] = { { '+', b->added }, { '-', b->removed }, { '~', b->changed } };
	size_t used = 0;

	*out = '\0';
	for (size_t i = 0; i < 3 && used < size; i++)
		if (parts[i].n >= 0)
			used += (size_t)snprintf(out + used, size - used, "%s%c%ld", used > 0 ? " " : "",
						 parts[i].sign,
			                         parts[i].n);
}

const char *
source_takes_text(const struct source_row *r, bool english)
{
	int kind = record_kind_find(r->takes);

	if (strcmp(r->takes, "roster") == 0)
		return _("a roster");
	if (strcmp(r->takes, "claims") == 0)
		return _("settled claims");
	if (strcmp(r->takes, "any") == 0)
		return _("any table");
	return kind >= 0 && !english ? record_kinds[kind].title : r->takes;
}

enum paint_role
source_status_text(const struct delivery *b, char *out, size_t size)
{
	int state = flow_state_find(KIND_BATCH, b->status);

	snprintf(out, size, "%s", flow_state_text(KIND_BATCH, b->status));
	return strcmp(b->status, "HELD") == 0 ? PAINT_WARN : strcmp(b->status, "FAILED") == 0 && b->decided_at == 0
	       ? PAINT_ERROR
	     : state >= 0 && flow_states[state].class == STATE_CANCELLED ? PAINT_DIM : PAINT_NORMAL;
}

void
source_lineage(const struct source_row *r, const struct delivery *b, struct lineage *out)
{
	char interval[48], at[26], limit[FIGURE_TEXT];

	source_interval_text(r, interval, sizeof interval);
	share_text(r->shrink_bp, r->shrink_bp % 100 != 0, limit);
	lineage_what(out, _("%s (%s), from %s, %s"), r->name, r->id, *r->party != '\0' ? r->party : "-", interval);
	lineage_means(out, _("hand-overs of a department's data; held for a person when one brings over %s fewer or "
			     "more rows "
	                     "or people or as many unreadable numbers, repeats a period with other content, is of an "
			     "earlier "
	                     "period, or is the same file again"), limit);
	lineage_no_share(out, _("rows and hours are counted"));
	lineage_from(out, "%s", *r->url != '\0' ? r->url : _("handed in with guatu-hub import or hand-over"));
	lineage_clause(out, r->clause);
	if (b != NULL && *b->id != '\0') {
		instant_format(b->received_at, at);
		lineage_line(out, _("Hand-over %s of %.16s\nsha256 %s\nbefore it: %s"), b->id, at,
		             *b->sha256 != '\0' ? b->sha256 : "-", *b->previous != '\0' ? b->previous : "-");
	}
	if (b != NULL && *b->id != '\0')
		lineage_record(out, KIND_BATCH, b->id);
	else
		lineage_record(out, KIND_SOURCE, r->id);
}
