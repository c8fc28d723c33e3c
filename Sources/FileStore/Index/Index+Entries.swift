/// The entries of records and lists, in extents each of which is twice as large as the one before it.
extension Index {
    func entry(_ number: UInt32) throws(IndexError) -> IndexEntry {
        let (page, offset) = try address(of: number)
        return try pages.read(IndexEntry.self, page: page, at: offset)
    }

    func setEntry(_ number: UInt32, _ entry: IndexEntry) throws(IndexError) {
        let (page, offset) = try address(of: number)
        try pages.write(entry, page: page, at: offset)
    }

    func list(_ number: UInt32) throws(IndexError) -> ListEntry {
        let (page, offset) = try address(of: number)
        return try pages.read(ListEntry.self, page: page, at: offset)
    }

    func setList(_ number: UInt32, _ list: ListEntry) throws(IndexError) {
        let (page, offset) = try address(of: number)
        try pages.write(list, page: page, at: offset)
    }

    /// Entries of records and of lists both begin with it.
    func fingerprint(of number: UInt32) throws(IndexError) -> UInt64 {
        let (page, offset) = try address(of: number)
        return try pages.read(UInt64.self, page: page, at: offset)
    }

    /// The number of a new entry, all zeros.
    func allocateEntry() throws(IndexError) -> UInt32 {
        let (number, isTooLarge) = header.entries.addingReportingOverflow(1)
        guard !isTooLarge else { throw .damaged }
        header.entries = number
        let (extent, index) = Self.extent(of: number)
        guard extent < IndexHeader.maximumExtents else { throw .damaged }
        if index == 0 { header.extents[extent] = try allocate(pages: IndexHeader.firstExtentPages << UInt32(extent)) }
        return number
    }

    private static var firstExtentEntries: Int { IndexHeader.entries(beforeExtent: 1) }

    private func address(of number: UInt32) throws(IndexError) -> (page: UInt32, offset: Int) {
        guard number > 0, number <= header.entries else { throw .damaged }
        let (extent, index) = Self.extent(of: number)
        let (page, position) = index.quotientAndRemainder(dividingBy: IndexEntry.perPage)
        return (
            header.extents[extent] &+ UInt32(truncatingIfNeeded: page),
            PagedFile.checksumBytes + position * IndexEntry.bytes
        )
    }

    /// Which extent an entry is in, and its position there.
    private static func extent(of number: UInt32) -> (extent: Int, index: Int) {
        let index = Int(number) - 1
        let extent = (index / firstExtentEntries + 1).significantBits - 1
        return (extent, index - IndexHeader.entries(beforeExtent: extent))
    }
}

extension Int {
    /// How many bits the number takes, without leading zeros.
    fileprivate var significantBits: Int { Int.bitWidth - leadingZeroBitCount }
}
