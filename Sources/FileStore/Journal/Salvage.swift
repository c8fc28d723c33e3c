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
        let source: FileDescriptor
        do { source = try FileDescriptor.open(directory + "/journal", .read) } catch { throw .unavailable("\(error)") }
        defer { source.close() }
        try new.copy(source, upTo: savedBytes)
        try new.publish()
    }
}
