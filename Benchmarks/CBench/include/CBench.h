#pragma once
#include <stddef.h>
#include <stdint.h>

/* Counts calls of malloc, calloc, realloc and the aligned ones, by all threads, while it is on. */
void costar_bench_count_allocations(int on);
int64_t costar_bench_allocations(void);

/* Instructions of this process in user mode since the last start; -1 where the machine counts
   none, as in most virtual machines. */
void costar_bench_instructions_start(void);
int64_t costar_bench_instructions(void);

/* Callgrind counts between on and off, when it watches and was asked to wait; nothing happens
   without it, or where its header was not there to build with. */
void costar_bench_observe(int on);

/* A blocking connection to HOST:PORT without Nagle's delay, or -1. */
int costar_bench_connect(const char *host, const char *port);
/* Sends a request and waits for one line of reply; its length, or -1. */
int64_t costar_bench_exchange(int descriptor, const uint8_t *request, size_t length);
