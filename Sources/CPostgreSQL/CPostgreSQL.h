// libpq, PostgreSQL's client library.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#elif __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#error "libpq is missing: on Debian, apt-get install libpq-dev"
#endif
