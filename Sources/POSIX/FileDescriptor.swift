/// An open file, and its name for error messages. The caller that opened it must close it. System calls that a signal
/// interrupts are repeated, and partial writes are completed.
package struct FileDescriptor: Sendable {
    package static let standardInput = FileDescriptor(number: 0, name: "standard input")
    package static let standardOutput = FileDescriptor(number: 1, name: "standard output")
    package static let standardError = FileDescriptor(number: 2, name: "standard error")

    package let number: CInt
    package let name: String

    /// For a file that is already open.
    package init(number: CInt, name: String) {
        self.number = number
        self.name = name
    }

    /// Whether the number refers to an open file.
    package var isOpen: Bool { fcntl(number, F_GETFD) >= 0 }

    /// Occupies the numbers 0, 1 and 2 if the program was started with one of them closed. Otherwise the next file to be
    /// opened would get the number, and an answer could be written into the journal. Reading and writing them still fails.
    package static func reserveStandardNumbers() {
        for number: CInt in 0...2 where fcntl(number, F_GETFD) < 0 { _ = openFile("/", O_RDONLY) }
    }

    package enum Mode: Sendable {
        case read
        case readWrite
        /// To read and write; created if missing.
        case make
        /// To read and write; an error (`EEXIST`) if there is a file already.
        case makeNew
    }

    /// A pipe that nobody writes to is waited for only with `waitsForWriter`; otherwise it does not hold the program up, and
    /// reading it as a file fails.
    package static func open(
        _ path: String, _ mode: Mode, followsLinks: Bool = true, waitsForWriter: Bool = false
    ) throws(SystemError) -> FileDescriptor {
        let flags =
            switch mode {
            case .read: O_RDONLY
            case .readWrite: O_RDWR
            case .make: O_RDWR | O_CREAT
            case .makeNew: O_RDWR | O_CREAT | O_EXCL
            }
        let options = O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW) | (waitsForWriter ? 0 : O_NONBLOCK)
        let number = retrying { POSIX.openFile(path, flags | options) }
        guard number >= 0 else { throw SystemError("open", path) }
        return FileDescriptor(number: number, name: path)
    }

    /// A new file without a name, which is deleted when it is closed; in `directory`, or else in `TMPDIR` or `/tmp`.
    package static func temporary(in directory: String? = nil) throws(SystemError) -> FileDescriptor {
        let directory = directory ?? Process.environment("TMPDIR") ?? "/tmp"
        let name = "a temporary file in \(directory)"
        let unnamed = retrying { openUnnamedFile(directory) }
        if unnamed >= 0 { return FileDescriptor(number: unnamed, name: name) }
        // A file system without such files. A process that is killed before the name is removed leaves it.
        var template = Array("\(directory)/countermand-XXXXXX".utf8CString)
        let number = mkstemp(&template)
        guard number >= 0 else { throw SystemError("make a temporary file in", directory) }
        unlink(template)
        return FileDescriptor(number: number, name: name)
    }

    package func rewind() throws(SystemError) {
        guard lseek(number, 0, SEEK_SET) == 0 else { throw SystemError("go back to the start of", name) }
    }

    package func close() { _ = POSIX.closeFile(number) }

    /// The next bytes, at most `count`; empty only at the end of the file. A file in non-blocking mode is not waited for
    /// after the deadline, but fails with ETIMEDOUT.
    package func read(upTo count: Int, until deadline: Deadline? = nil) throws(SystemError) -> [UInt8] {
        try filled(count) { buffer throws(SystemError) in
            try waiting(for: POLLIN, until: deadline, "read") {
                POSIX.readFile(number, buffer.baseAddress, buffer.count)
            }
        }
    }

    /// The next `count` bytes, or all up to the end if there are fewer.
    package func read(count: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try read(upTo: min(count - bytes.count, 65_536))
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }

    /// All bytes up to the end. Returns nil, after reading `limit` + 1 bytes, if there are more than `limit`.
    package func readToEnd(limit: Int) throws(SystemError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            // Most inputs are small, and a large buffer is spread over pages of memory that nothing else needs.
            let chunk = min(max(bytes.count, 4096), 65_536)
            let more = try read(upTo: min(limit + 1 - bytes.count, chunk))
            if more.isEmpty { return bytes }
            bytes += more
            if bytes.count > limit { return nil }
        }
    }

    /// `count` bytes from `offset` on, or all up to the end if there are fewer.
    package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        try filled(count) { buffer throws(SystemError) in try read(into: buffer, at: offset) }
    }

    private func filled(
        _ count: Int, _ read: (UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
    ) throws(SystemError) -> [UInt8] {
        var failed: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(SystemError) {
                initialized = try read(UnsafeMutableRawBufferPointer(buffer))
            } catch { failed = error }
        }
        if let failed { throw failed }
        return bytes
    }

    /// A file in non-blocking mode is not waited for after the deadline, but fails with ETIMEDOUT.
    package func write(_ bytes: [UInt8], until deadline: Deadline? = nil) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            done += try waiting(for: POLLOUT, until: deadline, "write to") {
                bytes.withUnsafeBytes { buffer in
                    let part = UnsafeRawBufferPointer(rebasing: buffer[done...])
                    return POSIX.writeFile(number, part.baseAddress, part.count)
                }
            }
        }
    }

    /// Repeats a call until it need not wait, also if the file is in non-blocking mode: another process that has the file
    /// open may have set the mode, which applies to all of them. `operation` is for the error.
    private func waiting(
        for event: CInt, until deadline: Deadline?, _ operation: String, _ call: () -> Int
    ) throws(SystemError) -> Int {
        while true {
            let result = retrying(call)
            if result >= 0 { return result }
            guard errno == EAGAIN, fcntl(number, F_GETFL) & O_NONBLOCK != 0 else {
                throw SystemError(operation, name)
            }
            try wait(for: event, until: deadline, operation)
        }
    }

    func wait(for event: CInt, until deadline: Deadline?, _ operation: String) throws(SystemError) {
        var file = pollfd(fd: number, events: Int16(event), revents: 0)
        if poll(&file, 1, deadline?.remainingMilliseconds ?? -1) == 0 {
            throw SystemError(operation, name, code: ETIMEDOUT)
        }
    }

    /// Writes the bytes at `offset`; the file grows if it is shorter.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let part = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let written = retrying { pwrite(number, part.baseAddress, part.count, off_t(offset + done)) }
            guard written >= 0 else { throw SystemError("write to", name) }
            done += written
        }
    }

    package func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        // Typed throws do not pass through `withUnsafeBytes`.
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(SystemError) in try write(buffer, at: offset) }
        }
        try result.get()
    }

    /// Fills `buffer` from `offset` on. Returns the number of bytes read, which is less only at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
        var done = 0
        while done < buffer.count {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let read = retrying { pread(number, part.baseAddress, part.count, off_t(offset + done)) }
            guard read >= 0 else { throw SystemError("read", name) }
            if read == 0 { break }
            done += read
        }
        return done
    }

    package func truncate(to size: Int) throws(SystemError) {
        guard retrying({ ftruncate(number, off_t(size)) }) == 0 else { throw SystemError("shorten", name) }
    }

    /// Starts writing bytes to the disk without waiting for them, so that the next sync takes less time. Throws only for an
    /// error of the disk; a system that does not support this is not an error.
    package func beginWriting(at offset: Int, count: Int) throws(SystemError) {
        if POSIX.beginWriting(number, offset, count) == 0 { return }
        if errno == EIO || errno == ENOSPC || errno == EDQUOT { throw SystemError("write to", name) }
    }

    /// Returns when everything that was written is on the disk (`fdatasync`).
    package func synchronize() throws(SystemError) {
        guard retrying({ fdatasync(number) }) == 0 else { throw SystemError("sync", name) }
    }

    package var isTerminal: Bool { isatty(number) == 1 }
}

func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

// Functions of the C library that methods of the type hide.
private func openFile(_ path: String, _ flags: CInt) -> CInt { open(path, flags, 0o640) }
private func closeFile(_ number: CInt) -> CInt { close(number) }
private func readFile(_ number: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(number, buffer, count)
}
private func writeFile(_ number: CInt, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, buffer, count)
}
