#include "CBench.h"
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int costar_bench_connect(const char *host, const char *port) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *address;
    if (getaddrinfo(host, port, &hints, &address)) return -1;
    int descriptor = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    if (descriptor >= 0 && connect(descriptor, address->ai_addr, address->ai_addrlen)) {
        close(descriptor);
        descriptor = -1;
    }
    freeaddrinfo(address);
    if (descriptor >= 0)
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return descriptor;
}

int64_t costar_bench_exchange(int descriptor, const uint8_t *request, size_t length) {
    static uint8_t buffer[1 << 18];
    int64_t total = 0;
    if (send(descriptor, request, length, MSG_NOSIGNAL) != (ssize_t)length) return -1;
    for (;;) {
        ssize_t count = recv(descriptor, buffer, sizeof buffer, 0);
        if (count <= 0) return -1;
        total += count;
        if (buffer[count - 1] == '\n') return total;
    }
}
