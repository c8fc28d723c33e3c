import ASCII
import POSIX

// Standard output carries the answers of `handle`, `stream`, CGI and OpenFaaS (those of OpenWhisk go to file descriptor 3, those of
// Lambda to the Runtime API), and what the commands `export`, `events`, `openapi`, `help` and
// `version` print. Everything else goes to standard error: the log, errors, warnings and the reports of `import` and
// `verify`.

/// Writes the text of a command to standard output.
func printOutput(_ bytes: [UInt8]) throws(CommandError) {
    try CommandError.wrapping { () throws(SystemError) in try FileDescriptor.standardOutput.write(bytes) }
}

/// Writes a line for people to standard error, with control characters escaped. If that fails, there is nowhere left to report it.
func printError(_ sentence: String) {
    let line = Array("countermand: \(sentence)".utf8).escapingControlCharacters + [UInt8(ascii: "\n")]
    try? FileDescriptor.standardError.write(line)
}
