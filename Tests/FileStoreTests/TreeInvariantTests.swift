import POSIX
import TestSupport
import Testing

@testable import FileStore

/// What holds of every tree, whatever was put in and taken out, and in which order.
@Suite("The tree of an index, in its pages")
struct TreeInvariantTests {
    enum Removal: CaseIterable { case ascending, descending, inward, random }

    private let index: Index

    init() throws {
        index = Index(try FileDescriptor.temporary(), .temporary, boot: nil)
        try index.clear()
    }

    /// Returns the leaves' cells in their order. Each cell of a node but the first is where its child begins, and no cell of
    /// the children before it comes after that.
    private func cells(
        below page: UInt32, level: UInt16, from begin: TreeCell?, to end: TreeCell?, _ pages: inout Set<UInt32>
    ) throws -> [TreeCell] {
        let isNew = pages.insert(page).inserted
        #expect(isNew && page > 0 && page < index.header.pages)
        let node = TreeNode(try index.pages.bytes(of: page))
        #expect(node.head.kind == TreeNode.Head.node && node.head.level == level && node.count > 0)
        let cells = node.suffix(from: 0)
        let bounded = level == 0 ? cells : Array(cells.dropFirst())
        #expect(zip(bounded, bounded.dropFirst()).allSatisfy { $0 < $1 })
        if let begin, let first = bounded.first { #expect(!(first < begin)) }
        if let end, let last = bounded.last { #expect(last < end) }
        guard level > 0 else { return cells }
        var found: [TreeCell] = []
        for (position, cell) in cells.enumerated() {
            let next = position + 1 < cells.count ? cells[position + 1] : end
            found += try self.cells(
                below: cell.value, level: level - 1, from: position > 0 ? cell : begin, to: next, &pages)
        }
        return found
    }

    /// Every page since `start` is in the tree or free, and none is both.
    private func check(_ model: [TreeCell], since start: UInt32) throws {
        var pages: Set<UInt32> = []
        var found: [TreeCell] = []
        if index.header.treeRoot != 0 {
            found = try cells(
                below: index.header.treeRoot, level: index.header.treeLevel, from: nil, to: nil, &pages)
        }
        #expect(found.elementsEqual(model) { $0.isSamePlace(as: $1) && $0.value == $1.value })
        var free = index.header.freeTreePage
        while free != 0 {
            let isNew = pages.insert(free).inserted
            try #require(isNew)
            let node = TreeNode(try index.pages.bytes(of: free))
            #expect(node.head.kind == TreeNode.Head.free)
            free = node.cell(0).value
        }
        #expect(pages == Set(start..<index.header.pages))
    }

    private func ordered(_ removal: Removal, _ cells: [TreeCell], _ random: inout SeededGenerator) -> [TreeCell] {
        switch removal {
        case .ascending: cells
        case .descending: cells.reversed()
        case .inward:
            cells.indices.map { (index: Int) -> TreeCell in
                index % 2 == 0 ? cells[index / 2] : cells[cells.count - 1 - index / 2]
            }
        case .random: cells.shuffled(using: &random)
        }
    }

    @Test("are in order, hold every cell once, and none is lost", arguments: Removal.allCases)
    func invariants(_ removal: Removal) throws {
        var random = SeededGenerator(for: "the pages of a tree", seed: 20_261_127)
        let start = index.header.pages
        var model = (0..<120_000).map { (number: Int) -> TreeCell in
            let location = UInt64(number / 7) * 2
            return TreeCell(list: UInt32(number % 7 + 1), value: UInt32(number), location: location)
        }
        for cell in model.shuffled(using: &random) { try index.insert(cell) }
        model.sort { $0 < $1 }
        #expect(index.header.treeLevel == 2)
        try check(model, since: start)
        let doomed = ordered(removal, model, &random)
        var moved: [TreeCell] = []
        for (count, cell) in doomed.enumerated() {
            try index.remove(cell)
            if count % 3 == 0 {
                // Where cells were taken out, others come in: before a node's first one too.
                moved.append(TreeCell(list: cell.list, value: cell.value, location: cell.location + 1))
                try index.insert(TreeCell(list: cell.list, value: cell.value, location: cell.location + 1))
            }
            guard count == doomed.count / 2 else { continue }
            try check((doomed[(count + 1)...] + moved).sorted { $0 < $1 }, since: start)
        }
        try check(moved.sorted { $0 < $1 }, since: start)
        for cell in moved.shuffled(using: &random) { try index.remove(cell) }
        try check([], since: start)
        #expect(index.header.treeRoot == 0 && index.header.treeLevel == 0)
    }
}
