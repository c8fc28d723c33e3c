import Foundation

/// Answers that were looked at once and are to stay as they are: files in the folder `Golden` beside a test.
package struct Golden: Sendable {
    package let folder: URL
    /// Whether to write what comes out instead of comparing it: with `RECORD_GOLDEN=1` in the environment.
    package let isRecording: Bool

    package init(
        beside file: String = #filePath, isRecording: Bool = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"
    ) {
        folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden")
        self.isRecording = isRecording
    }

    package struct Mismatch: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// Fails unless `text` is exactly the content of the file. Recording is refused as well: a run that recorded has shown
    /// nothing.
    package func check(_ name: String, _ actual: String) throws(Mismatch) {
        let file = folder.appending(path: name)
        if isRecording { throw record(actual, in: file) }
        guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
            throw Mismatch(description: "there is no \(name); RECORD_GOLDEN=1 writes it: \(actual)")
        }
        if Array(expected.utf8) != Array(actual.utf8) { throw Mismatch(name, expected, actual) }
    }

    package func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private func record(_ actual: String, in file: URL) -> Mismatch {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file)
            return Mismatch(
                description: "\(file.lastPathComponent) was recorded: look at it, then run without RECORD_GOLDEN")
        } catch { return Mismatch(description: "\(file.lastPathComponent) could not be recorded: \(error)") }
    }
}

extension Golden.Mismatch {
    /// Long answers are shown from a little before the place where they part.
    fileprivate init(_ name: String, _ expected: String, _ actual: String) {
        let start = max(0, zip(expected.utf8, actual.utf8).prefix { $0 == $1 }.count - 60)
        func excerpt(_ text: String) -> String {
            String(decoding: text.utf8.dropFirst(start).prefix(400), as: UTF8.self)
        }
        self.init(
            description: """
                not the golden \(name), from byte \(start) on
                expected: \(excerpt(expected))
                actual:   \(excerpt(actual))
                """)
    }
}
