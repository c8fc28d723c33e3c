import POSIX

/// How the program ends, in the codes of sysexits.h.
enum ExitCode: CInt {
    case success = 0
    /// With `--fail`, or where no other sign of it reaches the caller: the answer's status is 400 or above. The code that
    /// curl uses for it.
    case refused = 22
    case usage = 64
    case unusableInput = 65
    case inputOutput = 74
    case configuration = 78
}

/// Why the program cannot go on: one sentence for standard error, and how it ends.
struct Stop: Error {
    let code: ExitCode
    let sentence: String

    init(_ code: ExitCode, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    init(_ error: SystemError) { self.init(.inputOutput, "\(error)") }
}

func orStop<Result>(_ body: () throws(SystemError) -> Result) throws(Stop) -> Result {
    do { return try body() } catch { throw Stop(error) }
}

/// Writes a sentence for people to standard error.
func say(_ sentence: String) {
    // Nobody is left to tell if this fails.
    try? FileDescriptor.standardError.write(Array("countermand: \(sentence)\n".utf8))
}
