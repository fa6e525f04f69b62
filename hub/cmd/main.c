#include "hub/cmd/commands.h"

#include "model/text/language.h"

int
main(int argc, char **argv)
{
	language_choose();
	return hub_main(argc, argv);
}
