/*
 * The wire as OpenAPI 3.1, made from fields.def, flow.def and the list of
 * problems.  Yours to free; NULL out of memory.
 */
#pragma once

char *openapi_page(void);
