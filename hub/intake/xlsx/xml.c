#include "hub/intake/xlsx/xml.h"

#include <expat.h>

enum { CHUNK = 64 << 10 };

/* The element's local name when it is of the root's namespace, else "". */
static const char *
local(const struct xml *x, const char *name)
{
	size_t len = strlen(x->space);

	if (strncmp(name, x->space, len) != 0 || strchr(name + len, '|') != NULL)
		return "";
	return name + len;
}

static int
take_root(struct xml *x, const char *name)
{
	const char *bar = strrchr(name, '|');
	size_t len = bar != NULL ? (size_t)(bar - name) + 1 : 0;

	if (strcmp(name + len, x->root) != 0)
		return why_damaged(x->why, _("%.80s holds <%.40s> where <%s> was to be"),
		                   archive_name(x->archive, x->part), name + len, x->root);
	if ((x->space = strndup(name, len)) == NULL)
		return why_memory(x->why);
	return 0;
}

static int
check_element(struct xml *x, const char *name, const char **attributes)
{
	size_t bytes = 0;

	if (x->depth > XML_DEPTH_MAX)
		return why_damaged(x->why, _("%.80s has elements more than %d deep"), archive_name(x->archive, x->part),
		                   XML_DEPTH_MAX);
	for (; *attributes != NULL; attributes++)
		bytes += strlen(*attributes);
	if (bytes > XML_ATTRIBUTES_MAX)
		return why_damaged(x->why, _("%.80s has an element with more than %d KiB of attributes"),
		                   archive_name(x->archive, x->part), XML_ATTRIBUTES_MAX >> 10);
	return x->depth == 1 ? take_root(x, name) : 0;
}

/* Nothing more is read once *why says why. */
static void
stop_if_said(struct xml *x)
{
	if (*x->why->text != '\0')
		XML_StopParser(x->parser, XML_FALSE);
}

static void
on_start(void *user, const char *name, const char **attributes)
{
	struct xml *x = user;

	x->still = 0;
	x->depth++;
	if (*x->why->text == '\0' && check_element(x, name, attributes) == 0)
		x->handlers->start(x->to, x->depth, local(x, name), attributes);
	stop_if_said(x);
}

static void
on_end(void *user, const char *name)
{
	struct xml *x = user;

	x->still = 0;
	if (*x->why->text == '\0')
		x->handlers->end(x->to, x->depth, local(x, name));
	x->depth--;
	stop_if_said(x);
}

static void
on_text(void *user, const char *text, int len)
{
	struct xml *x = user;

	x->still = 0;
	if (x->handlers->text != NULL && *x->why->text == '\0')
		x->handlers->text(x->to, text, len);
}

static void
on_comment(void *user, const char *text)
{
	struct xml *x = user;

	(void)text;
	x->still = 0;
}

static void
on_instruction(void *user, const char *target, const char *text)
{
	(void)target;
	on_comment(user, text);
}

static void
on_doctype(void *user, const char *name, const char *system, const char *public, int internal)
{
	struct xml *x = user;

	(void)name, (void)system, (void)public, (void)internal;
	why_damaged(x->why, _("%.80s has a DOCTYPE, which no spreadsheet program writes"),
	            archive_name(x->archive, x->part));
	stop_if_said(x);
}

int
xml_begin(struct xml *x, struct archive *a, int part, const char *root, const struct xml_handlers *handlers,
          void *to, struct xlsx_why *why)
{
	*x = (struct xml){ .archive = a, .part = part, .root = root, .handlers = handlers, .to = to, .why = why };
	if (part_begin(a, part, why) != 0)
		return -1;
	if ((x->parser = XML_ParserCreateNS(NULL, '|')) == NULL)
		return why_memory(why);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetCommentHandler(x->parser, on_comment);
	XML_SetProcessingInstructionHandler(x->parser, on_instruction);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return 0;
}

void
xml_end(struct xml *x)
{
	if (x->parser != NULL)
		XML_ParserFree(x->parser);
	free(x->space);
	x->parser = NULL;
	x->space = NULL;
}

void
xml_pause(struct xml *x)
{
	XML_StopParser(x->parser, XML_TRUE);
}

static enum XML_Status
feed(struct xml *x)
{
	void *room = XML_GetBuffer(x->parser, CHUNK);
	int n;

	if (room == NULL) {
		why_memory(x->why);
		return XML_STATUS_ERROR;
	}
	if ((n = part_read(x->archive, room, CHUNK, x->why)) < 0)
		return XML_STATUS_ERROR;
	if ((x->still += n) > XML_TOKEN_MAX) {
		why_damaged(x->why, _("%.80s has more than %d KiB in one piece"), archive_name(x->archive, x->part),
		            XML_TOKEN_MAX >> 10);
		return XML_STATUS_ERROR;
	}
	x->ended = n == 0;
	return XML_ParseBuffer(x->parser, n, x->ended);
}

static int
malformed(struct xml *x)
{
	enum XML_Error error = XML_GetErrorCode(x->parser);

	if (error == XML_ERROR_UNKNOWN_ENCODING || error == XML_ERROR_INCORRECT_ENCODING)
		return why_damaged(x->why, _("%.80s is neither in UTF-8 nor in UTF-16"),
		                   archive_name(x->archive, x->part));
	return why_damaged(x->why, _("%.80s is cut off, or no XML, at line %lu"), archive_name(x->archive, x->part),
	                   (unsigned long)XML_GetCurrentLineNumber(x->parser));
}

int
xml_run(struct xml *x)
{
	enum XML_Status status;

	while (*x->why->text == '\0') {
		if (x->paused)
			status = XML_ResumeParser(x->parser);
		else if (x->ended)
			return 0;
		else
			status = feed(x);
		x->paused = status == XML_STATUS_SUSPENDED;
		if (*x->why->text != '\0')
			break;
		if (status == XML_STATUS_ERROR)
			return malformed(x);
		if (x->paused)
			return 1;
	}
	return -1;
}

int
xml_read(struct archive *a, int part, const char *root, const struct xml_handlers *handlers, void *to,
         struct xlsx_why *why)
{
	struct xml x;
	int rc = xml_begin(&x, a, part, root, handlers, to, why);

	while (rc == 0 && (rc = xml_run(&x)) == 1)
		rc = 0;
	xml_end(&x);
	return rc;
}

const char *
xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes != NULL; attributes += 2) {
		const char *bar = *name == '|' ? strrchr(*attributes, '|') : NULL;
		if (strcmp(bar != NULL ? bar : *attributes, name) == 0)
			return attributes[1];
	}
	return NULL;
}

long
xml_number(const char **attributes, const char *name)
{
	const char *text = xml_attribute(attributes, name);
	size_t digits;

	if (text == NULL)
		return -1;
	digits = strspn(text, "0123456789");
	return digits > 0 && digits < 10 && text[digits] == '\0' ? strtol(text, NULL, 10) : -2;
}

bool
xml_true(const char **attributes, const char *name)
{
	const char *text = xml_attribute(attributes, name);

	return text != NULL && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 || strcmp(text, "on") == 0);
}
