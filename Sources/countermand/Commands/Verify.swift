import FileStore
import POSIX
import Storage

#if Network
    import PostgreSQLStore
#endif

/// `verify`: checks the hash chain of the journal and reports every invalid line.
enum Verify {
    /// With a `proof`, also reports which line has that hash and what was cancelled there.
    static func run(
        _ configuration: Configuration, proof: String?, record: String?
    ) throws(CommandError) -> ExitCode {
        let hash = proof.flatMap(Verification.hash)
        if proof != nil, hash == nil {
            throw CommandError(.usage, "--proof needs the Cancellation-Proof of an answer: 64 digits of 0-9 a-f")
        }
        #if Network
            if case .postgresql(let address) = configuration.store {
                return try run(address, proof: proof, record: record)
            }
        #endif
        if record != nil { throw CommandError(.usage, "--record is for a PostgreSQL store; a journal is one chain") }
        guard case .file(let directory) = configuration.store else {
            throw CommandError(.usage, "verify needs a file store; name one with --store file:DIR")
        }
        let result: Verification
        do {
            try FileStore.requireStore(in: directory)
            result = try Verification(directory: directory, proof: hash)
        } catch { throw CommandError(error) }
        for fault in result.faults { printError(fault) }
        let unproven = "no line has the hash of the proof: the journal does not contain that cancel, or no longer does"
        guard result.faults.isEmpty else {
            if hash != nil, result.proven == nil { printError(unproven) }
            let faults = result.faults.count == 1 ? "1 fault" : "\(result.faults.count) faults"
            let verdict =
                result.isDamaged ? "the journal is damaged" : "the journal is not damaged, but not whole either"
            throw CommandError(.unusableInput, "\(verdict): \(faults) in \(result.lines) lines")
        }
        printError("all \(result.lines) lines hold, \(result.bytes) bytes")
        guard hash != nil else { return .success }
        guard let (line, events) = result.proven else {
            throw CommandError(.unusableInput, unproven)
        }
        guard !events.isEmpty else {
            throw CommandError(.unusableInput, "the hash of the proof is that of line \(line), which cancelled nothing")
        }
        printError("the proof is that of line \(line): " + events.map { $0.summary }.joined(separator: "; "))
        return .success
    }
}
