import POSIX

// Standard output carries the answers of the front ends, and what the commands `export`, `events`, `openapi`, `help` and
// `version` print. Everything else goes to standard error: the log, errors, warnings and the reports of `import` and
// `verify`.

/// Writes the text of a command to standard output.
func printOutput(_ bytes: [UInt8]) throws(CommandError) {
    try CommandError.wrapping { () throws(SystemError) in try FileDescriptor.standardOutput.write(bytes) }
}

/// Writes a line for people to standard error. If that fails, there is nowhere left to report it.
func printError(_ sentence: String) {
    try? FileDescriptor.standardError.write(Array("countermand: \(sentence)\n".utf8))
}
