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

#if os(Linux)
    // sync_file_range(2), which the C libraries' modules leave out: their headers ask for _GNU_SOURCE.
    @_silgen_name("sync_file_range")
    private func syncFileRange(_ number: CInt, _ offset: Int64, _ count: Int64, _ flags: CUnsignedInt) -> CInt
#endif

/// Has the system begin to write a part of a file to the disk, where it can be told to.
func beginWriting(_ number: CInt, _ offset: Int, _ count: Int) -> CInt {
    #if os(Linux)
        let onlyBegin: CUnsignedInt = 2
        return syncFileRange(number, Int64(offset), Int64(count), onlyBegin)
    #else
        return 0
    #endif
}
