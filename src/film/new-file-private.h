/**
 * Files of a project in the making: each is made only if it is not there.
 */
#pragma once

#include "diags.h"

/** Is nothing of that name there? @return false after "project.exists". */
bool fms_new_file_is_free(const char *path, struct fms_diags *diags);

/** Makes a folder and those above it, where they are not there. @return false after "machine.project". */
bool fms_new_folder(const char *path, struct fms_diags *diags);

/** Writes a file that was not there. @return false after "machine.project". */
bool fms_new_file_write(const char *path, const char *text, size_t length, struct fms_diags *diags);

/** Says that a file cannot be written, and why (errno). @return false. */
bool fms_new_file_failed(const char *path, struct fms_diags *diags);
