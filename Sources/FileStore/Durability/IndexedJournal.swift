import ASCII
import POSIX
import Storage

/// A journal and its index, kept in step. The index is caught up, or made anew, whenever that is needed, without a word to
/// the caller.
final class IndexedJournal {
    private static let maximumIndexFailures = 3

    let journal: Journal
    private let directory: String
    private let indexFrames: Int
    private var index: Index?
    /// Whether the index has been seen to belong to this journal.
    private var isVerified = false
    private var isToBeCleared = false
    /// Set when no index can be kept in the directory: a nameless one will do for this process.
    private var isTemporary = false
    private var indexFailures = 0

    /// How far what this process has read or written goes.
    private var shownEnd = 0
    /// How far the journal is known to be on the disk.
    private var syncedEnd = 0
    private var hasSyncFailed = false

    init(directory: String, indexFrames: Int) throws(JournalError) {
        self.directory = directory
        self.indexFrames = indexFrames
        journal = try Journal(directory: directory)
        // Beside another program's file nothing is made.
        _ = try journal.start()
    }

    deinit {
        writeIndex()
        journal.file.close()
    }

    /// Spares the next process what this one has held back. Where that fails, the journal has it.
    private func writeIndex() {
        // Beside another journal of that name lies its own index.
        guard let index, index.isLagging, !journal.file.isRemoved, (try? journal.file.lock(.exclusive)) != nil else {
            return
        }
        defer { journal.file.unlock() }
        if (try? index.refresh()) == true, index.isLagging { try? index.flush() }
    }

    /// Runs `body` over an index that has all that any process has committed.
    func reading<Answer>(_ body: (Index) throws(IndexError) -> Answer) throws(JournalError) -> Answer {
        // Reading a page may write another that was held back.
        let isExclusive = index?.isLagging ?? false
        try journal.lock(isExclusive ? .exclusive : .shared)
        defer { journal.file.unlock() }
        return try perform(isExclusive: isExclusive, body)
    }

    enum Appended {
        /// Which is now the last one.
        case line(ChainEnd)
        case conflict(RecordKey)
    }

    /// Appends a transaction, unless `conflict` finds one.
    func append(
        _ transaction: EncodedTransaction, unless conflict: (Index) throws(IndexError) -> RecordKey?
    ) throws(JournalError) -> Appended {
        try journal.lock(.exclusive)
        defer { journal.file.unlock() }
        guard journal.isWritable else { throw .system(SystemError("write to", journal.file.name, code: EACCES)) }
        let (index, found) = try perform(isExclusive: true) { index throws(IndexError) in (index, try conflict(index)) }
        if let found { return .conflict(found) }
        let end = index.header.chain
        guard let writes = transaction.writes(at: max(end.offset, JournalLine.header.end)) else {
            throw .full(path: journal.file.name)
        }
        CrashPoint.locked.pass()
        let newEnd = try journal.append(transaction.json, at: end)
        CrashPoint.appended.pass()
        shownEnd = newEnd.offset
        do throws(IndexError) {
            for write in writes { try index.apply(write) }
            try index.advance(to: newEnd)
        } catch {
            // The transaction stands all the same; the next one to come finds the index behind or half changed.
            self.index = nil
        }
        CrashPoint.indexed.pass()
        return .line(newEnd)
    }

    /// Returns when all that was shown or appended is on the disk.
    func synchronize() throws(SystemError) {
        guard shownEnd > syncedEnd else { return }
        CrashPoint.unlocked.pass()
        let file = index?.file
        let mark = file.map(SyncMark.init)
        if hasSyncFailed || mark?.hasFailed == true {
            try repair(file)
        } else if mark?.end ?? 0 < shownEnd {
            do throws(SystemError) { try journal.file.synchronize() } catch {
                hasSyncFailed = true
                if let file { SyncMark.setFailed(true, in: file) }
                return try repair(file)
            }
            if let file { SyncMark.setEnd(shownEnd, in: file) }
        }
        syncedEnd = max(syncedEnd, shownEnd)
        CrashPoint.synced.pass()
    }

    /// What a failed sync may have lost is written once more (fsync(2) reports a failure once, and forgets it).
    private func repair(_ file: FileDescriptor?) throws(SystemError) {
        try journal.file.lock(.exclusive)
        defer { journal.file.unlock() }
        try journal.rewrite(from: file.map(SyncMark.init)?.end ?? syncedEnd)
        if let file {
            // Not the file's end, where half a line may stand that will be cut off: a line in its place is another one.
            SyncMark.setEnd(shownEnd, in: file)
            SyncMark.setFailed(false, in: file)
        }
        hasSyncFailed = false
        syncedEnd = shownEnd
    }
}

// Keeping the index in step.
extension IndexedJournal {
    private func perform<Answer>(
        isExclusive: Bool, _ body: (Index) throws(IndexError) -> Answer
    ) throws(JournalError) -> Answer {
        var isExclusive = isExclusive
        while true {
            do throws(IndexError) {
                let index = try openIndex()
                if try !isCurrent(index) {
                    if !isExclusive {
                        do { try journal.lock(.exclusive) } catch { throw .journal(error) }
                        isExclusive = true
                        // The lock was free for a moment.
                        continue
                    }
                    try catchUp(index)
                }
                shownEnd = max(shownEnd, index.header.end)
                let answer = try body(index)
                try index.settle()
                indexFailures = 0
                return answer
            } catch {
                try recover(from: error)
            }
        }
    }

    /// The index of the directory, or one without a name where that cannot be had.
    private func openIndex() throws(IndexError) -> Index {
        if let index { return index }
        let file: FileDescriptor
        do throws(SystemError) {
            file = isTemporary ? try FileDescriptor.temporary() : try openIndexFile()
        } catch {
            // A symbolic link, a directory.
            if error.code == ELOOP || error.code == EISDIR { throw .journal(obstruction) }
            throw .system(error)
        }
        let index = Index(file, boot: Boot.current(), frames: indexFrames)
        if isTemporary { isToBeCleared = true } else if try isForeign(file) { throw .journal(obstruction) }
        isVerified = false
        self.index = index
        return index
    }

    private var obstruction: JournalError { .obstructed(path: directory + "/index") }

    /// Whether the file was there before the store, and is something else: another program's directory was named.
    private func isForeign(_ file: FileDescriptor) throws(IndexError) -> Bool {
        do throws(SystemError) {
            guard try journal.file.size() == 0, try file.size() > 0 else { return false }
            return try !Index.isIndex(file)
        } catch { throw .system(error) }
    }

    private func openIndexFile() throws(SystemError) -> FileDescriptor {
        let path = directory + "/index"
        do { return try FileDescriptor.open(path, .make, followsLinks: false) } catch {
            guard error.code == EACCES || error.code == EROFS else { throw error }
            return try FileDescriptor.open(path, .read, followsLinks: false)
        }
    }

    /// Whether the index has all of the journal.
    private func isCurrent(_ index: Index) throws(IndexError) -> Bool {
        if isToBeCleared { return false }
        do throws(JournalError) {
            let size = try journal.size()
            guard try refresh(index), index.header.end <= size else {
                isToBeCleared = true
                return false
            }
            return index.header.end == size
        } catch { throw .journal(error) }
    }

    /// Takes up what others have made of the index; false where it is none, or another journal's.
    private func refresh(_ index: Index) throws(JournalError) -> Bool {
        let generation = index.header.state.generation
        guard (try? index.refresh()) == true else { return false }
        // Somebody else has written it, and may have meant another journal.
        if index.header.state.generation != generation { isVerified = false }
        if isVerified || index.header.end == 0 { return true }
        let hash = Hexadecimal.encode(index.header.chain.hash)
        isVerified = try journal.read(at: index.header.chain.lastLine, count: hash.count) == hash
        return isVerified
    }

    private func catchUp(_ index: Index) throws(IndexError) {
        if isToBeCleared {
            let hasFailed = SyncMark(in: index.file).hasFailed
            try index.clear()
            if hasFailed { SyncMark.setFailed(true, in: index.file) }
            isToBeCleared = false
            // Where the journal has become shorter, what was known of its end says nothing of what stands there now.
            shownEnd = 0
            syncedEnd = 0
        }
        var chain = index.header.chain
        let hasWalkedAll = chain.offset == 0
        if try begin(&chain) { try walk(from: &chain, index, hasWalkedAll: hasWalkedAll) }
        try index.advance(to: chain)
        isVerified = true
    }

    /// Steps behind the journal's first line; false where that is not there yet.
    private func begin(_ chain: inout ChainEnd) throws(IndexError) -> Bool {
        if chain.offset > 0 { return true }
        do throws(JournalError) {
            if let start = try journal.start() {
                chain = start
                return true
            }
            if journal.isWritable { try journal.truncate(to: 0) }
            return false
        } catch { throw .journal(error) }
    }

    private func walk(from chain: inout ChainEnd, _ index: Index, hasWalkedAll: Bool) throws(IndexError) {
        var reader = JournalReader(journal.file, from: chain.offset, following: chain.hash)
        while true {
            let step: JournalReader.Step
            do { step = try reader.next() } catch { throw .journal(.system(error)) }
            switch step {
            case .line(let line):
                guard let writes = RecordScan.records(in: line) else { throw .journal(damage(chain, .content)) }
                for write in writes { try index.apply(write) }
                chain = chain.advanced(past: line)
            case .end: return
            case .torn(let offset, let isWhole):
                // Where an index says that a line begins, none may: walking from the start tells who is wrong.
                if isWhole, !hasWalkedAll { throw .damaged }
                guard journal.isWritable else { return }
                do { return try journal.truncate(to: offset) } catch { throw .journal(error) }
            case .damaged(_, let fault): throw hasWalkedAll ? .journal(damage(chain, fault)) : .damaged
            }
        }
    }

    private func damage(_ chain: ChainEnd, _ fault: JournalError.Fault) -> JournalError {
        .damaged(path: journal.file.name, line: chain.lines + 1, offset: chain.offset, fault)
    }

    /// Whatever is wrong with an index, another one can be made.
    private func recover(from error: IndexError) throws(JournalError) {
        index = nil
        indexFailures += 1
        switch error {
        case .journal(let error): throw error
        case .damaged: isToBeCleared = true
        case .system(let error):
            if isTemporary { throw .withoutIndex("\(error)") }
            isTemporary = true
        }
        if indexFailures > Self.maximumIndexFailures { throw .withoutIndex("it does not hold") }
        do { try journal.file.lock(.exclusive) } catch { throw .system(error) }
    }
}
