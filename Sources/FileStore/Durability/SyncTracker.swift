import POSIX

/// What this process knows of the journal's way to the disk: how far it has shown the journal to callers, and how far the
/// journal is known to be synced.
///
/// After a failed sync Linux marks the lost pages clean. It reports the failure once to each file description that was
/// open, and to none that is opened after the first report (fsync(2), "Errors"). So a later sync that succeeds proves
/// nothing about those bytes, not even another process's; they are written again and synced. Until that has succeeded no
/// process answers with anything after the position that was known to be synced before the failure, and none writes a
/// later position for others to rely on.
///
/// Assumed is that a process is not stopped between a sync's return and its next call, which writes the failure to `synced`,
/// for as long as another process takes to open the journal, sync it and look there; that nobody removes `synced`
/// between a failure and its repair, except that the process whose sync failed remembers it; and that a disk which fails a
/// sync takes the few bytes of `synced`. A reader that may not write can record no failure that it is told of.
struct SyncTracker {
    /// How far what this process has read or appended goes: an answer may tell of it.
    private(set) var shown = JournalHead.start
    private(set) var position = SyncedPosition.unknown
    private var file: SyncedFile?
    private var isFileDurable = false

    func close() { file?.close() }

    /// What a caller has been given may come from anywhere before `head`.
    mutating func show(_ head: JournalHead) {
        if head.offset > shown.offset { shown = head }
    }

    /// The journal may be another one, or shorter: what was shown or synced of it says nothing of what is there now.
    mutating func forget() {
        shown = .start
        position = hasFailed ? .failed(since: .start) : .unknown
    }

    var hasFailed: Bool {
        if case .failed = position { return true }
        return false
    }

    /// What `synced` says now. Refuses a journal that does not hold up to the position there: it is damaged, or another
    /// one was put in its place.
    mutating func recorded(of journal: Journal) throws(JournalError) -> SyncedPosition {
        openFile(beside: journal)
        guard let file else {
            // One that cannot be read has something to say. Who may not write the journal cuts nothing off it.
            guard !SyncedFile.exists(in: journal.directory) || !journal.isWritable else {
                throw .obstructed(path: journal.directory + "/synced")
            }
            return .unknown
        }
        let found: SyncedPosition
        do { found = try file.read() } catch { throw .system(error) }
        try journal.requireLine(endingAt: found.head)
        return found
    }

    /// Refuses to change a journal that does not hold up to where it was synced, and one beside which a failed sync could not
    /// be recorded: other processes would not know of it.
    mutating func requireSyncedFile(of journal: Journal) throws(JournalError) {
        _ = try recorded(of: journal)
        guard file?.isWritable == true else { throw .obstructed(path: journal.directory + "/synced") }
    }

    /// Records that bytes which were not synced yet may have been lost, for all processes.
    mutating func fail(_ journal: Journal) {
        openFile(beside: journal)
        let found = try? file?.read()
        fail(since: lastKnown((found ?? nil) ?? .unknown), journal)
    }

    /// What is known to be synced of what this process has shown, if `found` is what the file said before the failure.
    private func lastKnown(_ found: SyncedPosition) -> JournalHead {
        let isLater = found.head.offset > position.head.offset && found.head.offset < shown.offset
        return isLater ? found.head : position.head
    }

    private mutating func fail(since head: JournalHead, _ journal: Journal) {
        position = .failed(since: head)
        openFile(beside: journal)
        file?.write(failedSince: head)
    }

    /// Whether something was shown that is not known to be on the disk.
    var isPending: Bool { shown.offset > position.head.offset }

    /// Syncs the journal unless another process has. Returns false if a sync has failed, here or in another process: a
    /// repair has to follow.
    mutating func synchronize(_ journal: Journal) throws(JournalError) -> Bool {
        if hasFailed { return false }
        let found = try recorded(of: journal)
        if covers(found.head) {
            position = .synced(upTo: shown)
            return true
        }
        guard case .synced = found else { return false }
        do throws(JournalError) { try journal.synchronize() } catch {
            // What the file says now may come from a process that the system has told nothing of the failure.
            fail(since: lastKnown(found), journal)
            return false
        }
        // The failure may have been reported to another process alone.
        if case .failed = try recorded(of: journal) { return false }
        position = .synced(upTo: shown)
        file?.write(synced: shown)
        makeFileDurable(beside: journal)
        return true
    }

    /// Makes a new file durable, once: without any position, nobody could tell a write that was cut short from damage.
    private mutating func makeFileDurable(beside journal: Journal) {
        guard let file, file.isNew, !isFileDurable else { return }
        isFileDurable = true
        try? file.synchronize(in: journal.directory)
    }

    /// Whether `head`, which is in the journal, is not before what was shown.
    private func covers(_ head: JournalHead) -> Bool {
        head.offset > shown.offset || head == shown
    }

    private mutating func openFile(beside journal: Journal) {
        if let file {
            if !file.isRemoved { return }
            file.close()
        }
        file = SyncedFile(directory: journal.directory)
        isFileDurable = false
    }
}

// After a failed sync.
extension SyncTracker {
    /// Writes everything again that may have been lost, and syncs it. Only for the holder of the exclusive lock. Throws if
    /// that fails too, or if the file system no longer has what this process has shown; the failure is then recorded as before.
    mutating func repair(_ journal: Journal) throws(JournalError) {
        let found = try recorded(of: journal)
        if !hasFailed, case .synced(let head) = found, covers(head) {
            // Another process has done it meanwhile.
            position = .synced(upTo: shown)
            return
        }
        guard journal.isWritable else { throw journal.readOnly }
        var start = position.head
        if case .failed(let since) = found { start = earlier(start, since) }
        if try !journal.contains(start, size: journal.size()) { start = .start }
        var end = try journal.rewrite(from: start, through: shown)
        do throws(JournalError) { try journal.synchronize() } catch {
            // This file description may still have had the earlier failure to report, but no more than once.
            end = try journal.rewrite(from: start, through: shown)
            do throws(JournalError) { try journal.synchronize() } catch {
                fail(since: start, journal)
                throw error
            }
        }
        position = .synced(upTo: end)
        file?.write(synced: end)
        file?.clearFailure()
    }

    /// Of two positions before which all is on the disk, the one to trust more. `.start` says that nothing is known.
    private func earlier(_ first: JournalHead, _ second: JournalHead) -> JournalHead {
        if first.offset == 0 { return second }
        if second.offset == 0 { return first }
        return first.offset < second.offset ? first : second
    }
}
