import Cancellation
import Digest
import Importing
import JSON
import POSIX
import Storage

@testable import FileStore

/// Lines of a journal, records that go into one, and whole journals that something has happened to. The first byte says
/// which.
enum JournalTarget {
    private static let at = Timestamp(millisecondsSince1970: 1_760_000_000_000)
    private static let file = try? FileDescriptor.temporary()

    static func check(_ bytes: [UInt8]) {
        guard let kind = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        switch kind % 3 {
        case 0: checkLine(rest)
        case 1: checkRecord(rest)
        default: checkJournal(rest)
        }
    }

    /// A line of any file.
    private static func checkLine(_ text: [UInt8]) {
        guard let line = JournalLine(text[...], at: 4711) else { return }
        demand(line.bytes == text + [UInt8(ascii: "\n")], "a line that was read is written as it was")
        demand(line.end == line.offset + line.bytes.count, "a line ends where it does")
        var scan = RecordScan()
        guard let scanned = scan.records(in: line), let tree = (try? JSONValue(parsing: line.json))?.object
        else { return }
        let records = tree["records"]?.array?.compactMap { $0.object.flatMap(Record.init(json:)) } ?? []
        demand(scanned.map(\.key) == records.map(\.key), "a scan finds the records of the tree")
        demand(scanned.map(\.lists) == records.map(\.lists), "a scan finds their lists")
    }

    /// Any object as the document, the event and, by its texts, the names of a record.
    private static func checkRecord(_ json: [UInt8]) {
        guard let value = try? JSONValue(parsing: json), let object = value.object,
            !value.isNested(deeperThan: Importer.maximumLevels)
        else { return }
        let texts = object.members.flatMap { [$0.name, $0.value.string ?? ""] } + ["", ""]
        let record = Record(
            RecordKey(RecordKind(texts[0]), texts[1]), status: texts[texts.count / 2],
            scopes: texts.suffix(3).map(Scope.init), document: object)
        let event = Event(id: texts[0], type: texts[1], subject: texts[1], time: at, data: object)
        let transaction = Transaction(
            at: at, writes: [record, record].map { Transaction.Write($0, replacing: nil) }, events: [event])
        let encoded = EncodedTransaction(transaction)
        let line = JournalLine(following: JournalHash.start, json: encoded.json, at: 0)
        demand(JournalLine(line.bytes.dropLast(), at: 0) == line, "a line that was written is read as it was")
        demand(!line.bytes.dropLast().contains(UInt8(ascii: "\n")), "a line is one line")
        demand(line.follows(JournalHash.start), "a line follows the one that it was written after")
        var scan = RecordScan()
        guard let scanned = scan.records(in: line), let writes = encoded.writes(at: 0) else {
            return demand(false, "what was written is found")
        }
        demand(scanned.map(\.location) == writes.map(\.location), "records are found where they were written")
        demand(scanned.map(\.checksum) == writes.map(\.checksum), "records are found with all their bytes")
        let tree = (try? JSONValue(parsing: line.json))?.object
        let records = tree?["records"]?.array?.compactMap { $0.object.flatMap(Record.init(json:)) }
        demand(records == [record, record], "a record is read as what it was")
        let events = tree?["events"]?.array?.compactMap { $0.object.flatMap(Event.init(json:)) }
        demand(events == [event], "an event is read as what it was")
    }

    /// A journal of these lines, cut off at some place or with a byte changed there: what is read of it is what was
    /// written, up to that place at the most.
    private static func checkJournal(_ bytes: [UInt8]) {
        guard bytes.count > 2, let file else { return }
        var lines: [JournalLine] = [.header]
        for json in bytes.dropFirst(2).split(separator: UInt8(ascii: "\n")).prefix(64) {
            guard let last = lines.last else { return }
            lines.append(JournalLine(following: last.hash, json: Array(json), at: last.end))
        }
        var journal = lines.flatMap(\.bytes)
        let place = (Int(bytes[0]) << 8 | Int(bytes[1])) % journal.count
        let isCut = bytes[1].isMultiple(of: 2)
        if isCut { journal.removeLast(journal.count - place) } else { journal[place] ^= 1 << (bytes[0] % 8) }
        let whole = lines.prefix { $0.end <= place }
        guard (try? fill(file, journal)) != nil, let read = try? read(file) else {
            fatalError("a journal cannot be read")
        }
        demand(read.starts(with: whole), "lines before the damage are read")
        // A line feed in the middle of the last line makes two, and a changed one makes one of two.
        demand(read.count == whole.count, "what was damaged is not read")
    }

    private static func fill(_ file: FileDescriptor, _ bytes: [UInt8]) throws(SystemError) {
        try file.truncate(to: 0)
        try file.write(bytes, at: 0)
    }

    private static func read(_ file: FileDescriptor) throws(SystemError) -> [JournalLine] {
        var reader = JournalReader(file, from: 0, following: JournalHash.start)
        var lines: [JournalLine] = []
        while case .line(let line) = try reader.next() { lines.append(line) }
        return lines
    }
}
