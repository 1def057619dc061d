/* Which registers the operating system saves: only those may be used, whatever the processor has. */
#ifndef CPROCESSOR_REGISTERS_H
#define CPROCESSOR_REGISTERS_H

#include <stdbool.h>

#if defined(__x86_64__)
#include <cpuid.h>

/* XCR0's bits for registers of 256 and of 512 bits. */
enum { CPROCESSOR_AVX = 0x06, CPROCESSOR_AVX512 = 0xE6 };

/* Whether all the registers in `needed` are saved (CPUID, leaf 1; XCR0). */
static inline bool cprocessor_keeps(unsigned needed) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return false;
    unsigned kept, upper;
    __asm__("xgetbv" : "=a"(kept), "=d"(upper) : "c"(0));
    return (kept & needed) == needed;
}
#endif

#endif
