import Storage

extension Index {
    func count(of list: RecordList) throws(IndexError) -> Int {
        guard let number = try number(of: list) else { return 0 }
        return try count(of: number)
    }

    /// Makes the entry the newest in the list, and returns the list's number.
    func add(_ entry: IndexEntry, to name: RecordList) throws(IndexError) -> UInt32 {
        let list = try makeNumber(of: name)
        try insert(TreeCell(list: list, value: entry.checksum, location: entry.location))
        try setCount(of: list, try count(of: list) + 1)
        return list
    }

    func take(_ entry: IndexEntry, from list: UInt32) throws(IndexError) {
        try remove(TreeCell(list: list, value: 0, location: entry.location))
        try setCount(of: list, try count(of: list) - 1)
    }

    private func count(of list: UInt32) throws(IndexError) -> Int {
        let count = try self.list(list).count
        guard count <= header.entries else { throw .damaged }
        return Int(count)
    }

    func setCount(of list: UInt32, _ count: Int) throws(IndexError) {
        guard let count = UInt64(exactly: count) else { throw .damaged }
        var entry = try self.list(list)
        entry.count = count
        try setList(list, entry)
    }

    func number(of list: RecordList) throws(IndexError) -> UInt32? {
        if let known = listNumbers[list] { return known }
        guard let number = try find(IndexKey(list)) else { return nil }
        remember(list, number)
        return number
    }

    func makeNumber(of list: RecordList) throws(IndexError) -> UInt32 {
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
