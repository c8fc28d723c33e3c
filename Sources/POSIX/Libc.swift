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

#if os(Linux)
    // sync_file_range(2), which the C libraries' modules leave out: their headers ask for _GNU_SOURCE.
    @_silgen_name("sync_file_range")
    private func syncFileRange(_ number: CInt, _ offset: Int64, _ count: Int64, _ flags: CUnsignedInt) -> CInt
#endif

/// Has the system begin to write a part of a file to the disk, where it can be told to.
func beginWriting(_ number: CInt, _ offset: Int, _ count: Int) {
    #if os(Linux)
        let onlyBegin: CUnsignedInt = 2
        _ = syncFileRange(number, Int64(offset), Int64(count), onlyBegin)
    #endif
}
