/* Words and sentences of a manual page. */
#ifndef GUATU_TOOLS_MDOC_H
#define GUATU_TOOLS_MDOC_H

/* One word of a macro line. */
void mdoc_word(const char *s);
/* Begins with a capital and ends with a full stop. */
void mdoc_sentence(const char *s);

#endif
