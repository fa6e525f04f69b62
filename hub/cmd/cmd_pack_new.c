#include "hub/cmd/commands.h"

#include <time.h>

#include "hub/policy/pack_new.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "model/text/when.h"

enum { NEARLY_OVER = 60 };

/* From the first of this month to the end of the year, or of the next when fewer days are left of this one. */
static void
usual_days(char from[11], char to[11])
{
	int32_t today = instant_day((int64_t)time(NULL));
	int year, month, day;
	int32_t end;

	civil_split(today, &year, &month, &day);
	end = civil_day(year, 12, 31);
	if (end - today < NEARLY_OVER)
		end = civil_day(year + 1, 12, 31);
	civil_format(civil_day(year, month, 1), from);
	civil_format(end, to);
}

static int
take_day(const struct options *o, const char *name, const char *text, char day[11])
{
	const char *wrong;
	int32_t read;

	if (text == NULL)
		return 0;
	if ((wrong = when_day(text, &read)) != NULL)
		return hub_usage(o, "--%s: %s", name, _(wrong));
	civil_format(read, day);
	return 0;
}

static bool
county_ok(const char *code)
{
	return strlen(code) == 6 && strspn(code, "0123456789") == 6 && strcmp(code + 4, "00") != 0;
}

/* The last part of the path is the pack's name, which is an id. */
static bool
dir_ok(const char *dir)
{
	size_t len = strlen(dir);
	const char *name;

	while (len > 1 && dir[len - 1] == '/')
		len--;
	for (name = dir + len; name > dir && name[-1] != '/'; name--)
		;
	len -= (size_t)(name - dir);
	return len > 0 && len < 60 && strcspn(name, " \t\"\\,{}#") >= len && strncmp(name, ".", len) != 0 &&
	       strncmp(name, "..", len) != 0;
}

static int
read_options(const struct options *o, struct pack_new *n, char from[11], char to[11])
{
	int rc;

	n->dir = o->words[0];
	n->county = option(o, "county");
	n->name = option(o, "name");
	usual_days(from, to);
	if (!dir_ok(n->dir))
		return hub_usage(o, _("DIR's last part becomes the pack's name: no blanks, commas and quotes"));
	if (!county_ok(n->county))
		return hub_usage(o, _("--county wants the county's six digits, like 530521"));
	if (!place_name_ok(n->name))
		return hub_usage(o, _("--name wants the county's name, like 施甸县"));
	if ((rc = take_day(o, "from", option(o, "from"), from)) != 0 ||
	    (rc = take_day(o, "to", option(o, "to"), to)) != 0)
		return rc;
	if (strcmp(from, to) >= 0)
		return hub_usage(o, _("the days would be from %s to %s; --from lies before --to"), from, to);
	n->from = from;
	n->to = to;
	return 0;
}

static int
write_it(const struct options *o, struct pack_new *n, const struct places_file *places)
{
	if (pack_new_write(n, places) != 0)
		return hub_failed(o, "%s", n->why);
	printf(_("%s: county %s %s, %d townships and %d villages in %ld files, from %s to %s\n"
	       "next: read and correct the files, then guatu-hub pack check %s\n"),
	       n->dir, n->county, n->name, places->townships, places->villages, n->files, n->from, n->to, n->dir);
	if (n->no_calendar != 0)
		printf(_("the calendar has no day of %d: put its holidays into calendar.csv when they are announced; "
		         "until then every Monday to Friday counts as a workday\n"), n->no_calendar);
	return HUB_EXIT_OK;
}

int
cmd_pack_new(const struct options *o)
{
	struct pack_new n = { .dir = NULL };
	struct places_file places;
	struct faults faults = { 0 };
	char from[11], to[11];
	int rc = read_options(o, &n, from, to);
	const struct places_of of = { option(o, "divisions"), option(o, "sheet"), n.county, n.name };

	if (rc != 0)
		return rc;
	rc = places_file_read(&places, &of, &faults);
	faults_say(&faults, stderr);
	if (rc == 0)
		rc = write_it(o, &n, &places);
	else
		rc = hub_failed(o, "%s", rc == -2 ? _("out of memory")
		                        : _("nothing was written; correct the table and run it again"));
	faults_clear(&faults);
	places_file_clear(&places);
	return rc;
}
