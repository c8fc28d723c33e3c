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
        guard let file = SyncedFile(reading: directory) else { return }
        defer { file.close() }
        let synced = file.read().head.offset
        if synced > 0 { throw .shortened(directory: directory, size: nil, synced: synced) }
    }

    package func load(_ key: RecordKey) throws(StoreError) -> StoredRecord? {
        try reading { index throws(IndexError) in
            try index.find(key)
        } then: { (found, journal) throws(IndexError) in
            guard let found else { return nil }
            let stored = try Self.record(found, in: journal)
            guard stored.record.key == key else { throw .damaged }
            return stored
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
    private func reading<Found, Answer>(
        _ look: (Index) throws(IndexError) -> Found, then read: (Found, Journal) throws(IndexError) -> Answer
    ) throws(StoreError) -> Answer {
        do throws(JournalError) {
            let files = try opened()
            return try files.reading(look) { found throws(IndexError) in try read(found, files.journal) }
        } catch { throw .unavailable("\(error)") }
    }

    private func opened() throws(JournalError) -> IndexedJournal {
        // A store that was removed and made again is another one.
        if let files, !files.journal.file.isRemoved { return files }
        if !makesStore { try Self.require(directory) }
        let files = try IndexedJournal(
            directory: directory, makesStore: makesStore, indexCachePages: indexCachePages, report: report)
        self.files = files
        return files
    }

    private static func records(_ found: [FoundRecord], in journal: Journal) throws(IndexError) -> [StoredRecord] {
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

// Walks along the journal.
extension FileStore {
    package func forEachRecord(_ body: (StoredRecord) -> Bool) throws(StoreError) {
        var walked = 0
        // Records that are changed meanwhile move to the end.
        while case let end = try end(), walked < end {
            var isStopped = false
            walked = try forEachLine(from: walked, to: end) { line throws(StoreError) in
                let writes = RecordScan.records(in: line) ?? []
                let newest = try reading { index throws(IndexError) in
                    var newest: [FoundRecord] = []
                    for write in writes {
                        guard let found = try index.find(write.key), found.location == write.location else { continue }
                        newest.append(found)
                    }
                    return newest
                } then: { (found, journal) throws(IndexError) in
                    try Self.records(found, in: journal)
                }
                isStopped = !newest.allSatisfy(body)
                return !isStopped
            }
            if isStopped { return }
        }
    }

    /// The offset of the event's line plus its number in the line, counted from 1.
    private static func cursor(ofEvent index: Int, inLineAt offset: Int) -> EventCursor {
        EventCursor(UInt64(offset + index + 1))
    }

    package func events(after cursor: EventCursor?, limit: Int) throws(StoreError) -> [EventEntry] {
        let end = try end()
        let after = Int(clamping: cursor?.number ?? 0)
        guard after < end else { return [] }
        var entries: [EventEntry] = []
        _ = try forEachLine(from: try startOfLine(holding: after), to: end) { line throws(StoreError) in
            let events = (try? JSONValue(parsing: line.json))?.object?["events"]?.array ?? []
            for (index, json) in events.enumerated() where line.offset + index + 1 > after && entries.count < limit {
                guard let event = json.object.flatMap(Event.init(json:)) else {
                    throw .unavailable("an event in the line at byte \(line.offset) of the journal cannot be read")
                }
                entries.append(EventEntry(Self.cursor(ofEvent: index, inLineAt: line.offset), event))
            }
            return entries.count < limit
        }
        return entries
    }

    /// The end of the journal's last transaction.
    private func end() throws(StoreError) -> Int {
        try reading {
            $0.header.head.offset
        } then: { end, _ in
            end
        }
    }

    private func startOfLine(holding offset: Int) throws(StoreError) -> Int {
        let chunkBytes = 4096
        var end = offset
        while end > 0 {
            let start = max(0, end - chunkBytes)
            let bytes = try journal { journal throws(JournalError) in try journal.read(at: start, count: end - start) }
            if let last = bytes.lastIndex(of: UInt8(ascii: "\n")) { return start + last + 1 }
            end = start
        }
        return 0
    }

    /// Calls `body` with each line between two line boundaries until it returns false; returns the offset after the last
    /// line that was read.
    private func forEachLine(
        from start: Int, to end: Int, _ body: (JournalLine) throws(StoreError) -> Bool
    ) throws(StoreError) -> Int {
        var reader = try journal { journal in JournalReader(journal.file, from: start, following: nil) }
        while reader.offset < end {
            let offset = reader.offset
            let step: JournalReader.Step
            do { step = try reader.next() } catch { throw .unavailable("\(error)") }
            guard case .line(let line) = step else {
                throw .unavailable("\(directory)/journal is damaged at byte \(offset); `countermand verify` says more")
            }
            if line.offset > 0, try !body(line) { break }
        }
        return reader.offset
    }

    private func journal<Answer>(_ body: (Journal) throws(JournalError) -> Answer) throws(StoreError) -> Answer {
        do throws(JournalError) { return try body(try opened().journal) } catch { throw .unavailable("\(error)") }
    }
}
