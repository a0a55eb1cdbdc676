#pragma once
#include <stddef.h>
#include <stdint.h>

/* What the machine can do: searches over arrays in memory, by hand, with the same prefetch as
   costar's. They know one graph, no filters but a byte per title, no limits and no cancelling. */
typedef struct costar_ceiling costar_ceiling;

/* Arrays for so many people, titles and credits, in large pages or in those of 4 KiB. */
costar_ceiling *costar_ceiling_make(uint32_t people, uint32_t titles, uint64_t credits,
                                    int large_pages);
/* The next person's titles, the next title's people: in order of their numbers. */
void costar_ceiling_add_person(costar_ceiling *graph, const uint32_t *titles, size_t count);
void costar_ceiling_add_title(costar_ceiling *graph, const uint32_t *people, size_t count);

/* Titles on the shortest chain of two people, -1 without one; `admits` has a byte per title, or is
   NULL. The people of one chain go to `chain`, which has room for `room`. */
int costar_ceiling_degrees(costar_ceiling *graph, uint32_t start, uint32_t end,
                           const uint8_t *admits, uint32_t *chain, int room);
/* The same, and the number of all shortest chains of people, which wraps at 2^64. */
int costar_ceiling_count(costar_ceiling *graph, uint32_t start, uint32_t end, uint64_t *chains);

/* People at distance 0, 1, 2...: into `levels`, which has room for `room`; how many levels.
   `most` is the last distance wanted. */
int costar_ceiling_top_down(costar_ceiling *graph, uint32_t start, int most, uint64_t *levels,
                            int room);
int costar_ceiling_direction_optimising(costar_ceiling *graph, uint32_t start, uint64_t *levels,
                                        int room);

/* How many people share a title with a person. */
uint64_t costar_ceiling_costars(costar_ceiling *graph, uint32_t person);
