import Storage

/// A record's new version, as the index stores it.
struct IndexedWrite {
    let key: RecordKey
    let location: RecordLocation
    /// Of the record's JSON.
    let checksum: UInt32
    let lists: [RecordList]
}

/// Where a record is in the journal, and the checksum of its JSON there.
struct FoundRecord {
    let location: RecordLocation
    let checksum: UInt32

    init(_ entry: IndexEntry) {
        location = RecordLocation(packed: entry.location)
        checksum = entry.checksum
    }

    /// Of a leaf's cell.
    init(_ cell: TreeCell) {
        location = RecordLocation(packed: cell.location)
        checksum = cell.value
    }
}

extension Index {
    /// Where the newest version of a record is.
    func find(_ key: RecordKey) throws(IndexError) -> FoundRecord? {
        guard let number = try find(IndexKey(key)) else { return nil }
        return FoundRecord(try entry(number))
    }

    /// Removes the record from the lists of its old version and makes it the newest in those of its new one.
    func apply(_ write: IndexedWrite) throws(IndexError) {
        let key = IndexKey(write.key)
        let number: UInt32
        if let found = try find(key) {
            number = found
            let old = try entry(number)
            for index in 0..<IndexEntry.maximumLists where old.lists[index] != 0 {
                try take(old, from: old.lists[index])
            }
        } else {
            number = try makeEntry(key)
        }
        var entry = IndexEntry(key)
        entry.location = write.location.packed
        entry.checksum = write.checksum
        for (index, list) in write.lists.prefix(IndexEntry.maximumLists).enumerated() {
            entry.lists[index] = try add(entry, to: list)
        }
        try setEntry(number, entry)
    }
}
