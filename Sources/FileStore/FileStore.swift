import ASCII
import JSON
import POSIX
import Storage

/// A store in a directory on a local disk, shared by any number of processes: a journal from which everything else is
/// derived, an index that can be deleted at any time, and the file `synced`. The cost of a call does not depend on the
/// number of records.
package final class FileStore: RecordStore {
    let directory: String
    private let makesStore: Bool
    private let report: (String) -> Void
    private let indexCachePages: Int
    private var files: IndexedJournal?

    /// Opens nothing yet: the first call does that. If the directory has no store, that call makes one, or fails if
    /// `makesStore` is false. `report` is told in a sentence what the operator should know of, such as a write that was cut
    /// short.
    package convenience init(
        directory: String, makesStore: Bool = true, report: @escaping (String) -> Void = { _ in }
    ) {
        self.init(directory: directory, makesStore: makesStore, report: report, indexCachePages: Index.frames)
    }

    /// With a page cache of so many frames for the index.
    init(
        directory: String, makesStore: Bool = true, report: @escaping (String) -> Void = { _ in }, indexCachePages: Int
    ) {
        self.directory = directory
        self.makesStore = makesStore
        self.report = report
        self.indexCachePages = indexCachePages
    }

    /// Whether the directory has a store.
    package static func exists(in directory: String) -> Bool { access(directory + "/journal", F_OK) == 0 }

    /// Throws if the directory has no store; not if that cannot be known.
    package static func requireStore(in directory: String) throws(StoreError) {
        do { try require(directory) } catch { throw .unavailable("\(error)") }
    }

    private static func require(_ directory: String) throws(JournalError) {
        guard access(directory + "/journal", F_OK) != 0, errno == ENOENT else { return }
        try requireNothingSynced(in: directory)
        throw .missing(directory: directory)
    }

    /// Throws if `synced` says that the directory, which has no journal, once had one.
    static func requireNothingSynced(in directory: String) throws(JournalError) {
        let synced = try SyncedFile.recorded(in: directory).head.offset
        if synced > 0 { throw .shortened(directory: directory, size: nil, synced: synced) }
    }

    package func load(_ keys: [RecordKey]) throws(StoreError) -> [StoredRecord?] {
        try reading { index throws(IndexError) in
            var found: [FoundRecord?] = []
            for key in keys { found.append(try index.find(key)) }
            return found
        } then: { (found, journal) throws(IndexError) in
            var records: [StoredRecord?] = []
            for (key, found) in zip(keys, found) {
                let stored: StoredRecord?
                if let found { stored = try Self.record(found, in: journal) } else { stored = nil }
                if let stored, stored.record.key != key { throw .damaged }
                records.append(stored)
            }
            return records
        }
    }

    package func page(of lists: [RecordList], after cursor: PageCursor?, limit: Int) throws(StoreError) -> Page {
        try reading { index throws(IndexError) in
            try index.page(of: lists, after: cursor, limit: limit)
        } then: { (found, journal) throws(IndexError) in
            Page(records: try Self.records(found.records, in: journal), next: found.next)
        }
    }

    package func counts(of lists: [RecordList]) throws(StoreError) -> [Int] {
        try reading { index throws(IndexError) in
            var counts: [Int] = []
            for list in lists { counts.append(try index.count(of: list)) }
            return counts
        } then: { counts, _ in
            counts
        }
    }

    @discardableResult
    package func commit(_ transaction: Transaction) throws(StoreError) -> Receipt {
        let encoded = EncodedTransaction(transaction)
        guard encoded.fitsIndex else {
            throw .unavailable("a record is too large for the index, or in too many scopes")
        }
        let result: IndexedJournal.AppendResult
        do throws(JournalError) {
            result = try opened().append(encoded) { index throws(IndexError) in
                for write in transaction.writes
                where try index.find(write.record.key)?.location.version != write.replaced {
                    return write.record.key
                }
                return nil
            }
        } catch {
            if case .notTakenBack = error { throw .uncertain("\(error)") }
            throw .unavailable("\(error)")
        }
        switch result {
        case .conflict(let key): throw .versionConflict(key)
        case .appended(let head): return Self.receipt(lineAt: head.lastLine, Hexadecimal.encode(head.hash))
        }
    }

    package func receipt(of version: Version) throws(StoreError) -> Receipt {
        let line = try startOfLine(holding: RecordLocation(packed: version.number).offset)
        let hash = try journal { journal throws(JournalError) in
            try journal.read(at: line, count: JournalLine.hashDigits)
        }
        return Self.receipt(lineAt: line, hash)
    }

    private static func receipt(lineAt offset: Int, _ hash: [UInt8]) -> Receipt {
        Receipt(firstEvent: cursor(ofEvent: 0, inLineAt: offset), proof: String(decoding: hash, as: UTF8.self))
    }

    package func synchronize() throws(StoreError) {
        do { try files?.synchronize() } catch { throw .uncertain("\(error)") }
    }

    /// Writes what memory has of the index, and closes the files. A later call opens them again.
    func close() { files = nil }

    /// Looks something up in the index, and then reads what it was found to be in the journal.
    func reading<Found, Answer>(
        _ look: (Index) throws(IndexError) -> Found, then read: (Found, Journal) throws(IndexError) -> Answer
    ) throws(StoreError) -> Answer {
        do throws(JournalError) {
            let files = try opened()
            return try files.reading(look) { found throws(IndexError) in try read(found, files.journal) }
        } catch { throw .unavailable("\(error)") }
    }

    func opened() throws(JournalError) -> IndexedJournal {
        // A store that was removed and made again is another one.
        if let files, !files.journal.file.isRemoved { return files }
        if !makesStore { try Self.require(directory) }
        let files = try IndexedJournal(
            directory: directory, makesStore: makesStore, indexCachePages: indexCachePages, report: report)
        self.files = files
        return files
    }

    static func records(_ found: [FoundRecord], in journal: Journal) throws(IndexError) -> [StoredRecord] {
        var records: [StoredRecord] = []
        for record in found { records.append(try Self.record(record, in: journal)) }
        return records
    }

    /// Throws `damaged` if the record is not there: either the index is wrong or the journal, and rebuilding the index tells
    /// which.
    private static func record(_ found: FoundRecord, in journal: Journal) throws(IndexError) -> StoredRecord {
        let bytes: [UInt8]
        do throws(JournalError) {
            bytes = try journal.read(at: found.location.offset, count: found.location.length)
        } catch { throw .journal(error) }
        guard bytes[...].checksum == found.checksum, let json = (try? JSONValue(parsing: bytes))?.object,
            let record = Record(json: json)
        else { throw .damaged }
        return StoredRecord(record, found.location.version)
    }
}
