import Cancellation
import JSON
import POSIX

/// The file that everything is in: lines, each one a transaction, appended and never changed.
struct Journal {
    static let version = 1

    let file: FileDescriptor
    /// Behind the last line that was read or written.
    private(set) var end = 0
    private(set) var lines = 0
    private var hash = JournalHash.start
    /// Set once the state of the disk is not known any more.
    private var isUnsynced = false

    static func title(version: Int) -> [UInt8] {
        let title: JSONObject = ["journal": "countermand", "version": .number(version)]
        return title.bytes
    }

    /// Opens the journal in a directory, making both where they are missing.
    init(directory: String) throws(JournalError) {
        let path = directory + "/journal"
        do {
            do { file = try FileDescriptor.open(path, .append) } catch where error.code == ENOENT {
                try Directory.make(directory)
                file = try FileDescriptor.open(path, .append)
            }
            if try file.size() == 0 { try Directory.synchronize(directory) }
        } catch { throw .system(error) }
    }

    /// Reads the lines that have come since, one transaction each, and cuts off what a writer left half written. Only for
    /// the holder of the lock.
    mutating func catchUp(_ body: (Transaction) -> Void) throws(JournalError) {
        guard try size() != end else { return }
        if end == 0 { try begin() }
        var reader = JournalReader(file, from: end, following: hash)
        while true {
            switch try step(&reader) {
            case .line(let line):
                guard let transaction = (try? JSONValue(parsing: line.json)).flatMap(Transaction.init(json:)) else {
                    throw damaged(.content)
                }
                advance(past: line)
                body(transaction)
            case .end: return
            case .torn(let offset): return try truncate(to: offset)
            case .damaged(_, let fault): throw damaged(fault)
            }
        }
    }

    /// Writes a line at the end. When that fails nothing of it stays. Only for the holder of the lock that has caught up.
    mutating func append(_ transaction: Transaction) throws(JournalError) {
        if end == 0 { try write(.header) }
        try write(JournalLine(following: hash, json: transaction.json.bytes, at: end))
    }

    /// Returns when every line is on the disk. A failure is final: what a later sync says tells nothing of the bytes that
    /// this one lost.
    mutating func synchronize() throws(JournalError) {
        guard !isUnsynced else { throw .unsynced(path: file.name) }
        do { try file.synchronize() } catch {
            isUnsynced = true
            throw .system(error)
        }
    }

    private mutating func write(_ line: JournalLine) throws(JournalError) {
        do { try file.write(line.bytes) } catch {
            try truncate(to: end)
            throw .system(error)
        }
        advance(past: line)
    }

    private mutating func advance(past line: JournalLine) {
        end = line.end
        hash = line.hash
        lines += 1
    }

    /// Reads the first line, which no journal of this version has otherwise.
    private mutating func begin() throws(JournalError) {
        let header = JournalLine.header
        let start = try read(at: 0, count: header.bytes.count)
        if start == header.bytes { return advance(past: header) }
        // A header that was cut off: the file is not longer, and begins as the header does.
        if header.bytes.starts(with: start) { return try truncate(to: 0) }
        throw foreign(start)
    }

    /// What to call a file that begins with `start`.
    private func foreign(_ start: [UInt8]) -> JournalError {
        let line = start.prefix { $0 != UInt8(ascii: "\n") }
        guard let json = JournalLine(line, at: 0).flatMap({ try? JSONValue(parsing: $0.json) })?.object,
            json["journal"] == "countermand", let version = json["version"]?.number
        else { return .foreign(path: file.name) }
        return .version(path: file.name, version.digits)
    }

    private func damaged(_ fault: JournalError.Fault) -> JournalError {
        .damaged(path: file.name, line: lines + 1, offset: end, fault)
    }
}

// The file's calls, with the errors of a journal.
extension Journal {
    func lock() throws(JournalError) {
        do { try file.lock() } catch { throw .system(error) }
    }

    func unlock() { file.unlock() }

    func reader(from offset: Int, following hash: [UInt8]) -> JournalReader {
        JournalReader(file, from: offset, following: hash)
    }

    private func size() throws(JournalError) -> Int {
        do { return try file.size() } catch { throw .system(error) }
    }

    private func read(at offset: Int, count: Int) throws(JournalError) -> [UInt8] {
        do { return try file.read(at: offset, count: count) } catch { throw .system(error) }
    }

    private func step(_ reader: inout JournalReader) throws(JournalError) -> JournalReader.Step {
        do { return try reader.next() } catch { throw .system(error) }
    }

    private func truncate(to offset: Int) throws(JournalError) {
        do { try file.truncate(to: offset) } catch { throw .system(error) }
    }
}
