#include "net/sync/http.h"

#include "model/text/language.h"
#include "net/sync/failpoint.h"
#include "net/wire/rules.h"
#include "net/sync/verdict.h"

enum { CERTIFICATE_WAIT = 3 };

/* ---- the address ----------------------------------------------------------------- */

static bool
loopback(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 || strcmp(host, "127.0.0.1") == 0;
}

static int
parse_url(struct http *h, const char *hub, char *error, size_t error_size)
{
	CURLU *url = curl_url();
	char *scheme = NULL, *host = NULL, *user = NULL, *query = NULL, *path = NULL;
	bool local;
	int rc = -1;

	if (url == NULL || curl_url_set(url, CURLUPART_URL, hub, 0) != CURLUE_OK ||
	    curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(url, CURLUPART_HOST, &host, 0) != CURLUE_OK) {
		snprintf(error, error_size, _("%.200s: not an address; write https://HOST[:PORT] or unix:PATH"), hub);
		goto out;
	}
	curl_url_get(url, CURLUPART_USER, &user, 0);
	curl_url_get(url, CURLUPART_QUERY, &query, 0);
	curl_url_get(url, CURLUPART_PATH, &path, 0);
	local = loopback(host);
	if (user != NULL || query != NULL)
		snprintf(error, error_size,
		         _("the hub's address may hold no user and no query; tokens go into the token file"));
	else if (strcmp(scheme, "https") != 0 && (strcmp(scheme, "http") != 0 || !local))
		snprintf(error, error_size, _("%.200s: only https is spoken to other machines"), hub);
	else if (snprintf(h->base, sizeof h->base, "%s", hub) >= (int)sizeof h->base)
		snprintf(error, error_size, _("the hub's address is too long"));
	else
		rc = 0;
	if (rc == 0)
		for (size_t n = strlen(h->base); n > 0 && h->base[n - 1] == '/'; n--)
			h->base[n - 1] = '\0';
out:
	curl_free(scheme);
	curl_free(host);
	curl_free(user);
	curl_free(query);
	curl_free(path);
	curl_url_cleanup(url);
	return rc;
}

int
http_address(struct http *h, const char *hub, char *error, size_t error_size)
{
	h->unix_path[0] = '\0';
	if (strncmp(hub, "unix:", 5) != 0)
		return parse_url(h, hub, error, error_size);
	if (hub[5] != '/' || snprintf(h->unix_path, sizeof h->unix_path, "%s", hub + 5) >= (int)sizeof h->unix_path) {
		snprintf(error, error_size, _("%.200s: write unix:/ABSOLUTE/PATH, at most 107 bytes"), hub);
		return -1;
	}
	snprintf(h->base, sizeof h->base, "http://localhost");
	return 0;
}

int
http_open(struct http *h, char *error, size_t error_size)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK && (h->multi = curl_multi_init()) != NULL)
		return 0;
	snprintf(error, error_size, _("out of memory"));
	return -1;
}

void
http_close(struct http *h)
{
	curl_multi_cleanup(h->multi);
	h->multi = NULL;
	token_clear(&h->token);
}

/* ---- callbacks ----------------------------------------------------------------------- */

static size_t
on_header(char *line, size_t size, size_t count, void *with)
{
	struct transfer *t = with;
	size_t n = size * count;
	static const struct { const char *name; size_t at, room; } wanted[] = {
		{ "retry-after:", offsetof(struct transfer, retry_after), sizeof t->retry_after },
		{ "location:", offsetof(struct transfer, location), sizeof t->location },
		{ "content-type:", offsetof(struct transfer, type), sizeof t->type },
	};

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		size_t name = strlen(wanted[i].name);
		if (n < name || !curl_strnequal(line, wanted[i].name, name))
			continue;
		const char *value = line + name, *end = line + n;
		while (value < end && (*value == ' ' || *value == '\t'))
			value++;
		while (end > value && (end[-1] == '\r' || end[-1] == '\n' || end[-1] == ' '))
			end--;
		char *to = (char *)t + wanted[i].at;
		snprintf(to, wanted[i].room, "%.*s", (int)(end - value), value);
		for (; *to != '\0'; to++)          /* goes to screens and files */
			if (*to < ' ' || *to == 0x7F)
				*to = '?';
	}
	return n;
}

static int
collect(struct transfer *t, const char *bytes, size_t n)
{
	char *grown;

	if (t->length + n > HTTP_BODY_MAX)
		return -1;
	grown = realloc(t->body, t->length + n + 1);
	if (grown == NULL)
		return -1;
	memcpy(grown + t->length, bytes, n);
	t->body = grown;
	t->length += n;
	t->body[t->length] = '\0';
	return 0;
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *with)
{
	struct transfer *t = with;
	size_t n = size * count;

	if (t->status == 0) {
		curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &t->status);
		t->streaming = t->sink != NULL && t->status == 200 && net_media_is(t->type, "application/x-ndjson");
	}
	if ((t->streaming ? t->sink(t->with, bytes, n) : collect(t, bytes, n)) == 0)
		return n;
	t->stopped = true;
	return CURL_WRITEFUNC_ERROR;
}

static int
on_progress(void *with, curl_off_t down, curl_off_t downloaded, curl_off_t up, curl_off_t uploaded)
{
	struct transfer *t = with;

	(void)down;
	(void)downloaded;
	if (up > 0 && uploaded == up && t->sending) {
		t->sending = false;
		net_failpoint("after-send");
	}
	return 0;
}

/* ---- a request ------------------------------------------------------------------------- */

static void
header(struct transfer *t, const char *text)
{
	struct curl_slist *more = curl_slist_append(t->headers, text);

	if (more != NULL)
		t->headers = more;
}

static void
set_headers(struct http *h, struct transfer *t, const char *post, const char *key)
{
	char line[TOKEN_MAX + 64];

	curl_slist_free_all(t->headers);
	t->headers = NULL;
	header(t, "Accept: application/json, application/x-ndjson, application/problem+json");
	header(t, "Guatu-Wire: 1.0");
	if (post != NULL) {
		header(t, "Content-Type: application/json");
		header(t, "Expect:");
	}
	if (key != NULL) {
		snprintf(line, sizeof line, "Idempotency-Key: \"%s\"", key);
		header(t, line);
	}
	if (h->token.text[0] != '\0') {
		snprintf(line, sizeof line, "Authorization: Bearer %s", h->token.text);
		header(t, line);
		explicit_bzero(line, sizeof line);
	}
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
}

static void
set_rules(struct http *h, struct transfer *t, long patience)
{
	CURL *e = t->easy;

	net_rules(e, h->ca_file, patience);
	curl_easy_setopt(e, CURLOPT_QUICK_EXIT, 1L);
	if (h->unix_path[0] != '\0')
		curl_easy_setopt(e, CURLOPT_UNIX_SOCKET_PATH, h->unix_path);
	else
		curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(e, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(e, CURLOPT_TCP_KEEPIDLE, 15L);
	curl_easy_setopt(e, CURLOPT_TCP_KEEPINTVL, 5L);
	curl_easy_setopt(e, CURLOPT_BUFFERSIZE, 262144L);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->error);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(e, CURLOPT_PRIVATE, t);
}

static void
clear_answer(struct transfer *t)
{
	free(t->body);
	t->body = NULL;
	t->length = 0;
	t->status = 0;
	t->type[0] = t->retry_after[0] = t->location[0] = t->words[0] = t->error[0] = '\0';
	t->stopped = t->streaming = t->late = false;
}

int
http_start(struct http *h, struct transfer *t, const char *path, const char *post, const char *key, long patience)
{
	if (t->easy == NULL && (t->easy = curl_easy_init()) == NULL)
		return -1;
	clear_answer(t);
	curl_easy_reset(t->easy);
	if (snprintf(t->url, sizeof t->url, "%s%s", h->base, path) >= (int)sizeof t->url)
		return -1;
	set_rules(h, t, patience);
	set_headers(h, t, post, key);
	curl_easy_setopt(t->easy, CURLOPT_URL, t->url);
	t->sending = post != NULL;
	if (post != NULL) {
		curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, post);
		curl_easy_setopt(t->easy, CURLOPT_XFERINFOFUNCTION, on_progress);
		curl_easy_setopt(t->easy, CURLOPT_XFERINFODATA, t);
		curl_easy_setopt(t->easy, CURLOPT_NOPROGRESS, 0L);
		net_failpoint("before-send");
	}
	t->running = curl_multi_add_handle(h->multi, t->easy) == CURLM_OK;
	return t->running ? 0 : -1;
}

/* Whose certificate was shown: a second handshake that believes nothing and sends nothing, only to say it. */
static void
see_certificate(const struct http *h, char *out, size_t size)
{
	CURL *e = curl_easy_init();
	struct curl_certinfo *info = NULL;
	char subject[160] = "?", issuer[160] = "?", until[80] = "?";

	if (e == NULL)
		return;
	net_rules(e, NULL, CERTIFICATE_WAIT);
	curl_easy_setopt(e, CURLOPT_URL, h->base);
	curl_easy_setopt(e, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(e, CURLOPT_CERTINFO, 1L);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)CERTIFICATE_WAIT);
	if (curl_easy_perform(e) == CURLE_OK)
		curl_easy_getinfo(e, CURLINFO_CERTINFO, &info);
	for (struct curl_slist *line = info != NULL && info->num_of_certs > 0 ? info->certinfo[0] : NULL; line != NULL;
	     line = line->next) {
		sscanf(line->data, "Subject:%159[^\n]", subject);
		sscanf(line->data, "Issuer:%159[^\n]", issuer);
		sscanf(line->data, "Expire date:%79[^\n]", until);
	}
	curl_easy_cleanup(e);
	snprintf(out, size, _("it is for %s, issued by %s, valid until %s"), subject, issuer, until);
	for (; *out != '\0'; out++)           /* goes to screens and files */
		if ((unsigned char)*out < ' ' || *out == 0x7F)
			*out = '?';
}

static enum http_end
judge(const struct http *h, struct transfer *t, CURLcode code)
{
	const char *why = t->error[0] != '\0' ? t->error : curl_easy_strerror(code);
	const char *at = h->unix_path[0] != '\0' ? h->unix_path : h->base;
	char shown[420] = "";
	long number = 0;

	if (t->stopped)
		return HTTP_STOPPED;
	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
	switch (code) {
	case CURLE_OK:
		curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &t->status);
		return HTTP_ANSWERED;
	case CURLE_SSL_CACERT_BADFILE:
		snprintf(t->words, sizeof t->words, _("the certificates in ca_file cannot be used: %s"), why);
		return HTTP_TLS;
	case CURLE_PEER_FAILED_VERIFICATION: case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_CIPHER: case CURLE_SSL_INVALIDCERTSTATUS:
		see_certificate(h, shown, sizeof shown);
		snprintf(t->words, sizeof t->words, _("the certificate at %.100s is not trusted: %.140s; %s"), at,
		         why, shown);
		return HTTP_TLS;
	case CURLE_COULDNT_RESOLVE_HOST:
		snprintf(t->words, sizeof t->words,
		         _("the name in %.200s is not known: check the address and this machine's DNS"), at);
		return HTTP_DOWN;
	case CURLE_COULDNT_CONNECT:
		snprintf(t->words, sizeof t->words, _("nothing takes connections at %.200s: %s"), at,
		         number != 0 ? error_words((int)number) : why);
		return HTTP_DOWN;
	case CURLE_OPERATION_TIMEDOUT:
		t->late = true;
		snprintf(t->words, sizeof t->words, _("%.200s does not answer in time: %s"), at, why);
		return HTTP_DOWN;
	default:
		snprintf(t->words, sizeof t->words, _("the connection to %.200s broke: %s"), at, why);
		return HTTP_DOWN;
	}
}

struct transfer *
http_ended(struct http *h, enum http_end *how)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(h->multi, &left)) != NULL) {
		struct transfer *t;
		CURLcode code = m->data.result;
		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&t);
		curl_multi_remove_handle(h->multi, t->easy);
		t->running = false;
		*how = judge(h, t, code);
		return t;
	}
	return NULL;
}

void
http_abort(struct http *h, struct transfer *t)
{
	if (t->running)
		curl_multi_remove_handle(h->multi, t->easy);
	t->running = false;
}

void
http_forget(struct http *h, struct transfer *t)
{
	http_abort(h, t);
	clear_answer(t);
	/* libcurl's list holds the Authorization line */
	for (struct curl_slist *line = t->headers; line != NULL; line = line->next)
		explicit_bzero(line->data, strlen(line->data));
	curl_slist_free_all(t->headers);
	t->headers = NULL;
	curl_easy_cleanup(t->easy);
	t->easy = NULL;
}
