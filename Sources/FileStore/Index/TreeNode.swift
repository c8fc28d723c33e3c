/// One record in the order of one list, in a leaf of the tree; above the leaves, a child and where it begins.
struct TreeCell: Keyed {
    /// The number of the list's entry.
    let list: UInt32
    /// In a leaf the checksum of the record's JSON; above, the child's page.
    let value: UInt32
    /// The record's packed `RecordLocation`.
    let location: UInt64

    /// The order of cells: by list, and in a list by location, the oldest record first.
    var sortKey: SortKey { (UInt64(list), location) }

    static func < (one: TreeCell, other: TreeCell) -> Bool {
        one.list < other.list || one.list == other.list && one.location < other.location
    }

    func isSamePlace(as other: TreeCell) -> Bool { list == other.list && location == other.location }
}

/// A page of the tree: how many cells it has, and the cells in order. Valid until another page is read.
struct TreeNode {
    static let capacity = (PagedFile.usableBytes - MemoryLayout<Head>.size) / MemoryLayout<TreeCell>.size

    struct Head: BitwiseCopyable {
        /// Tells pages of the tree from others.
        static let node: UInt32 = 0x6565_7254
        /// Of a page that was part of the tree, and can be again.
        static let free: UInt32 = 0x6565_7246

        var kind = Self.node
        /// 0 for a leaf, and one more than its children's for any other node.
        var level: UInt16 = 0
        var count: UInt16 = 0
    }

    private static let firstCell = PagedFile.checksumBytes + MemoryLayout<Head>.size

    private let bytes: UnsafeMutableRawPointer

    init(_ bytes: UnsafeMutableRawPointer) { self.bytes = bytes }

    var head: Head { bytes.load(fromByteOffset: PagedFile.checksumBytes, as: Head.self) }

    func setHead(_ head: Head) { bytes.storeBytes(of: head, toByteOffset: PagedFile.checksumBytes, as: Head.self) }

    /// At most `capacity`.
    var count: Int { min(Int(head.count), Self.capacity) }

    func cell(_ index: Int) -> TreeCell {
        cells.load(fromByteOffset: index * MemoryLayout<TreeCell>.size, as: TreeCell.self)
    }

    /// The number of cells that are not after `cell`.
    func position(after cell: TreeCell) -> Int {
        var range = 0..<count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = cell < self.cell(middle) ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }

    /// The cells from `index` on.
    func suffix(from index: Int) -> [TreeCell] { (index..<count).map(cell) }

    /// There must be room for it.
    func insert(_ cell: TreeCell, at index: Int) {
        move(from: index, to: index + 1)
        store(cell, at: index)
        setCount(count + 1)
    }

    func remove(at index: Int) {
        move(from: index + 1, to: index)
        setCount(count - 1)
    }

    func append(_ cells: [TreeCell]) {
        let start = count
        for (index, cell) in cells.enumerated() { store(cell, at: start + index) }
        setCount(start + cells.count)
    }

    func truncate(to count: Int) { setCount(count) }

    private var cells: UnsafeMutableRawPointer { bytes + Self.firstCell }

    private func move(from start: Int, to target: Int) {
        let size = MemoryLayout<TreeCell>.size
        (cells + target * size).copyMemory(from: cells + start * size, byteCount: (count - start) * size)
    }

    private func store(_ cell: TreeCell, at index: Int) {
        cells.storeBytes(of: cell, toByteOffset: index * MemoryLayout<TreeCell>.size, as: TreeCell.self)
    }

    private func setCount(_ count: Int) {
        var head = head
        head.count = UInt16(clamping: count)
        setHead(head)
    }
}
