#pragma once
#include "CCeiling.h"

enum { PEOPLE = 0, TITLES = 1 };

/* The lists of label n lead to the other label: start[n][node] .. start[n][node + 1] of list[n]. */
struct costar_ceiling {
    uint32_t count[2], added[2];
    uint32_t *start[2], *list[2];
    uint32_t *mark[2];
    uint32_t epoch;
    /* All nodes seen from each end in order, and the place of the node each was seen from. */
    uint32_t *queue[2], *parent[2];
    /* Sets of nodes for searches of the whole graph. */
    uint64_t *visited[2], *frontier[2];
    /* Counting: where the chains of a node are kept, and lists of the people behind titles. */
    uint64_t *paths[2];
    uint32_t *known[2], *behind_start, *behind_end, *behind, *looked, *met, look;
    size_t behind_count;
};

/* Asks for the next nodes' starts, lists and the marks of their neighbours. */
static inline __attribute__((always_inline)) void ceiling_prefetch(
    const uint32_t *start, const uint32_t *list, uint32_t *mark, const uint32_t *nodes, uint32_t i,
    uint32_t end) {
    if (i + 24 < end) __builtin_prefetch(start + nodes[i + 24]);
    if (i + 16 < end) __builtin_prefetch(list + start[nodes[i + 16]]);
    if (i + 8 < end) {
        uint32_t node = nodes[i + 8], first = start[node], last = start[node + 1];
        if (last - first > 16) last = first + 16;
        for (uint32_t at = first; at < last; at++) __builtin_prefetch(mark + list[at], 1);
    }
}
