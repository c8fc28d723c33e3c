import POSIX

extension Journal {
    private static let rewrittenAtOnceBytes = 1 << 20

    /// Writes the lines after `start` once more, as they are read, and returns where they end. Refuses lines that are
    /// damaged, and a journal that no longer has a line that ends at `shown`: a file system that has dropped what it could
    /// not write shows older bytes or zeros there. Only for the holder of the exclusive lock.
    func rewrite(from start: JournalHead, through shown: JournalHead) throws(JournalError) -> JournalHead {
        var head = start
        var hasShown = shown.offset <= start.offset
        var bytes: [UInt8] = []
        var reader = JournalReader(file, from: start.offset, following: start.hash)
        while let line = try nextLine(&reader, after: head, syncedUpTo: start) {
            bytes += line.bytes
            head = head.advanced(past: line)
            if head == shown { hasShown = true }
            if bytes.count >= Self.rewrittenAtOnceBytes {
                try write(bytes, endingAt: head.offset)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try write(bytes, endingAt: head.offset)
        guard hasShown else { throw .lostWrites(path: file.name, offset: head.offset) }
        return head
    }

    /// Nil at the end, and at a write that was cut short: nobody was answered with it, and it is moved aside when the journal
    /// is read again.
    private func nextLine(
        _ reader: inout JournalReader, after head: JournalHead, syncedUpTo synced: JournalHead
    ) throws(JournalError) -> JournalLine? {
        let step: JournalReader.Step
        do { step = try reader.next() } catch { throw .system(error) }
        switch step {
        case .line(let line): return line
        case .end: return nil
        case .bad(let line):
            if line.mayBeCutShort(syncedUpTo: synced) { return nil }
            throw damage(after: head, line.fault)
        }
    }

    private func write(_ bytes: [UInt8], endingAt end: Int) throws(JournalError) {
        do { try file.write(bytes, at: end - bytes.count) } catch { throw .system(error) }
    }
}
