#include "escape.h"

// Writes what a control character, a quote or a backslash becomes; returns how many bytes that is, at most six.
static size_t escape_one(uint8_t *target, uint8_t byte) {
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

// Length of the UTF-8 sequence of two to four bytes at `from`, 0 where it is none (Unicode 15, table 3-7). Reads up to
// three bytes behind the first.
static unsigned utf8_length(const uint8_t *from) {
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

rdbkit_progress rdbkit_copy_utf8(uint8_t *target, const uint8_t *source, const uint8_t *end) {
    while (source < end && *source >= 0x80) {
        unsigned length = utf8_length(source);
        if (length == 0 || length > (size_t)(end - source)) { break; }
        memcpy(target, source, 4);
        target += length;
        source += length;
    }
    return (rdbkit_progress){target, source};
}

// Copies the next 16 bytes, or all that are left; ends behind the first run of characters beyond ASCII. Copies nothing
// in front of what is not UTF-8.
static inline rdbkit_progress copy_block(uint8_t *target, const uint8_t *source, const uint8_t *end) {
    unsigned size = end - source < 16 ? (unsigned)(end - source) : 16;
    unsigned marks = rdbkit_copy_16(target, source) & ((1u << size) - 1);
    unsigned done = 0;
    while (marks) {
        unsigned mark = (unsigned)__builtin_ctz(marks);
        target += mark - done;
        if (source[mark] >= 0x80) { return rdbkit_copy_utf8(target, source + mark, end); }
        target += escape_one(target, source[mark]);
        done = mark + 1;
        memcpy(target, source + done, 16);
        marks &= marks - 1;
    }
    return (rdbkit_progress){target + size - done, source + size};
}

rdbkit_progress rdbkit_escape_portable(uint8_t *target, const uint8_t *source, const uint8_t *end) {
    while (source < end) {
        rdbkit_progress next = copy_block(target, source, end);
        target = next.target;
        if (next.source == source) { break; }
        source = next.source;
    }
    return (rdbkit_progress){target, source};
}

#if defined(__x86_64__)
#include <tmmintrin.h>

#define VECTOR static inline __attribute__((always_inline, target("ssse3,popcnt")))

// For each set of 8 bytes that get a backslash in front, where the bytes of the result come from: 8 is the backslash.
static uint8_t spread[256][16];
static int can_spread;

static __attribute__((constructor)) void prepare(void) {
    for (unsigned marks = 0; marks < 256; marks++) {
        unsigned length = 0;
        for (uint8_t byte = 0; byte < 8; byte++) {
            if (marks >> byte & 1) { spread[marks][length++] = 8; }
            spread[marks][length++] = byte;
        }
    }
    __builtin_cpu_init();
    can_spread = __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("popcnt");
}

// What two bytes that follow each other can have wrong as UTF-8. Each is known by the halves of the first byte and the
// upper half of the second: it is there where all three tables have its bit (Keiser and Lemire, "Validating UTF-8 in
// less than one instruction per byte", 2021).
enum {
    TOO_SHORT = 1 << 0,     // 11...... and no continuation
    TOO_LONG = 1 << 1,      // 0....... and a continuation
    OVERLONG_3 = 1 << 2,    // 11100000 100.....
    TOO_LARGE = 1 << 3,     // 11110100 1001.... and all above, but for
    SURROGATE = 1 << 4,     // 11101101 101.....
    OVERLONG_2 = 1 << 5,    // 1100000. 10......
    TOO_LARGE_8 = 1 << 6,   // 11110101 1000.... and above
    OVERLONG_4 = 1 << 6,    // 11110000 1000....
    CONTINUED = 1 << 7,     // 10...... 10......: right only as the third or fourth byte
    ANY_LOW = TOO_SHORT | TOO_LONG | CONTINUED,
};

VECTOR __m128i upper_halves(__m128i bytes) {
    return _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(15));
}

// Not zero where the 16 bytes behind those `before` are not UTF-8.
VECTOR __m128i utf8_errors(__m128i bytes, __m128i before) {
    const char large = TOO_LARGE | TOO_LARGE_8;
    const __m128i of_upper = _mm_setr_epi8(
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
        (char)CONTINUED, (char)CONTINUED, (char)CONTINUED, (char)CONTINUED,
        TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | large | OVERLONG_4);
    const __m128i of_lower = _mm_setr_epi8(
        (char)(ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4), (char)(ANY_LOW | OVERLONG_2), (char)ANY_LOW,
        (char)ANY_LOW, (char)(ANY_LOW | TOO_LARGE), (char)(ANY_LOW | large), (char)(ANY_LOW | large),
        (char)(ANY_LOW | large), (char)(ANY_LOW | large), (char)(ANY_LOW | large), (char)(ANY_LOW | large),
        (char)(ANY_LOW | large), (char)(ANY_LOW | large), (char)(ANY_LOW | large | SURROGATE), (char)(ANY_LOW | large),
        (char)(ANY_LOW | large));
    const char two = (char)(TOO_LONG | OVERLONG_2 | CONTINUED);
    const __m128i of_second = _mm_setr_epi8(
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        two | OVERLONG_3 | TOO_LARGE_8 | OVERLONG_4, two | OVERLONG_3 | TOO_LARGE, two | SURROGATE | TOO_LARGE,
        two | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
    __m128i first = _mm_alignr_epi8(bytes, before, 15);
    __m128i errors = _mm_shuffle_epi8(of_upper, upper_halves(first));
    errors = _mm_and_si128(errors, _mm_shuffle_epi8(of_lower, _mm_and_si128(first, _mm_set1_epi8(15))));
    errors = _mm_and_si128(errors, _mm_shuffle_epi8(of_second, upper_halves(bytes)));
    // Behind 1110.... comes a third byte, behind 11110... a fourth.
    __m128i third = _mm_subs_epu8(_mm_alignr_epi8(bytes, before, 14), _mm_set1_epi8(0xE0 - 0x80));
    __m128i fourth = _mm_subs_epu8(_mm_alignr_epi8(bytes, before, 13), _mm_set1_epi8(0xF0 - 0x80));
    __m128i continued = _mm_and_si128(_mm_or_si128(third, fourth), _mm_set1_epi8((char)CONTINUED));
    return _mm_xor_si128(errors, continued);
}

// Not zero where the last of 16 bytes lack continuations.
VECTOR __m128i missing_bytes(__m128i bytes) {
    return _mm_subs_epu8(bytes, _mm_setr_epi8(
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, (char)0xEF, (char)0xDF, (char)0xBF));
}

// Copies 16 bytes, quotes and backslashes with a backslash in front; how many there are takes no branch, which could
// not be guessed: JSON within JSON is full of quotes.
VECTOR void copy_quoted(uint8_t *target, __m128i bytes, unsigned marks) {
    const __m128i backslashes = _mm_set1_epi8('\\');
    __m128i low = _mm_loadu_si128((const __m128i *)spread[marks & 0xFF]);
    __m128i high = _mm_loadu_si128((const __m128i *)spread[marks >> 8]);
    low = _mm_shuffle_epi8(_mm_unpacklo_epi64(bytes, backslashes), low);
    high = _mm_shuffle_epi8(_mm_unpackhi_epi64(bytes, backslashes), high);
    _mm_storeu_si128((__m128i *)target, low);
    _mm_storeu_si128((__m128i *)(target + 8 + __builtin_popcount(marks & 0xFF)), high);
}

// Copies bytes one by one.
static uint8_t *copy_controls(uint8_t *target, const uint8_t *source, unsigned size) {
    for (unsigned index = 0; index < size; index++) {
        uint8_t byte = source[index];
        *target = byte;
        target += byte < 0x20 || byte == '"' || byte == '\\' ? escape_one(target, byte) : 1;
    }
    return target;
}

// The bytes up to `size` and spaces behind them.
VECTOR __m128i padded(__m128i bytes, unsigned size) {
    __m128i index = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m128i is_kept = _mm_cmplt_epi8(index, _mm_set1_epi8((char)size));
    return _mm_or_si128(_mm_and_si128(is_kept, bytes), _mm_andnot_si128(is_kept, _mm_set1_epi8(' ')));
}

// Copies all; the result is of use only if all of it is UTF-8, else the answer is null.
static __attribute__((target("ssse3,popcnt"))) uint8_t *escape_vectors(
    uint8_t *target, const uint8_t *source, const uint8_t *end) {
    __m128i errors = _mm_setzero_si128();
    __m128i before = _mm_setzero_si128();
    while (source < end) {
        unsigned size = end - source < 16 ? (unsigned)(end - source) : 16;
        __m128i bytes = padded(_mm_loadu_si128((const __m128i *)source), size);
        errors = _mm_or_si128(errors, utf8_errors(bytes, before));
        __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        if (_mm_movemask_epi8(controls)) {
            target = copy_controls(target, source, size);
        } else {
            __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
            quotes = _mm_or_si128(quotes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
            unsigned marks = (unsigned)_mm_movemask_epi8(quotes);
            copy_quoted(target, bytes, marks);
            target += size + (unsigned)__builtin_popcount(marks);
        }
        before = bytes;
        source += size;
    }
    errors = _mm_or_si128(errors, missing_bytes(before));
    return _mm_movemask_epi8(_mm_cmpeq_epi8(errors, _mm_setzero_si128())) == 0xFFFF ? target : NULL;
}

rdbkit_progress rdbkit_escape_any(uint8_t *target, const uint8_t *source, const uint8_t *end) {
    uint8_t *written = can_spread ? escape_vectors(target, source, end) : NULL;
    if (written) { return (rdbkit_progress){written, end}; }
    return rdbkit_escape_portable(target, source, end);
}
#else
rdbkit_progress rdbkit_escape_any(uint8_t *target, const uint8_t *source, const uint8_t *end) {
    return rdbkit_escape_portable(target, source, end);
}
#endif
