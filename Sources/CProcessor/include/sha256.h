/* The SHA-256 instructions of x86-64 processors, which Swift does not expose. Nothing is linked: this
   header is all there is. SHA256State.swift asks first whether the processor has them, and handles
   processors without them. */
#ifndef CPROCESSOR_SHA256_H
#define CPROCESSOR_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/* Whether the processor has the instructions that cprocessor_sha256_compress uses (CPUID, leaves 1 and
   7). */
static inline bool cprocessor_sha256_is_there(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Processes `count` blocks of 64 bytes into `state` (FIPS 180-4, 6.2.2). `constants` are the 64 of
   4.2.2. The instructions keep the eight words of the state as a, b, e, f and c, d, g, h, and do two
   rounds each; each of `words` has four words of the message schedule, the oldest in words[i]. */
__attribute__((target("sha,sse4.1")))
static inline void cprocessor_sha256_compress(uint32_t *state, const uint8_t *blocks, size_t count,
                                              const uint32_t *constants) {
    const __m128i big_endian = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
    const __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    __m128i abef = _mm_alignr_epi8(badc, hgfe, 8);
    __m128i cdgh = _mm_blend_epi16(hgfe, badc, 0xF0);
    for (; count > 0; count--, blocks += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i words[4];
#pragma clang loop unroll(full)
        for (int i = 0; i < 4; i++)
            words[i] = _mm_shuffle_epi8(
                _mm_loadu_si128((const __m128i *)(blocks + 16 * i)), big_endian);
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            const __m128i now = words[i & 3], newest = words[(i + 3) & 3];
            const __m128i sums =
                _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)(constants + 4 * i)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sums);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sums, 0x0E));
            if (i < 12)
                words[i & 3] = _mm_sha256msg2_epu32(
                    _mm_add_epi32(_mm_sha256msg1_epu32(now, words[(i + 1) & 3]),
                                  _mm_alignr_epi8(newest, words[(i + 2) & 3], 4)),
                    newest);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}
#endif

#endif
