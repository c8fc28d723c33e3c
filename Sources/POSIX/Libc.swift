// The one file that knows which C library this is.
#if canImport(Glibc)
    @preconcurrency @_exported import Glibc
#elseif canImport(Musl)
    @preconcurrency @_exported import Musl
#else
    @preconcurrency @_exported import Darwin
#endif

#if canImport(Glibc)
    package let streamSocket = CInt(SOCK_STREAM.rawValue)
#else
    package let streamSocket = SOCK_STREAM
#endif
