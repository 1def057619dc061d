/* The vector instructions of every x86-64 processor (SSE2), under Intel's names: Swift has vectors, but
   exposes nothing that packs the highest bit of each byte into an integer. */
#ifndef CPROCESSOR_VECTORS_H
#define CPROCESSOR_VECTORS_H

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

#endif
