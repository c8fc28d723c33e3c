import JSON
import Storage

/// A transaction as the JSON of a journal's line, and where in it the records are.
struct EncodedTransaction {
    private(set) var json: [UInt8] = []
    /// In the order of the transaction's writes.
    private var records: [EncodedRecord] = []

    /// Without records so far.
    init(at time: Timestamp) { json += #"{"at":"\#(time)","records":["#.utf8 }

    init(_ transaction: Transaction) {
        self.init(at: transaction.at)
        for write in transaction.writes { add(write.record) }
        finish(audit: transaction.audit, events: transaction.events)
    }

    mutating func add(_ record: Record) {
        if !records.isEmpty { json.append(UInt8(ascii: ",")) }
        let start = json.count
        record.json.write(to: &json)
        records.append(EncodedRecord(key: record.key, lists: record.lists, start: start, end: json.count))
    }

    /// Call after the last record.
    mutating func finish(audit: [AuditEntry] = [], events: [Event] = []) {
        json.append(UInt8(ascii: "]"))
        append("audit", audit.map { $0.json })
        append("events", events.map { $0.json })
        json.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ name: StaticString, _ objects: [JSONObject]) {
        guard !objects.isEmpty else { return }
        json += ",\"\(name)\":".utf8
        JSONValue.array(objects.map { .object($0) }).write(to: &json)
    }

    var count: Int { records.count }

    /// Whether an index entry can hold every record's length and lists.
    var fitsIndex: Bool {
        records.allSatisfy {
            $0.count <= RecordLocation.maximumLength && $0.lists.count <= IndexEntry.maximumLists
        }
    }

    /// What the index stores for a line at `offset`; nil if a location cannot express that.
    func writes(at offset: Int) -> [IndexedWrite]? {
        var writes: [IndexedWrite] = []
        for encoded in records {
            let start = offset + JournalLine.hashDigits + 1 + encoded.start
            guard let location = RecordLocation(offset: start, length: encoded.count) else { return nil }
            writes.append(
                IndexedWrite(
                    key: encoded.key, location: location, checksum: json[encoded.start..<encoded.end].checksum,
                    lists: encoded.lists))
        }
        return writes
    }
}

private struct EncodedRecord {
    let key: RecordKey
    let lists: [RecordList]
    /// Of its JSON in the line's.
    let start: Int
    let end: Int

    var count: Int { end - start }
}
