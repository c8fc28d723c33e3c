/// What the index holds of one record: its newest version and its neighbours in each list that it is in.
struct Slot: BitwiseCopyable {
    /// A record is in at most this many lists.
    static let maximumMemberships = 5
    static let bytes = 80
    static let perPage = PagedFile.usableBytes / bytes

    /// The key's other half.
    var check: UInt64
    /// The record's place, packed.
    var place: UInt64 = 0
    /// Of the record's JSON, as it was written.
    var checksum: UInt32 = 0
    var memberships = InlineArray<5, Membership>(repeating: Membership())

    init(_ key: IndexKey) { check = key.check }

    func membership(in list: UInt32) -> Int? {
        for index in 0..<Self.maximumMemberships where memberships[index].list == list { return index }
        return nil
    }
}

/// A record's place in a list; slots are numbered from 1, and 0 is none.
struct Membership: BitwiseCopyable {
    var list: UInt32 = 0
    var newer: UInt32 = 0
    var older: UInt32 = 0
}

/// What the index holds of one list, in a slot of its own.
struct ListSlot: BitwiseCopyable {
    var check: UInt64
    var count: UInt64 = 0
    var newest: UInt32 = 0

    init(_ key: IndexKey) { check = key.check }
}

/// An entry of the hash table, which leads from a key to its slot.
struct TableEntry: BitwiseCopyable {
    static let bytes = 16
    static let perPage = PagedFile.usableBytes / bytes

    var hash: UInt64 = 0
    /// 0: the entry is free.
    var slot: UInt32 = 0
}
