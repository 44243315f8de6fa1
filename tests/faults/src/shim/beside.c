/* The part of the shim that has nothing to do with files: allocations that get nothing, and a line for
 * everything that is asked of the network. It stands behind shim.c in one source. */

/* Whether an allocation gets nothing. It is asked without the mutex: whoever holds that allocates too. */
static int starves(void) {
    long left = __atomic_load_n(&memory, __ATOMIC_RELAXED);
    while (left > 0) {
        long next = left > 1 ? left - 1 : memory_lasting ? -1 : 0;
        if (!__atomic_compare_exchange_n(&memory, &left, next, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
            continue;
        if (left > 1)
            return 0;
        break;
    }
    if (!left)
        return 0;
    __atomic_add_fetch(&starved, 1, __ATOMIC_RELAXED);
    errno = ENOMEM;
    return 1;
}

/* dlsym allocates, so these are found by name. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
void *malloc(size_t size) { return starves() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return starves() ? NULL : __libc_calloc(count, size); }
void *realloc(void *old, size_t size) { return size && starves() ? NULL : __libc_realloc(old, size); }

/* A line about the network, where somebody wants to know. */
static void seen(const char *what, int family, const char *name) {
    char line[512];
    const char *text = getenv("WIJKBOEK_SHIM_CALLS");
    int fd = text ? (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (fd < 0)
        return;
    int length = snprintf(line, sizeof line, "%s %d %s\n", what, family, name ? name : "");
    syscall(SYS_write, fd, line, length < (int)sizeof line ? length : (int)sizeof line - 1);
    syscall(SYS_close, fd);
}

int socket(int family, int type, int protocol) {
    seen("socket", family, NULL);
    return (int)syscall(SYS_socket, family, type, protocol);
}
int connect(int fd, const struct sockaddr *to, socklen_t length) {
    seen("connect", to && length >= sizeof to->sa_family ? to->sa_family : -1, NULL);
    return (int)syscall(SYS_connect, fd, to, length);
}
/* The library asks for addresses through sockets of its own, which do not pass here. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    REAL(int, getaddrinfo, const char *, const char *, const struct addrinfo *, struct addrinfo **);
    seen("name", -1, name);
    return real_getaddrinfo(name, service, hints, found);
}
struct hostent *gethostbyname(const char *name) {
    REAL(struct hostent *, gethostbyname, const char *);
    seen("name", -1, name);
    return real_gethostbyname(name);
}
