/*
 * XML of one part, by expat.  Elements are told by local name: prefixes and the two families of namespaces
 * (transitional, strict) are the writer's business; what is not of the root's namespace has the name "".
 *
 * Refused: a DOCTYPE (nothing but entities could be in it), more than XML_DEPTH_MAX levels, XML_ATTRIBUTES_MAX bytes of
 * attributes in an element, XML_TOKEN_MAX bytes without anything to be said of them, an encoding expat does not know.
 */
#pragma once

#include "hub/intake/xlsx/archive.h"

enum { XML_DEPTH_MAX = 64, XML_ATTRIBUTES_MAX = 64 << 10, XML_TOKEN_MAX = 1 << 20 };

/* A handler that says something in *why ends it. */
struct xml_handlers {
	/* depth: 1 is the root. */
	void (*start)(void *to, int depth, const char *name, const char **attributes);
	void (*end)(void *to, int depth, const char *name);
	void (*text)(void *to, const char *text, int len);       /* may be NULL */
};

struct xml {
	struct XML_ParserStruct *parser;
	struct archive *archive;
	struct xlsx_why *why;
	const struct xml_handlers *handlers;
	void *to;
	int   part, depth;
	const char *root;                     /* its local name has to be this */
	char *space;                          /* the root's namespace with its separator */
	long  still;                          /* bytes read since something was said */
	bool  paused, ended;
};

/* 0, or -1. */
int  xml_begin(struct xml *x, struct archive *a, int part, const char *root, const struct xml_handlers *handlers,
               void *to, struct xlsx_why *why);
/* To the end: 0; to xml_pause(): 1; -1. */
int  xml_run(struct xml *x);
void xml_end(struct xml *x);
/* All three in one. */
int  xml_read(struct archive *a, int part, const char *root, const struct xml_handlers *handlers, void *to,
              struct xlsx_why *why);

/* In a handler: xml_run() returns behind this element's end. */
void xml_pause(struct xml *x);

/* The attribute, NULL when there is none.  A plain name is one without a namespace; with a leading | one with any. */
const char *xml_attribute(const char **attributes, const char *name);
/* A whole number from 0 on; -1: no such attribute; -2: not a number. */
long xml_number(const char **attributes, const char *name);
bool xml_true(const char **attributes, const char *name);
