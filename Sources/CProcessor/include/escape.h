/* Escaping of quotes and backslashes, and the way back, by AVX-512, for ByteBuffer+Escaping.swift and
   Chunk+Texts.swift, which ask first whether the processor has it, and handle processors without it. */
#ifndef CPROCESSOR_ESCAPE_H
#define CPROCESSOR_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "registers.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define CPROCESSOR_ESCAPES __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,bmi2,popcnt")))

/* Whether the processor has the instructions that the functions below use (CPUID, leaves 1 and 7). */
static inline bool cprocessor_escape_is_there(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_POPCNT)) return false;
    if (!cprocessor_keeps(CPROCESSOR_AVX512) || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
    return (b & bit_AVX512F) && (b & bit_AVX512BW) && (b & bit_AVX512VL) && (b & bit_BMI)
           && (b & bit_BMI2) && (c & bit_AVX512VBMI2);
}

/* How many bytes of the text were written, and how many bytes that took. */
struct cprocessor_escaped {
    size_t read, written;
};

/* Writes the bytes of `text` up to the first control character, 0x7F or byte from 0x80 on, with a
   backslash in front of each quote and backslash. `to` needs room for twice the text and 64 more bytes.

   Each byte of a block becomes a pair, the second of which is the byte and the first a backslash, and
   one instruction moves together what is to stay of the pairs. */
CPROCESSOR_ESCAPES static inline struct cprocessor_escaped cprocessor_escape(const uint8_t *text, size_t count,
                                                          uint8_t *to) {
    const __m256i space = _mm256_set1_epi8(0x20), delete = _mm256_set1_epi8(0x7F);
    const __m256i quote = _mm256_set1_epi8('"'), backslash = _mm256_set1_epi8('\\');
    const __m512i backslashes = _mm512_set1_epi16('\\');
    uint8_t *const start = to;
    size_t index = 0;
    while (index < count) {
        const size_t rest = count - index;
        uint32_t taken = rest < 32 ? _bzhi_u32(UINT32_MAX, (unsigned)rest) : UINT32_MAX;
        /* Bytes that are not taken are not read. */
        const __m256i bytes = _mm256_maskz_loadu_epi8(taken, text + index);
        /* As signed numbers, bytes from 0x80 on are less than a space, too. */
        const uint32_t others = _mm256_mask_cmplt_epi8_mask(taken, bytes, space)
                                | _mm256_mask_cmpeq_epi8_mask(taken, bytes, delete);
        if (others != 0) taken = _bzhi_u32(UINT32_MAX, _tzcnt_u32(others));
        const uint32_t escaped = _mm256_mask_cmpeq_epi8_mask(taken, bytes, quote)
                                 | _mm256_mask_cmpeq_epi8_mask(taken, bytes, backslash);
        const uint64_t stay = _pdep_u64(escaped, 0x5555555555555555)
                              | _pdep_u64(taken, 0xAAAAAAAAAAAAAAAA);
        const __m512i pairs = _mm512_or_si512(
            _mm512_slli_epi16(_mm512_cvtepu8_epi16(bytes), 8), backslashes);
        _mm512_storeu_si512(to, _mm512_maskz_compress_epi8(stay, pairs));
        to += _mm_popcnt_u64(stay);
        index += _mm_popcnt_u32(taken);
        if (others != 0) break;
    }
    return (struct cprocessor_escaped){index, (size_t)(to - start)};
}

/* Writes the bytes of `text`, the content of a JSON string, up to the first escape other than that of a
   quote, a backslash or a slash, without the backslashes that escape. `to` needs room for the text and 64
   more bytes. */
CPROCESSOR_ESCAPES static inline struct cprocessor_escaped cprocessor_unescape(const uint8_t *text,
                                                                              size_t count,
                                                                              uint8_t *to) {
    const __m512i quote = _mm512_set1_epi8('"'), backslash = _mm512_set1_epi8('\\');
    const __m512i slash = _mm512_set1_epi8('/');
    const uint64_t even = 0x5555555555555555;
    uint8_t *const start = to;
    size_t index = 0;
    while (index < count) {
        const size_t rest = count - index;
        uint64_t taken = rest < 64 ? _bzhi_u64(UINT64_MAX, (unsigned)rest) : UINT64_MAX;
        /* Bytes that are not taken are not read. */
        const __m512i bytes = _mm512_maskz_loadu_epi8(taken, text + index);
        const uint64_t backslashes = _mm512_cmpeq_epi8_mask(bytes, backslash);
        uint64_t other = 0, escaping = 0;
        if (backslashes != 0) {
            /* Of a run of backslashes, every second one is escaped, and so is what follows a run of odd
               length. Adding a run's first bit to it carries to the bit behind it. A block never starts
               in the middle of an escape. */
            const uint64_t behind = backslashes << 1;
            const uint64_t odd_starts = backslashes & ~even & ~behind;
            const uint64_t escaped = (even ^ ((odd_starts + backslashes) << 1)) & behind;
            escaping = backslashes & ~escaped;
            other = escaped & ~backslashes & ~_mm512_cmpeq_epi8_mask(bytes, quote)
                    & ~_mm512_cmpeq_epi8_mask(bytes, slash) & taken;
            if (other != 0)
                taken = _bzhi_u64(taken, (unsigned)_tzcnt_u64(other) - 1);
            else if (escaping >> 63 != 0)
                taken = _bzhi_u64(taken, 63); /* What it escapes is in the next block. */
        }
        const uint64_t stay = taken & ~escaping;
        _mm512_storeu_si512(to, _mm512_maskz_compress_epi8(stay, bytes));
        to += _mm_popcnt_u64(stay);
        index += _mm_popcnt_u64(taken);
        if (other != 0) break;
    }
    return (struct cprocessor_escaped){index, (size_t)(to - start)};
}
#endif

#endif
