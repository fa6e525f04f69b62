/*
 * The wire as OpenAPI 3.1, made from fields.def, flow.def and the list of
 * problems.  Yours to free; NULL out of memory.
 */
#ifndef GUATU_HUB_OPENAPI_H
#define GUATU_HUB_OPENAPI_H

char *openapi_page(void);

#endif
