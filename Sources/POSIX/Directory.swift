package enum Directory {
    /// Creates the directory and its missing parents, durably: they exist after a crash. Does nothing if it exists.
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

    /// Returns when the directory's entries are on the disk, so that a file created before is found after a crash.
    package static func synchronize(_ path: String) throws(SystemError) {
        let directory = try FileDescriptor.open(path, .read)
        defer { directory.close() }
        guard fsync(directory.number) == 0 else { throw SystemError("sync the directory", path) }
    }
}
