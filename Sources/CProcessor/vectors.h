/* The vector instructions that every x86-64 processor has (SSE2), by the names that Intel gives them:
   Swift has vectors, but no name for what packs the highest bit of each byte into an integer. */
#ifndef CPROCESSOR_VECTORS_H
#define CPROCESSOR_VECTORS_H

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

#endif
