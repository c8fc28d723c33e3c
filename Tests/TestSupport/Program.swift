import Foundation

/// A program to be started: its path, directory and environment.
package struct Program: Sendable {
    package var executable: URL
    /// The whole environment: nothing of the test's own gets through.
    package var environment: [String: String]
    /// The working directory.
    package var directory: URL

    package init(_ executable: URL, environment: [String: String] = [:], in directory: URL) {
        self.executable = executable
        self.environment = environment
        self.directory = directory
    }

    /// A product of this package, which the build has put beside the tests, or the one that `COUNTERMAND_TEST_PROGRAM` names.
    package static func product(_ name: String) -> URL {
        if let path = ProcessInfo.processInfo.environment["COUNTERMAND_TEST_PROGRAM"] { return URL(filePath: path) }
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
        return folder.appending(path: name)
    }

    /// Runs it to its end, with `input` as its standard input.
    package func run(_ arguments: String..., input: [UInt8] = []) throws -> Ended {
        try run(arguments, input: input)
    }

    package func run(_ arguments: [String], input: [UInt8] = []) throws -> Ended {
        try Running(self, arguments, input: input).wait()
    }

    /// Runs it to its end with a standard output whose reader has closed it.
    package func runUnread(_ arguments: [String], input: [UInt8] = []) throws -> Ended {
        try Running(self, arguments, input: input, isRead: false).wait()
    }

    /// Starts it. Held, it waits for the end of its input until `release()`; `input` has to fit into a pipe then.
    package func start(_ arguments: [String], input: [UInt8] = [], isHeld: Bool = true) throws -> Running {
        try Running(self, arguments, input: input, isHeld: isHeld)
    }
}

/// How a process ended and what it wrote.
package struct Ended: Equatable, Sendable {
    package enum Ending: Equatable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    package let ending: Ending
    package let output: [UInt8]
    package let errors: String

    package var text: String { String(decoding: output, as: UTF8.self) }
    package var lines: [String] { text.split(separator: "\n").map(String.init) }
}
