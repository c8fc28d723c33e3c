import Cancellation
import JSON
import Storage

/// Loads exported records, one per line, in two passes over the same lines: `check` every line first, then `load` every
/// line, so that a file with a bad line is refused before any of it is loaded.
package struct Importer {
    package struct Summary: Equatable {
        package var added = 0
        package var replaced = 0
        package var unchanged = 0

        package init(added: Int = 0, replaced: Int = 0, unchanged: Int = 0) {
            self.added = added
            self.replaced = replaced
            self.unchanged = unchanged
        }

        package var count: Int { added + replaced + unchanged }
    }

    package static let maximumLineBytes = 8 << 20
    /// Half of what the JSON parser takes: journal lines and answers hold records inside objects of their own.
    package static let maximumLevels = 64
    private static let recordsPerTransaction = 500

    private let store: any RecordStore
    private let replaces: Bool
    private let at: Timestamp
    private let register: (RecordKey, Int) throws(StoreError) -> Int?
    /// Whether the store was empty at the first line, so that no record needs to be looked up; nil before that line.
    /// Records that others add in the meantime are found when the lines are loaded.
    private var hasBegunEmpty: Bool?
    private var batch: [Record] = []
    private var batchBytes = 0
    /// Of the records that are loaded so far.
    package private(set) var summary = Summary()

    /// With `replaces`, records that the store already has are overwritten; without, one with the same content is left
    /// alone and one with another content is refused. `register` returns the line in which it was given the key before,
    /// nil the first time.
    package init(
        into store: any RecordStore, replaces: Bool, at: Timestamp,
        register: @escaping (RecordKey, Int) throws(StoreError) -> Int?
    ) {
        self.store = store
        self.register = register
        self.replaces = replaces
        self.at = at
    }

    /// The first pass: refuses a line that cannot be loaded. Returns a warning if there is something to say of one that can.
    @discardableResult
    package mutating func check(_ line: [UInt8], number: Int) throws(ImportError) -> ImportWarning? {
        let record = try Self.record(in: line)
        let first: Int?
        do { first = try register(record.key, number) } catch { throw .store(error) }
        if let first { throw .refused(.repeated(record.key, firstLine: first)) }
        if try !beginsEmpty() { _ = try write(of: record) }
        return record.importWarning
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

    /// The second pass. Records become visible in batches.
    package mutating func load(_ line: [UInt8]) throws(ImportError) {
        batch.append(try Self.record(in: line))
        batchBytes += line.count
        if batch.count >= Self.recordsPerTransaction || batchBytes >= Self.maximumLineBytes { try flush() }
    }

    /// Call after the last line. Returns when all records are durable.
    package mutating func finish() throws(ImportError) -> Summary {
        try flush()
        do { try store.synchronize() } catch { throw .store(error) }
        return summary
    }

    /// Commits the batch as new records first, as most are, and looks them up only if the store has one of them.
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

    /// The record in a line. Refuses a line that is none, whatever the store has.
    package static func record(in line: [UInt8]) throws(ImportError) -> Record {
        let value: JSONValue
        do { value = try JSONValue(parsing: line) } catch { throw .refused(.notJSON(error)) }
        guard let object = value.object else { throw .refused(.notAnObject) }
        if value.isNested(deeperThan: maximumLevels) { throw .refused(.tooDeep) }
        do { return try Record(exported: object) } catch { throw .refused(.notARecord(error)) }
    }

    /// The write that brings the record into the store; nil if it is there already.
    private func write(of record: Record) throws(ImportError) -> Transaction.Write? {
        let present: StoredRecord?
        do { present = try store.load([record.key]).first ?? nil } catch { throw .store(error) }
        guard let present else { return Transaction.Write(record, replacing: nil) }
        if present.record.document.bytes == record.document.bytes { return nil }
        guard replaces else { throw .refused(.different(record.key)) }
        return Transaction.Write(record, replacing: present.version)
    }
}
