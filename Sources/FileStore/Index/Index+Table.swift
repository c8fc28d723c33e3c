/// The hash table, with one slot for each entry: open addressing with linear probing. A key's home slot is its hash scaled to the table's size, so slots
/// are in the order of their hashes, and a table of pages the size is filled from front to back.
extension Index {
    /// The number of the key's entry, if it has one.
    func find(_ key: IndexKey) throws(IndexError) -> UInt32? {
        var position = try home(key.hash)
        for _ in 0..<capacity {
            let slot = try slot(position)
            if slot.entry == 0 { return nil }
            if slot.hash == key.hash, try fingerprint(of: slot.entry) == key.fingerprint { return slot.entry }
            position = next(position)
        }
        throw .damaged
    }

    /// An entry for a key that has none, for the caller to fill.
    func makeEntry(_ key: IndexKey) throws(IndexError) -> UInt32 {
        try reserve(entries: 1)
        let number = try allocateEntry()
        try insert(HashSlot(hash: key.hash, entry: number))
        return number
    }

    /// Makes room for so many more entries. The table is at most two thirds full, so that most keys are found in their home
    /// slot.
    func reserve(entries count: Int) throws(IndexError) {
        var tablePages = header.tablePages
        while (Int(header.entries) + count) * 3 > Int(tablePages) * HashSlot.perPage * 2 {
            let (twice, isTooLarge) = tablePages.multipliedReportingOverflow(by: 2)
            guard !isTooLarge, twice > 0 else { throw .damaged }
            tablePages = twice
        }
        if tablePages != header.tablePages { try grow(to: tablePages) }
    }

    private var capacity: Int { Int(header.tablePages) * HashSlot.perPage }

    private func home(_ hash: UInt64) throws(IndexError) -> Int {
        guard capacity > 0 else { throw .damaged }
        return Int(hash.multipliedFullWidth(by: UInt64(capacity)).high)
    }

    private func next(_ position: Int) -> Int { position + 1 == capacity ? 0 : position + 1 }

    private func slot(_ position: Int) throws(IndexError) -> HashSlot {
        let (page, offset) = address(position, in: header.tableStart)
        return try pages.read(HashSlot.self, page: page, at: offset)
    }

    private func insert(_ slot: HashSlot) throws(IndexError) {
        var position = try home(slot.hash)
        for _ in 0..<capacity {
            if try self.slot(position).entry == 0 {
                let (page, offset) = address(position, in: header.tableStart)
                return try pages.write(slot, page: page, at: offset)
            }
            position = next(position)
        }
        throw .damaged
    }

    private func address(_ position: Int, in start: UInt32) -> (page: UInt32, offset: Int) {
        let (page, index) = position.quotientAndRemainder(dividingBy: HashSlot.perPage)
        return (start &+ UInt32(truncatingIfNeeded: page), PagedFile.checksumBytes + index * HashSlot.bytes)
    }

    private func grow(to tablePages: UInt32) throws(IndexError) {
        let old = (start: header.tableStart, count: capacity)
        header.tableStart = try allocate(pages: tablePages)
        header.tablePages = tablePages
        for position in 0..<old.count {
            let (page, offset) = address(position, in: old.start)
            let slot = try pages.read(HashSlot.self, page: page, at: offset)
            if slot.entry != 0 { try insert(slot) }
        }
    }
}
