// The only file that depends on the C library in use. Embedded Swift has no Glibc module, so it imports the headers
// themselves.
#if $Embedded
    @preconcurrency @_exported import CLibrary
#elseif canImport(Glibc)
    @preconcurrency @_exported import Glibc
#elseif canImport(Musl)
    @preconcurrency @_exported import Musl
#else
    @preconcurrency @_exported import Darwin
#endif

// The manifest links a library for the machine that builds.
#if $Embedded && ((arch(arm64) && !BUILT_ON_ARM64) || (arch(x86_64) && !BUILT_ON_X86_64))
    #error("the trait Embedded cannot build for another architecture: build on a machine of that architecture")
#endif

#if canImport(Glibc) || $Embedded
    package let streamSocket = CInt(SOCK_STREAM.rawValue)
#else
    package let streamSocket = SOCK_STREAM
#endif

#if $Embedded
    // Swift does not import macros that are not constants, nor variadic functions: CLibrary.h has functions for them.
    package var errno: CInt { libraryError() }
    var environ: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? { environmentVariables() }
    var SIG_IGN: (@convention(c) (CInt) -> Void)? { unsafeBitCast(1, to: (@convention(c) (CInt) -> Void)?.self) }

    func open(_ path: UnsafePointer<CChar>, _ flags: CInt, _ mode: mode_t) -> CInt { openFile(path, flags, mode) }
    func fcntl(_ file: CInt, _ command: CInt, _ argument: CInt = 0) -> CInt { controlFile(file, command, argument) }
    func connect(_ file: CInt, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> CInt {
        connectSocket(file, address, length)
    }
#endif

/// Waits for a lock of the last byte that a file could have, for the open file instead of the process (`F_OFD_SETLKW`).
func lockQueue(_ number: CInt, _ type: CInt) -> CInt {
    var lock = flock()
    lock.l_type = Int16(type)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = .max
    lock.l_len = 1
    #if $Embedded
        return lockFile(number, &lock)
    #elseif os(Linux)
        // The headers only define it with _GNU_SOURCE.
        let lockOfOpenFile: CInt = 38
        return fcntl(number, lockOfOpenFile, &lock)
    #else
        return fcntl(number, F_OFD_SETLKW, &lock)
    #endif
}

// The C libraries' modules have neither ppoll(2) nor sync_file_range(2): the headers only declare them with _GNU_SOURCE.

@_silgen_name("ppoll")
func waitForEvents(
    _ files: UnsafeMutablePointer<pollfd>, _ count: CUnsignedLong, _ limit: UnsafePointer<timespec>?,
    _ signalMask: UnsafePointer<sigset_t>?
) -> CInt

#if os(Linux)
    @_silgen_name("sync_file_range")
    private func syncFileRange(_ number: CInt, _ offset: Int64, _ count: Int64, _ flags: CUnsignedInt) -> CInt

    // statfs(2) is not in them either.
    @_silgen_name("fstatfs")
    private func fileSystemStatus(_ number: CInt, _ buffer: UnsafeMutableRawPointer?) -> CInt
#endif

/// Opens a new file without a name in a directory (`O_TMPFILE`). Fails on file systems, and on systems, that have no such files.
func openUnnamedFile(_ directory: String) -> CInt {
    #if os(Linux)
        // The headers only define it with _GNU_SOURCE, in two parts.
        let unnamed: CInt = 0o20_000_000 | O_DIRECTORY
        return open(directory, unnamed | O_RDWR | O_CLOEXEC, 0o600)
    #else
        return -1
    #endif
}

/// Starts writing part of a file to the disk. Returns 0 without doing anything on systems that do not support it.
func beginWriting(_ number: CInt, _ offset: Int, _ count: Int) -> CInt {
    #if os(Linux)
        let syncFileRangeWrite: CUnsignedInt = 2
        return syncFileRange(number, Int64(offset), Int64(count), syncFileRangeWrite)
    #else
        return 0
    #endif
}

/// The type of the file system that an open file is on, as statfs(2) numbers them. Returns nil if the call fails, and 0 on
/// systems that have no such numbers.
func fileSystemType(_ number: CInt) -> UInt32? {
    #if os(Linux)
        // The structure has 120 bytes, of which the type, a long integer, comes first.
        var buffer = [Int](repeating: 0, count: 32)
        let result = buffer.withUnsafeMutableBytes { fileSystemStatus(number, $0.baseAddress) }
        return result == 0 ? UInt32(truncatingIfNeeded: buffer[0]) : nil
    #else
        return 0
    #endif
}
