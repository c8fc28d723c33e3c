/// Makes the tree of an index that has none from all cells in their order: each node is written once, when it is full.
struct TreeBuilder {
    private let index: Index
    /// The cells of the node that is being filled, on each level.
    private var nodes: [[TreeCell]] = []

    init(_ index: Index) { self.index = index }

    /// Throws `damaged` if the cell does not come after the one before it.
    mutating func append(_ cell: TreeCell) throws(IndexError) {
        if let last = nodes.first?.last, !(last < cell) { throw .damaged }
        try append(cell, level: 0)
    }

    private mutating func append(_ cell: TreeCell, level: Int) throws(IndexError) {
        if level == nodes.count {
            guard level < Int(Index.maximumTreeLevels) else { throw .damaged }
            nodes.append([])
        }
        if nodes[level].count == TreeNode.capacity {
            try append(try makeNode(level), level: level + 1)
            nodes[level].removeAll(keepingCapacity: true)
        }
        nodes[level].append(cell)
    }

    mutating func finish() throws(IndexError) {
        var level = 0
        while level < nodes.count {
            let cell = try makeNode(level)
            if level + 1 == nodes.count {
                index.header.treeRoot = cell.value
                index.header.treeLevel = UInt16(level)
            } else {
                try append(cell, level: level + 1)
            }
            level += 1
        }
    }

    /// The cell for the node above.
    private func makeNode(_ level: Int) throws(IndexError) -> TreeCell {
        let cells = nodes[level]
        let page = try index.makeNode(level: UInt16(level), cells)
        return TreeCell(list: cells[0].list, value: page, location: cells[0].location)
    }
}
