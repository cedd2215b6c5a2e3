/*
 * Keeps a number of queries outstanding through c-ares, as the command `load` does through Nomen, and prints the
 * same figures: queries a second, CPU microseconds per query. One channel, its sockets shared by all queries; one
 * thread. Warm-up is not needed; every answer's addresses are read.
 *
 *   cc -O2 -o cares bench/peers/cares.c -lcares
 *   ./cares ADDR PORT CONCURRENCY SECONDS NAMES [tcp]
 */
#include <ares.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

enum { MAX_NAMES = 1 << 17, MAX_EVENTS = 64, TYPE_A = 1, CLASS_IN = 1 };

static ares_channel channel;
static int poller;
static char *names[MAX_NAMES];
static int name_count, next_name, outstanding;
static long answered, failed;

static double seconds_of_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static double seconds_of_cpu(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

static void on_answer(void *argument, int status, int timeouts, unsigned char *message, int length)
{
    (void)argument;
    (void)timeouts;
    struct ares_addrttl addresses[16];
    int count = 16;
    outstanding--;
    if (status == ARES_SUCCESS && ares_parse_a_reply(message, length, NULL, addresses, &count) == ARES_SUCCESS)
        answered++;
    else
        failed++;
}

static void ask(void)
{
    outstanding++;
    ares_query(channel, names[next_name], CLASS_IN, TYPE_A, on_answer, NULL);
    next_name = next_name + 1 == name_count ? 0 : next_name + 1;
}

static void on_socket(void *argument, ares_socket_t socket, int readable, int writable)
{
    (void)argument;
    struct epoll_event event = { .events = (readable ? EPOLLIN : 0) | (writable ? EPOLLOUT : 0), .data.fd = socket };
    if (event.events == 0)
        epoll_ctl(poller, EPOLL_CTL_DEL, socket, &event);
    else if (epoll_ctl(poller, EPOLL_CTL_MOD, socket, &event) != 0)
        epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event);
}

static void process(int wait_ms)
{
    struct epoll_event events[MAX_EVENTS];
    int count = epoll_wait(poller, events, MAX_EVENTS, wait_ms);
    if (count == 0)
        ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    for (int i = 0; i < count; i++) {
        ares_socket_t socket = events[i].data.fd;
        ares_process_fd(channel,
            events[i].events & (EPOLLIN | EPOLLERR) ? socket : ARES_SOCKET_BAD,
            events[i].events & EPOLLOUT ? socket : ARES_SOCKET_BAD);
    }
}

static void read_names(const char *path)
{
    FILE *file = fopen(path, "r");
    char line[512];
    while (file != NULL && name_count < MAX_NAMES && fgets(line, sizeof line, file) != NULL) {
        char *type = strchr(line, ' ');
        if (type == NULL || strcmp(type, " A\n") != 0)
            continue;
        *type = '\0';
        names[name_count++] = strdup(line);
    }
    if (name_count == 0) {
        fprintf(stderr, "%s: no lines 'name A'\n", path);
        exit(2);
    }
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "usage: cares ADDR PORT CONCURRENCY SECONDS NAMES [tcp]\n");
        return 2;
    }
    int concurrency = atoi(argv[3]);
    int is_tcp = argc > 6 && strcmp(argv[6], "tcp") == 0;
    read_names(argv[5]);

    poller = epoll_create1(0);
    ares_library_init(ARES_LIB_INIT_ALL);
    struct ares_options options = {
        .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_STAYOPEN | (is_tcp ? ARES_FLAG_USEVC : 0),
        .timeout = 5000,
        .tries = 1,
        .socket_send_buffer_size = 4 << 20,
        .socket_receive_buffer_size = 4 << 20,
        .sock_state_cb = on_socket,
    };
    ares_init_options(&channel, &options,
        ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_SNDBUF | ARES_OPT_SOCK_RCVBUF | ARES_OPT_SOCK_STATE_CB);
    char server[64];
    snprintf(server, sizeof server, "%s:%s", argv[1], argv[2]);
    ares_set_servers_ports_csv(channel, server);

    double start = seconds_of_clock(), cpu = seconds_of_cpu(), end = start + atof(argv[4]);
    while (seconds_of_clock() < end) {
        while (outstanding < concurrency)
            ask();
        process(100);
    }
    double elapsed = seconds_of_clock() - start;
    printf("c-ares %s, %d outstanding: %ld answered, %ld failed, %.0f queries/s, %.2f us CPU per query\n",
        is_tcp ? "tcp" : "udp", concurrency, answered, failed, answered / elapsed, 1e6 * (seconds_of_cpu() - cpu) / answered);
    return 0;
}
