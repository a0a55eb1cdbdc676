/* Breadth-first search from both ends, the smaller frontier next. */
#include "ceiling.h"

enum { CHAIN_MAX = 1024 };

/* The people from a place of a queue back to its end. */
static int walk_back(costar_ceiling *graph, int side, uint32_t place, int is_title,
                     uint32_t *people) {
    int count = 0;
    for (;; place = graph->parent[side][place], is_title = !is_title) {
        if (!is_title && count < CHAIN_MAX) people[count++] = graph->queue[side][place];
        if (place == 0) return count;
    }
}

/* The chain through `place` of one side's queue and its neighbour `node`, which the other side has
   among the places first ..< last. */
static void write_chain(costar_ceiling *graph, int side, uint32_t place, int is_title,
                        uint32_t node, uint32_t first, uint32_t last, uint32_t *chain, int room) {
    uint32_t halves[2][CHAIN_MAX], far = first;
    int counts[2], written = 0;
    while (far < last && graph->queue[1 - side][far] != node) far++;
    counts[side] = walk_back(graph, side, place, is_title, halves[side]);
    counts[1 - side] = walk_back(graph, 1 - side, far, !is_title, halves[1 - side]);
    for (int i = counts[0] - 1; i >= 0 && written < room; i--) chain[written++] = halves[0][i];
    for (int i = 0; i < counts[1] && written < room; i++) chain[written++] = halves[1][i];
}

static inline __attribute__((always_inline)) int search(
    costar_ceiling *graph, uint32_t start, uint32_t end, const uint8_t *admits, uint32_t *chain,
    int room) {
    uint32_t epoch = (graph->epoch += 2) << 8, first[2] = {0, 0}, last[2] = {1, 1};
    int label[2] = {PEOPLE, PEOPLE}, depth = 0;
    for (int side = 0; side < 2; side++) {
        graph->queue[side][0] = side ? end : start;
        graph->mark[PEOPLE][graph->queue[side][0]] = epoch + (uint32_t)side;
    }
    if (start == end) return 0;
    for (;;) {
        uint32_t near = last[0] - first[0], far = last[1] - first[1];
        if (near == 0 || far == 0) return -1;
        int side = near <= far ? 0 : 1, from = label[side];
        uint32_t mine = epoch + (uint32_t)side, theirs = epoch + 1 - (uint32_t)side;
        const uint32_t *starts = graph->start[from], *list = graph->list[from];
        uint32_t *mark = graph->mark[1 - from];
        uint32_t *queue = graph->queue[side], *parent = graph->parent[side];
        uint32_t stop = last[side], found = stop;
        for (uint32_t i = first[side]; i < stop; i++) {
            ceiling_prefetch(starts, list, mark, queue, i, stop);
            for (uint32_t at = starts[queue[i]]; at < starts[queue[i] + 1]; at++) {
                uint32_t node = list[at];
                if (admits && from == PEOPLE && !admits[node]) continue;
                uint32_t seen = mark[node];
                if (seen == mine) continue;
                if (seen == theirs) {
                    depth++;
                    write_chain(graph, side, i, from == TITLES, node, first[1 - side],
                                last[1 - side], chain, room);
                    return depth / 2;
                }
                mark[node] = mine;
                queue[found] = node;
                parent[found++] = i;
            }
        }
        first[side] = stop;
        last[side] = found;
        label[side] = 1 - from;
        depth++;
    }
}

int costar_ceiling_degrees(costar_ceiling *graph, uint32_t start, uint32_t end,
                           const uint8_t *admits, uint32_t *chain, int room) {
    return admits ? search(graph, start, end, admits, chain, room)
                  : search(graph, start, end, NULL, chain, room);
}
