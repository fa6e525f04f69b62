#include <stdio.h>

int
main(void)
{
	puts("guatu");
	return 0;
}
