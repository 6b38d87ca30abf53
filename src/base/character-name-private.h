/**
 * The names of characters, made by character-names.py when the program is built: zlib's format.
 */
#pragma once

#include <stddef.h>

extern const size_t fms_character_names_bytes, fms_character_names_packed_bytes;
extern const unsigned char fms_character_names_packed[];
