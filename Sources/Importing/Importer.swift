import Cancellation
import JSON
import Storage

/// Loads exported records, a line each, in two walks over the same lines: `check` every line first, then `load` every
/// line, so that a file with a bad line is refused before anything of it is there.
package struct Importer {
    package enum Refusal: Error, Equatable {
        case tooLong
        case notJSON(JSONError)
        case notAnObject
        case tooDeep
        case notARecord(RecordError)
        /// A line before, by its number, names the same record.
        case repeated(RecordKey, firstLine: Int)
        /// The store has another record of that name.
        case different(RecordKey)
    }

    package struct Summary: Equatable {
        package var added = 0
        package var replaced = 0
        package var unchanged = 0
    }

    package static let maximumLineBytes = 8 << 20
    /// Half of what the parser takes: a store and an answer put records into objects of their own, and read them there.
    package static let maximumLevels = 64
    private static let recordsPerTransaction = 500

    private let store: any RecordStore
    private let replaces: Bool
    private let at: Timestamp
    private let register: (RecordKey, Int) throws(StoreError) -> Int?
    /// Whether the store had nothing in it at the first line, so that there is no record to look for. What comes into it
    /// meanwhile is met when the lines are loaded.
    private var hasBegunEmpty: Bool?
    private var batch: [Record] = []
    private var batchBytes = 0
    private var summary = Summary()

    /// With `replaces` a record that is there already is overwritten; without, it is left alone if it is the same and
    /// refused if it is not. `register` keeps the line that a key was first met in, and returns it from then on.
    package init(
        into store: any RecordStore, replaces: Bool, at: Timestamp,
        register: @escaping (RecordKey, Int) throws(StoreError) -> Int?
    ) {
        self.store = store
        self.register = register
        self.replaces = replaces
        self.at = at
    }

    /// The first walk: whether line `number` can be loaded.
    package mutating func check(_ line: [UInt8], number: Int) throws(ImportError) {
        let record = try record(in: line)
        let first: Int?
        do { first = try register(record.key, number) } catch { throw .store(error) }
        if let first { throw .refused(.repeated(record.key, firstLine: first)) }
        if try !beginsEmpty() { _ = try write(of: record) }
    }

    private mutating func beginsEmpty() throws(ImportError) -> Bool {
        if let hasBegunEmpty { return hasBegunEmpty }
        var isEmpty = true
        do {
            try store.forEachRecord { _ in
                isEmpty = false
                return false
            }
        } catch { throw .store(error) }
        hasBegunEmpty = isEmpty
        return isEmpty
    }

    /// The second walk. Lines become visible some hundreds at a time.
    package mutating func load(_ line: [UInt8]) throws(ImportError) {
        batch.append(try record(in: line))
        batchBytes += line.count
        if batch.count >= Self.recordsPerTransaction || batchBytes >= Self.maximumLineBytes { try flush() }
    }

    /// After the last line; returns when all of them are durable.
    package mutating func finish() throws(ImportError) -> Summary {
        try flush()
        do { try store.synchronize() } catch { throw .store(error) }
        return summary
    }

    /// Takes the records for new ones first, as most are: the store tells if one is not.
    private mutating func flush() throws(ImportError) {
        var writes = batch.map { Transaction.Write($0, replacing: nil) }
        while !writes.isEmpty {
            do {
                try store.commit(Transaction(at: at, writes: writes))
                break
            } catch .versionConflict {
                writes = []
                for record in batch { if let write = try write(of: record) { writes.append(write) } }
            } catch { throw .store(error) }
        }
        summary.added += writes.count { $0.replaced == nil }
        summary.replaced += writes.count { $0.replaced != nil }
        summary.unchanged += batch.count - writes.count
        batch.removeAll(keepingCapacity: true)
        batchBytes = 0
    }

    private func record(in line: [UInt8]) throws(ImportError) -> Record {
        let value: JSONValue
        do { value = try JSONValue(parsing: line) } catch { throw .refused(.notJSON(error)) }
        guard let object = value.object else { throw .refused(.notAnObject) }
        if value.isNested(deeperThan: Self.maximumLevels) { throw .refused(.tooDeep) }
        do { return try Record(exported: object) } catch { throw .refused(.notARecord(error)) }
    }

    /// What has to be written for the record to be there; `nil` if it is.
    private func write(of record: Record) throws(ImportError) -> Transaction.Write? {
        let present: StoredRecord?
        do { present = try store.load(record.key) } catch { throw .store(error) }
        guard let present else { return Transaction.Write(record, replacing: nil) }
        if present.record.document.bytes == record.document.bytes { return nil }
        guard replaces else { throw .refused(.different(record.key)) }
        return Transaction.Write(record, replacing: present.version)
    }
}

package enum ImportError: Error, Equatable {
    case refused(Importer.Refusal)
    case store(StoreError)
}

extension Importer.Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLong: "the line has more than \(Importer.maximumLineBytes) bytes"
        case .notJSON(let error): "not JSON: \(error)"
        case .notAnObject: "not a JSON object"
        case .tooDeep: "nested deeper than \(Importer.maximumLevels) levels"
        case .notARecord(let error): "not a record: \(error)"
        case .repeated(let key, let firstLine): "\(key) stands in line \(firstLine) already"
        case .different(let key): "\(key) is there with other content; --replace overwrites it"
        }
    }
}
