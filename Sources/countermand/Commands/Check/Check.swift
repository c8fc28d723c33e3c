import ASCII
import POSIX

#if Network
    import PostgreSQLStore
#endif

/// `check`: goes through the settings and the store, and says what is right, what is not and what to do. Makes no file and
/// changes no record.
enum Check {
    static func run(_ arguments: Arguments) throws(CommandError) -> ExitCode {
        var report = Report()
        report.examineSettings(arguments)
        // What is wrong with the setting is in the report already.
        if let store = try? Configuration.store(arguments.setting(.store), for: .commandLine) { report.examine(store) }
        report.examineEnvironment()
        try printOutput(report.text)
        return report.findsFault ? .configuration : .success
    }

    /// A line for each finding.
    struct Report {
        enum Finding: String {
            case right = "ok      "
            /// Worth knowing; nothing has to be done.
            case note = "note    "
            /// Works, but should be changed.
            case warning = "warning "
            case wrong = "wrong   "
        }

        private var lines: [String] = []
        private(set) var findsFault = false

        var text: [UInt8] {
            lines.flatMap { Array($0.utf8).escapingControlCharacters + [UInt8(ascii: "\n")] }
        }

        mutating func add(_ finding: Finding, _ sentence: String) {
            lines.append(finding.rawValue + sentence)
            if finding == .wrong { findsFault = true }
        }

        /// The value that `read` returns; nil if it throws, which is a finding.
        mutating func reading<Value>(_ read: () throws(CommandError) -> Value) -> Value? {
            do throws(CommandError) { return try read() } catch {
                add(.wrong, error.sentence)
                return nil
            }
        }
    }
}
