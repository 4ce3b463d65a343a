// The one loop of RDBKit that is C: copying text into a JSON string. Swift compares vectors lane by lane, which is
// nine times slower than a plain byte loop; with these compiler intrinsics the copy runs at the speed of memcpy.
#ifndef RDBKIT_ESCAPE_H
#define RDBKIT_ESCAPE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// What a control character, a quote or a backslash becomes; eight bytes, the last is the length.
static inline size_t rdbkit_escape_one(uint8_t *target, uint8_t byte) {
    static const char hex[] = "0123456789abcdef";
    uint8_t letter = 0;
    switch (byte) {
    case '"': letter = '"'; break;
    case '\\': letter = '\\'; break;
    case '\b': letter = 'b'; break;
    case '\t': letter = 't'; break;
    case '\n': letter = 'n'; break;
    case '\f': letter = 'f'; break;
    case '\r': letter = 'r'; break;
    }
    target[0] = '\\';
    if (letter) {
        target[1] = letter;
        return 2;
    }
    memcpy(target + 1, "u00", 3);
    target[4] = (uint8_t)hex[byte >> 4];
    target[5] = (uint8_t)hex[byte & 15];
    return 6;
}

// Length of the run at `source` that needs no escape, up to 16 bytes, which are copied to `target` in any case.
// With `stops_high` a byte of 0x80 or more ends the run too.
static inline unsigned rdbkit_copy_run(uint8_t *target, const uint8_t *source, int stops_high) {
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)source);
    _mm_storeu_si128((__m128i *)target, bytes);
    __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    if (stops_high) {
        // Signed: bytes of 0x80 or more are negative, so one comparison finds them and the control characters.
        marks = _mm_or_si128(marks, _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));
    } else {
        marks = _mm_or_si128(marks, _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes));
    }
    return (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(marks) | 0x10000u);
#else
    unsigned run = 0;
    memcpy(target, source, 16);
    while (run < 16) {
        uint8_t byte = source[run];
        if (byte < 0x20 || byte == '"' || byte == '\\' || (stops_high && byte >= 0x80)) { break; }
        run++;
    }
    return run;
#endif
}

// Copies `*source` up to `end` as the inside of a JSON string and moves `*source` on; stops early only at a byte of
// 0x80 or more, and only with `stops_high`. Needs room for six times the bytes and 16 more behind `target`, and 16
// readable bytes behind `end`. Returns the end of what was written.
static inline uint8_t *rdbkit_escape_json(uint8_t *target, const uint8_t **source, const uint8_t *end, int stops_high) {
    const uint8_t *from = *source;
    while (from < end) {
        unsigned run = rdbkit_copy_run(target, from, stops_high);
        size_t left = (size_t)(end - from);
        if (run >= left) {
            *source = end;
            return target + left;
        }
        target += run;
        from += run;
        if (run == 16) { continue; }
        if (stops_high && *from >= 0x80) { break; }
        target += rdbkit_escape_one(target, *from++);
    }
    *source = from;
    return target;
}

#endif
