import ASCII
import JSON
import POSIX

/// The file that everything is derived from: lines, each one a transaction, appended and never changed.
struct Journal {
    static let version = 1
    private static let maximumCheckedBytes = 1 << 16

    let file: FileDescriptor
    let directory: String
    /// Whether lines can be added. A journal without write permission can still be read.
    let isWritable: Bool
    /// Is told in a sentence what the operator should know of.
    let report: (String) -> Void

    /// What the first line says, in JSON.
    static func title(version: Int) -> [UInt8] {
        let title: JSONObject = ["journal": "countermand", "version": .number(version)]
        return title.bytes
    }

    /// Opens the journal in a directory. If they are missing, both are made if `makes` is true.
    init(directory: String, makes: Bool = true, report: @escaping (String) -> Void) throws(JournalError) {
        self.directory = directory
        self.report = report
        let path = directory + "/journal"
        do throws(SystemError) {
            (file, isWritable) = try Self.open(path, directory, makes: makes)
        } catch { throw .system(error) }
    }

    private static func open(
        _ path: String, _ directory: String, makes: Bool
    ) throws(SystemError) -> (FileDescriptor, Bool) {
        do {
            return (try FileDescriptor.open(path, .readWrite), true)
        } catch  where error.code == ENOENT && makes {
            try Directory.make(directory)
            return (try FileDescriptor.open(path, .make), true)
        } catch  where error.code == EACCES || error.code == EROFS {
            return (try FileDescriptor.open(path, .read), false)
        }
    }

    /// The head after the first line, which says what the file is; nil if no more than a beginning of that line is there.
    func headAfterFirstLine() throws(JournalError) -> JournalHead? {
        let header = JournalLine.header
        let found = try read(at: 0, count: header.bytes.count)
        if found == header.bytes { return JournalHead.start.advanced(past: header) }
        if header.bytes.starts(with: found) { return nil }
        throw Self.foreign(found, file)
    }

    /// The error for an open file that begins otherwise.
    static func foreign(_ start: [UInt8], _ file: FileDescriptor) -> JournalError {
        let line = start.prefix { $0 != UInt8(ascii: "\n") }
        guard let json = JournalLine(line, at: 0).flatMap({ try? JSONValue(parsing: $0.json) })?.object,
            json["journal"] == "countermand", let version = json["version"]?.number
        else { return isDamaged(file) ? damagedFirstLine(file) : .foreign(path: file.name) }
        if version.digits == "\(Self.version)" || isDamaged(file) { return damagedFirstLine(file) }
        return .version(path: file.name, version.digits)
    }

    private static func damagedFirstLine(_ file: FileDescriptor) -> JournalError {
        .damaged(path: file.name, line: 1, offset: 0, .hash)
    }

    /// Whether the second line follows the first one that every journal has: then something else was put in the first's place.
    private static func isDamaged(_ file: FileDescriptor) -> Bool {
        let header = JournalLine.header
        var reader = JournalReader(file, from: header.end, following: header.hash)
        if case .line = try? reader.next() { return true }
        return false
    }

    /// Whether `head` is a position in this journal: what was known of a journal that was exchanged for another one, or
    /// cut back, says nothing about what is there now. Reads the hash of one line.
    func contains(_ head: JournalHead, size: Int) throws(JournalError) -> Bool {
        if head.offset == 0 { return true }
        guard head.offset <= size else { return false }
        let hash = Hexadecimal.encode(head.hash)
        return try read(at: head.lastLine, count: hash.count) == hash
    }

    /// Whether the journal has the line that `head` ends with, to the byte. Of a line of more than `maximumCheckedBytes`,
    /// such as an import's, only the hash is looked at: the whole of it would take longer than a request.
    func holds(_ head: JournalHead, size: Int) throws(JournalError) -> Bool {
        guard try contains(head, size: size) else { return false }
        let count = head.offset - head.lastLine
        guard head.offset > 0, count <= Self.maximumCheckedBytes else { return true }
        let bytes = try read(at: head.lastLine, count: count)
        guard bytes.last == UInt8(ascii: "\n"), let line = JournalLine(bytes.dropLast(), at: head.lastLine),
            let previous = try hash(before: head.lastLine)
        else { return false }
        return line.follows(previous)
    }

    /// The hash that a line at `offset` follows; nil if what is before it is no line.
    func hash(before offset: Int) throws(JournalError) -> [UInt8]? {
        if offset == 0 { return JournalHash.start }
        let digits = try read(at: startOfLine(holding: offset - 1), count: JournalLine.hashDigits)
        return Hexadecimal.decode(digits)
    }

    /// Where the line begins that has the byte at `offset`.
    func startOfLine(holding offset: Int) throws(JournalError) -> Int {
        let chunkBytes = 4096
        var end = offset
        while end > 0 {
            let start = max(0, end - chunkBytes)
            let bytes = try read(at: start, count: end - start)
            if let last = bytes.lastIndex(of: UInt8(ascii: "\n")) { return start + last + 1 }
            end = start
        }
        return 0
    }

    /// Throws unless a line ends at `head`, which the disk once had.
    func requireLine(endingAt head: JournalHead) throws(JournalError) {
        let size = try size()
        guard head.offset <= size else { throw .shortened(directory: directory, size: size, synced: head.offset) }
        guard try contains(head, size: size) else {
            throw .damaged(path: file.name, line: head.lines, offset: head.lastLine, .exchanged)
        }
    }

    /// Writes the JSON as a line after `head`, and before it the journal's first line if that is missing. If that fails, a
    /// part of it may be there. Only for the holder of the exclusive lock, with `head` at the end of the file.
    func append(_ json: [UInt8], at head: JournalHead) throws(JournalError) -> JournalHead {
        let last = head.offset > 0 ? head : try appendHeader()
        let line = JournalLine(following: last.hash, json: json, at: last.offset)
        let bytes = line.bytes
        CrashPoint.halfAppended.pass { try? file.write(Array(bytes[..<(bytes.count / 2)]), at: last.offset) }
        do { try file.write(bytes, at: last.offset) } catch { throw .system(error) }
        return last.advanced(past: line)
    }

    /// Writes the first line, durably: a crash that left a part of it would leave a file that is no journal.
    func appendHeader() throws(JournalError) -> JournalHead {
        do {
            try file.write(JournalLine.header.bytes, at: 0)
            try file.synchronize()
            // The process that made the file may have been stopped before it synced the directory.
            try Directory.synchronize(directory)
        } catch { throw .system(error) }
        return JournalHead.start.advanced(past: .header)
    }
}

// The file's calls, with the errors of a journal.
extension Journal {
    func lock(_ lock: FileDescriptor.Lock) throws(JournalError) {
        do { try file.lock(lock) } catch { throw .system(error) }
    }

    func size() throws(JournalError) -> Int {
        do { return try file.size() } catch { throw .system(error) }
    }

    func read(at offset: Int, count: Int) throws(JournalError) -> [UInt8] {
        do { return try file.read(at: offset, count: count) } catch { throw .system(error) }
    }

    func truncate(to offset: Int) throws(JournalError) {
        do { try file.truncate(to: offset) } catch { throw .system(error) }
    }

    func synchronize() throws(JournalError) {
        do { try file.synchronize() } catch { throw .system(error) }
    }

    func damage(after head: JournalHead, _ fault: JournalError.Fault) -> JournalError {
        .damaged(path: file.name, line: head.lines + 1, offset: head.offset, fault)
    }

    /// The error for a process that may not write.
    var readOnly: JournalError { .system(SystemError("write to", file.name, code: EACCES)) }
}
