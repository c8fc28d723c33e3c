import Cancellation
import JSON
import POSIX

/// A walk along the whole chain of a journal.
package struct Verification {
    package private(set) var lines = 0
    package private(set) var bytes = 0
    /// One sentence for each line that does not hold.
    package private(set) var faults: [String] = []

    /// Reads the journal in `directory` and changes nothing, not even a line that was cut off.
    package init(directory: String) throws(StoreError) {
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

    private static func isExpected(_ line: JournalLine) -> Bool {
        if line.offset == 0 { return line == .header }
        return (try? JSONValue(parsing: line.json)) != nil && RecordScan.records(in: line) != nil
    }
}
