import JSON
import POSIX
import Storage

// Walks along the journal.
extension FileStore {
    package func forEachRecord(_ body: (StoredRecord) -> Bool) throws(StoreError) {
        var walked = 0
        var scan = RecordScan()
        // Records that are changed meanwhile move to the end.
        while case let end = try end(), walked < end {
            var isStopped = false
            walked = try forEachLine(from: walked, to: end) { line throws(StoreError) in
                let writes = scan.records(in: line) ?? []
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
    static func cursor(ofEvent index: Int, inLineAt offset: Int) -> EventCursor {
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

    func startOfLine(holding offset: Int) throws(StoreError) -> Int {
        try journal { journal throws(JournalError) in try journal.startOfLine(holding: offset) }
    }

    /// Calls `body` with each line between two line boundaries until it returns false; returns the offset after the last
    /// line that was read.
    private func forEachLine(
        from start: Int, to end: Int, _ body: (JournalLine) throws(StoreError) -> Bool
    ) throws(StoreError) -> Int {
        var reader = try journal { journal throws(JournalError) in
            JournalReader(journal.file, from: start, following: try journal.hash(before: start))
        }
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

    func journal<Answer>(_ body: (Journal) throws(JournalError) -> Answer) throws(StoreError) -> Answer {
        do throws(JournalError) { return try body(try opened().journal) } catch { throw .unavailable("\(error)") }
    }
}
