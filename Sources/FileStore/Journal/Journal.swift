import JSON
import POSIX

/// The file that everything is in: lines, each one a transaction, appended and never changed.
struct Journal {
    static let version = 1

    let file: FileDescriptor
    private let directory: String
    /// Whether lines can be added; a journal without write permission can still be read.
    let isWritable: Bool

    static func title(version: Int) -> [UInt8] {
        let title: JSONObject = ["journal": "countermand", "version": .number(version)]
        return title.bytes
    }

    /// Opens the journal in a directory, making both where they are missing.
    init(directory: String) throws(JournalError) {
        self.directory = directory
        let path = directory + "/journal"
        do throws(SystemError) {
            (file, isWritable) = try Self.open(path, directory)
        } catch { throw .system(error) }
    }

    private static func open(_ path: String, _ directory: String) throws(SystemError) -> (FileDescriptor, Bool) {
        do {
            return (try FileDescriptor.open(path, .readWrite), true)
        } catch  where error.code == ENOENT {
            try Directory.make(directory)
            return (try FileDescriptor.open(path, .make), true)
        } catch  where error.code == EACCES || error.code == EROFS {
            return (try FileDescriptor.open(path, .read), false)
        }
    }

    /// Where the chain starts: behind the first line, which says what the file is. `nil` where nothing but the beginning
    /// of that line is there.
    func start() throws(JournalError) -> ChainEnd? {
        let header = JournalLine.header
        let found = try read(at: 0, count: header.bytes.count)
        if found == header.bytes { return ChainEnd.start.advanced(past: header) }
        if header.bytes.starts(with: found) { return nil }
        throw Self.foreign(found, file)
    }

    /// What to call a file that begins otherwise.
    static func foreign(_ start: [UInt8], _ file: FileDescriptor) -> JournalError {
        let line = start.prefix { $0 != UInt8(ascii: "\n") }
        guard let json = JournalLine(line, at: 0).flatMap({ try? JSONValue(parsing: $0.json) })?.object,
            json["journal"] == "countermand", let version = json["version"]?.number
        else { return .foreign(path: file.name) }
        return .version(path: file.name, version.digits)
    }

    /// Writes the JSON as a line behind `end`, and the journal's first line before it where that is missing. When that
    /// fails nothing of it stays. Only for the holder of the exclusive lock, with `end` at the end of the file.
    func append(_ json: [UInt8], at end: ChainEnd) throws(JournalError) -> ChainEnd {
        var bytes: [UInt8] = []
        var last = end
        if end.offset == 0 {
            bytes = JournalLine.header.bytes
            last = last.advanced(past: .header)
        }
        let line = JournalLine(following: last.hash, json: json, at: last.offset)
        bytes += line.bytes
        CrashPoint.halfAppended.pass { try? file.write(Array(bytes[..<(bytes.count / 2)]), at: end.offset) }
        do {
            try file.write(bytes, at: end.offset)
            // The disk is at work while the index is brought up to date.
            try file.beginWriting(at: end.offset, count: bytes.count)
            // Whoever made the file may not have lived to see its name on the disk.
            if end.offset == 0 { try Directory.synchronize(directory) }
        } catch {
            try truncate(to: end.offset)
            throw .system(error)
        }
        return last.advanced(past: line)
    }

    /// Writes what stands behind `start` once more and syncs it, for when a sync has failed: the system may have given up
    /// bytes that it still shows (fsync(2) reports that once). Only for the holder of the exclusive lock.
    func rewrite(from start: Int) throws(SystemError) {
        let chunkBytes = 1 << 20
        var offset = start
        while true {
            let chunk = try file.read(at: offset, count: chunkBytes)
            if chunk.isEmpty { break }
            try file.write(chunk, at: offset)
            offset += chunk.count
        }
        try file.synchronize()
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
}

/// How far a chain of lines goes.
struct ChainEnd: Equatable {
    static let start = ChainEnd(offset: 0, lastLine: 0, lines: 0, hash: JournalHash.start)

    /// Behind the last line.
    let offset: Int
    /// Where the last line begins.
    let lastLine: Int
    let lines: Int
    /// The last line's.
    let hash: [UInt8]

    func advanced(past line: JournalLine) -> ChainEnd {
        ChainEnd(offset: line.end, lastLine: line.offset, lines: lines + 1, hash: line.hash)
    }
}
