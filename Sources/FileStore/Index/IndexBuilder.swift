/// Fills an empty index from a whole journal. Its parts are written in the order of their pages: sorted by the hashes of their
/// keys, entries and the table's slots follow one another, and sorted by lists the cells of the tree do. Written one by one, as
/// the journal has them, each record would need pages from all over the file.
final class IndexBuilder {
    private static let bufferBytes = 1 << 20

    private struct KeyedWrite: Keyed {
        let hash: UInt64
        let entry: IndexEntry

        /// The order of the hash table, with all writes of one record in the order of the journal.
        var sortKey: SortKey { (hash, entry.fingerprint) }
    }

    private let index: Index
    private var writes: ExternalSort<KeyedWrite>
    private var cells: ExternalSort<TreeCell>

    /// Intermediate results of more than `bufferBytes` go to the scratch file. Throws `damaged` if the index is not empty.
    init(_ index: Index, _ scratch: ScratchFile, bufferBytes: Int = bufferBytes) throws(IndexError) {
        guard index.header.entries == 0, index.header.treeRoot == 0 else { throw .damaged }
        self.index = index
        writes = ExternalSort(scratch, bufferBytes: bufferBytes)
        cells = ExternalSort(scratch, bufferBytes: bufferBytes)
    }

    func add(_ write: IndexedWrite) throws(IndexError) {
        let key = IndexKey(write.key)
        var entry = IndexEntry(key)
        entry.location = write.location.packed
        entry.checksum = write.checksum
        for (position, list) in write.lists.prefix(IndexEntry.maximumLists).enumerated() {
            entry.lists[position] = try index.makeNumber(of: list)
        }
        try writes.add(KeyedWrite(hash: key.hash, entry: entry))
    }

    /// Call after the last write. Returns whether there was no more than one for any record.
    @discardableResult
    func finish() throws(IndexError) -> Bool {
        let areDistinct = try makeEntries()
        try makeTree()
        return areDistinct
    }

    private func makeEntries() throws(IndexError) -> Bool {
        try index.reserve(entries: writes.count)
        var areDistinct = true
        var sorted = try writes.takeSorted()
        var next = try sorted.next()
        while let write = next {
            next = try sorted.next()
            if let next, next.sortKey == write.sortKey {
                areDistinct = false
                continue
            }
            let entry = write.entry
            let key = IndexKey(hash: write.hash, fingerprint: entry.fingerprint)
            try index.setEntry(try index.makeEntry(key), entry)
            for position in 0..<IndexEntry.maximumLists where entry.lists[position] != 0 {
                try cells.add(TreeCell(list: entry.lists[position], value: entry.checksum, location: entry.location))
            }
        }
        return areDistinct
    }

    private func makeTree() throws(IndexError) {
        var tree = TreeBuilder(index)
        var list: (number: UInt32, count: Int)?
        var sorted = try cells.takeSorted()
        while let cell = try sorted.next() {
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
