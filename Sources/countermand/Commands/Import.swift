import FileStore
import Importing
import POSIX
import Storage

/// Loads a file of records: all of it, or nothing if a line is bad.
enum Import {
    private static let maximumComplaints = 20
    private static let linesBetweenReports = 10_000

    static func run(_ configuration: Configuration, file: String, replaces: Bool) throws(Stop) -> ExitCode {
        let summary = try load(file, into: configuration.openStore(), replaces: replaces)
        say("\(summary.added) new, \(summary.replaced) replaced, \(summary.unchanged) there already")
        return .success
    }

    /// `-` is standard input.
    static func load(
        _ path: String, into store: any RecordStore, replaces: Bool
    ) throws(Stop) -> Importer.Summary {
        let file = try path == "-" ? spooledInput() : opened(path)
        defer { file.close() }
        var importer = try importer(into: store, replaces: replaces)
        try check(file, &importer)
        try orStop { () throws(SystemError) in try file.rewind() }
        try forEachLine(of: file, "loading") { line, _ throws(Stop) in
            do throws(ImportError) { try importer.load(line) } catch { throw Stop(error) }
        }
        do throws(ImportError) { return try importer.finish() } catch { throw Stop(error) }
    }

    private static func importer(into store: any RecordStore, replaces: Bool) throws(Stop) -> Importer {
        do throws(StoreError) {
            let register = try ImportedKeys()
            return Importer(into: store, replaces: replaces, at: .now) { key, line throws(StoreError) in
                try register.register(key, line: line)
            }
        } catch { throw Stop(error) }
    }

    private static func check(_ file: FileDescriptor, _ importer: inout Importer) throws(Stop) {
        var complaints = 0
        try forEachLine(of: file, "checking") { line, number throws(Stop) in
            do throws(ImportError) { try importer.check(line, number: number) } catch {
                switch error {
                case .store(let error): throw Stop(error)
                case .refused(let refusal):
                    complaints += 1
                    if complaints <= maximumComplaints { say("line \(number): \(refusal)") }
                }
            }
        }
        guard complaints == 0 else {
            throw Stop(.unusableInput, "\(complaints) of the lines cannot be loaded; nothing of \(file.name) was")
        }
    }

    /// Blank lines are passed over.
    private static func forEachLine(
        of file: FileDescriptor, _ activity: String, _ body: ([UInt8], _ number: Int) throws(Stop) -> Void
    ) throws(Stop) {
        let showsProgress = FileDescriptor.standardError.isTerminal
        var lines = LineReader(file, limit: Importer.maximumLineBytes)
        var number = 0
        while let line = try orStop({ () throws(SystemError) in try lines.next() }) {
            number += 1
            if showsProgress, number.isMultiple(of: linesBetweenReports) { report("\r\(activity): \(number) lines") }
            switch line {
            case .bytes(let bytes): if !bytes.isBlank { try body(bytes, number) }
            case .tooLong: throw Stop(.unusableInput, "line \(number): \(ImportRefusal.tooLong)")
            }
        }
        if showsProgress, number >= linesBetweenReports { report("\r\(activity): \(number) lines\n") }
    }

    private static func report(_ text: String) {
        // Progress that cannot be shown is no reason to stop.
        try? FileDescriptor.standardError.write(Array(text.utf8))
    }

    private static func opened(_ path: String) throws(Stop) -> FileDescriptor {
        try orStop { () throws(SystemError) in try FileDescriptor.open(path, .read) }
    }

    /// A copy of standard input that can be read twice.
    private static func spooledInput() throws(Stop) -> FileDescriptor {
        let chunkBytes = 1 << 16
        return try orStop { () throws(SystemError) in
            let copy = try FileDescriptor.temporary()
            while true {
                let chunk = try FileDescriptor.standardInput.read(upTo: chunkBytes)
                if chunk.isEmpty { break }
                try copy.write(chunk)
            }
            try copy.rewind()
            return copy
        }
    }
}
