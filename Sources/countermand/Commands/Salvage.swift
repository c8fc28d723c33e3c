import FileStore
import POSIX
import Storage

#if Network
    import PostgreSQLStore
#endif

/// `salvage`: makes a new store of what comes before the damage in a store's journal, and lists what is left behind.
enum SalvageCommand {
    static func run(_ configuration: Configuration, into target: String) throws(CommandError) -> ExitCode {
        guard case .file(let directory) = configuration.store else {
            throw CommandError(.usage, "salvage needs a file store; name the damaged one with --store file:DIR")
        }
        if target.hasPrefix("file:") {
            throw CommandError(.usage, "salvage takes a directory for the new store: write \(target.dropFirst(5))")
        }
        let salvage: Salvage
        do throws(StoreError) {
            try FileStore.requireStore(in: directory)
            salvage = try Salvage(directory: directory)
        } catch { throw CommandError(error) }
        for fault in salvage.faults { printError(fault) }
        if let refusal = salvage.refusal { throw refusal.error(directory) }
        do throws(StoreError) {
            try salvage.makeStore(in: target)
            try report(salvage, into: target)
        } catch { throw CommandError(error) }
        return .success
    }

    private static func report(_ salvage: Salvage, into target: String) throws(StoreError) {
        printError("copied \(salvage.savedLines) lines, \(salvage.savedBytes) bytes, into a new store in \(target)")
        var left = 0
        try salvage.forEachLeftLine { line, events in
            left += 1
            let changes = events.map { $0.summary }
            printError(
                "left behind: line \(line), "
                    + (changes.isEmpty ? "which has no event" : changes.joined(separator: "; ")))
        }
        let lines = left == 1 ? "1 line" : "\(left) lines"
        printError("left behind in all: \(salvage.leftBytes) bytes, with \(lines) that can still be read")
    }
}

extension Event {
    /// What happened, for people.
    var summary: String { "\(type) \(subject) of \(time), event \(id)" }
}

extension Salvage.Refusal {
    fileprivate func error(_ directory: String) -> CommandError {
        let sentence =
            switch self {
            case .undamaged: "nothing in \(directory)/journal is damaged: it needs no salvage"
            case .nothingHolds: "nothing comes before the damage in \(directory)/journal; restore a backup"
            case .rewritten:
                "the lines of \(directory)/journal follow each other, but are not those that were on the disk: what was changed "
                    + "cannot be known; restore a backup"
            }
        return CommandError(.unusableInput, sentence)
    }
}
