/* Breadth-first search of everything that hangs together with a person. */
#include "ceiling.h"
#include <string.h>

static void clear(costar_ceiling *graph, uint32_t start) {
    for (int label = 0; label < 2; label++)
        memset(graph->visited[label], 0, (graph->count[label] / 64 + 1) * 8ul);
    graph->visited[PEOPLE][start >> 6] |= 1ull << (start & 63);
    graph->queue[0][0] = start;
}

/* The unvisited neighbours of a queue's nodes. */
static uint32_t down(costar_ceiling *graph, int from, const uint32_t *queue, uint32_t count,
                     uint32_t *next) {
    const uint32_t *start = graph->start[from], *list = graph->list[from];
    uint64_t *visited = graph->visited[1 - from];
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i + 16 < count) __builtin_prefetch(start + queue[i + 16]);
        if (i + 8 < count) __builtin_prefetch(list + start[queue[i + 8]]);
        for (uint32_t at = start[queue[i]]; at < start[queue[i] + 1]; at++) {
            uint32_t node = list[at];
            uint64_t bits = visited[node >> 6], bit = 1ull << (node & 63);
            if (bits & bit) continue;
            visited[node >> 6] = bits | bit;
            next[found++] = node;
        }
    }
    return found;
}

int costar_ceiling_top_down(costar_ceiling *graph, uint32_t start, int most, uint64_t *levels,
                            int room) {
    clear(graph, start);
    uint32_t count = 1;
    int level = 0;
    while (count && level < room) {
        levels[level] = count;
        if (level++ == most) break;
        uint32_t titles = down(graph, PEOPLE, graph->queue[0], count, graph->queue[1]);
        count = down(graph, TITLES, graph->queue[1], titles, graph->queue[0]);
    }
    return level;
}

/* The unvisited nodes with a neighbour in the frontier; they are the next one. */
static uint64_t up(costar_ceiling *graph, int from) {
    int to = 1 - from;
    const uint32_t *start = graph->start[to], *list = graph->list[to];
    const uint64_t *frontier = graph->frontier[from];
    uint64_t found = 0;
    for (uint32_t word = 0; word <= graph->count[to] / 64; word++) {
        uint64_t unvisited = ~graph->visited[to][word], new = 0;
        if (word == graph->count[to] / 64) unvisited &= (1ull << (graph->count[to] & 63)) - 1;
        for (; unvisited; unvisited &= unvisited - 1) {
            uint32_t node = word * 64 + (uint32_t)__builtin_ctzll(unvisited);
            for (uint32_t at = start[node]; at < start[node + 1]; at++)
                if (frontier[list[at] >> 6] >> (list[at] & 63) & 1) {
                    new |= 1ull << (node & 63);
                    break;
                }
        }
        graph->visited[to][word] |= new;
        graph->frontier[to][word] = new;
        found += (uint64_t)__builtin_popcountll(new);
    }
    return found;
}

int costar_ceiling_direction_optimising(costar_ceiling *graph, uint32_t start, uint64_t *levels,
                                        int room) {
    clear(graph, start);
    uint64_t count = 1, unvisited[2] = {graph->count[PEOPLE] - 1u, graph->count[TITLES]};
    uint32_t *queue = graph->queue[0], *next = graph->queue[1];
    int level = 0, from = PEOPLE, is_set = 0;
    while (count && level < room) {
        if (from == PEOPLE) levels[level++] = count;
        uint64_t *set = graph->frontier[from];
        uint32_t words = graph->count[from] / 64 + 1;
        if (count * 6 > unvisited[1 - from]) {
            if (!is_set) {
                memset(set, 0, words * 8ul);
                for (uint64_t i = 0; i < count; i++) set[queue[i] >> 6] |= 1ull << (queue[i] & 63);
            }
            count = up(graph, from);
            is_set = 1;
        } else {
            if (is_set) {
                uint32_t found = 0;
                for (uint32_t word = 0; word < words; word++)
                    for (uint64_t bits = set[word]; bits; bits &= bits - 1)
                        queue[found++] = word * 64 + (uint32_t)__builtin_ctzll(bits);
                is_set = 0;
            }
            count = down(graph, from, queue, (uint32_t)count, next);
            uint32_t *last = queue;
            queue = next;
            next = last;
        }
        unvisited[1 - from] -= count;
        from = 1 - from;
    }
    return level;
}
