import ASCII
import JSON
import POSIX
import Storage

/// A check of a journal's whole hash chain, and of what `synced` says of the journal. Changes nothing.
package struct Verification {
    package private(set) var lines = 0
    package private(set) var bytes = 0
    /// A sentence for each line that does not hold, and for everything else that is wrong.
    package private(set) var faults: [String] = []
    /// The number of the line whose hash is the proof, and its events.
    package private(set) var proven: (line: Int, events: [Event])?
    /// Whether something is wrong that the next request does not mend.
    package private(set) var isDamaged = false
    /// Whether every line follows the one before it, but not all are those that were on the disk.
    private(set) var isRewritten = false
    /// The end of the lines before the first one that does not hold.
    private(set) var soundHead = JournalHead.start
    private var scan = RecordScan()
    private let path: String
    private let proof: [UInt8]?

    /// The hash of a proof as a receipt has it; nil if it is not one.
    package static func hash(_ proof: String) -> [UInt8]? {
        guard proof.utf8.count == JournalLine.hashDigits else { return nil }
        return Hexadecimal.decode(Array(proof.utf8))
    }

    /// Reads the journal in `directory` as far as it goes at this moment. With the hash of a proof, looks for its line.
    package init(directory: String, proof: [UInt8]? = nil) throws(StoreError) {
        path = directory + "/journal"
        self.proof = proof
        do throws(JournalError) { try read(directory) } catch { throw .unavailable("\(error)") }
    }

    private mutating func read(_ directory: String) throws(JournalError) {
        let header = JournalLine.header.bytes
        let foreign: JournalError
        do throws(SystemError) {
            let file = try FileDescriptor.open(path, .read)
            defer { file.close() }
            let synced = synced(in: directory)
            // No other process is in the middle of a line then.
            try file.lock(.shared)
            bytes = try file.size()
            file.unlock()
            let start = try file.read(at: 0, count: header.count)
            if header.starts(with: start) { return try walk(file, synced) }
            foreign = Journal.foreign(start, file)
        } catch { throw .system(error) }
        throw foreign
    }

    private mutating func synced(in directory: String) -> SyncedPosition {
        do { return try SyncedFile.recorded(in: directory) } catch {
            faults.append("\(error); how much of the journal was on the disk is not known")
            return .unknown
        }
    }

    private mutating func walk(_ file: FileDescriptor, _ synced: SyncedPosition) throws(SystemError) {
        var reader = JournalReader(file, from: 0, to: bytes, following: JournalHash.start)
        var holdsUpToSynced = synced.head.offset == 0
        walk: while true {
            let step = try reader.next()
            if step != .end { lines += 1 }
            switch step {
            case .end: break walk
            case .line(let line):
                if line.end == synced.head.offset { holdsUpToSynced = line.hash == synced.head.hash }
                try examine(line)
            case .bad(let line):
                try examine(line, in: file, syncedUpTo: synced.head)
                if line.mayBeCutShort(syncedUpTo: synced.head) || line.fault == .unterminated { break walk }
                try reader.skipBadLine()
            }
        }
        check(synced, holdsUpToSynced)
    }

    private mutating func examine(_ line: JournalLine) throws(SystemError) {
        if line.hash == proof { proven = (lines, line.events) }
        guard isExpected(line) else { return addDamage(at: line.offset, .content) }
        if !isDamaged { soundHead = soundHead.advanced(past: line) }
    }

    /// Whether the line is what has to be in its place: the first line, or a transaction.
    private mutating func isExpected(_ line: JournalLine) -> Bool {
        if line.offset == 0 { return line == .header }
        return (try? JSONValue(parsing: line.json)) != nil && scan.records(in: line) != nil
    }

    private mutating func examine(
        _ line: BadLine, in file: FileDescriptor, syncedUpTo synced: JournalHead
    ) throws(SystemError) {
        let start = try file.read(at: line.offset, count: JournalLine.hashDigits)
        if let proof, start == Hexadecimal.encode(proof) {
            isDamaged = true
            faults.append(
                "line \(lines), at byte \(line.offset), is the one of the proof, and was changed or cut off since it was "
                    + "acknowledged")
        } else if line.mayBeCutShort(syncedUpTo: synced) {
            faults.append(
                "line \(lines), at byte \(line.offset), was cut off before it was on the disk, as far as is known: that is no "
                    + "damage, and the next request moves what is there aside")
        } else {
            addDamage(at: line.offset, line.fault)
        }
    }

    private mutating func addDamage(at offset: Int, _ fault: JournalError.Fault) {
        isDamaged = true
        faults.append("line \(lines), at byte \(offset), \(fault)")
    }

    /// Adds what `synced` says against the journal.
    private mutating func check(_ synced: SyncedPosition, _ holdsUpToSynced: Bool) {
        let head = synced.head
        if head.offset > bytes {
            isDamaged = true
            faults.append(
                "the journal ends at byte \(bytes), and \(head.offset) bytes of it, \(head.lines) lines, were on the disk"
            )
        } else if !holdsUpToSynced {
            isRewritten = soundHead.offset >= head.offset
            isDamaged = true
            faults.append(
                "line \(head.lines), which ended at byte \(head.offset), is not the one that was on the disk there")
        }
        if case .failed = synced {
            faults.append(
                "a sync has failed: what comes after byte \(head.offset) may not be on the disk; the next request writes it "
                    + "again")
        }
    }
}

extension JournalLine {
    /// Its events, without those that cannot be read.
    var events: [Event] {
        let events = (try? JSONValue(parsing: json))?.object?["events"]?.array ?? []
        return events.compactMap { $0.object.flatMap(Event.init(json:)) }
    }
}
