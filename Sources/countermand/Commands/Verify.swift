import FileStore
import POSIX
import Storage

/// Walks the journal's hash chain and names every line that does not hold.
enum Verify {
    /// With a proof, says whether the cancel that it was given for stands in the chain.
    static func run(_ configuration: Configuration, proof: String?) throws(Stop) -> ExitCode {
        let hash = proof.flatMap(Verification.hash)
        if proof != nil, hash == nil {
            throw Stop(.usage, "--proof needs the Cancellation-Proof of an answer: 64 digits of 0-9 a-f")
        }
        guard case .file(let directory) = configuration.store else {
            throw Stop(.usage, "verify walks the journal of a file store: name one with --store file:DIR")
        }
        let result: Verification
        do { result = try Verification(directory: directory, proof: hash) } catch { throw Stop(error) }
        for fault in result.faults { say(fault) }
        guard result.faults.isEmpty else {
            throw Stop(.unusableInput, "\(result.faults.count) of \(result.lines) lines do not hold")
        }
        say("all \(result.lines) lines hold, \(result.bytes) bytes")
        guard hash != nil else { return .success }
        guard let (line, events) = result.proven else {
            throw Stop(.unusableInput, "no line has the hash of the proof: what it was given for does not stand there")
        }
        guard !events.isEmpty else {
            throw Stop(.unusableInput, "the hash of the proof is that of line \(line), in which nothing was cancelled")
        }
        let told = events.map { "\($0.type) \($0.subject) of \($0.time), event \($0.id)" }
        say("the proof is that of line \(line): " + told.joined(separator: "; "))
        return .success
    }
}
