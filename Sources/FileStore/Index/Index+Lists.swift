import Storage

/// A write as the index takes it up.
struct IndexedWrite {
    let key: RecordKey
    let place: Place
    /// Of the JSON at the place.
    let checksum: UInt32
    let lists: [RecordList]
}

/// Where a record stands in the journal, and how to tell that it still does.
struct FoundRecord {
    let place: Place
    let checksum: UInt32

    init(_ slot: Slot) {
        place = Place(packed: slot.place)
        checksum = slot.checksum
    }
}

extension Index {
    /// Where the newest version of a record is.
    func find(_ key: RecordKey) throws(IndexError) -> FoundRecord? {
        guard let number = try find(IndexKey(key)) else { return nil }
        return FoundRecord(try slot(number))
    }

    func count(of list: RecordList) throws(IndexError) -> Int {
        guard let number = try number(of: list) else { return 0 }
        return Int(truncatingIfNeeded: try self.list(number).count)
    }

    /// Takes the record out of the lists it was in and makes it the newest in those it is in now.
    func apply(_ write: IndexedWrite) throws(IndexError) {
        let key = IndexKey(write.key)
        let found = try find(key)
        let number: UInt32
        if let found { number = found } else { number = try makeSlot(key) }
        if found != nil {
            let old = try slot(number)
            for index in 0..<Slot.maximumMemberships where old.memberships[index].list != 0 {
                try unlink(old.memberships[index])
            }
        }
        var slot = Slot(key)
        slot.place = write.place.packed
        slot.checksum = write.checksum
        for (index, list) in write.lists.prefix(Slot.maximumMemberships).enumerated() {
            slot.memberships[index] = try push(number, to: list)
        }
        try setSlot(number, slot)
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
        var slot = try slot(number)
        guard let index = slot.membership(in: list) else { throw .damaged }
        body(&slot.memberships[index])
        try setSlot(number, slot)
    }

    func number(of list: RecordList) throws(IndexError) -> UInt32? {
        if let known = listSlots[list] { return known }
        guard let number = try find(IndexKey(list)) else { return nil }
        remember(list, number)
        return number
    }

    private func makeNumber(of list: RecordList) throws(IndexError) -> UInt32 {
        if let number = try number(of: list) { return number }
        let key = IndexKey(list)
        let number = try makeSlot(key)
        try setList(number, ListSlot(key))
        remember(list, number)
        return number
    }

    private func remember(_ list: RecordList, _ number: UInt32) {
        // For whoever does many things. The first dictionary costs a process as much as a dozen look-ups.
        listsFound += 1
        guard listsFound > 16 else { return }
        let maximumRemembered = 4096
        if listSlots.count >= maximumRemembered { listSlots.removeAll() }
        listSlots[list] = number
    }
}
