/// The order of all lists, a B+-tree in which each record has one cell for each list that it is in. A record that changes
/// moves to the end of its lists, so most cells are added at the end of one.
extension Index {
    /// More than any number of entries needs.
    static let maximumTreeLevels: UInt16 = 8
    /// A node with fewer cells is joined with one beside it, if that leaves room for more.
    private static let sparseCells = TreeNode.capacity / 4
    private static let joinedCells = TreeNode.capacity / 4 * 3

    func insert(_ cell: TreeCell) throws(IndexError) {
        guard header.treeRoot != 0 else {
            header.treeRoot = try makeNode(level: 0, [cell])
            return
        }
        guard let sibling = try insert(cell, below: header.treeRoot, level: header.treeLevel) else { return }
        guard header.treeLevel + 1 < Self.maximumTreeLevels else { throw .damaged }
        let first = TreeCell(list: 0, value: header.treeRoot, location: 0)
        header.treeRoot = try makeNode(level: header.treeLevel + 1, [first, sibling])
        header.treeLevel += 1
    }

    /// Throws `damaged` if the cell is not there.
    func remove(_ cell: TreeCell) throws(IndexError) {
        guard header.treeRoot != 0 else { throw .damaged }
        let root = header.treeRoot
        let count = try remove(cell, below: root, level: header.treeLevel)
        if count == 0 {
            header.treeRoot = 0
            header.treeLevel = 0
            try release(root)
        } else if count == 1, header.treeLevel > 0 {
            header.treeRoot = try node(root, level: header.treeLevel).cell(0).value
            header.treeLevel -= 1
            try release(root)
        }
    }

    /// The list's cells below `bound` that are in one leaf, the newest first, at most `limit`; none at the list's end.
    func newest(
        in list: UInt32, below bound: UInt64, limit: Int
    ) throws(IndexError) -> [TreeCell] {
        guard header.treeRoot != 0, bound > 0 else { return [] }
        var last = TreeCell(list: list, value: 0, location: bound - 1)
        // Where a leaf begins with a cell that is gone, what comes before that is in the leaf before.
        for _ in 0..<2 {
            var begin: TreeCell?
            let leaf = try leaf(of: last, begin: &begin)
            let end = leaf.position(after: last)
            if end > 0 { return try cells(of: list, in: leaf, before: end, below: bound, limit: limit) }
            guard let begin, begin.list == list, begin.location > 0 else { return [] }
            last = TreeCell(list: list, value: 0, location: begin.location - 1)
        }
        throw .damaged
    }

    private func cells(
        of list: UInt32, in leaf: TreeNode, before end: Int, below bound: UInt64, limit: Int
    ) throws(IndexError) -> [TreeCell] {
        var cells: [TreeCell] = []
        for index in (0..<end).reversed() {
            let cell = leaf.cell(index)
            guard cell.list == list, cells.count < limit else { break }
            guard cell.location < cells.last?.location ?? bound else { throw .damaged }
            cells.append(cell)
        }
        return cells
    }

    /// The leaf that a cell belongs in, and where the leaf begins, if it is not the first.
    private func leaf(of cell: TreeCell, begin: inout TreeCell?) throws(IndexError) -> TreeNode {
        var node = try node(header.treeRoot, level: header.treeLevel)
        for level in (0..<header.treeLevel).reversed() {
            let child = Self.child(of: node, for: cell)
            if child > 0 { begin = node.cell(child) }
            node = try self.node(node.cell(child).value, level: level)
        }
        return node
    }

    /// The position of the child that a cell belongs in. The first child has all that come before the second.
    private static func child(of node: TreeNode, for cell: TreeCell) -> Int { max(node.position(after: cell), 1) - 1 }

    /// Returns the cell of the node that was made beside this one, if it was full.
    private func insert(
        _ cell: TreeCell, below page: UInt32, level: UInt16
    ) throws(IndexError) -> TreeCell? {
        let node = try node(page, level: level)
        if level == 0 {
            let position = node.position(after: cell)
            if position > 0, node.cell(position - 1).isSamePlace(as: cell) { throw .damaged }
            return try add(cell, at: position, to: page, level: level)
        }
        let child = Self.child(of: node, for: cell)
        guard let sibling = try insert(cell, below: node.cell(child).value, level: level - 1) else { return nil }
        return try add(sibling, at: child + 1, to: page, level: level)
    }

    private func add(
        _ cell: TreeCell, at position: Int, to page: UInt32, level: UInt16
    ) throws(IndexError) -> TreeCell? {
        let node = try changedNode(page, level: level)
        guard node.count == TreeNode.capacity else {
            node.insert(cell, at: position)
            return nil
        }
        // Where cells are added at the end, as those of a long list are, the node that is left behind stays full.
        let cut = position >= Self.joinedCells ? position : TreeNode.capacity / 2
        var rest = node.suffix(from: cut)
        node.truncate(to: cut)
        if position <= cut, cut < TreeNode.capacity {
            node.insert(cell, at: position)
        } else {
            rest.insert(cell, at: position - cut)
        }
        return TreeCell(list: rest[0].list, value: try makeNode(level: level, rest), location: rest[0].location)
    }

    /// Returns how many cells the node still has.
    private func remove(_ cell: TreeCell, below page: UInt32, level: UInt16) throws(IndexError) -> Int {
        let node = try node(page, level: level)
        if level == 0 {
            let position = node.position(after: cell)
            guard position > 0, node.cell(position - 1).isSamePlace(as: cell) else { throw .damaged }
            return try drop(position - 1, of: page, level: level)
        }
        let position = Self.child(of: node, for: cell)
        let child = node.cell(position).value
        let count = try remove(cell, below: child, level: level - 1)
        if count == 0 {
            try release(child)
            return try drop(position, of: page, level: level)
        }
        return count < Self.sparseCells
            ? try join(position, of: page, level: level) : try self.node(page, level: level).count
    }

    private func drop(_ position: Int, of page: UInt32, level: UInt16) throws(IndexError) -> Int {
        let node = try changedNode(page, level: level)
        node.remove(at: position)
        return node.count
    }

    /// Joins a child with one beside it, unless they have too many cells.
    private func join(_ position: Int, of page: UInt32, level: UInt16) throws(IndexError) -> Int {
        let node = try node(page, level: level)
        guard node.count > 1 else { return 1 }
        let left = position + 1 < node.count ? position : position - 1
        let (first, second) = (node.cell(left), node.cell(left + 1))
        var cells = try self.node(second.value, level: level - 1).suffix(from: 0)
        guard try self.node(first.value, level: level - 1).count + cells.count <= Self.joinedCells else {
            return try self.node(page, level: level).count
        }
        // A first child's cell does not say where it begins.
        if level > 1 { cells[0] = TreeCell(list: second.list, value: cells[0].value, location: second.location) }
        try changedNode(first.value, level: level - 1).append(cells)
        try release(second.value)
        return try drop(left + 1, of: page, level: level)
    }
}

// Pages.
extension Index {
    private func node(_ page: UInt32, level: UInt16) throws(IndexError) -> TreeNode {
        guard page > 0, page < header.pages else { throw .damaged }
        let node = TreeNode(try pages.bytes(of: page))
        guard node.head.kind == TreeNode.Head.node, node.head.level == level, node.head.count > 0,
            node.head.count <= TreeNode.capacity
        else { throw .damaged }
        return node
    }

    private func changedNode(_ page: UInt32, level: UInt16) throws(IndexError) -> TreeNode {
        let node = try node(page, level: level)
        pages.markChanged(page)
        return node
    }

    func makeNode(level: UInt16, _ cells: [TreeCell]) throws(IndexError) -> UInt32 {
        let page = try takeFreePage()
        let node = TreeNode(try pages.makeBytes(of: page))
        node.setHead(TreeNode.Head(level: level))
        node.append(cells)
        return page
    }

    private func takeFreePage() throws(IndexError) -> UInt32 {
        let page = header.freeTreePage
        if page == 0 { return try allocate(pages: 1, inFile: false) }
        guard page < header.pages else { throw .damaged }
        let free = TreeNode(try pages.bytes(of: page))
        guard free.head.kind == TreeNode.Head.free else { throw .damaged }
        header.freeTreePage = free.cell(0).value
        return page
    }

    private func release(_ page: UInt32) throws(IndexError) {
        let free = TreeNode(try pages.makeBytes(of: page))
        free.append([TreeCell(list: 0, value: header.freeTreePage, location: 0)])
        free.setHead(TreeNode.Head(kind: TreeNode.Head.free))
        header.freeTreePage = page
    }
}
