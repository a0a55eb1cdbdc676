/* Degrees with the number of all shortest chains of people: however many titles two people share,
   a chain of people is one. */
#include "ceiling.h"
#include <stdlib.h>

/* The mark of nodes at a half-level from one side. */
static uint32_t mark_of(costar_ceiling *graph, int side, int level) {
    return graph->epoch << 8 | (uint32_t)side << 7 | (uint32_t)level;
}

/* Finds the people of a title that bear a mark, once per search. */
static void find_behind(costar_ceiling *graph, uint32_t title, uint32_t wanted) {
    if (graph->known[TITLES][title] == graph->epoch) return;
    graph->known[TITLES][title] = graph->epoch;
    const uint32_t *start = graph->start[TITLES], *list = graph->list[TITLES];
    size_t count = graph->behind_count;
    graph->behind_start[title] = (uint32_t)count;
    for (uint32_t at = start[title]; at < start[title + 1]; at++)
        if (graph->mark[PEOPLE][list[at]] == wanted) graph->behind[count++] = list[at];
    graph->behind_end[title] = (uint32_t)count;
    graph->behind_count = count;
}

static uint64_t paths_of(costar_ceiling *graph, int side, uint32_t person, int level);

/* The chains of everybody at `level` who shares a title that bears a mark with a person. */
static uint64_t paths_behind(costar_ceiling *graph, uint32_t person, uint32_t title_mark, int side,
                             int level) {
    const uint32_t *start = graph->start[PEOPLE], *list = graph->list[PEOPLE];
    uint32_t look = ++graph->look;
    uint64_t sum = 0;
    for (uint32_t at = start[person]; at < start[person + 1]; at++) {
        uint32_t title = list[at];
        if (graph->mark[TITLES][title] != title_mark) continue;
        find_behind(graph, title, mark_of(graph, side, level));
        for (uint32_t to = graph->behind_start[title]; to < graph->behind_end[title]; to++) {
            uint32_t other = graph->behind[to];
            if (graph->looked[other] == look) continue;
            graph->looked[other] = look;
            sum += paths_of(graph, side, other, level);
        }
    }
    return sum;
}

static uint64_t paths_of(costar_ceiling *graph, int side, uint32_t person, int level) {
    if (level == 0) return 1;
    if (graph->known[PEOPLE][person] == graph->epoch) return graph->paths[side][person];
    uint64_t sum = paths_behind(graph, person, mark_of(graph, side, level - 1), side, level - 2);
    graph->known[PEOPLE][person] = graph->epoch;
    return graph->paths[side][person] = sum;
}

/* All chains through the neighbours of a frontier's rest that bear the other side's mark. */
static uint64_t count_meetings(costar_ceiling *graph, int side, int from, int near, int far,
                               uint32_t first, uint32_t stop) {
    const uint32_t *start = graph->start[from], *list = graph->list[from];
    const uint32_t *queue = graph->queue[side];
    uint32_t theirs = mark_of(graph, 1 - side, far), look = ++graph->look;
    uint64_t total = 0;
    for (uint32_t i = first; i < stop; i++) {
        ceiling_prefetch(start, list, graph->mark[1 - from], queue, i, stop);
        for (uint32_t at = start[queue[i]]; at < start[queue[i] + 1]; at++) {
            uint32_t node = list[at];
            if (graph->mark[1 - from][node] != theirs) continue;
            if (from == TITLES) {
                if (graph->looked[node] == look) continue;
                graph->looked[node] = look;
                total += paths_behind(graph, node, mark_of(graph, side, near), side, near - 1) *
                         paths_of(graph, 1 - side, node, far);
                continue;
            }
            if (graph->met[node] == look) continue;
            graph->met[node] = look;
            /* The far people of the title, each once, with all titles of the meeting. */
            const uint32_t *cast = graph->start[TITLES];
            for (uint32_t to = cast[node]; to < cast[node + 1]; to++) {
                uint32_t person = graph->list[TITLES][to];
                if (graph->mark[PEOPLE][person] != mark_of(graph, 1 - side, far - 1)) continue;
                if (graph->looked[person] == look) continue;
                graph->looked[person] = look;
                total += paths_behind(graph, person, theirs, side, near) *
                         paths_of(graph, 1 - side, person, far - 1);
            }
        }
    }
    return total;
}

int costar_ceiling_count(costar_ceiling *graph, uint32_t start, uint32_t end, uint64_t *chains) {
    uint32_t first[2] = {0, 0}, last[2] = {1, 1};
    int level[2] = {0, 0};
    graph->epoch++;
    graph->behind_count = 0;
    for (int side = 0; side < 2; side++) {
        graph->queue[side][0] = side ? end : start;
        graph->mark[PEOPLE][graph->queue[side][0]] = mark_of(graph, side, 0);
    }
    *chains = start == end;
    if (start == end) return 0;
    for (;;) {
        uint32_t near = last[0] - first[0], far = last[1] - first[1];
        if (near == 0 || far == 0) return -1;
        int side = near <= far ? 0 : 1, from = level[side] % 2;
        if (level[side] == 127) abort(); /* a graph that this was not made for */
        uint32_t mine = mark_of(graph, side, level[side] + 1);
        uint32_t oldest = graph->epoch << 8, theirs = oldest | (uint32_t)(1 - side) << 7;
        const uint32_t *starts = graph->start[from], *list = graph->list[from];
        uint32_t *mark = graph->mark[1 - from], *queue = graph->queue[side];
        uint32_t stop = last[side], found = stop;
        for (uint32_t i = first[side]; i < stop; i++) {
            ceiling_prefetch(starts, list, mark, queue, i, stop);
            for (uint32_t at = starts[queue[i]]; at < starts[queue[i] + 1]; at++) {
                uint32_t node = list[at], seen = mark[node];
                if (seen < oldest) {
                    mark[node] = mine;
                    queue[found++] = node;
                } else if ((seen & ~127u) == theirs) {
                    *chains = count_meetings(graph, side, from, level[side], level[1 - side], i,
                                             stop);
                    return (level[0] + level[1] + 1) / 2;
                }
            }
        }
        first[side] = stop;
        last[side] = found;
        level[side]++;
    }
}
