/// Fills an empty index from a whole journal. Its parts are written in the order of their pages: sorted by the hashes of their
/// keys, entries and the table's slots follow one another, and sorted by lists the cells of the tree do. Written one by one, as
/// the journal has them, each record would need pages from all over the file.
final class IndexBuilder {
    private static let bufferBytes = 1 << 19

    private struct KeyedWrite: Keyed {
        let hash: UInt64
        let entry: IndexEntry

        /// The order of the hash table, with all writes of one record in the order of the journal.
        var sortKey: SortKey { (hash, entry.fingerprint) }
    }

    /// A cell of a list that comes in the order of the journal, and so only has to be sorted by lists.
    private struct ListedCell: Keyed {
        let cell: TreeCell

        var sortKey: SortKey { (UInt64(cell.list), 0) }
    }

    private let index: Index
    private var writes: ExternalSort<KeyedWrite>
    private var cells: ExternalSort<ListedCell>
    /// Those of `cells` whose record has been written again.
    private var outdated: ExternalSort<TreeCell>
    private var numbers = ListNumbers()
    /// Whether there was no more than one write for any record.
    private var areDistinct = true

    /// Intermediate results of more than `bufferBytes` go to the scratch file. Throws `damaged` if the index is not empty.
    init(_ index: Index, _ scratch: ScratchFile, bufferBytes: Int = bufferBytes) throws(IndexError) {
        guard index.header.entries == 0, index.header.treeRoot == 0 else { throw .damaged }
        self.index = index
        writes = ExternalSort(scratch, bufferBytes: bufferBytes)
        cells = ExternalSort(scratch, bufferBytes: bufferBytes)
        outdated = ExternalSort(scratch, bufferBytes: bufferBytes)
    }

    func add(_ write: IndexedWrite) throws(IndexError) {
        let key = IndexKey(write.key)
        var entry = IndexEntry(key)
        entry.location = write.location.packed
        entry.checksum = write.checksum
        entry.lists = try numbers.numbers(of: write.lists, in: index)
        try writes.add(KeyedWrite(hash: key.hash, entry: entry))
        for number in 0..<IndexEntry.maximumLists {
            if let cell = Self.cell(number, of: entry) { try cells.add(ListedCell(cell: cell)) }
        }
    }

    /// The record's cell in one of its lists.
    private static func cell(_ number: Int, of entry: IndexEntry) -> TreeCell? {
        let list = entry.lists[number]
        return list == 0 ? nil : TreeCell(list: list, value: entry.checksum, location: entry.location)
    }

    /// Call after the last write. Returns whether there was no more than one for any record.
    @discardableResult
    func finish() throws(IndexError) -> Bool {
        try makeEntries()
        try makeTree()
        return areDistinct
    }

    private func makeEntries() throws(IndexError) {
        try index.reserve(entries: writes.count)
        var sorted = try writes.takeSorted()
        var next = try sorted.next()
        while let write = next {
            next = try sorted.next()
            if let next, next.sortKey == write.sortKey {
                try leaveOut(write.entry)
                continue
            }
            let key = IndexKey(hash: write.hash, fingerprint: write.entry.fingerprint)
            try index.setEntry(try index.makeEntry(key), write.entry)
        }
    }

    private func leaveOut(_ entry: IndexEntry) throws(IndexError) {
        areDistinct = false
        for number in 0..<IndexEntry.maximumLists {
            if let cell = Self.cell(number, of: entry) { try outdated.add(cell) }
        }
    }

    private func makeTree() throws(IndexError) {
        var tree = TreeBuilder(index)
        var list: (number: UInt32, count: Int)?
        var sorted = try cells.takeSorted()
        var sortedOutdated = try outdated.takeSorted()
        var nextOutdated = try sortedOutdated.next()
        while let cell = try sorted.next()?.cell {
            if let outdated = nextOutdated, outdated.isSamePlace(as: cell) {
                nextOutdated = try sortedOutdated.next()
                continue
            }
            try tree.append(cell)
            if let known = list, known.number == cell.list {
                list = (known.number, known.count + 1)
            } else {
                if let list { try index.setCount(of: list.number, list.count) }
                list = (cell.list, 1)
            }
        }
        if let list { try index.setCount(of: list.number, list.count) }
        try tree.finish()
    }
}
