import FileStore
import Foundation
import JSON
import Storage

/// Every store that the shared suite runs over.
enum StoreUnderTest: String, CaseIterable, CustomStringConvertible {
    case memory
    case file

    var description: String { rawValue }

    /// An empty store. Two calls with one directory share what is in it, if the store is one that can be shared.
    func make(in directory: TemporaryStore = TemporaryStore()) -> any RecordStore {
        switch self {
        case .memory: InMemoryStore()
        case .file: FileStore(directory: directory.path)
        }
    }
}

/// A directory that is there as long as the value is held.
final class TemporaryStore {
    let path = NSTemporaryDirectory() + "countermand-store-" + UUID().uuidString

    var journal: String { path + "/journal" }
    var index: String { path + "/index" }
    var synced: String { path + "/synced" }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func journalBytes() throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: journal))) }

    /// Puts the bytes in the place of the journal, and the index away. Without `synced`, nothing says how much of a journal
    /// there was.
    func setJournal(_ bytes: some Sequence<UInt8>, keepingSynced: Bool = false) throws {
        try? FileManager.default.removeItem(atPath: index)
        if !keepingSynced { try? FileManager.default.removeItem(atPath: synced) }
        try Data(bytes).write(to: URL(fileURLWithPath: journal))
    }

    /// What was moved aside, by the names of the files.
    func tornFiles() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name.hasPrefix("journal.torn-") {
            files[name] = try [UInt8](Data(contentsOf: URL(filePath: "\(path)/\(name)")))
        }
        return files
    }

    func lines() throws -> [[UInt8]] {
        try journalBytes().split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
    }
}

/// Records and transactions for tests of stores, which know nothing of what they mean.
enum Sample {
    static let kind = RecordKind("thing")
    static let at = Timestamp(millisecondsSince1970: 1_795_000_000_000)

    static func key(_ id: Int) -> RecordKey { RecordKey(kind, "\(id)") }

    static func record(_ id: Int, _ status: String = "new", in scopes: [String] = ["all"], note: Int = 0) -> Record {
        Record(
            key(id), status: status, scopes: scopes.map(Scope.init),
            document: ["id": .number(id), "status": .string(status), "note": .number(note)])
    }

    static func list(_ status: String = "new", in scope: String = "all") -> RecordList {
        RecordList(kind, Scope(scope), status: status)
    }

    static func event(_ id: String) -> Event {
        Event(id: id, type: "Happened", subject: "thing/\(id)", time: at, data: ["id": .string(id)])
    }

    static func transaction(_ writes: [(Record, Version?)], events: [String] = []) -> Transaction {
        Transaction(
            at: at, writes: writes.map { Transaction.Write($0.0, replacing: $0.1) }, events: events.map(event))
    }
}

extension RecordStore {
    /// Writes the record over whatever is there, and syncs.
    func put(_ record: Record, events: [String] = []) throws {
        try commit(Sample.transaction([(record, try load(record.key)?.version)], events: events))
        try synchronize()
    }

    func ids(_ lists: [RecordList], after cursor: PageCursor? = nil, limit: Int = 100) throws -> [String] {
        try page(of: lists, after: cursor, limit: limit).records.map(\.record.key.id)
    }

    func allRecords() throws -> [StoredRecord] {
        var records: [StoredRecord] = []
        try forEachRecord {
            records.append($0)
            return true
        }
        return records
    }
}
