#pragma once
#include <malloc.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/eventfd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>
/* accept4 stands behind _GNU_SOURCE, which must not be defined here: declare it. */
extern int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags);
static inline int costar_accept(int fd) { return accept4(fd, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC); }
static inline int costar_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
/* Another one behind _GNU_SOURCE. */
extern int sync_file_range(int fd, long offset, long count, unsigned flags);
/* Begins to write to the disk what a file has in memory only (SYNC_FILE_RANGE_WRITE). */
static inline void costar_start_writeback(int fd) { (void)sync_file_range(fd, 0, 0, 2); }
/* Asks the CPU to fetch a cache line that is read soon; no effect on results. */
static inline __attribute__((always_inline)) void costar_prefetch(const void *address) {
    __builtin_prefetch(address);
}
/* The same for a line that is written soon. */
static inline __attribute__((always_inline)) void costar_prefetch_write(const void *address) {
    __builtin_prefetch(address, 1);
}
/* Gives memory that was freed back to the system: glibc keeps it for the next allocation. */
static inline void costar_trim_memory(void) { malloc_trim(0); }
