#include "ceiling.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void *array(uint64_t count, size_t size, int large_pages) {
    size_t bytes = (count * size + (2u << 20)) & ~(size_t)((2u << 20) - 1);
    char *room = mmap(NULL, bytes + (2u << 20), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) abort();
    room = (char *)(((uintptr_t)room + (2u << 20) - 1) & ~(uintptr_t)((2u << 20) - 1));
    madvise(room, bytes, large_pages ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
    return room;
}

costar_ceiling *costar_ceiling_make(uint32_t people, uint32_t titles, uint64_t credits,
                                    int large_pages) {
    costar_ceiling *graph = calloc(1, sizeof *graph);
    if (!graph) abort();
    uint64_t nodes = (uint64_t)people + titles + 1;
    graph->count[PEOPLE] = people;
    graph->count[TITLES] = titles;
    for (int label = 0; label < 2; label++) {
        uint64_t count = graph->count[label];
        graph->start[label] = array(count + 1, 4, large_pages);
        graph->list[label] = array(credits + 1, 4, large_pages);
        /* Costar's marks are in large pages too. */
        graph->mark[label] = array(count + 1, 4, 1);
        graph->queue[label] = array(nodes, 4, 1);
        graph->parent[label] = array(nodes, 4, 1);
        graph->visited[label] = array(count / 64 + 1, 8, 1);
        graph->frontier[label] = array(count / 64 + 1, 8, 1);
        graph->paths[label] = array(people + 1u, 8, 1);
        graph->known[label] = array(count + 1, 4, 1);
    }
    graph->behind_start = array(titles + 1u, 4, 1);
    graph->behind_end = array(titles + 1u, 4, 1);
    graph->behind = array(credits * 2 + 1, 4, 1);
    graph->looked = array(people + 1u, 4, 1);
    graph->met = array(titles + 1u, 4, 1);
    return graph;
}

static void add(costar_ceiling *graph, int label, const uint32_t *nodes, size_t count) {
    uint32_t node = graph->added[label]++, first = graph->start[label][node];
    if (count) memcpy(graph->list[label] + first, nodes, count * 4);
    graph->start[label][node + 1] = first + (uint32_t)count;
}

void costar_ceiling_add_person(costar_ceiling *graph, const uint32_t *titles, size_t count) {
    add(graph, PEOPLE, titles, count);
}

void costar_ceiling_add_title(costar_ceiling *graph, const uint32_t *people, size_t count) {
    add(graph, TITLES, people, count);
}

uint64_t costar_ceiling_costars(costar_ceiling *graph, uint32_t person) {
    uint32_t *start = graph->start[PEOPLE], *cast = graph->start[TITLES];
    uint32_t mark = ++graph->epoch << 8;
    uint64_t found = 0;
    graph->mark[PEOPLE][person] = mark;
    for (uint32_t at = start[person]; at < start[person + 1]; at++) {
        uint32_t title = graph->list[PEOPLE][at];
        if (at + 8 < start[person + 1]) __builtin_prefetch(cast + graph->list[PEOPLE][at + 8]);
        if (graph->mark[TITLES][title] == mark) continue;
        graph->mark[TITLES][title] = mark;
        for (uint32_t to = cast[title]; to < cast[title + 1]; to++) {
            uint32_t other = graph->list[TITLES][to];
            found += graph->mark[PEOPLE][other] != mark;
            graph->mark[PEOPLE][other] = mark;
        }
    }
    return found;
}
