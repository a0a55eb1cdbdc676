#pragma once
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

/* One gzip member being written; Swift sees an opaque pointer only. */
typedef struct costar_deflate costar_deflate;

/* Level 6 and no file time, so that the same bytes give the same file; null without memory. */
static inline costar_deflate *costar_deflate_new(void) {
    z_stream *s = (z_stream *)calloc(1, sizeof *s);
    if (!s) return 0;
    if (deflateInit2(s, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(s);
        return 0;
    }
    return (costar_deflate *)s;
}
static inline void costar_deflate_free(costar_deflate *p) {
    deflateEnd((z_stream *)p);
    free(p);
}
static inline void costar_deflate_feed(costar_deflate *p, const uint8_t *bytes, uint32_t count) {
    ((z_stream *)p)->next_in = (Bytef *)bytes;
    ((z_stream *)p)->avail_in = count;
}
static inline uint32_t costar_deflate_left(costar_deflate *p) { return ((z_stream *)p)->avail_in; }
/* Bytes written to out; fewer than room when the input is used up, or the member is complete. */
static inline uint32_t costar_deflate_step(costar_deflate *p, uint8_t *out, uint32_t room,
                                           int is_last) {
    z_stream *s = (z_stream *)p;
    s->next_out = out;
    s->avail_out = room;
    deflate(s, is_last ? Z_FINISH : Z_NO_FLUSH);
    return room - s->avail_out;
}
