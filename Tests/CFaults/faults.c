/* Breaks a program at a chosen call of the operating system.

   Preloaded (LD_PRELOAD), it stands before the calls with which a load reads dumps and changes the
   disk, and counts them:

     FAULT_CALL=N    the call to break, from 1
     FAULT_ON=CALL   only calls of this name count
     FAULT_FILE=NAME only calls about files whose path ends so count
     FAULT_UNDER=DIR only calls about what lies there count; paths as the program says them
     FAULT_ERRNO=E   0: the process is killed, as by kill -9, before the call;
                     otherwise every call from this one on that needs room fails with E
     FAULT_LOG=PATH  where to write what was broken: the call and the file

   A program that is run without FAULT_CALL, or makes fewer calls, is not disturbed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;

/* Whether FAULT_ON and FAULT_FILE, where they are set, mean this call. */
static int isMeant(const char *call, const char *path) {
    const char *name = getenv("FAULT_ON"), *file = getenv("FAULT_FILE");
    if (name && strcmp(call, name) != 0) return 0;
    size_t length = strlen(path), end = file ? strlen(file) : 0;
    return length >= end && strcmp(path + length - end, file ? file : "") == 0;
}

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static void tell(const char *call, const char *path) {
    const char *log = getenv("FAULT_LOG");
    char line[512];
    if (!log) return;
    int length = snprintf(line, sizeof line, "%s %s\n", call, path);
    int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file < 0) return;
    (void)!syscall(SYS_write, file, line, (size_t)length);
    syscall(SYS_close, file);
}

/* Counts a call; 0 when it may go on, else the error number it has to fail with. */
static int fault(const char *call, const char *path, int needsRoom) {
    long wanted = number("FAULT_CALL"), code = number("FAULT_ERRNO");
    const char *under = getenv("FAULT_UNDER");
    if (!under || strncmp(path, under, strlen(under)) != 0) return 0;
    if (wanted == 0 || (code != 0 && !needsRoom)) return 0;
    if (!isMeant(call, path)) return 0;
    long count = atomic_fetch_add(&calls, 1) + 1;
    if (count < wanted) return 0;
    if (count == wanted) tell(call, path);
    if (code == 0) {
        if (count == wanted) kill(getpid(), SIGKILL);
        for (;;) pause(); /* another thread, while the signal is on its way */
    }
    return (int)code;
}

static int faultAt(const char *call, int descriptor, int needsRoom) {
    char link[64], path[256];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return fault(call, path, needsRoom);
}

#define NEXT(name) __typeof__(name) *next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define BREAK(call) do { int code = (call); if (code) { errno = code; return -1; } } while (0)

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    NEXT(open);
    if (flags & O_CREAT) BREAK(fault("open", path, 1));
    return next(path, flags, mode);
}

ssize_t read(int descriptor, void *bytes, size_t count) {
    NEXT(read);
    BREAK(faultAt("read", descriptor, 0));
    return next(descriptor, bytes, count);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    NEXT(write);
    BREAK(faultAt("write", descriptor, 1));
    return next(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    NEXT(pwrite);
    BREAK(faultAt("pwrite", descriptor, 1));
    return next(descriptor, bytes, count, offset);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    NEXT(writev);
    BREAK(faultAt("writev", descriptor, 1));
    return next(descriptor, parts, count);
}

int ftruncate(int descriptor, off_t length) {
    NEXT(ftruncate);
    BREAK(faultAt("ftruncate", descriptor, 0));
    return next(descriptor, length);
}

int fsync(int descriptor) {
    NEXT(fsync);
    BREAK(faultAt("fsync", descriptor, 1));
    return next(descriptor);
}

int fdatasync(int descriptor) {
    NEXT(fdatasync);
    BREAK(faultAt("fdatasync", descriptor, 1));
    return next(descriptor);
}

int mkdir(const char *path, mode_t mode) {
    NEXT(mkdir);
    BREAK(fault("mkdir", path, 1));
    return next(path, mode);
}

int rename(const char *from, const char *to) {
    NEXT(rename);
    BREAK(fault("rename", from, 1));
    return next(from, to);
}

int unlink(const char *path) {
    NEXT(unlink);
    BREAK(fault("unlink", path, 0));
    return next(path);
}

int rmdir(const char *path) {
    NEXT(rmdir);
    BREAK(fault("rmdir", path, 0));
    return next(path);
}
