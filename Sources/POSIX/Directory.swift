package enum Directory {
    /// Makes the directory and those above it that are missing, so that they are there after a crash; one that is there
    /// already is fine.
    package static func make(_ path: String) throws(SystemError) {
        if mkdir(path, 0o750) == 0 { return try synchronize(path + "/..") }
        if errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw SystemError("make the directory", path)
        }
        try make(String(path[..<slash]))
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else { throw SystemError("make the directory", path) }
        try synchronize(path + "/..")
    }

    /// Returns when the names in the directory are on the disk: a file that was just made can be found after a crash.
    package static func synchronize(_ path: String) throws(SystemError) {
        let directory = try FileDescriptor.open(path, .read)
        defer { directory.close() }
        guard fsync(directory.number) == 0 else { throw SystemError("sync the directory", path) }
    }
}
