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
}

extension Index {
    /// Where the newest version of a record is.
    func find(_ key: RecordKey) throws(IndexError) -> FoundRecord? {
        guard let number = try find(IndexKey(key)) else { return nil }
        return FoundRecord(try entry(number))
    }

    func count(of list: RecordList) throws(IndexError) -> Int {
        guard let number = try number(of: list) else { return 0 }
        return Int(truncatingIfNeeded: try self.list(number).count)
    }

    /// Removes the record from the lists of its old version and makes it the newest in those of its new one.
    func apply(_ write: IndexedWrite) throws(IndexError) {
        let key = IndexKey(write.key)
        let found = try find(key)
        let number: UInt32
        if let found { number = found } else { number = try makeEntry(key) }
        if found != nil {
            let old = try entry(number)
            for index in 0..<IndexEntry.maximumMemberships where old.memberships[index].list != 0 {
                try unlink(old.memberships[index])
            }
        }
        var entry = IndexEntry(key)
        entry.location = write.location.packed
        entry.checksum = write.checksum
        for (index, list) in write.lists.prefix(IndexEntry.maximumMemberships).enumerated() {
            entry.memberships[index] = try push(number, to: list)
        }
        try setEntry(number, entry)
    }

    private func push(_ number: UInt32, to name: RecordList) throws(IndexError) -> Membership {
        let listNumber = try makeNumber(of: name)
        var list = try list(listNumber)
        let older = list.newest
        if older != 0 { try change(older, in: listNumber) { $0.newer = number } }
        list.newest = number
        list.count &+= 1
        try setList(listNumber, list)
        return Membership(list: listNumber, newer: 0, older: older)
    }

    private func unlink(_ membership: Membership) throws(IndexError) {
        var list = try list(membership.list)
        if membership.newer != 0 {
            try change(membership.newer, in: membership.list) { $0.older = membership.older }
        } else {
            list.newest = membership.older
        }
        if membership.older != 0 { try change(membership.older, in: membership.list) { $0.newer = membership.newer } }
        list.count &-= 1
        try setList(membership.list, list)
    }

    private func change(_ number: UInt32, in list: UInt32, _ body: (inout Membership) -> Void) throws(IndexError) {
        var entry = try entry(number)
        guard let index = entry.membership(in: list) else { throw .damaged }
        body(&entry.memberships[index])
        try setEntry(number, entry)
    }

    func number(of list: RecordList) throws(IndexError) -> UInt32? {
        if let known = listNumbers[list] { return known }
        guard let number = try find(IndexKey(list)) else { return nil }
        remember(list, number)
        return number
    }

    private func makeNumber(of list: RecordList) throws(IndexError) -> UInt32 {
        if let number = try number(of: list) { return number }
        let key = IndexKey(list)
        let number = try makeEntry(key)
        try setList(number, ListEntry(key))
        remember(list, number)
        return number
    }

    private func remember(_ list: RecordList, _ number: UInt32) {
        // Only a process that looks up many lists gains by it.
        listLookups += 1
        let lookupsWithoutCache = 16
        guard listLookups > lookupsWithoutCache else { return }
        let maximumCached = 4096
        if listNumbers.count >= maximumCached { listNumbers.removeAll() }
        listNumbers[list] = number
    }
}
