import Storage

extension Index {
    /// The newest `limit` records in any of the lists after the cursor, newest first, and the next page's cursor.
    func page(
        of names: [RecordList], after cursor: PageCursor?, limit: Int
    ) throws(IndexError) -> (records: [FoundRecord], next: PageCursor?) {
        var walks: [ListWalk] = []
        for (index, name) in names.enumerated() {
            guard let number = try number(of: name) else {
                walks.append(ListWalk(list: 0, anchor: 0, position: 0))
                continue
            }
            let anchor = cursor.flatMap { $0.anchors.count == names.count ? $0.anchors[index] : nil } ?? 0
            walks.append(try walk(number, from: anchor, below: cursor?.bound.number))
        }
        var records: [FoundRecord] = []
        while records.count < limit, let newest = walks.max(by: { $0.location < $1.location }), newest.location != 0 {
            records.append(FoundRecord(try entry(newest.position)))
            for index in walks.indices where walks[index].location == newest.location { try advance(&walks[index]) }
        }
        let isMore = walks.contains { $0.location != 0 }
        let next =
            isMore ? records.last.map { PageCursor(bound: $0.location.version, anchors: walks.map { $0.anchor }) } : nil
        return (records, next)
    }

    /// Begins after the anchor if that is still in the list and not below the bound. Otherwise the anchor has changed
    /// since, and the walk begins at the newest record and skips those not below the bound: the one case in which a page
    /// costs more in a longer list.
    private func walk(_ list: UInt32, from anchor: UInt32, below bound: UInt64?) throws(IndexError) -> ListWalk {
        var walk = ListWalk(list: list, anchor: anchor, position: try self.list(list).newest)
        if let bound, anchor != 0, anchor <= header.entries {
            let entry = try entry(anchor)
            if entry.location >= bound, let index = entry.membership(in: list) {
                walk.position = entry.memberships[index].older
            }
        }
        try locate(&walk)
        while let bound, walk.position != 0, walk.location >= bound { try advance(&walk) }
        return walk
    }

    private func advance(_ walk: inout ListWalk) throws(IndexError) {
        walk.anchor = walk.position
        walk.position = walk.older
        try locate(&walk)
    }

    private func locate(_ walk: inout ListWalk) throws(IndexError) {
        guard walk.position != 0 else {
            walk.location = 0
            return
        }
        let entry = try entry(walk.position)
        guard let index = entry.membership(in: walk.list), entry.location < walk.location else { throw .damaged }
        walk.location = entry.location
        walk.older = entry.memberships[index].older
    }
}

/// How far a page has come in one list.
private struct ListWalk {
    let list: UInt32
    /// The record that was taken last.
    var anchor: UInt32
    /// The record that comes next.
    var position: UInt32
    /// That record's packed location, or 0 at the end. It falls with every step: a cycle is damage.
    var location: UInt64 = .max
    var older: UInt32 = 0

    init(list: UInt32, anchor: UInt32, position: UInt32) {
        self.list = list
        self.anchor = anchor
        self.position = position
        if list == 0 { location = 0 }
    }
}
