import POSIX
import Storage

/// The way on from damage: the lines before it, copied into a new store.
package struct Salvage {
    private let directory: String
    private let verification: Verification

    /// Why a store cannot be salvaged.
    package enum Refusal {
        /// Every line holds, or the next request mends what does not.
        case undamaged
        /// Nothing comes before the damage.
        case nothingHolds
        /// The lines hold, but are not those that were on the disk, so that nobody knows where the damage begins.
        case rewritten
    }

    /// Looks at the store in `directory`, and changes nothing there.
    package init(directory: String) throws(StoreError) {
        self.directory = directory
        verification = try Verification(directory: directory)
    }

    /// A sentence for everything that does not hold.
    package var faults: [String] { verification.faults }

    package var refusal: Refusal? {
        if !verification.isDamaged { return .undamaged }
        if verification.isRewritten { return .rewritten }
        return verification.soundHead.offset == 0 ? .nothingHolds : nil
    }

    package var savedLines: Int { verification.soundHead.lines }
    package var savedBytes: Int { verification.soundHead.offset }
    package var leftBytes: Int { verification.bytes - savedBytes }

    /// Calls `body` with each line that is left behind and can still be read, and its number; whether it holds, nobody knows.
    package func forEachLeftLine(_ body: (_ line: Int, _ events: [Event]) -> Void) throws(StoreError) {
        do throws(SystemError) {
            let file = try FileDescriptor.open(directory + "/journal", .read)
            defer { file.close() }
            let head = verification.soundHead
            var reader = JournalReader(file, from: head.offset, to: verification.bytes, following: head.hash)
            var number = head.lines
            while true {
                number += 1
                switch try reader.next() {
                case .end: return
                case .line(let line): body(number, line.events)
                case .bad(let line):
                    if line.fault == .unterminated { return }
                    try reader.skipBadLine()
                }
            }
        } catch { throw .unavailable("\(error)") }
    }

    /// Makes a store of the lines before the damage, which is durable when this returns. Refuses a directory that has one. Only
    /// without a `refusal`.
    package func makeStore(in target: String) throws(StoreError) {
        guard let new = try NewStore(in: target) else {
            throw .unavailable("\(JournalError.exists(directory: target))")
        }
        do throws(SystemError) {
            let source = try FileDescriptor.open(directory + "/journal", .read)
            defer { source.close() }
            try new.copy(source, upTo: savedBytes)
        } catch { throw .unavailable("\(error)") }
        // Reads the whole chain once more, in the copy.
        _ = try new.store.counts(of: [])
        try new.publish()
    }
}

extension NewStore {
    /// Writes the first bytes of a journal over the new one's.
    fileprivate func copy(_ source: FileDescriptor, upTo end: Int) throws(SystemError) {
        let copy = try FileDescriptor.open(store.directory + "/journal", .readWrite)
        defer { copy.close() }
        let chunkBytes = 1 << 20
        var copied = 0
        while copied < end {
            let bytes = try source.read(at: copied, count: min(chunkBytes, end - copied))
            if bytes.isEmpty { throw SystemError("read", source.name, code: EIO) }
            try copy.write(bytes, at: copied)
            copied += bytes.count
        }
    }
}
