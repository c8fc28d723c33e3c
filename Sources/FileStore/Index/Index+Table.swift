/// The hash table, with linear probing, and the slots it leads to. Entries lie in the order of their hashes as far as the
/// table's size lets them, so that a table of twice the size is filled from front to end.
extension Index {
    /// The slot of a key, if it has one.
    func find(_ key: IndexKey) throws(IndexError) -> UInt32? {
        var position = try home(key.hash)
        for _ in 0..<capacity {
            let entry = try entry(position)
            if entry.slot == 0 { return nil }
            if entry.hash == key.hash, try check(of: entry.slot) == key.check { return entry.slot }
            position = next(position)
        }
        throw .damaged
    }

    /// A slot for a key that has none; the caller fills it.
    func makeSlot(_ key: IndexKey) throws(IndexError) -> UInt32 {
        // Two thirds full, a table still finds most keys at the first look.
        if (Int(header.tableEntries) + 1) * 3 > capacity * 2 { try grow() }
        let (slot, isTooLarge) = header.slots.addingReportingOverflow(1)
        guard !isTooLarge else { throw .damaged }
        header.slots = slot
        try makeRoom(for: slot)
        try put(TableEntry(hash: key.hash, slot: slot))
        header.tableEntries += 1
        return slot
    }

    func slot(_ number: UInt32) throws(IndexError) -> Slot {
        let (page, offset) = try location(number)
        return try pages.read(Slot.self, page: page, at: offset)
    }

    func setSlot(_ number: UInt32, _ slot: Slot) throws(IndexError) {
        let (page, offset) = try location(number)
        try pages.write(slot, page: page, at: offset)
    }

    func list(_ number: UInt32) throws(IndexError) -> ListSlot {
        let (page, offset) = try location(number)
        return try pages.read(ListSlot.self, page: page, at: offset)
    }

    func setList(_ number: UInt32, _ list: ListSlot) throws(IndexError) {
        let (page, offset) = try location(number)
        try pages.write(list, page: page, at: offset)
    }
}

// The table.
extension Index {
    private var capacity: Int { Int(header.tablePages) * TableEntry.perPage }

    private func home(_ hash: UInt64) throws(IndexError) -> Int {
        guard capacity > 0 else { throw .damaged }
        return Int(hash.multipliedFullWidth(by: UInt64(capacity)).high)
    }

    private func next(_ position: Int) -> Int { position + 1 == capacity ? 0 : position + 1 }

    private func entry(_ position: Int) throws(IndexError) -> TableEntry {
        let (page, offset) = location(position, from: header.tableStart)
        return try pages.read(TableEntry.self, page: page, at: offset)
    }

    private func put(_ entry: TableEntry) throws(IndexError) {
        var position = try home(entry.hash)
        for _ in 0..<capacity {
            if try self.entry(position).slot == 0 {
                let (page, offset) = location(position, from: header.tableStart)
                return try pages.write(entry, page: page, at: offset)
            }
            position = next(position)
        }
        throw .damaged
    }

    private func location(_ position: Int, from start: UInt32) -> (page: UInt32, offset: Int) {
        let (page, index) = position.quotientAndRemainder(dividingBy: TableEntry.perPage)
        return (start &+ UInt32(truncatingIfNeeded: page), PagedFile.checksumBytes + index * TableEntry.bytes)
    }

    private func grow() throws(IndexError) {
        let old = (start: header.tableStart, count: capacity)
        let (twice, isTooLarge) = header.tablePages.multipliedReportingOverflow(by: 2)
        guard !isTooLarge else { throw .damaged }
        header.tableStart = try allocate(pages: twice)
        header.tablePages = twice
        for position in 0..<old.count {
            let (page, offset) = location(position, from: old.start)
            let entry = try pages.read(TableEntry.self, page: page, at: offset)
            if entry.slot != 0 { try put(entry) }
        }
    }
}

// The slots, in extents each of which is twice as large as the one before it.
extension Index {
    private static var firstExtentSlots: Int { Int(IndexHeader.firstExtentPages) * Slot.perPage }

    /// Records and lists alike begin with it.
    private func check(of number: UInt32) throws(IndexError) -> UInt64 {
        let (page, offset) = try location(number)
        return try pages.read(UInt64.self, page: page, at: offset)
    }

    private func location(_ number: UInt32) throws(IndexError) -> (page: UInt32, offset: Int) {
        guard number > 0, number <= header.slots else { throw .damaged }
        let (extent, index) = Self.extent(of: number)
        let (page, place) = index.quotientAndRemainder(dividingBy: Slot.perPage)
        return (
            header.extents[extent] &+ UInt32(truncatingIfNeeded: page), PagedFile.checksumBytes + place * Slot.bytes
        )
    }

    /// Which extent a slot is in, and where in it.
    private static func extent(of number: UInt32) -> (extent: Int, index: Int) {
        let index = Int(number) - 1
        let extent = (index / firstExtentSlots + 1).significantBits - 1
        return (extent, index - firstExtentSlots * (1 << extent - 1))
    }

    private func makeRoom(for number: UInt32) throws(IndexError) {
        let (extent, index) = Self.extent(of: number)
        guard extent < IndexHeader.maximumExtents else { throw .damaged }
        if index == 0 { header.extents[extent] = try allocate(pages: IndexHeader.firstExtentPages << UInt32(extent)) }
    }
}

extension Int {
    /// How many bits the number takes, without leading zeros.
    fileprivate var significantBits: Int { Int.bitWidth - leadingZeroBitCount }
}
