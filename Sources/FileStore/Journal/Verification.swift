import ASCII
import JSON
import POSIX
import Storage

/// A check of a journal's whole hash chain.
package struct Verification {
    package private(set) var lines = 0
    package private(set) var bytes = 0
    /// A sentence for each damaged or torn line.
    package private(set) var faults: [String] = []
    /// The number of the line whose hash is the proof, and its events.
    package private(set) var proven: (line: Int, events: [Event])?
    private let proof: [UInt8]?

    /// The hash of a proof as a receipt has it; nil if it is not one.
    package static func hash(_ proof: String) -> [UInt8]? {
        guard proof.utf8.count == JournalLine.hashDigits else { return nil }
        return Hexadecimal.decode(Array(proof.utf8))
    }

    /// Reads the journal in `directory`. Changes nothing: a torn line is left as it is. With the hash of a proof, looks for
    /// its line.
    package init(directory: String, proof: [UInt8]? = nil) throws(StoreError) {
        self.proof = proof
        do throws(JournalError) { try read(directory + "/journal") } catch { throw .unavailable("\(error)") }
    }

    private mutating func read(_ path: String) throws(JournalError) {
        let header = JournalLine.header.bytes
        let start: [UInt8]
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor.open(path, .read)
            defer { file.close() }
            start = try file.read(at: 0, count: header.count)
            if header.starts(with: start) { return try walk(file) }
        } catch { throw .system(error) }
        throw Journal.foreign(start, file)
    }

    private mutating func walk(_ file: FileDescriptor) throws(SystemError) {
        var reader = JournalReader(file, from: 0, following: JournalHash.start)
        while true {
            let start = reader.offset
            switch try reader.next() {
            case .line(let line):
                lines += 1
                if !Self.isExpected(line) { fault(start, .content) }
                if line.hash == proof { proven = (lines, Self.events(in: line)) }
            case .damaged(let offset, let fault):
                lines += 1
                self.fault(offset, fault)
                try reader.skipDamage()
            case .torn(let offset, _):
                lines += 1
                faults.append("line \(lines), at byte \(offset), was cut off; it was never acknowledged")
                return
            case .end:
                bytes = reader.offset
                return
            }
        }
    }

    private mutating func fault(_ offset: Int, _ fault: JournalError.Fault) {
        faults.append("line \(lines), at byte \(offset), \(fault)")
    }

    private static func events(in line: JournalLine) -> [Event] {
        let events = (try? JSONValue(parsing: line.json))?.object?["events"]?.array ?? []
        return events.compactMap { $0.object.flatMap(Event.init(json:)) }
    }

    private static func isExpected(_ line: JournalLine) -> Bool {
        if line.offset == 0 { return line == .header }
        return (try? JSONValue(parsing: line.json)) != nil && RecordScan.records(in: line) != nil
    }
}
