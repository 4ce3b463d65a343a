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

// Writes what a control character, a quote or a backslash becomes; returns how many bytes that is, at most six.
static inline size_t rdbkit_escape_one(uint8_t *target, uint8_t byte) {
    static const char letters[] = "uuuuuuuubtnufruu";
    static const char hex[] = "0123456789abcdef";
    target[0] = '\\';
    target[1] = byte;
    if (byte >= 0x20) { return 2; }
    target[1] = byte < 16 ? (uint8_t)letters[byte] : 'u';
    if (target[1] != 'u') { return 2; }
    target[2] = '0';
    target[3] = '0';
    target[4] = (uint8_t)hex[byte >> 4];
    target[5] = (uint8_t)hex[byte & 15];
    return 6;
}

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

// Length of the UTF-8 sequence of two to four bytes at `from`, 0 where it is none (Unicode 15, table 3-7). Reads up to
// three bytes behind the first.
static inline unsigned rdbkit_utf8_length(const uint8_t *from) {
    uint8_t first = from[0], second = from[1];
    if (first < 0xE0) { return first >= 0xC2 && (second & 0xC0) == 0x80 ? 2 : 0; }
    if (first < 0xF0) {
        uint8_t low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
        return second >= low && second <= high && (from[2] & 0xC0) == 0x80 ? 3 : 0;
    }
    uint8_t low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
    int is_sound = first <= 0xF4 && second >= low && second <= high;
    return is_sound && (from[2] & 0xC0) == 0x80 && (from[3] & 0xC0) == 0x80 ? 4 : 0;
}

// How far a copy came; two pointers by value, so that they stay in registers.
typedef struct {
    uint8_t *target;
    const uint8_t *source;
} rdbkit_progress;

// Copies characters beyond ASCII, as many as follow each other; stops in front of what is not UTF-8.
static inline rdbkit_progress rdbkit_copy_utf8(uint8_t *target, const uint8_t *source, const uint8_t *end) {
    while (source < end && *source >= 0x80) {
        unsigned length = rdbkit_utf8_length(source);
        if (length == 0 || length > (size_t)(end - source)) { break; }
        memcpy(target, source, 4);
        target += length;
        source += length;
    }
    return (rdbkit_progress){target, source};
}

// `rdbkit_escape_json` for all strings.
static __attribute__((noinline)) rdbkit_progress rdbkit_escape_any(
    uint8_t *target, const uint8_t *source, const uint8_t *end) {
    while (source < end) {
        unsigned size = end - source < 16 ? (unsigned)(end - source) : 16;
        unsigned marks = rdbkit_copy_16(target, source) & ((1u << size) - 1);
        unsigned done = 0;
        while (marks) {
            unsigned mark = (unsigned)__builtin_ctz(marks);
            target += mark - done;
            if (source[mark] >= 0x80) { break; }
            target += rdbkit_escape_one(target, source[mark]);
            done = mark + 1;
            memcpy(target, source + done, 16);
            marks &= marks - 1;
        }
        if (marks) {
            const uint8_t *high = source + __builtin_ctz(marks);
            rdbkit_progress progress = rdbkit_copy_utf8(target, high, end);
            if (progress.source == high) { return progress; }
            target = progress.target;
            source = progress.source;
        } else {
            target += size - done;
            source += size;
        }
    }
    return (rdbkit_progress){target, source};
}

// Copies `source` up to `end` as the inside of a JSON string; stops early only at what is not UTF-8. Needs room for six
// times the bytes and 16 more behind `target`, and 16 readable bytes behind `end`.
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

#endif
