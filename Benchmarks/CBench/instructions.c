#include "CBench.h"
#include <linux/perf_event.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int counter = -2; /* -2: not opened yet, -1: there is none */

static void open_counter(void) {
    struct perf_event_attr wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.size = sizeof wanted;
    wanted.type = PERF_TYPE_HARDWARE;
    wanted.config = PERF_COUNT_HW_INSTRUCTIONS;
    wanted.exclude_kernel = 1;
    wanted.exclude_hv = 1;
    wanted.inherit = 1;
    counter = (int)syscall(SYS_perf_event_open, &wanted, 0, -1, -1, 0);
}

void costar_bench_instructions_start(void) {
    if (counter == -2) open_counter();
    if (counter >= 0) ioctl(counter, PERF_EVENT_IOC_RESET, 0);
}

int64_t costar_bench_instructions(void) {
    int64_t count = 0;
    if (counter < 0 || read(counter, &count, sizeof count) != sizeof count || count == 0) return -1;
    return count;
}
