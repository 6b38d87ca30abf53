/* Which shared libraries are installed, told without opening one. */
#pragma once

#include <talloc.h>

/*
 * The files that the dynamic loader finds under "lib<stem>.so", each with its size and time of change: a line of text that
 * changes whenever a package is upgraded. Asking the libraries themselves would mean to open them, a fifth of a second for
 * all of FFmpeg. `stems` ends with NULL. Looked through are LD_LIBRARY_PATH and the folders of the libraries that Filmset was built
 * against; what lies in none of them is told as missing, so that its upgrades go unseen.
 */
char *fms_installed_libraries(TALLOC_CTX *ctx, const char *const *stems);
