/* Tells an observer from outside when the part begins that is to be counted. */
#include "CBench.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>

void costar_bench_observe(int on) {
    if (on) {
        CALLGRIND_START_INSTRUMENTATION;
    } else {
        CALLGRIND_STOP_INSTRUMENTATION;
    }
}
#else
void costar_bench_observe(int on) { (void)on; }
#endif
