/// A file on a disk of 512-byte sectors, each of which holds any of what was to be written to it since it was last synced.
struct SimulatedFile {
    static let sectorBytes = 512
    private static let zeros = [UInt8](repeating: 0, count: sectorBytes)

    /// Something that the page cache holds and the disk may be behind with: a sector's bytes, or the file's length.
    private struct Cell<Value: Equatable> {
        /// What the disk may hold, each with the number of the operation that wrote it; the last is what the cache holds.
        var possible: [(value: Value, operation: Int)]
        private var isDirty = false
        /// The last operation whose sync has failed.
        private var failed = -1

        init(_ value: Value) { possible = [(value, -1)] }

        var current: Value { possible[possible.count - 1].value }

        mutating func set(_ value: Value, _ operation: Int) {
            // Written again after a failed sync, the same bytes are on their way once more.
            possible.append((value, operation))
            isDirty = true
        }

        /// A sync that succeeded, and covers the operations through `last`.
        mutating func settle(through last: Int) {
            guard isDirty, let newest = possible.lastIndex(where: { $0.operation <= last }),
                possible[newest].operation > failed
            else { return }
            possible.removeFirst(newest)
            isDirty = possible.count > 1
        }

        /// Linux marks what it could not write as clean: no later sync says anything about it, unless it is written again.
        mutating func failSync() {
            isDirty = false
            failed = possible[possible.count - 1].operation
        }

        func any(_ choose: (Int) -> Int) -> Value { possible[possible.count == 1 ? 0 : choose(possible.count)].value }
    }

    private var sectors: [Cell<[UInt8]>] = []
    private var length = Cell(0)

    mutating func write(_ bytes: [UInt8], at offset: Int, _ operation: Int) {
        // File systems note the length with the bytes up to there, when they are written again too.
        if offset + bytes.count >= length.current { length.set(offset + bytes.count, operation) }
        var done = 0
        while done < bytes.count {
            let (sector, start) = (offset + done).quotientAndRemainder(dividingBy: Self.sectorBytes)
            let count = min(Self.sectorBytes - start, bytes.count - done)
            while sectors.count <= sector { sectors.append(Cell(Self.zeros)) }
            var content = sectors[sector].current
            content.replaceSubrange(start..<start + count, with: bytes[done..<done + count])
            sectors[sector].set(content, operation)
            done += count
        }
    }

    mutating func truncate(to size: Int, _ operation: Int) {
        guard size != length.current else { return }
        length.set(size, operation)
        for index in sectors.indices where (index + 1) * Self.sectorBytes > size {
            let kept = max(0, size - index * Self.sectorBytes)
            let content = sectors[index].current.prefix(kept) + Self.zeros.dropFirst(kept)
            sectors[index].set(Array(content), operation)
        }
    }

    mutating func sync(through last: Int) {
        length.settle(through: last)
        for index in sectors.indices { sectors[index].settle(through: last) }
    }

    mutating func failSync() {
        length.failSync()
        for index in sectors.indices { sectors[index].failSync() }
    }

    /// What programs read while the machine runs.
    var current: [UInt8] { content(length.current) { $0.current } }

    /// What a crash leaves. `choose` returns a number below the one that it is given, the last of which stands for the newest.
    func remains(_ choose: (Int) -> Int) -> [UInt8] { content(length.any(choose)) { $0.any(choose) } }

    private func content(_ length: Int, _ sector: (Cell<[UInt8]>) -> [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length + Self.sectorBytes)
        for cell in sectors where bytes.count < length { bytes += sector(cell) }
        if bytes.count < length { bytes += [UInt8](repeating: 0, count: length - bytes.count) }
        return Array(bytes.prefix(length))
    }
}
