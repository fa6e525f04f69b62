#include "hub/intake/pull_pages.h"

#include "hub/intake/json/json_next.h"
#include "hub/intake/json/json_rows.h"
#include "model/text/hash.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

struct pages {
	const char      *home;                 /* the source's address */
	struct fetch    *f;
	struct json_next next;
	struct json_page page;
	long             count, rows;
	long long        bytes, before, last;  /* of all pages, without the last, and of the one before it */
	size_t          *asked;                /* hashes of the addresses so far */
	char             url[2048];
};

__attribute__((format(printf, 2, 3))) static enum fetch_end
wrong(struct pages *p, const char *format, ...)
{
	char why[2600];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof why, format, args);
	va_end(args);
	snprintf(p->f->error, sizeof p->f->error, "PAGES %.*s", (int)utf8_clip(why, sizeof p->f->error - 8), why);
	return FETCH_FAILED;
}

/* ---- where next ---------------------------------------------------------------- */

/* 1 the address of another page is in p->url, 0 this was the last, -1 said. */
static int
follow_link(struct pages *p)
{
	const char *link = p->page.link;
	char to[sizeof p->url];
	bool allowed;

	if (*link == '\0')
		return 0;
	if (fetch_link(p->f->from, link, to, sizeof to) != 0) {
		wrong(p, _("\"%s\" at %s is no link; a page's number is written page=1 in the source's next"),
		      link, p->next.link);
		return -1;
	}
	allowed = fetch_same_origin(p->home, to);
	for (int i = 0; i < p->next.hosts; i++)
		allowed = allowed || fetch_at_host(p->home, to, p->next.host[i]);
	if (!allowed) {
		wrong(p, _("page %ld leads to another place, which is not followed: %s; host=NAME in the source's next "
		           "allows it"), p->count, to);
		return -1;
	}
	snprintf(p->url, sizeof p->url, "%s", to);
	return 1;
}

static int
set_parameter(struct pages *p, const char *value)
{
	if (fetch_with(p->home, p->next.param, value, p->url, sizeof p->url) == 0)
		return 1;
	wrong(p, _("too long an address"));
	return -1;
}

static int
count_on(struct pages *p)
{
	char number[24];

	if (p->count > 0 && (p->page.records == 0 || (p->page.all >= 0 && p->rows >= p->page.all)))
		return 0;
	snprintf(number, sizeof number, "%ld", p->next.first + p->count * p->next.step);
	return set_parameter(p, number);
}

/* What stands where a parameter's value was looked for is an address after all. */
static bool
is_link(const struct pages *p)
{
	const char *link = p->page.link;

	return strncasecmp(link, "http://", 7) == 0 || strncasecmp(link, "https://", 8) == 0 ||
	       (strcmp(p->next.param, "next") == 0 && (*link == '/' || *link == '?'));
}

static int
where_next(struct pages *p)
{
	if (p->next.counts)
		return count_on(p);
	if (p->count == 0)
		return 1;
	if (*p->next.param == '\0' || is_link(p))
		return follow_link(p);
	return *p->page.link != '\0' ? set_parameter(p, p->page.link) : 0;
}

/* ---- a page ------------------------------------------------------------------------ */

static bool
asked_before(struct pages *p)
{
	size_t hash = text_hash(p->url);

	for (long i = 0; i < p->count; i++)
		if (p->asked[i] == hash)
			return true;
	p->asked[p->count] = hash;
	return false;
}

/* The same bytes as the page before: the other side does not know the parameter. */
static bool
same_again(const struct pages *p)
{
	long long len = p->bytes - p->before;
	FILE *in = len == p->last && len > 0 ? fopen(p->f->into, "rbe") : NULL;
	FILE *behind = in != NULL ? fopen(p->f->into, "rbe") : NULL;
	bool same = behind != NULL && fseeko(in, (off_t)(p->before - len), SEEK_SET) == 0 &&
	            fseeko(behind, (off_t)p->before, SEEK_SET) == 0;

	for (long long i = 0; same && i < len; i++)
		same = fgetc(in) == fgetc(behind);
	if (in != NULL)
		fclose(in);
	if (behind != NULL)
		fclose(behind);
	return same;
}

static enum fetch_end
one_page(struct pages *p)
{
	struct fetch f = *p->f;
	enum fetch_end end;

	f.url = p->url;
	f.etag = f.modified = NULL;
	f.more = p->count > 0;
	f.most = p->f->most - p->bytes;
	if (!fetch_same_origin(p->home, p->url))
		f.header_file = NULL;          /* what is told to one is not told to another */
	end = fetch_source(&f);
	f.url = p->f->url;
	f.most = p->f->most;
	f.header_file = p->f->header_file;
	*p->f = f;
	p->last = p->bytes - p->before;
	p->before = p->bytes;
	p->bytes += f.bytes;
	p->count++;
	if (end == FETCH_FRESH)
		return wrong(p, _("page %ld is not sent: the server says there is nothing newer"), p->count);
	if (end != FETCH_GOT && strncmp(f.error, "LARGE ", 6) == 0)
		snprintf(p->f->error, sizeof p->f->error, "LARGE %lld", p->f->most);      /* of all pages */
	if (end != FETCH_GOT)
		return end;
	if (json_page_look(f.into, p->before, &p->page) != 0)
		return wrong(p, _("page %ld: %s"), p->count, p->page.error);
	if (p->next.counts && p->page.records > 0 && p->count > 1 && same_again(p))
		return wrong(p, _("page %ld is page %ld again; does the address know the parameter %s? or say where "
		                  "it says how many there are: total=PATH"), p->count, p->count - 1, p->next.param);
	p->rows += p->page.records;
	return FETCH_GOT;
}

static enum fetch_end
all_pages(struct pages *p)
{
	enum fetch_end end = FETCH_GOT;
	int more = 1;

	while (end == FETCH_GOT && (more = where_next(p)) == 1) {
		if (p->count == p->next.pages)
			return wrong(p, _("more than %ld pages; pages=N in the source's next allows more"), p->count);
		if (asked_before(p))
			return wrong(p, _("page %ld leads back to one before it: %s"), p->count, p->url);
		end = one_page(p);
	}
	if (more < 0)
		return FETCH_FAILED;
	if (end == FETCH_GOT && p->page.all > p->rows)
		return wrong(p, _("%ld records came of the %ld there are (%s); try again"), p->rows, p->page.all,
		             p->next.total);
	return end;
}

enum fetch_end
pull_pages(const char *next, const char *rows_at, struct fetch *f)
{
	struct pages *p = calloc(1, sizeof *p);
	char why[300];
	enum fetch_end end = FETCH_FAILED;

	f->error[0] = f->new_etag[0] = f->new_modified[0] = '\0';
	if (p == NULL) {
		snprintf(f->error, sizeof f->error, "PAGES out of memory");
		return FETCH_FAILED;
	}
	p->home = f->url;
	p->f = f;
	snprintf(p->url, sizeof p->url, "%s", f->url);
	if (fetch_is_file(f->url))
		wrong(p, _("a file has no pages; leave the source's next empty"));
	else if (json_next_read(&p->next, next, why, sizeof why) != 0)
		wrong(p, _("the source's next: %s"), why);
	else if ((p->asked = calloc((size_t)p->next.pages, sizeof *p->asked)) == NULL)
		wrong(p, _("out of memory"));
	else {
		p->page.rows_at = rows_at;
		p->page.next = p->next.link;
		p->page.total = p->next.total;
		end = all_pages(p);
	}
	f->new_etag[0] = f->new_modified[0] = '\0';      /* of the last page, not of all */
	free(p->asked);
	free(p);
	return end;
}
