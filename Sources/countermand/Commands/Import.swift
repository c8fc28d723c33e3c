import FileStore
import Importing
import POSIX
import Storage

#if Network
    import PostgreSQLStore
#endif

/// `import`: loads a file of records, or nothing of it if a line is invalid. For a store that is there already the file is
/// read twice: to check every line, then to load them.
enum Import {
    private static let maximumReportedLines = 20
    private static let linesPerReport = 10_000

    static func run(_ configuration: Configuration, file: String, replaces: Bool) throws(CommandError) -> ExitCode {
        if case .memory = configuration.store {
            throw CommandError(
                .usage, "what is imported into memory is lost when the program ends; name a store with --store file:DIR"
            )
        }
        let input = try opened(file)
        defer { input.close() }
        let interruption = Interruption()
        var made: Importer.Summary?
        if case .file(let directory) = configuration.store,
            !FileStore.exists(in: directory) || NewStore.isBegun(in: directory)
        {
            made = try make(directory, from: input, interruption)
        }
        let summary: Importer.Summary
        if let made {
            summary = made
        } else {
            summary = try extend(configuration.store.open(), with: input, replaces: replaces, interruption)
        }
        printError("\(summary.added) new, \(summary.replaced) replaced, \(summary.unchanged) there already")
        return .success
    }

    /// Loads a file of records into a store that is empty so far.
    static func load(_ path: String, into store: InMemoryStore) throws(CommandError) {
        let file = try opened(path)
        defer { file.close() }
        try check(file, against: store, replaces: false, nil)
        _ = try load(file, into: store, replaces: false, nil)
    }

    /// Interrupted, it leaves the records that are loaded so far: those of the first lines.
    private static func extend(
        _ store: any RecordStore, with file: FileDescriptor, replaces: Bool, _ interruption: Interruption
    ) throws(CommandError) -> Importer.Summary {
        try check(file, against: store, replaces: replaces, interruption)
        let summary = try load(file, into: store, replaces: replaces, interruption)
        if interruption.isRequested {
            printError("interrupted after \(summary.count) records, which are loaded; run it again for the others")
            interruption.end()
        }
        return summary
    }

    /// A store that is not there yet is made with all the records or not at all. Nil if another process has made one meanwhile.
    private static func make(
        _ directory: String, from file: FileDescriptor, _ interruption: Interruption
    ) throws(CommandError) -> Importer.Summary? {
        let made: NewStore?
        do { made = try NewStore(in: directory) } catch { throw CommandError(error) }
        guard let new = made else { return nil }
        var lines = AddedLines()
        try forEachLine(of: file, "loading") { line, number throws(CommandError) in
            if interruption.isRequested {
                new.discard()
                endWithNothingLoaded(interruption)
            }
            if !lines.isRefused { try lines.add(line, number, to: new) }
        }
        var isMade = false
        if !lines.isRefused { do { isMade = try new.publish() } catch { throw failureLoadingNothing(error) } }
        guard isMade else {
            new.discard()
            // Says which lines are refused, and why.
            try CommandError.wrapping { () throws(SystemError) in try file.rewind() }
            try check(file, against: InMemoryStore(), replaces: false, interruption)
            throw CommandError(.unusableInput, "\(file.name) was changed while it was read; nothing of it was loaded")
        }
        for warning in lines.warnings { printError(warning) }
        printError("made a store in \(directory)")
        return Importer.Summary(added: lines.count)
    }

    /// The lines that were added to a new store.
    private struct AddedLines {
        private let time = Timestamp.now
        private(set) var count = 0
        private(set) var warnings: [String] = []
        /// Whether there was one that cannot be loaded.
        private(set) var isRefused = false

        mutating func add(_ line: [UInt8], _ number: Int, to store: NewStore) throws(CommandError) {
            guard let record = try? Importer.record(in: line) else {
                isRefused = true
                return
            }
            do { try store.add(record, at: time) } catch { throw failureLoadingNothing(error) }
            count += 1
            if let warning = record.importWarning { warnings.append("line \(number): \(warning)") }
        }
    }

    private static func endWithNothingLoaded(_ interruption: Interruption) {
        printError("interrupted; nothing was loaded")
        interruption.end()
    }

    /// Loads the lines of a file that has been checked, until the interruption.
    private static func load(
        _ file: FileDescriptor, into store: any RecordStore, replaces: Bool, _ interruption: Interruption?
    ) throws(CommandError) -> Importer.Summary {
        try CommandError.wrapping { () throws(SystemError) in try file.rewind() }
        var importer = Importer(into: store, replaces: replaces, at: .now) { _, _ in nil }
        var isInterrupted = false
        try forEachLine(of: file, "loading") { line, _ throws(CommandError) in
            isInterrupted = isInterrupted || interruption?.isRequested == true
            if isInterrupted { return }
            do throws(ImportError) { try importer.load(line) } catch { throw failure(error, after: importer.summary) }
        }
        do throws(ImportError) { return try importer.finish() } catch { throw failure(error, after: importer.summary) }
    }

    /// What went wrong, and how many records were loaded before, if that is known.
    private static func failure(_ error: ImportError, after summary: Importer.Summary) -> CommandError {
        let failure = CommandError(error)
        guard case .store(.unavailable) = error else { return failure }
        return CommandError(
            failure.code, "\(failure.sentence); \(summary.count) records are loaded, run it again for the others")
    }

    private static func failureLoadingNothing(_ error: StoreError) -> CommandError {
        let failure = CommandError(error)
        guard case .unavailable = error else { return failure }
        return CommandError(failure.code, "\(failure.sentence); nothing was loaded")
    }

    private static func importer(into store: any RecordStore, replaces: Bool) throws(CommandError) -> Importer {
        do throws(StoreError) {
            let keys = try ImportedKeys()
            return Importer(into: store, replaces: replaces, at: .now) { key, line throws(StoreError) in
                try keys.register(key, line: line)
            }
        } catch { throw CommandError(error) }
    }

    /// Refuses a file with a line that cannot be loaded into the store.
    private static func check(
        _ file: FileDescriptor, against store: any RecordStore, replaces: Bool, _ interruption: Interruption?
    ) throws(CommandError) {
        var importer = try importer(into: store, replaces: replaces)
        var refusedLines = 0
        var first: [UInt8]?
        try forEachLine(of: file, "checking") { line, number throws(CommandError) in
            if let interruption, interruption.isRequested { endWithNothingLoaded(interruption) }
            if first == nil { first = line }
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
            if let first, let hint = hint(firstLine: first) { printError(hint) }
            let lines = refusedLines == 1 ? "1 line" : "\(refusedLines) lines"
            throw CommandError(.unusableInput, "\(lines) cannot be loaded; nothing of \(file.name) was")
        }
    }

    /// What may be wrong with the whole file.
    private static func hint(firstLine: [UInt8]) -> String? {
        let text = firstLine.filter { ![UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains($0) }
        switch text.first {
        case UInt8(ascii: "["):
            return "the file begins as a JSON array; import takes one object per line: jq -c '.[]' FILE makes them"
        case UInt8(ascii: "{") where text.count == 1:
            return "the file has one object over several lines; import takes one per line: jq -c . FILE makes them"
        default: return nil
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

    /// A file that can be read twice: a copy of standard input (`-`) and of a pipe.
    private static func opened(_ path: String) throws(CommandError) -> FileDescriptor {
        let file = try CommandError.wrapping { () throws(SystemError) in
            try path == "-" ? FileDescriptor.standardInput : FileDescriptor.open(path, .read, waitsForWriter: true)
        }
        if path != "-", (try? file.rewind()) != nil { return file }
        return try copied(file)
    }

    private static func copied(_ input: FileDescriptor) throws(CommandError) -> FileDescriptor {
        let chunkBytes = 1 << 16
        if input.isTerminal { printError("reading records from the terminal, one per line; Ctrl-D ends them") }
        return try CommandError.wrapping { () throws(SystemError) in
            let copy = try FileDescriptor.temporary()
            while true {
                let chunk = try input.read(upTo: chunkBytes)
                if chunk.isEmpty { break }
                try copy.write(chunk)
            }
            try copy.rewind()
            return FileDescriptor(number: copy.number, name: input.name)
        }
    }
}
