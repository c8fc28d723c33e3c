import Storage

extension Index {
    func count(of list: RecordList) throws(IndexError) -> Int {
        guard let number = try number(of: list) else { return 0 }
        return Int(truncatingIfNeeded: try self.list(number).count)
    }

    /// Makes the entry the newest in the list.
    func push(_ number: UInt32, to name: RecordList) throws(IndexError) -> Membership {
        let listNumber = try makeNumber(of: name)
        var list = try list(listNumber)
        let older = list.newest
        if older != 0 { try change(older, in: listNumber) { $0.newer = number } }
        list.newest = number
        list.count &+= 1
        try setList(listNumber, list)
        return Membership(list: listNumber, newer: 0, older: older)
    }

    /// Takes an entry out of a list, given its place there.
    func unlink(_ membership: Membership) throws(IndexError) {
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
