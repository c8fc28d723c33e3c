// What the system says of an open file.
extension FileDescriptor {
    package func size() throws(SystemError) -> Int {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError("examine", name) }
        return Int(status.st_size)
    }

    /// The permission bits of the file's mode.
    package func permissions() throws(SystemError) -> UInt32 {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError("examine", name) }
        return UInt32(status.st_mode) & 0o777
    }

    /// The id of the user to whom the file belongs.
    package func owner() throws(SystemError) -> UInt32 {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError("examine", name) }
        return status.st_uid
    }

    /// Whether its name no longer leads to the file: it was removed, or another was put in its place.
    package var isRemoved: Bool {
        var own = stat()
        var named = stat()
        guard fstat(number, &own) == 0 else { return false }
        guard stat(name, &named) == 0 else { return errno == ENOENT || errno == ENOTDIR }
        return own.st_dev != named.st_dev || own.st_ino != named.st_ino
    }
}
