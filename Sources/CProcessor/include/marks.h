/* A search for the bytes that end a plain run of a JSON string, with the wide registers of x86-64 processors
   (AVX2), which Swift does not expose. Marks.swift asks first whether the processor has them, and handles
   processors without them. */
#ifndef CPROCESSOR_MARKS_H
#define CPROCESSOR_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "registers.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/* Whether the processor has the instructions that cprocessor_marks uses (CPUID, leaf 7). */
static inline bool cprocessor_marks_are_there(void) {
    unsigned a, b, c, d;
    return cprocessor_keeps(CPROCESSOR_AVX) && __get_cpuid_count(7, 0, &a, &b, &c, &d)
           && (b & bit_AVX2);
}

/* Sets `marks` for `count` times 64 bytes: one bit for each, the lowest for the first; 1 for a quote, a
   backslash, a control character and a byte that is not ASCII. With one bit flipped, a quote (0x22) takes the
   place of the space, right above the control characters; as signed numbers, non-ASCII bytes are negative.
   So one comparison finds all three. */
__attribute__((target("avx2")))
static inline void cprocessor_marks(const uint8_t *bytes, size_t count, uint64_t *marks) {
    const __m256i turned = _mm256_set1_epi8(0x02);
    const __m256i backslash = _mm256_set1_epi8(0x5C ^ 0x02);
    const __m256i above_quote = _mm256_set1_epi8((0x22 ^ 0x02) + 1);
    for (; count > 0; count--, bytes += 64, marks++) {
        const __m256i first =
            _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)bytes), turned);
        const __m256i second =
            _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(bytes + 32)), turned);
        const __m256i in_first = _mm256_or_si256(_mm256_cmpgt_epi8(above_quote, first),
                                                 _mm256_cmpeq_epi8(first, backslash));
        const __m256i in_second = _mm256_or_si256(_mm256_cmpgt_epi8(above_quote, second),
                                                  _mm256_cmpeq_epi8(second, backslash));
        *marks = (uint64_t)(uint32_t)_mm256_movemask_epi8(in_second) << 32 |
                 (uint32_t)_mm256_movemask_epi8(in_first);
    }
}
#endif

#endif
