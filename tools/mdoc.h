/* Words and sentences of a manual page. */
#pragma once

/* One word of a macro line. */
void mdoc_word(const char *s);
/* Begins with a capital and ends with a full stop. */
void mdoc_sentence(const char *s);
