#include "net/fetch/fetch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/text/language.h"
#include "net/wire/private.h"
#include "net/wire/rules.h"

struct going {
	struct fetch      *f;
	CURL              *easy;
	struct curl_slist *headers;
	FILE              *out;
	bool               large, unwritten;
	char               url[2048], curl_error[CURL_ERROR_SIZE];
};

static enum fetch_end
fail(struct fetch *f, const char *code, const char *what)
{
	char *c;

	snprintf(f->error, sizeof f->error, "%s%s%.340s", code, *what != '\0' ? " " : "", what);
	for (c = f->error; *c != '\0'; c++)
		if (*c < ' ' || *c == 0x7F)
			*c = ' ';
	return FETCH_FAILED;
}

/* ---- addresses ------------------------------------------------------------- */

bool
fetch_is_file(const char *url)
{
	return strncasecmp(url, "http://", 7) != 0 && strncasecmp(url, "https://", 8) != 0;
}

static char *
part(CURLU *u, CURLUPart what)
{
	char *text = NULL;

	curl_url_get(u, what, &text, what == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0);
	return text;
}

int
fetch_address(const char *url, char *error, int size)
{
	CURLU *u;
	char *user, *password;
	int rc = -1;

	if (fetch_is_file(url)) {
		if (strstr(url, "://") == NULL || strncmp(url, "file:///", 8) == 0)
			return 0;
		snprintf(error, (size_t)size, _("neither http:// nor https:// nor a file"));
		return -1;
	}
	u = curl_url();
	if (u == NULL || strlen(url) >= sizeof ((struct going *)0)->url ||
	    curl_url_set(u, CURLUPART_URL, url, 0) != CURLUE_OK) {
		snprintf(error, (size_t)size, _("not an address"));
		curl_url_cleanup(u);
		return -1;
	}
	user = part(u, CURLUPART_USER);
	password = part(u, CURLUPART_PASSWORD);
	if (user != NULL || password != NULL)
		snprintf(error, (size_t)size, _("holds a user or password; put them into a header file"));
	else
		rc = 0;
	curl_free(user);
	curl_free(password);
	curl_url_cleanup(u);
	return rc;
}

/* Same scheme, host and port: what was told to one is not told to another. */
bool
fetch_same_origin(const char *a, const char *b)
{
	static const CURLUPart parts[] = { CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT };
	CURLU *ua = curl_url(), *ub = curl_url();
	bool same = curl_url_set(ua, CURLUPART_URL, a, 0) == CURLUE_OK &&
	            curl_url_set(ub, CURLUPART_URL, b, 0) == CURLUE_OK;

	for (size_t i = 0; same && i < sizeof parts / sizeof *parts; i++) {
		char *x = part(ua, parts[i]), *y = part(ub, parts[i]);
		same = x != NULL && y != NULL && strcasecmp(x, y) == 0;
		curl_free(x);
		curl_free(y);
	}
	curl_url_cleanup(ua);
	curl_url_cleanup(ub);
	return same;
}

static bool
to_this_machine(const char *url)
{
	CURLU *u = curl_url();
	char *host = NULL;
	bool local;

	curl_url_set(u, CURLUPART_URL, url, 0);
	host = part(u, CURLUPART_HOST);
	local = host != NULL && (strcmp(host, "localhost") == 0 || strcmp(host, "127.0.0.1") == 0 ||
	                         strcmp(host, "[::1]") == 0);
	curl_free(host);
	curl_url_cleanup(u);
	return local;
}

/* ---- pages ------------------------------------------------------------------- */

int
fetch_link(const char *base, const char *link, char *out, size_t size)
{
	CURLU *u = curl_url();
	char *url = NULL, why[200];
	int rc = -1;

	if (u != NULL && curl_url_set(u, CURLUPART_URL, base, 0) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_URL, link, CURLU_URLENCODE) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_URL, &url, 0) == CURLUE_OK && strlen(url) < size && !fetch_is_file(url) &&
	    fetch_address(url, why, sizeof why) == 0) {
		snprintf(out, size, "%s", url);
		rc = 0;
	}
	curl_free(url);
	curl_url_cleanup(u);
	return rc;
}

/* The parameters without those called so: in place. */
static void
drop_parameter(char *query, const char *name)
{
	size_t len = strlen(name);
	char *to = query;

	for (char *at = query, *end, after = '&'; after == '&'; at = end + 1) {
		end = at + strcspn(at, "&");
		after = *end;
		if (end == at || (strncmp(at, name, len) == 0 && (at[len] == '=' || at + len == end)))
			continue;
		if (to > query)
			*to++ = '&';
		memmove(to, at, (size_t)(end - at));
		to += end - at;
	}
	*to = '\0';
}

int
fetch_with(const char *url, const char *name, const char *value, char *out, size_t size)
{
	CURLU *u = curl_url();
	char *query = NULL, *full = NULL, *safe = curl_easy_escape(NULL, value, 0), pair[4096];
	int rc = -1;

	if (u != NULL && safe != NULL && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK) {
		if (curl_url_get(u, CURLUPART_QUERY, &query, 0) == CURLUE_OK && query != NULL)
			drop_parameter(query, name);
		snprintf(pair, sizeof pair, "%s%s%s=%s", query != NULL ? query : "",
		         query != NULL && *query != '\0' ? "&" : "", name, safe);
		if (curl_url_set(u, CURLUPART_QUERY, pair, 0) == CURLUE_OK &&
		    curl_url_get(u, CURLUPART_URL, &full, 0) == CURLUE_OK && strlen(full) < size &&
		    strlen(pair) < sizeof pair - 1) {
			snprintf(out, size, "%s", full);
			rc = 0;
		}
	}
	curl_free(query);
	curl_free(full);
	curl_free(safe);
	curl_url_cleanup(u);
	return rc;
}

bool
fetch_at_host(const char *url, const char *other, const char *host)
{
	CURLU *u = curl_url();
	char *name = NULL, *port = NULL, with_port[300];
	bool at = false, less_safe = strncasecmp(url, "https://", 8) == 0 && strncasecmp(other, "https://", 8) != 0;

	if (!less_safe && u != NULL && curl_url_set(u, CURLUPART_URL, other, 0) == CURLUE_OK) {
		name = part(u, CURLUPART_HOST);
		port = part(u, CURLUPART_PORT);
		snprintf(with_port, sizeof with_port, "%s:%s", name != NULL ? name : "", port != NULL ? port : "");
		at = name != NULL && (strcasecmp(name, host) == 0 || strcasecmp(with_port, host) == 0);
	}
	curl_free(name);
	curl_free(port);
	curl_url_cleanup(u);
	return at;
}

/* ---- headers ---------------------------------------------------------------- */

static void
header(struct going *g, const char *text)
{
	struct curl_slist *more = curl_slist_append(g->headers, text);

	if (more != NULL)
		g->headers = more;
}

static bool
header_ok(const char *line)
{
	const char *colon = strchr(line, ':');

	if (colon == NULL || colon == line || strcspn(line, " \t\"(),/;<=>?@[]\\{}") < (size_t)(colon - line))
		return false;
	for (const char *c = line; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			return false;
	return true;
}

static int
own_headers(struct going *g)
{
	struct fetch *f = g->f;
	char line[2048], what[512];
	const char *why = NULL;
	struct stat st;
	FILE *in = NULL;
	int fd = private_open(f->header_file, &st, &why);

	if (fd >= 0 && !to_this_machine(f->url) && strncasecmp(f->url, "https://", 8) != 0)
		why = _("is not sent over http to another machine; use https");
	if (fd >= 0 && why == NULL && (in = fdopen(fd, "r")) == NULL)
		why = error_words(errno);
	while (in != NULL && why == NULL && fgets(line, sizeof line, in) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line == '\0' || *line == '#')
			continue;
		if (!header_ok(line))
			why = _("holds a line that is not \"Name: value\"");
		else
			header(g, line);
	}
	explicit_bzero(line, sizeof line);
	if (in != NULL)
		fclose(in);
	else if (fd >= 0)
		close(fd);
	if (why == NULL)
		return 0;
	snprintf(what, sizeof what, _("the header file %.300s %s"), f->header_file, why);
	fail(f, "ADDRESS", what);
	return -1;
}

static int
set_headers(struct going *g)
{
	char line[FETCH_TAG_MAX + 64];

	header(g, "Accept: text/csv, application/json, application/x-ndjson");
	if (g->f->etag != NULL && *g->f->etag != '\0') {
		snprintf(line, sizeof line, "If-None-Match: %s", g->f->etag);
		header(g, line);
	}
	if (g->f->modified != NULL && *g->f->modified != '\0') {
		snprintf(line, sizeof line, "If-Modified-Since: %s", g->f->modified);
		header(g, line);
	}
	return g->f->header_file != NULL ? own_headers(g) : 0;
}

/* ---- the transfer ------------------------------------------------------------ */

static size_t
on_header(char *line, size_t size, size_t count, void *with)
{
	struct going *g = with;
	size_t n = size * count;
	const struct { const char *name; char *to; size_t room; } wanted[] = {
		{ "etag:", g->f->new_etag, sizeof g->f->new_etag },
		{ "last-modified:", g->f->new_modified, sizeof g->f->new_modified },
		{ "content-type:", g->f->type, sizeof g->f->type },
	};

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		size_t name = strlen(wanted[i].name);
		if (n <= name || strncasecmp(line, wanted[i].name, name) != 0)
			continue;
		const char *value = line + name, *end = line + n;
		while (value < end && (*value == ' ' || *value == '\t'))
			value++;
		while (end > value && (unsigned char)end[-1] <= ' ')
			end--;
		if ((size_t)(end - value) < wanted[i].room && memchr(value, '\r', (size_t)(end - value)) == NULL)
			snprintf(wanted[i].to, wanted[i].room, "%.*s", (int)(end - value), value);
	}
	return n;
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *with)
{
	struct going *g = with;
	size_t n = size * count;
	long status = 0;

	curl_easy_getinfo(g->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status != 200)
		return n;                      /* an error page is not data */
	g->f->bytes += (long long)n;
	g->large = g->f->bytes > g->f->most;
	g->unwritten = !g->large && fwrite(bytes, 1, n, g->out) != n;
	return g->large || g->unwritten ? CURL_WRITEFUNC_ERROR : n;
}

static enum fetch_end
broken(struct going *g, CURLcode code)
{
	const char *why = g->curl_error[0] != '\0' ? g->curl_error : curl_easy_strerror(code);
	char number[32];

	if (g->large || code == CURLE_FILESIZE_EXCEEDED) {
		snprintf(number, sizeof number, "%lld", g->f->most);
		return fail(g->f, "LARGE", number);
	}
	if (g->unwritten)
		return fail(g->f, "FILE", _("what comes cannot be written down here: is the disk full?"));
	switch (code) {
	case CURLE_PEER_FAILED_VERIFICATION: case CURLE_SSL_CACERT_BADFILE: case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_CIPHER: case CURLE_SSL_INVALIDCERTSTATUS: case CURLE_SSL_CONNECT_ERROR:
		return fail(g->f, "TLS", why);
	case CURLE_OPERATION_TIMEDOUT:
		snprintf(number, sizeof number, "%ld", g->f->timeout);
		return fail(g->f, "SLOW", number);
	case CURLE_PARTIAL_FILE: case CURLE_RECV_ERROR: case CURLE_GOT_NOTHING:
		return fail(g->f, "CUT", why);
	default:
		return fail(g->f, "DOWN", why);
	}
}

static enum fetch_end
one_request(struct going *g, bool *again)
{
	char number[32], *to = NULL;
	curl_off_t wait = 0;
	CURLcode code;

	*again = false;
	g->f->new_etag[0] = g->f->new_modified[0] = g->f->type[0] = '\0';
	curl_easy_setopt(g->easy, CURLOPT_URL, g->url);
	if ((code = curl_easy_perform(g->easy)) != CURLE_OK)
		return broken(g, code);
	curl_easy_getinfo(g->easy, CURLINFO_RESPONSE_CODE, &g->f->status);
	curl_easy_getinfo(g->easy, CURLINFO_RETRY_AFTER, &wait);
	g->f->retry_after = (long)wait;
	if (g->f->status == 200) {
		snprintf(g->f->from, sizeof g->f->from, "%s", g->url);
		return FETCH_GOT;
	}
	if (g->f->status == 304)
		return FETCH_FRESH;
	curl_easy_getinfo(g->easy, CURLINFO_REDIRECT_URL, &to);
	if (to == NULL) {
		snprintf(number, sizeof number, "%ld", g->f->status);
		return fail(g->f, "HTTP", number);
	}
	if (!fetch_same_origin(g->url, to) || strlen(to) >= sizeof g->url)
		return fail(g->f, "REDIRECT", to);
	snprintf(g->url, sizeof g->url, "%s", to);
	*again = true;
	return FETCH_FAILED;
}

static void
set_up(struct going *g)
{
	CURL *e = g->easy;

	net_rules(e, g->f->ca_file, g->f->patience);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, g->f->timeout);
	curl_easy_setopt(e, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)g->f->most);
	curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, g->headers);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, g->curl_error);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, g);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, g);
}

static FILE *
open_into(struct fetch *f)
{
	int fd = open(f->into, O_WRONLY | O_CREAT | (f->more ? O_APPEND : O_TRUNC) | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *out = fd >= 0 ? fdopen(fd, "wb") : NULL;

	if (out == NULL) {
		if (fd >= 0)
			close(fd);
		fail(f, "FILE", error_words(errno));
	}
	return out;
}

static enum fetch_end
over_http(struct fetch *f)
{
	struct going g = { .f = f };
	enum fetch_end end = FETCH_FAILED;
	bool again = true;

	snprintf(g.url, sizeof g.url, "%s", f->url);
	if ((g.easy = curl_easy_init()) == NULL || (g.out = open_into(f)) == NULL || set_headers(&g) != 0)
		goto out;
	set_up(&g);
	for (int n = 0; again && n <= FETCH_REDIRECTS; n++)
		end = one_request(&g, &again);
	if (again)
		fail(f, "REDIRECT", _("round in circles"));
out:
	if (g.out != NULL && fclose(g.out) != 0 && end == FETCH_GOT)
		end = fail(f, "FILE", error_words(errno));
	for (struct curl_slist *line = g.headers; line != NULL; line = line->next)
		explicit_bzero(line->data, strlen(line->data));
	curl_slist_free_all(g.headers);
	curl_easy_cleanup(g.easy);
	return end;
}

/* ---- a file -------------------------------------------------------------------- */

static void
tag_of(const struct stat *st, char out[FETCH_TAG_MAX])
{
	snprintf(out, FETCH_TAG_MAX, "%lld.%09ld-%lld-%llu", (long long)st->st_mtim.tv_sec, st->st_mtim.tv_nsec,
	         (long long)st->st_size, (unsigned long long)st->st_ino);
}

static enum fetch_end
copy(struct fetch *f, FILE *in)
{
	char piece[65536], number[32];
	FILE *out = open_into(f);
	size_t got;
	bool bad = out == NULL;

	while (!bad && f->bytes <= f->most && (got = fread(piece, 1, sizeof piece, in)) > 0) {
		f->bytes += (long long)got;
		bad = fwrite(piece, 1, got, out) != got;
	}
	if (out == NULL)
		return FETCH_FAILED;
	if (fclose(out) != 0 || bad || ferror(in))
		return fail(f, "FILE", error_words(errno));
	if (f->bytes <= f->most)
		return FETCH_GOT;
	snprintf(number, sizeof number, "%lld", f->most);
	return fail(f, "LARGE", number);
}

/* A file that is being written while we read is not taken: its stamp must be the same afterwards. */
static enum fetch_end
from_file(struct fetch *f)
{
	const char *path = strncmp(f->url, "file://", 7) == 0 ? f->url + 7 : f->url;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char after[FETCH_TAG_MAX];
	enum fetch_end end;
	struct stat st;
	FILE *in;

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (in = fdopen(fd, "rb")) == NULL) {
		char what[400];
		snprintf(what, sizeof what, "%.250s: %s", path,
		         fd >= 0 && !S_ISREG(st.st_mode) ? _("not a regular file") : error_words(errno));
		if (fd >= 0)
			close(fd);
		return fail(f, "FILE", what);
	}
	tag_of(&st, f->new_etag);
	end = f->etag != NULL && strcmp(f->etag, f->new_etag) == 0 ? FETCH_FRESH : copy(f, in);
	if (end == FETCH_GOT && fstat(fd, &st) == 0) {
		tag_of(&st, after);
		if (strcmp(after, f->new_etag) != 0)
			end = fail(f, "CUT", _("the file is still being written"));
	}
	fclose(in);
	return end;
}

enum fetch_end
fetch_source(struct fetch *f)
{
	char why[200];

	f->status = f->retry_after = 0;
	f->bytes = 0;
	f->from[0] = f->error[0] = f->new_etag[0] = f->new_modified[0] = f->type[0] = '\0';
	if (fetch_address(f->url, why, sizeof why) != 0)
		return fail(f, "ADDRESS", why);
	if (fetch_is_file(f->url))
		return from_file(f);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return fail(f, "DOWN", _("out of memory"));
	return over_http(f);
}
