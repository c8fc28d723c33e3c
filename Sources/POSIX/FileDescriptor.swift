/// An open file, with the name it goes by in error texts. Whoever opened it closes it. Calls that a signal interrupts are
/// taken up again; short reads and writes are carried on to their end.
package struct FileDescriptor: Sendable {
    package static let standardInput = FileDescriptor(number: 0, name: "standard input")
    package static let standardOutput = FileDescriptor(number: 1, name: "standard output")
    package static let standardError = FileDescriptor(number: 2, name: "standard error")

    package let number: CInt
    package let name: String

    /// For a file that was opened elsewhere.
    package init(number: CInt, name: String) {
        self.number = number
        self.name = name
    }

    /// Whether there is a file behind the number.
    package var isOpen: Bool { fcntl(number, F_GETFD) >= 0 }

    /// Takes the numbers 0, 1 and 2 where the program was started without a file there, so that no file it opens gets one
    /// of them: an answer to nobody would go into the journal. Reading and writing there goes on failing.
    package static func reserveStandardNumbers() {
        for number: CInt in 0...2 where fcntl(number, F_GETFD) < 0 { _ = openFile("/", O_RDONLY) }
    }

    package enum Mode: Sendable {
        case read
        case readWrite
        /// To read and write; made if it is not there.
        case make
    }

    package static func open(
        _ path: String, _ mode: Mode, followsLinks: Bool = true
    ) throws(SystemError) -> FileDescriptor {
        let flags =
            switch mode {
            case .read: O_RDONLY
            case .readWrite: O_RDWR
            case .make: O_RDWR | O_CREAT
            }
        let number = retrying { POSIX.openFile(path, flags | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)) }
        guard number >= 0 else { throw SystemError("open", path) }
        return FileDescriptor(number: number, name: path)
    }

    /// A new file that has no name and is gone once it is closed.
    package static func temporary() throws(SystemError) -> FileDescriptor {
        let directory = Process.environment("TMPDIR") ?? "/tmp"
        var template = Array("\(directory)/countermand-XXXXXX".utf8CString)
        let number = mkstemp(&template)
        guard number >= 0 else { throw SystemError("make a temporary file in", directory) }
        unlink(template)
        return FileDescriptor(number: number, name: "a temporary file in \(directory)")
    }

    package func rewind() throws(SystemError) {
        guard lseek(number, 0, SEEK_SET) == 0 else { throw SystemError("go back to the start of", name) }
    }

    package func close() { _ = POSIX.closeFile(number) }

    /// Up to `count` bytes of what comes next; none at the end.
    package func read(upTo count: Int) throws(SystemError) -> [UInt8] {
        try filled(count) { buffer throws(SystemError) in
            let read = waiting(for: POLLIN) { POSIX.readFile(number, buffer.baseAddress, buffer.count) }
            guard read >= 0 else { throw SystemError("read", name) }
            return read
        }
    }

    /// The next `count` bytes, fewer where the end comes before.
    package func read(count: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try read(upTo: min(count - bytes.count, 65_536))
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }

    /// All that comes until the end, or `nil` once it is more than `limit` bytes.
    package func readToEnd(limit: Int) throws(SystemError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            let more = try read(upTo: min(limit + 1 - bytes.count, 65_536))
            if more.isEmpty { return bytes }
            bytes += more
            if bytes.count > limit { return nil }
        }
    }

    /// `count` bytes from `offset` on, fewer where the file ends before.
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

    package func write(_ bytes: [UInt8]) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                let part = UnsafeRawBufferPointer(rebasing: buffer[done...])
                return waiting(for: POLLOUT) { POSIX.writeFile(number, part.baseAddress, part.count) }
            }
            guard written >= 0 else { throw SystemError("write to", name) }
            done += written
        }
    }

    /// Where another process that has the file open does not want to wait for it, this one waits all the same: whether
    /// calls do is settled for all of them at once.
    private func waiting(for event: CInt, _ call: () -> Int) -> Int {
        while true {
            let result = retrying(call)
            if result >= 0 || errno != EAGAIN || fcntl(number, F_GETFL) & O_NONBLOCK == 0 { return result }
            var file = pollfd(fd: number, events: Int16(event), revents: 0)
            _ = poll(&file, 1, -1)
        }
    }

    /// Writes the bytes at `offset`, growing the file where it is shorter.
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

    /// Reads into all of `buffer`; returns how many bytes there were.
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

    package func size() throws(SystemError) -> Int {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError("examine", name) }
        return Int(status.st_size)
    }

    /// Who may do what with the file: the permission bits of its mode.
    package func permissions() throws(SystemError) -> UInt32 {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError("examine", name) }
        return UInt32(status.st_mode) & 0o777
    }

    /// Whether the file's last name is gone: nobody else will ever open it.
    package var isRemoved: Bool {
        var status = stat()
        return fstat(number, &status) == 0 && status.st_nlink == 0
    }

    package func truncate(to size: Int) throws(SystemError) {
        guard retrying({ ftruncate(number, off_t(size)) }) == 0 else { throw SystemError("shorten", name) }
    }

    /// Lets the disk begin with bytes that were written, so that a sync which follows has less to wait for. Fails only
    /// where the disk has: a system that cannot begin promises nothing and loses nothing.
    package func beginWriting(at offset: Int, count: Int) throws(SystemError) {
        if POSIX.beginWriting(number, offset, count) == 0 { return }
        if errno == EIO || errno == ENOSPC || errno == EDQUOT { throw SystemError("write to", name) }
    }

    /// Returns when all that was written is on the disk.
    package func synchronize() throws(SystemError) {
        guard retrying({ fdatasync(number) }) == 0 else { throw SystemError("sync", name) }
    }

    package enum Lock: Sendable {
        /// Any number of holders at a time.
        case shared
        /// One holder, and no shared ones.
        case exclusive
    }

    /// Waits until the lock is free. Locks belong to the open file: whoever opened it once holds one at the most.
    package func lock(_ lock: Lock) throws(SystemError) {
        let operation = lock == .shared ? LOCK_SH : LOCK_EX
        guard retrying({ flock(number, operation) }) == 0 else { throw SystemError("lock", name) }
    }

    package func unlock() { _ = flock(number, LOCK_UN) }

    package var isTerminal: Bool { isatty(number) == 1 }
}

private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

// The C library's names, where the type's own methods hide them.
private func openFile(_ path: String, _ flags: CInt) -> CInt { open(path, flags, 0o640) }
private func closeFile(_ number: CInt) -> CInt { close(number) }
private func readFile(_ number: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(number, buffer, count)
}
private func writeFile(_ number: CInt, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, buffer, count)
}
