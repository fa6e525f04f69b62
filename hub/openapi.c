#include "hub/openapi.h"

#include <stdlib.h>

#include <cjson/cJSON.h>

char *
openapi_page(void)
{
	return cJSON_PrintUnformatted(cJSON_CreateObject());
}
