#pragma once
#include <emmintrin.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <stdlib.h>

/* inflate_state embeds 64 KiB arrays: Swift sees an opaque pointer only. */
typedef struct costar_inflate costar_inflate;

static inline void costar_inflate_reset(costar_inflate *p) {
    struct inflate_state *s = (struct inflate_state *)p;
    const uint8_t *next = s->next_in;
    uint32_t left = s->avail_in;
    isal_inflate_reset(s);
    s->crc_flag = ISAL_GZIP;
    s->next_in = (uint8_t *)next;
    s->avail_in = left;
}
static inline costar_inflate *costar_inflate_new(void) {
    struct inflate_state *s = (struct inflate_state *)malloc(sizeof *s);
    if (!s) return 0;
    isal_inflate_init(s);
    s->crc_flag = ISAL_GZIP;
    return (costar_inflate *)s;
}
static inline void costar_inflate_free(costar_inflate *p) { free(p); }
static inline void costar_inflate_feed(costar_inflate *p, const uint8_t *bytes, uint32_t count) {
    struct inflate_state *s = (struct inflate_state *)p;
    s->next_in = (uint8_t *)bytes;
    s->avail_in = count;
}
static inline uint32_t costar_inflate_left(costar_inflate *p) {
    return ((struct inflate_state *)p)->avail_in;
}
/* Bytes written, or a negative ISA-L code; *finished is set at the end of a member. */
static inline int64_t costar_inflate_step(costar_inflate *p, uint8_t *out, uint32_t room,
                                          int *finished) {
    struct inflate_state *s = (struct inflate_state *)p;
    s->next_out = out;
    s->avail_out = room;
    int code = isal_inflate(s);
    *finished = s->block_state == ISAL_BLOCK_FINISH;
    return code < 0 ? code : (int64_t)(room - s->avail_out);
}

/* CRC-32C of bytes, continued from the checksum of what came before, 0 at first. */
static inline uint32_t costar_checksum(const uint8_t *bytes, uint64_t count, uint32_t before) {
    uint32_t state = ~before;
    while (count > 0) {
        int part = count > (1 << 30) ? 1 << 30 : (int)count;
        state = crc32_iscsi((unsigned char *)bytes, part, state);
        bytes += part;
        count -= (uint64_t)part;
    }
    return ~state;
}

/* Where tabs and where line feeds stand: bit i is that of bytes[i]. */
typedef struct costar_separators {
    uint64_t tabs, feeds;
} costar_separators;

/* Reads 64 bytes. SSE2 is part of x86-64. */
static inline __attribute__((always_inline)) costar_separators
costar_find_separators(const uint8_t *bytes) {
    __m128i tab = _mm_set1_epi8('\t'), feed = _mm_set1_epi8('\n');
    costar_separators found = {0, 0};
    for (int part = 0; part < 4; part++) {
        __m128i piece = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        uint32_t tabs = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(piece, tab));
        uint32_t feeds = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(piece, feed));
        found.tabs |= (uint64_t)tabs << (16 * part);
        found.feeds |= (uint64_t)feeds << (16 * part);
    }
    return found;
}
