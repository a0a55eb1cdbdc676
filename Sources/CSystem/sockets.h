#pragma once
#include "shim.h"
/* Sockets of the line port. Failure is -errno throughout. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

union costar_address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

/* An address in digits, no names: fills *address and returns its size, -EINVAL otherwise. */
static inline int costar_parse_address(
    const char *host, uint16_t port, union costar_address *address) {
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET, host, &address->four.sin_addr) == 1) {
        address->four.sin_family = AF_INET;
        address->four.sin_port = htons(port);
        return sizeof address->four;
    }
    if (inet_pton(AF_INET6, host, &address->six.sin6_addr) == 1) {
        address->six.sin6_family = AF_INET6;
        address->six.sin6_port = htons(port);
        return sizeof address->six;
    }
    return -EINVAL;
}

/* 1 when only programs of this machine reach the address, 0 when others do, -EINVAL. */
static inline int costar_is_loopback(const char *host) {
    union costar_address address;
    int size = costar_parse_address(host, 0, &address);
    if (size < 0) return size;
    if (address.any.sa_family == AF_INET) {
        return ntohl(address.four.sin_addr.s_addr) >> 24 == 127;
    }
    return IN6_IS_ADDR_LOOPBACK(&address.six.sin6_addr) ? 1 : 0;
}

static inline int costar_set_option(int descriptor, int level, int option, int value) {
    return setsockopt(descriptor, level, option, &value, sizeof value) == 0 ? 0 : -errno;
}

/* A listening socket whose options every accepted socket inherits (Linux): small replies leave at
   once, a dead peer is noticed after about dead_peer_ms with or without data on the way. */
static inline int costar_listen(const char *host, uint16_t port, int backlog, int dead_peer_ms) {
    union costar_address address;
    int size = costar_parse_address(host, port, &address);
    if (size < 0) return size;
    int descriptor = socket(
        address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int probe_seconds = dead_peer_ms / 4000 > 0 ? dead_peer_ms / 4000 : 1;
    int error = costar_set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    if (!error) error = costar_set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    if (!error) error = costar_set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
    if (!error) error = costar_set_option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, probe_seconds);
    if (!error) error = costar_set_option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, probe_seconds);
    if (!error) error = costar_set_option(descriptor, IPPROTO_TCP, TCP_KEEPCNT, 3);
    if (!error) error = costar_set_option(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, dead_peer_ms);
    if (!error && bind(descriptor, &address.any, (socklen_t)size) != 0) error = -errno;
    if (!error && listen(descriptor, backlog) != 0) error = -errno;
    if (error) {
        close(descriptor);
        return error;
    }
    return descriptor;
}

/* The port a socket is bound to. */
static inline int costar_local_port(int descriptor) {
    union costar_address address;
    socklen_t size = sizeof address;
    if (getsockname(descriptor, &address.any, &size) != 0) return -errno;
    return ntohs(
        address.any.sa_family == AF_INET ? address.four.sin_port : address.six.sin6_port);
}

/* Who is at the other end, as 127.0.0.1:51234 or [::1]:51234; returns the length. */
static inline int costar_peer_text(int descriptor, char *text, size_t size) {
    union costar_address address;
    socklen_t length = sizeof address;
    char host[INET6_ADDRSTRLEN];
    if (getpeername(descriptor, &address.any, &length) != 0) return -errno;
    if (address.any.sa_family == AF_INET) {
        inet_ntop(AF_INET, &address.four.sin_addr, host, sizeof host);
        return snprintf(text, size, "%s:%d", host, ntohs(address.four.sin_port));
    }
    inet_ntop(AF_INET6, &address.six.sin6_addr, host, sizeof host);
    return snprintf(text, size, "[%s]:%d", host, ntohs(address.six.sin6_port));
}

/* The error that waits on a socket, 0 when there is none. */
static inline int costar_pending_error(int descriptor) {
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

/* Never raises SIGPIPE. */
static inline ssize_t costar_send(int descriptor, const void *bytes, size_t count) {
    ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL);
    return sent >= 0 ? sent : -errno;
}

static inline ssize_t costar_receive(int descriptor, void *bytes, size_t count) {
    ssize_t received = recv(descriptor, bytes, count, 0);
    return received >= 0 ? received : -errno;
}

#include <sys/resource.h>

/* Lets this process have `wanted` descriptors if it may; returns how many it can have. */
static inline long costar_allow_descriptors(long wanted) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    if (limit.rlim_cur < (rlim_t)wanted) {
        rlim_t before = limit.rlim_cur;
        limit.rlim_cur = limit.rlim_max < (rlim_t)wanted ? limit.rlim_max : (rlim_t)wanted;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
    }
    return limit.rlim_cur > (rlim_t)1 << 30 ? 1L << 30 : (long)limit.rlim_cur;
}
