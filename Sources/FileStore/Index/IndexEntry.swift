/// What the index holds of one record: its newest version and the lists that it is in. Entries are numbered from 1; 0 means
/// none.
struct IndexEntry: BitwiseCopyable {
    /// A record is in at most this many lists.
    static let maximumLists = 5
    static let bytes = 40
    static let perPage = PagedFile.usableBytes / bytes

    /// The key's.
    var fingerprint: UInt64
    /// A packed `RecordLocation`.
    var location: UInt64 = 0
    /// Of the record's JSON.
    var checksum: UInt32 = 0
    /// By the numbers of their entries.
    var lists = InlineArray<5, UInt32>(repeating: 0)

    init(_ key: IndexKey) { fingerprint = key.fingerprint }
}

/// What the index holds of one list, in the space of a record's entry.
struct ListEntry: BitwiseCopyable {
    var fingerprint: UInt64
    var count: UInt64 = 0

    init(_ key: IndexKey) { fingerprint = key.fingerprint }
}

/// A slot of the hash table, which leads from a key to its entry.
struct HashSlot: BitwiseCopyable {
    static let bytes = 16
    static let perPage = PagedFile.usableBytes / bytes

    var hash: UInt64 = 0
    /// The entry's number; 0 while the slot is free.
    var entry: UInt32 = 0
}
