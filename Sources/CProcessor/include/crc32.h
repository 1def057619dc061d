/* The checksum of gzip (RFC 1952, 8) with the carry-less multiplication of x86-64 processors, which Swift
   does not expose. CRC32.swift asks first what the processor has, and handles processors without it.

   A message is a polynomial. Part of it, d bits before its end, may be removed if its product with x^d
   modulo the checksum's polynomial is added d bits further on: that is folding. The bits of each byte
   are reversed here, which costs a factor of x and gives the constants: x^(d+32) and x^(d-32), reversed,
   times x. (V. Gopal and others, "Fast CRC Computation for Generic Polynomials
   Using PCLMULQDQ Instruction", 2009.) */
#ifndef CPROCESSOR_CRC32_H
#define CPROCESSOR_CRC32_H

#include <stddef.h>
#include <stdint.h>

#include "registers.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define CPROCESSOR_NARROW __attribute__((target("pclmul,sse4.1")))
#define CPROCESSOR_WIDE __attribute__((target("pclmul,sse4.1,avx512f,vpclmulqdq")))

/* How many bytes the processor folds at once: 64, 16 or 0 (CPUID, leaves 1 and 7). */
static inline int cprocessor_crc32_width(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_PCLMUL) || !(c & bit_SSE4_1)) return 0;
    if (!cprocessor_keeps(CPROCESSOR_AVX512) || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 16;
    return (b & bit_AVX512F) && (c & bit_VPCLMULQDQ) ? 64 : 16;
}

/* `bytes` folded into `next`, which is d bits further on. */
CPROCESSOR_NARROW static inline __m128i cprocessor_fold(__m128i bytes, __m128i powers, __m128i next) {
    return _mm_xor_si128(next, _mm_xor_si128(_mm_clmulepi64_si128(bytes, powers, 0x00),
                                             _mm_clmulepi64_si128(bytes, powers, 0x11)));
}

CPROCESSOR_WIDE static inline __m512i cprocessor_fold_wide(__m512i bytes, __m512i powers,
                                                           __m512i next) {
    return _mm512_ternarylogic_epi64(next, _mm512_clmulepi64_epi128(bytes, powers, 0x00),
                                     _mm512_clmulepi64_epi128(bytes, powers, 0x11), 0x96);
}

/* The checksum of what was folded into four times 16 bytes, followed by `count` bytes, a multiple of
   16. */
CPROCESSOR_NARROW static inline uint32_t cprocessor_crc32_end(const __m128i *folded,
                                                              const uint8_t *bytes, size_t count) {
    const __m128i by_128 = _mm_set_epi64x(0x0CCAA009E, 0x1751997D0);
    const __m128i by_64 = _mm_set_epi64x(0, 0x163CD6124);
    /* The quotient of x^64 divided by the polynomial; the polynomial. */
    const __m128i barrett = _mm_set_epi64x(0x1F7011641, 0x1DB710641);
    const __m128i even_words = _mm_set_epi32(0, -1, 0, -1);
    __m128i sum = folded[0];
    for (int i = 1; i < 4; i++) sum = cprocessor_fold(sum, by_128, folded[i]);
    for (; count >= 16; bytes += 16, count -= 16)
        sum = cprocessor_fold(sum, by_128, _mm_loadu_si128((const __m128i *)bytes));
    /* From 128 bits to 96, to 64, and to the 32 of the remainder. */
    sum = _mm_xor_si128(_mm_srli_si128(sum, 8), _mm_clmulepi64_si128(sum, by_128, 0x10));
    sum = _mm_xor_si128(_mm_srli_si128(sum, 4),
                        _mm_clmulepi64_si128(_mm_and_si128(sum, even_words), by_64, 0x00));
    __m128i quotient = _mm_clmulepi64_si128(_mm_and_si128(sum, even_words), barrett, 0x10);
    quotient = _mm_clmulepi64_si128(_mm_and_si128(quotient, even_words), barrett, 0x00);
    return ~(uint32_t)_mm_extract_epi32(_mm_xor_si128(sum, quotient), 1);
}

/* The checksum of data with `checksum` followed by `count` bytes, at least 64 and a multiple of 16. */
CPROCESSOR_NARROW static inline uint32_t cprocessor_crc32_narrow(uint32_t checksum,
                                                                 const uint8_t *bytes,
                                                                 size_t count) {
    const __m128i by_512 = _mm_set_epi64x(0x1C6E41596, 0x154442BD4);
    __m128i folded[4];
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) folded[i] = _mm_loadu_si128((const __m128i *)bytes + i);
    folded[0] = _mm_xor_si128(folded[0], _mm_cvtsi32_si128((int)~checksum));
    for (bytes += 64, count -= 64; count >= 64; bytes += 64, count -= 64) {
#pragma clang loop unroll(full)
        for (int i = 0; i < 4; i++)
            folded[i] = cprocessor_fold(folded[i], by_512,
                                        _mm_loadu_si128((const __m128i *)bytes + i));
    }
    return cprocessor_crc32_end(folded, bytes, count);
}

/* As above, for at least 256 bytes. */
CPROCESSOR_WIDE static inline uint32_t cprocessor_crc32_wide(uint32_t checksum, const uint8_t *bytes,
                                                             size_t count) {
    const __m512i by_2048 = _mm512_broadcast_i32x4(_mm_set_epi64x(0x1322D1430, 0x11542778A));
    const __m512i by_512 = _mm512_broadcast_i32x4(_mm_set_epi64x(0x1C6E41596, 0x154442BD4));
    __m512i folded[4];
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) folded[i] = _mm512_loadu_si512(bytes + 64 * i);
    folded[0] = _mm512_xor_si512(
        folded[0], _mm512_zextsi128_si512(_mm_cvtsi32_si128((int)~checksum)));
    for (bytes += 256, count -= 256; count >= 256; bytes += 256, count -= 256) {
#pragma clang loop unroll(full)
        for (int i = 0; i < 4; i++)
            folded[i] = cprocessor_fold_wide(folded[i], by_2048,
                                             _mm512_loadu_si512(bytes + 64 * i));
    }
    __m512i sum = folded[0];
    for (int i = 1; i < 4; i++) sum = cprocessor_fold_wide(sum, by_512, folded[i]);
    for (; count >= 64; bytes += 64, count -= 64)
        sum = cprocessor_fold_wide(sum, by_512, _mm512_loadu_si512(bytes));
    __m128i parts[4];
    _mm512_storeu_si512(parts, sum);
    return cprocessor_crc32_end(parts, bytes, count);
}
#endif

#endif
