import POSIX

/// The file `synced` beside a journal, which tells every process how far the journal is known to be on the disk. It is
/// read and written without a lock:
///
/// - Every position that is ever in it is true, so that it does not matter whose is written last.
/// - Whether a sync has failed is in a place of its own, which no position overwrites. It is cleared by a process that has
///   repaired the journal and still holds the exclusive lock: nothing is appended meanwhile, so that no sync can have failed
///   for what the repair has not covered.
/// - A record that was read while it was written has a wrong checksum. As a position it says nothing; as a failure, that
///   nothing is known to be synced.
///
/// Without the file nothing is known, and the next answer syncs: an earlier version made none, and an operator may remove
/// it. Later positions need not be durable: an older one only costs a sync.
struct SyncedFile {
    private struct Contents: BitwiseCopyable {
        static let positionOffset = 0
        static let failureOffset = 128

        var position = Record.absent
        private let unused = InlineArray<7, UInt64>(repeating: 0)
        var failure = Record.absent
    }

    /// A head in the file: 72 bytes, numbers in the machine's byte order. Zeros where there is none.
    private struct Record: BitwiseCopyable {
        static let magic: UInt64 = 0x6465_636E_7953_4301

        private var magic: UInt64 = 0
        private var head = PackedJournalHead(.start)
        private var checksum: UInt64 = 0

        static let absent = Record()

        private init() {}

        init(_ head: JournalHead) {
            magic = Self.magic
            self.head = PackedJournalHead(head)
            checksum = withUnsafeBytes(of: self.head) { $0.checksum }
        }

        var isAbsent: Bool { withUnsafeBytes(of: self) { $0.allSatisfy { $0 == 0 } } }

        /// Nil if the record is absent, half written or damaged.
        var validHead: JournalHead? {
            guard magic == Self.magic, checksum == withUnsafeBytes(of: head, { $0.checksum }), head.isPlausible else {
                return nil
            }
            return head.unpacked
        }
    }

    private let file: FileDescriptor
    /// Whether a failure can be recorded.
    let isWritable: Bool
    /// Whether there was no such file before. A crash of the machine may remove it until `synchronize`.
    let isNew: Bool

    /// Opens the file in a directory, or makes it. Nil if that is not possible, or if the file is another program's.
    init?(directory: String) {
        let path = directory + "/synced"
        if let file = try? FileDescriptor.open(path, .readWrite, followsLinks: false) {
            self.init(file, isWritable: true)
        } else if let file = try? FileDescriptor.open(path, .makeNew, followsLinks: false) {
            self.init(file, isWritable: true, isNew: true)
        } else if let file = try? FileDescriptor.open(path, .readWrite, followsLinks: false) {
            // Another process has made it meanwhile.
            self.init(file, isWritable: true)
        } else {
            self.init(reading: directory)
        }
    }

    /// Whether there is anything at the file's path, even what cannot be opened.
    static func exists(in directory: String) -> Bool {
        var status = stat()
        return lstat(directory + "/synced", &status) == 0 || errno != ENOENT
    }

    /// What the file in a directory says; `unknown` if there is none. Throws if it cannot be read.
    static func recorded(in directory: String) throws(JournalError) -> SyncedPosition {
        guard let file = SyncedFile(reading: directory) else {
            if exists(in: directory) { throw .obstructed(path: directory + "/synced") }
            return .unknown
        }
        defer { file.close() }
        do { return try file.read() } catch { throw .system(error) }
    }

    /// Opens the file in a directory only to read it. Nil if there is none, or if it is another program's.
    init?(reading directory: String) {
        guard let file = try? FileDescriptor.open(directory + "/synced", .read, followsLinks: false) else { return nil }
        self.init(file, isWritable: false)
    }

    private init?(_ file: FileDescriptor, isWritable: Bool, isNew: Bool = false) {
        self.file = file
        self.isNew = isNew
        self.isWritable = isWritable
        do throws(SystemError) {
            let magic: UInt64? = try file.value(at: Contents.positionOffset)
            if magic == nil || magic == 0 || magic == Record.magic { return }
        } catch {
            // A directory, for example.
        }
        file.close()
        return nil
    }

    func close() { file.close() }

    var isRemoved: Bool { file.isRemoved }

    func read() throws(SystemError) -> SyncedPosition {
        var contents = try readContents()
        // It may have been read while it was written.
        if !contents.position.isAbsent, contents.position.validHead == nil { contents = try readContents() }
        if contents.failure.isAbsent { return .synced(upTo: contents.position.validHead ?? .start) }
        return .failed(since: contents.failure.validHead ?? contents.position.validHead ?? .start)
    }

    private func readContents() throws(SystemError) -> Contents {
        // What the file is too short for stays absent.
        var contents = Contents()
        // Typed throws do not pass through `withUnsafeMutableBytes`.
        let result = withUnsafeMutableBytes(of: &contents) { buffer in
            Result { () throws(SystemError) in try file.read(into: buffer, at: 0) }
        }
        _ = try result.get()
        return contents
    }

    /// A position that cannot be written is no loss: it spares other processes a sync.
    func write(synced head: JournalHead) { write(Record(head), at: Contents.positionOffset) }

    func write(failedSince head: JournalHead) {
        write(Record(head), at: Contents.failureOffset)
        try? file.synchronize()
    }

    /// Returns when the file is on the disk with what was written.
    func synchronize(in directory: String) throws(SystemError) {
        try file.synchronize()
        try Directory.synchronize(directory)
    }

    func clearFailure() {
        write(.absent, at: Contents.failureOffset)
    }

    private func write(_ record: Record, at offset: Int) {
        withUnsafeBytes(of: record) { bytes in _ = try? file.write(bytes, at: offset) }
    }
}
