import FileStore
import Importing
import POSIX
import Storage

/// `import`: loads a file of records, or nothing of it if a line is invalid. The file is read twice: to check every
/// line, then to load them.
enum Import {
    private static let maximumReportedLines = 20
    private static let linesPerReport = 10_000

    static func run(_ configuration: Configuration, file: String, replaces: Bool) throws(CommandError) -> ExitCode {
        let summary = try load(file, into: configuration.openStore(), replaces: replaces)
        printError("\(summary.added) new, \(summary.replaced) replaced, \(summary.unchanged) there already")
        return .success
    }

    /// `-` is standard input.
    static func load(
        _ path: String, into store: any RecordStore, replaces: Bool
    ) throws(CommandError) -> Importer.Summary {
        let file = try path == "-" ? spooledInput() : opened(path)
        defer { file.close() }
        var importer = try importer(into: store, replaces: replaces)
        try check(file, &importer)
        try CommandError.wrapping { () throws(SystemError) in try file.rewind() }
        try forEachLine(of: file, "loading") { line, _ throws(CommandError) in
            do throws(ImportError) { try importer.load(line) } catch { throw CommandError(error) }
        }
        do throws(ImportError) { return try importer.finish() } catch { throw CommandError(error) }
    }

    private static func importer(into store: any RecordStore, replaces: Bool) throws(CommandError) -> Importer {
        do throws(StoreError) {
            let keys = try ImportedKeys()
            return Importer(into: store, replaces: replaces, at: .now) { key, line throws(StoreError) in
                try keys.register(key, line: line)
            }
        } catch { throw CommandError(error) }
    }

    private static func check(_ file: FileDescriptor, _ importer: inout Importer) throws(CommandError) {
        var refusedLines = 0
        try forEachLine(of: file, "checking") { line, number throws(CommandError) in
            do throws(ImportError) {
                if let warning = try importer.check(line, number: number) { printError("line \(number): \(warning)") }
            } catch {
                switch error {
                case .store(let error): throw CommandError(error)
                case .refused(let refusal):
                    refusedLines += 1
                    if refusedLines <= maximumReportedLines { printError("line \(number): \(refusal)") }
                }
            }
        }
        guard refusedLines == 0 else {
            throw CommandError(
                .unusableInput, "\(refusedLines) of the lines cannot be loaded; nothing of \(file.name) was")
        }
    }

    /// Calls `body` with each line that is not blank.
    private static func forEachLine(
        of file: FileDescriptor, _ activity: String, _ body: ([UInt8], _ number: Int) throws(CommandError) -> Void
    ) throws(CommandError) {
        let showsProgress = FileDescriptor.standardError.isTerminal
        var lines = LineReader(file, limit: Importer.maximumLineBytes)
        var number = 0
        while let line = try CommandError.wrapping({ () throws(SystemError) in try lines.next() }) {
            number += 1
            if showsProgress, number.isMultiple(of: linesPerReport) { report("\r\(activity): \(number) lines") }
            switch line {
            case .bytes(let bytes): if !bytes.isBlank { try body(bytes, number) }
            case .tooLong: throw CommandError(.unusableInput, "line \(number): \(ImportRefusal.tooLong)")
            }
        }
        if showsProgress, number >= linesPerReport { report("\r\(activity): \(number) lines\n") }
    }

    private static func report(_ text: String) {
        // An error is ignored: progress need not be shown.
        try? FileDescriptor.standardError.write(Array(text.utf8))
    }

    private static func opened(_ path: String) throws(CommandError) -> FileDescriptor {
        try CommandError.wrapping { () throws(SystemError) in try FileDescriptor.open(path, .read) }
    }

    /// A copy of standard input that can be read twice.
    private static func spooledInput() throws(CommandError) -> FileDescriptor {
        let chunkBytes = 1 << 16
        return try CommandError.wrapping { () throws(SystemError) in
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
