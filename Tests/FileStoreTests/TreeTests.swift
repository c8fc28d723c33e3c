import POSIX
import Storage
import TestSupport
import Testing

@testable import FileStore

/// The order of lists, beside sorted arrays.
@Suite("The tree of an index")
struct TreeTests {
    private let index: Index

    init() throws {
        index = Index(try FileDescriptor.temporary(), .temporary, boot: nil)
        try index.clear()
    }

    private func cell(_ list: UInt32, _ location: UInt64) -> TreeCell {
        TreeCell(list: list, value: UInt32(truncatingIfNeeded: location &* 7), location: location)
    }

    /// Everything that the list has below `bound`, the newest first.
    private func locations(_ list: UInt32, below bound: UInt64 = .max, limit: Int = 1000) throws -> [UInt64] {
        var locations: [UInt64] = []
        while true {
            let cells = try index.newest(in: list, below: locations.last ?? bound, limit: limit)
            if cells.isEmpty { return locations }
            for cell in cells { #expect(cell.value == UInt32(truncatingIfNeeded: cell.location &* 7)) }
            locations += cells.map { $0.location }
        }
    }

    @Test("has each list in order, with what is added at its end and taken out anywhere")
    func model() throws {
        var random = SeededGenerator(for: "the tree of an index", seed: 20_261_125)
        var model = [[UInt64]](repeating: [], count: 40)
        var location: UInt64 = 0
        for phase in 0..<8 {
            for _ in 0..<30_000 {
                // A few lists are much longer than the others.
                let list = min(Int.random(in: 0..<40, using: &random), Int.random(in: 0..<40, using: &random))
                let isTaken = Int.random(in: 0..<8, using: &random) < (phase.isMultiple(of: 2) ? 1 : 6)
                if isTaken, let old = model[list].indices.randomElement(using: &random) {
                    try index.remove(cell(UInt32(list + 1), model[list].remove(at: old)))
                } else {
                    location += UInt64.random(in: 1...9, using: &random)
                    model[list].append(location)
                    try index.insert(cell(UInt32(list + 1), location))
                }
            }
            for list in model.indices {
                #expect(try locations(UInt32(list + 1)) == model[list].reversed())
                let bound = UInt64.random(in: 0...location + 1, using: &random)
                #expect(try locations(UInt32(list + 1), below: bound) == model[list].filter { $0 < bound }.reversed())
            }
        }
        #expect(index.header.treeLevel > 0)
        for list in model.indices {
            for location in model[list].shuffled(using: &random) { try index.remove(cell(UInt32(list + 1), location)) }
        }
        #expect(index.header.treeRoot == 0)
        #expect(throws: IndexError.self) { try index.remove(cell(1, 1)) }
    }

    @Test("uses its pages again: a list whose records all change again and again does not grow")
    func reuse() throws {
        for location in 0..<5000 { try index.insert(cell(1, UInt64(location))) }
        var pages: [UInt32] = []
        for round in 1..<40 {
            for location in 0..<5000 {
                try index.remove(cell(1, UInt64((round - 1) * 5000 + location)))
                try index.insert(cell(1, UInt64(round * 5000 + location)))
            }
            pages.append(index.header.pages)
        }
        #expect(pages.last == pages.first)
        #expect(try locations(1).count == 5000)
    }
}
