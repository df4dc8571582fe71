/* The least an HTTP server can do: one thread, epoll, a prebuilt answer, no parsing but for the blank line.
 * What remains is the kernel's. Any path gets the answer of /plaintext.
 *     gcc -O2 -Wall -o limit limit.c && ./limit PORT */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 65536, BUFFER = 65536, EVENTS = 512, LONGEST_ANSWER = 256 };

struct answer { char text[LONGEST_ANSWER]; size_t length; };

static struct answer kept, last;                /* for connections that stay, and for the last of one */
static char *rest[MOST_CONNECTIONS];            /* a request that has not come whole, by descriptor */
static size_t rest_length[MOST_CONNECTIONS];
static char in[2 * BUFFER], out[BUFFER];

static void render(struct answer *a, const char *date, const char *connection) {
    a->length = snprintf(a->text, sizeof a->text, "HTTP/1.1 200 OK\r\nServer: limit\r\nDate: %s\r\nContent-Type: text/plain\r\n"
                         "Content-Length: 13\r\n%s\r\nHello, World!", date, connection);
}

static void render_answers(time_t now) {
    char date[64];
    struct tm utc;
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &utc));
    render(&kept, date, "");
    render(&last, date, "Connection: close\r\n");
}

static void drop(int fd) {
    free(rest[fd]);
    rest[fd] = NULL;
    rest_length[fd] = 0;
    close(fd);
}

static void keep_rest(int fd, const char *from, size_t length) {
    rest_length[fd] = length;
    if (length > 0) {
        if (rest[fd] == NULL) rest[fd] = malloc(BUFFER);
        memmove(rest[fd], from, length);
    }
}

static void serve(int fd) {
    size_t before = rest_length[fd];
    if (before > 0) memcpy(in, rest[fd], before);
    ssize_t got = read(fd, in + before, BUFFER);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) drop(fd);
        return;
    }
    char *at = in, *end = in + before + got, *blank;
    size_t filled = 0;
    int closing = 0;
    while (!closing && at < end && filled + LONGEST_ANSWER <= sizeof out
           && (blank = memmem(at, end - at, "\r\n\r\n", 4)) != NULL) {
        closing = memmem(at, blank - at, "Connection: close", 17) != NULL;
        const struct answer *a = closing ? &last : &kept;
        memcpy(out + filled, a->text, a->length);
        filled += a->length;
        at = blank + 4;
    }
    if ((filled > 0 && write(fd, out, filled) < 0) || closing || end - at > BUFFER) drop(fd);
    else keep_rest(fd, at, end - at);
}

static void watch(int epoll, int fd) {
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void accept_all(int epoll, int listener) {
    int fd, one = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (fd >= MOST_CONNECTIONS) {
            close(fd);
            continue;
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        watch(epoll, fd);
    }
}

int main(int count, char **arguments) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(count > 1 ? atoi(arguments[1]) : 8888) };
    if (bind(listener, (struct sockaddr *) &address, sizeof address) != 0 || listen(listener, 4096) != 0) {
        perror("limit");
        return 1;
    }
    int epoll = epoll_create1(0);
    watch(epoll, listener);
    struct epoll_event events[EVENTS];
    for (time_t rendered = 0;;) {
        int ready = epoll_wait(epoll, events, EVENTS, 500);
        time_t now = time(NULL);
        if (now != rendered) render_answers(rendered = now);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == listener) accept_all(epoll, listener);
            else serve(events[i].data.fd);
        }
    }
}
