/* What the stubs of delay-load.py call. Nobody else does. */
#pragma once

#include <stdint.h>

/*
 * The function of the number that a stub carries, its library opened before if need be; later calls go there by
 * themselves. Does not return if it is not to be had: the program ends with a message.
 */
void *fms_delay_open(uint32_t number);
