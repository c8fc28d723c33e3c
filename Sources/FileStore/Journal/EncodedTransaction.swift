import JSON
import Storage

/// A transaction as the JSON of a journal's line, and where in it the records are.
struct EncodedTransaction {
    private(set) var json: [UInt8] = []
    /// In the order of the transaction's writes.
    private var records: [EncodedRecord] = []

    init(_ transaction: Transaction) {
        json += #"{"at":"\#(transaction.at)","records":["#.utf8
        for (index, write) in transaction.writes.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            let start = json.count
            write.record.json.write(to: &json)
            records.append(EncodedRecord(record: write.record, start: start, end: json.count))
        }
        json.append(UInt8(ascii: "]"))
        append("audit", transaction.audit.map { $0.json })
        append("events", transaction.events.map { $0.json })
        json.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ name: StaticString, _ objects: [JSONObject]) {
        guard !objects.isEmpty else { return }
        json += ",\"\(name)\":".utf8
        JSONValue.array(objects.map { .object($0) }).write(to: &json)
    }

    /// Whether an index entry can hold every record's length and lists.
    var fitsIndex: Bool {
        records.allSatisfy {
            $0.count <= RecordLocation.maximumLength && $0.record.scopes.count <= IndexEntry.maximumLists
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
                    key: encoded.record.key, location: location, checksum: json[encoded.start..<encoded.end].checksum,
                    lists: encoded.record.lists))
        }
        return writes
    }
}

private struct EncodedRecord {
    let record: Record
    /// Of its JSON in the line's.
    let start: Int
    let end: Int

    var count: Int { end - start }
}
