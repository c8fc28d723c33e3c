import Foundation

/// A process on its way. Its standard output comes through a pipe, so that an answer can be read before it ends. Without
/// a holder it is killed.
package final class Running {
    /// One process is started at a time: another that is being started would inherit its pipes, and keep them open.
    private static let starting = NSLock()

    private let process = Process()
    private let directory: TemporaryDirectory
    private let output: Pipe
    private let errorFile: FileHandle
    private var held: FileHandle?
    private var isOutputOpen = true
    private var read: [UInt8] = []

    /// Standard input is a file, or a pipe whose end does not come before `release()`. It is filled before the process
    /// starts, so that nothing is ever written to a process that is gone.
    init(
        _ program: Program, _ arguments: [String], input: [UInt8], isHeld: Bool = false, isRead: Bool = true
    ) throws {
        Self.starting.lock()
        defer { Self.starting.unlock() }
        output = Pipe()
        directory = try TemporaryDirectory()
        errorFile = try directory.newFile("errors")
        process.executableURL = program.executable
        process.arguments = arguments
        process.environment = program.environment
        process.currentDirectoryURL = program.directory
        process.standardOutput = output
        process.standardError = errorFile
        if isHeld {
            let pipe = Pipe()
            try pipe.fileHandleForWriting.write(contentsOf: input)
            held = pipe.fileHandleForWriting
            process.standardInput = pipe
        } else {
            try Data(input).write(to: directory["input"])
            process.standardInput = try FileHandle(forReadingFrom: directory["input"])
        }
        if !isRead { closeOutput() }
        try process.run()
    }

    deinit { kill() }

    package var identifier: Int32 { process.processIdentifier }

    /// Asks it to end, as platforms do before they kill.
    package func terminate() { Foundation.kill(process.processIdentifier, SIGTERM) }

    /// Sends more input to a process that reads it.
    package func write(_ bytes: [UInt8]) throws { try held?.write(contentsOf: bytes) }

    /// Lets the input end.
    package func release() {
        try? held?.close()
        held = nil
    }

    /// The next line of its output, as soon as it has been written; `nil` at the end.
    package func nextLine() -> String? {
        while true {
            if let end = read.firstIndex(of: UInt8(ascii: "\n")) {
                defer { read.removeFirst(end + 1) }
                return String(decoding: read[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            read += more
        }
    }

    /// Ends it as `kill -9` does, unless it has ended already.
    package func kill() { if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) } }

    /// Ends it and what it has started, a server and its helpers: Foundation starts every process in a group of its own.
    package func killGroup() {
        Foundation.kill(-process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    package var isRunning: Bool { process.isRunning }

    /// What it has written to its standard error so far.
    package var errors: String { (try? String(contentsOf: directory["errors"], encoding: .utf8)) ?? "" }

    /// Closes the reading end of its output.
    package func closeOutput() {
        isOutputOpen = false
        try? output.fileHandleForReading.close()
    }

    /// Waits for its end. `output` is what has not been taken by `nextLine()`.
    package func wait() throws -> Ended {
        let rest = isOutputOpen ? try output.fileHandleForReading.readToEnd() ?? Data() : Data()
        process.waitUntilExit()
        let status = process.terminationStatus
        return Ended(
            ending: process.terminationReason == .exit ? .exit(status) : .signal(status),
            output: read + rest, errors: try String(contentsOf: directory["errors"], encoding: .utf8))
    }
}

extension TemporaryDirectory {
    fileprivate func newFile(_ name: String) throws -> FileHandle {
        try Data().write(to: self[name])
        return try FileHandle(forWritingTo: self[name])
    }
}
