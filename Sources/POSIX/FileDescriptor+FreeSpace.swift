extension FileDescriptor {
    /// Whether the file system has a free block for callers without privileges. True if it does not know its size, as some
    /// network file systems do not.
    package func hasFreeSpace() throws(SystemError) -> Bool {
        var status = statvfs()
        guard fstatvfs(number, &status) == 0 else { throw SystemError("examine the file system of", name) }
        return status.f_blocks == 0 || status.f_bavail > 0
    }
}
