// The headers of the C library that the program uses. Embedded Swift has no Glibc module.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

// Swift does not import macros that are not constants, nor variadic functions.
static inline int libraryError(void) { return errno; }
static inline int openFile(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }
static inline int controlFile(int file, int command, int argument) { return fcntl(file, command, argument); }
static inline int lockFile(int file, struct flock *lock) { return fcntl(file, F_OFD_SETLKW, lock); }
static inline int connectSocket(int file, const struct sockaddr *address, socklen_t length) {
    return connect(file, address, length);
}
static inline char **environmentVariables(void) { return environ; }
