import FileStore
import POSIX
import Storage

/// `salvage`: makes a new store of what comes before the damage in a store's journal, and says what is left behind.
enum SalvageCommand {
    private static let maximumReportedLines = 20

    static func run(_ configuration: Configuration, into target: String) throws(CommandError) -> ExitCode {
        guard case .file(let directory) = configuration.store else {
            throw CommandError(.usage, "salvage needs a file store; name the damaged one with --store file:DIR")
        }
        do throws(StoreError) {
            try FileStore.requireStore(in: directory)
            let salvage = try Salvage(directory: directory)
            guard !salvage.faults.isEmpty else {
                throw StoreError.unavailable(
                    "all \(salvage.savedLines) lines of \(directory)/journal hold: it needs no salvage")
            }
            try salvage.makeStore(in: target)
            try report(salvage, into: target)
        } catch { throw CommandError(error) }
        return .success
    }

    private static func report(_ salvage: Salvage, into target: String) throws(StoreError) {
        for fault in salvage.faults { printError(fault) }
        printError("copied \(salvage.savedLines) lines, \(salvage.savedBytes) bytes, into a new store in \(target)")
        var left = 0
        try salvage.forEachLeftLine { line, events in
            left += 1
            if left > maximumReportedLines { return }
            let changes = events.map { "\($0.type) \($0.subject) of \($0.time), event \($0.id)" }
            printError(
                "left behind: line \(line), "
                    + (changes.isEmpty ? "which has no event" : changes.joined(separator: "; ")))
        }
        let lines = left == 1 ? "1 line" : "\(left) lines"
        printError("left behind in all: \(salvage.leftBytes) bytes, with \(lines) that can still be read")
    }
}
