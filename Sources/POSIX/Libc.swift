// The one file that knows which C library this is.
#if $Embedded
    @preconcurrency @_exported import CLibrary
#elseif canImport(Glibc)
    @preconcurrency @_exported import Glibc
#elseif canImport(Musl)
    @preconcurrency @_exported import Musl
#else
    @preconcurrency @_exported import Darwin
#endif

#if canImport(Glibc) || $Embedded
    package let streamSocket = CInt(SOCK_STREAM.rawValue)
#else
    package let streamSocket = SOCK_STREAM
#endif

#if $Embedded
    // What Swift does not see of a C header: macros that are no constants, functions of any number of arguments.
    package var errno: CInt { libraryError() }
    var environ: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? { environmentVariables() }
    var SIG_IGN: (@convention(c) (CInt) -> Void)? { unsafeBitCast(1, to: (@convention(c) (CInt) -> Void)?.self) }

    func open(_ path: UnsafePointer<CChar>, _ flags: CInt, _ mode: mode_t) -> CInt { openFile(path, flags, mode) }
    func fcntl(_ file: CInt, _ command: CInt, _ argument: CInt = 0) -> CInt { controlFile(file, command, argument) }
    func connect(_ file: CInt, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> CInt {
        connectSocket(file, address, length)
    }
#endif
