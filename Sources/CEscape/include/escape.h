// Copying text into a JSON string, and out of it: the one part of RDBKit that is C. Swift compares vectors lane by lane,
// which is nine times slower than a plain byte loop; with these compiler intrinsics the copy runs at the speed of memcpy.
#ifndef RDBKIT_ESCAPE_H
#define RDBKIT_ESCAPE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// How far a copy came; two pointers by value, so that they stay in registers.
typedef struct {
    uint8_t *target;
    const uint8_t *source;
} rdbkit_progress;

// `rdbkit_escape_json` for all strings.
rdbkit_progress rdbkit_escape_any(uint8_t *target, const uint8_t *source, const uint8_t *end);

// The same without instructions that only some processors have.
rdbkit_progress rdbkit_escape_portable(uint8_t *target, const uint8_t *source, const uint8_t *end);

// Copies characters beyond ASCII, as many as follow each other; stops in front of what is not UTF-8. Up to three bytes
// behind `end` are read, and written behind what is copied.
rdbkit_progress rdbkit_copy_utf8(uint8_t *target, const uint8_t *source, const uint8_t *end);

// Which of the 16 bytes at `source` cannot be copied as they are: bit n for byte n. All are copied to `target`.
static inline unsigned rdbkit_copy_16(uint8_t *target, const uint8_t *source) {
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)source);
    _mm_storeu_si128((__m128i *)target, bytes);
    __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    // Signed: bytes of 0x80 or more are negative, so one comparison finds them and the control characters.
    marks = _mm_or_si128(marks, _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));
    return (unsigned)_mm_movemask_epi8(marks);
#else
    unsigned marks = 0;
    memcpy(target, source, 16);
    for (unsigned index = 0; index < 16; index++) {
        uint8_t byte = source[index];
        if (byte < 0x20 || byte == '"' || byte == '\\' || byte >= 0x80) { marks |= 1u << index; }
    }
    return marks;
#endif
}

// Copies `source` up to `end` as the inside of a JSON string; stops early only at what is not UTF-8. Needs room for six
// times the bytes and 31 more behind `target`, and 16 readable bytes behind `end`.
static inline rdbkit_progress rdbkit_escape_json(uint8_t *target, const uint8_t *source, const uint8_t *end) {
    for (;;) {
        unsigned run = (unsigned)__builtin_ctz(rdbkit_copy_16(target, source) | 0x10000u);
        size_t left = (size_t)(end - source);
        if (run >= left) { return (rdbkit_progress){target + left, end}; }
        if (run < 16) { return rdbkit_escape_any(target, source, end); }
        target += 16;
        source += 16;
    }
}

// Copies what stands in a JSON string as it is and is ASCII, up to `end`; returns where it stopped. Needs room for as
// many bytes and 16 more behind `target`, and 16 readable bytes behind `end`.
static inline const uint8_t *rdbkit_copy_plain(uint8_t *target, const uint8_t *source, const uint8_t *end) {
    while (source < end) {
        unsigned marks = rdbkit_copy_16(target, source);
        if (marks) {
            const uint8_t *mark = source + __builtin_ctz(marks);
            return mark < end ? mark : end;
        }
        target += 16;
        source += 16;
    }
    return end;
}

#endif
