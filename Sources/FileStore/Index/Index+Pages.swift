import Storage

extension Index {
    /// The newest `limit` records in any of the lists after the cursor, newest first, and the next page's cursor. Reads one
    /// path of the tree for each list, and then no more pages than records, whatever the cursor says.
    func page(
        of names: [RecordList], after cursor: PageCursor?, limit: Int
    ) throws(IndexError) -> (records: [FoundRecord], next: PageCursor?) {
        let bound = cursor?.bound.number ?? .max
        var walks: [ListWalk] = []
        for name in names {
            guard let list = try number(of: name) else { continue }
            walks.append(try ListWalk(self, list, below: bound, limit: limit))
        }
        var records: [FoundRecord] = []
        while records.count < limit, let newest = walks.compactMap({ $0.next }).max(by: { $0.location < $1.location }) {
            records.append(FoundRecord(newest))
            for index in walks.indices where walks[index].next?.location == newest.location {
                try walks[index].advance(self)
            }
        }
        let isMore = walks.contains { $0.next != nil }
        return (records, isMore ? records.last.map { PageCursor(bound: $0.location.version, of: names) } : nil)
    }
}

/// How far a page has come in one list.
private struct ListWalk {
    private let list: UInt32
    private let limit: Int
    /// The next cells that are in one leaf.
    private var cells: [TreeCell]
    private var position = 0

    init(_ index: Index, _ list: UInt32, below bound: UInt64, limit: Int) throws(IndexError) {
        self.list = list
        self.limit = limit
        cells = try index.newest(in: list, below: bound, limit: limit)
    }

    /// Nil at the end.
    var next: TreeCell? { position < cells.count ? cells[position] : nil }

    mutating func advance(_ index: Index) throws(IndexError) {
        position += 1
        guard position == cells.count, let last = cells.last else { return }
        cells = try index.newest(in: list, below: last.location, limit: limit)
        position = 0
    }
}
