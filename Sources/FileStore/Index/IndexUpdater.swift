import POSIX

/// Opens the index of a journal and keeps it in step with the journal, whatever has become of its file.
struct IndexUpdater {
    private let journal: Journal
    private let frames: Int
    private(set) var state = IndexState.closed

    init(of journal: Journal, frames: Int) {
        self.journal = journal
        self.frames = frames
    }

    /// Whether the file lags behind what is in memory.
    var isLagging: Bool { state.index?.isLagging ?? false }

    /// The index if it holds all of the journal, unless it belongs to another one: see `verify`. Otherwise nil, and the holder
    /// of the exclusive lock has to catch it up.
    mutating func current() throws(IndexError) -> Index? {
        let index = try opened()
        if case .stale = state { return nil }
        let generation = index.header.stamp.generation
        guard (try? index.refresh()) == true else {
            state = .stale(index)
            return nil
        }
        if index.header.stamp.generation != generation { state = .unverified(index) }
        do throws(JournalError) {
            let size = try journal.size()
            // The journal was cut back.
            if index.header.head.offset > size { state = .stale(index) }
            return index.header.head.offset == size ? index : nil
        } catch { throw .journal(error) }
    }

    /// Returns false if the index is stale, or the last line that it has is not what it was. Reads that line, unless the index
    /// was verified before.
    mutating func verify() throws(IndexError) -> Bool {
        guard case .unverified(let index) = state else { return if case .verified = state { true } else { false } }
        do throws(JournalError) {
            let belongs = try journal.holds(index.header.head.unpacked, size: journal.size())
            state = belongs ? .verified(index) : .stale(index)
            return belongs
        } catch { throw .journal(error) }
    }

    /// Reads the lines that the index lacks; all of them if it is stale. What was cut short after `synced` is moved aside. Only
    /// for the holder of the exclusive lock.
    mutating func catchUp(syncedUpTo synced: JournalHead) throws(IndexError) -> Index {
        let index = try opened()
        if case .stale = state { try index.clear() }
        var head = index.header.head.unpacked
        let isFromStart = head.offset == 0
        if try passFirstLine(&head) {
            if isFromStart {
                let scratch = ScratchFile(in: index.lifetime == .shared ? journal.directory : nil)
                let builder = try IndexBuilder(index, scratch)
                try walk(from: &head, isFromStart: true, syncedUpTo: synced, builder.add)
                try builder.finish()
            } else {
                try walk(from: &head, isFromStart: false, syncedUpTo: synced, index.apply)
            }
        }
        try index.advance(to: head)
        state = .verified(index)
        return index
    }

    /// Closes the index without writing it.
    mutating func close() { state = state.afterClosing }

    /// Has the index rebuilt before any process uses it again. Only for the holder of the exclusive lock.
    mutating func discard() {
        guard let index = state.index else { return }
        try? index.clear()
        state = .stale(index)
    }

    /// Chooses what to try next after a failure; throws if that leaves nothing.
    mutating func recover(from error: IndexError) throws(JournalError) {
        switch error {
        case .damaged: if let index = state.index { state = .stale(index) }
        case .journal(let error):
            close()
            throw error
        case .system(let error):
            let wasTemporary = state.index?.lifetime == .temporary
            let hadNoFile = if case .withoutFile = state { true } else { false }
            state = .withoutFile
            if wasTemporary || hadNoFile { throw .withoutIndex("\(error)") }
        }
    }

    /// Writes what only memory has of the index, which spares the next process reading it from the journal. Only for the
    /// holder of the exclusive lock.
    func writeHeldBack() {
        guard let index = state.index, (try? index.refresh()) == true, index.isLagging else { return }
        try? index.flush()
    }
}

// Opening.
extension IndexUpdater {
    private mutating func opened() throws(IndexError) -> Index {
        if let index = state.index { return index }
        let index: Index
        if case .withoutFile = state {
            do { index = Index(try .temporary(), .temporary, boot: Boot.current(), frames: frames) } catch {
                throw .system(error)
            }
            state = .stale(index)
        } else {
            index = Index(try openFile(), .shared, boot: Boot.current(), frames: frames)
            state = .unverified(index)
        }
        return index
    }

    private func openFile() throws(IndexError) -> FileDescriptor {
        let path = journal.directory + "/index"
        let obstruction = IndexError.journal(.obstructed(path: path))
        do throws(SystemError) {
            let file = try Self.open(path)
            if try !isForeign(file) { return file }
            file.close()
        } catch {
            // A symbolic link, a directory.
            throw error.code == ELOOP || error.code == EISDIR ? obstruction : .system(error)
        }
        throw obstruction
    }

    private static func open(_ path: String) throws(SystemError) -> FileDescriptor {
        do { return try FileDescriptor.open(path, .make, followsLinks: false) } catch {
            guard error.code == EACCES || error.code == EROFS else { throw error }
            return try FileDescriptor.open(path, .read, followsLinks: false)
        }
    }

    /// Whether the file was there before the store and is no index: the directory is another program's.
    private func isForeign(_ file: FileDescriptor) throws(SystemError) -> Bool {
        guard try journal.file.size() == 0, try file.size() > 0 else { return false }
        return try !Index.isIndex(file)
    }

}

// Catching up.
extension IndexUpdater {
    /// Moves past the journal's first line. Returns false if that is not there yet.
    private func passFirstLine(_ head: inout JournalHead) throws(IndexError) -> Bool {
        if head.offset > 0 { return true }
        do throws(JournalError) {
            if let start = try journal.headAfterFirstLine() {
                head = start
                return true
            }
            if journal.isWritable { try journal.truncate(to: 0) }
            return false
        } catch { throw .journal(error) }
    }

    private func walk(
        from head: inout JournalHead, isFromStart: Bool, syncedUpTo synced: JournalHead,
        _ use: (IndexedWrite) throws(IndexError) -> Void
    ) throws(IndexError) {
        var reader = JournalReader(journal.file, from: head.offset, following: head.hash)
        var scan = RecordScan()
        while true {
            let step: JournalReader.Step
            do { step = try reader.next() } catch { throw .journal(.system(error)) }
            switch step {
            case .line(let line):
                guard let writes = scan.records(in: line) else {
                    throw .journal(journal.damage(after: head, .content))
                }
                for write in writes { try use(write) }
                head = head.advanced(past: line)
            case .end: return
            case .bad(let line):
                guard line.mayBeCutShort(syncedUpTo: synced), isFromStart || line.fault == .unterminated else {
                    // Either the journal is damaged or the index's head is wrong. A walk from the start tells which.
                    throw isFromStart ? .journal(journal.damage(after: head, line.fault)) : .damaged
                }
                guard journal.isWritable else { return }
                do { return try journal.moveAside(from: line.offset, syncedUpTo: synced) } catch {
                    throw .journal(error)
                }
            }
        }
    }
}
