import Foundation
import TestSupport
import Testing

/// Chromium, driven by the Python files of this folder. COUNTERMAND_TEST_PLAYWRIGHT is the path of a Python that has the
/// packages playwright and axe-playwright-python of PyPI.
enum Browser {
    private static let python = ProcessInfo.processInfo.environment["COUNTERMAND_TEST_PLAYWRIGHT"]
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static let isInstalled =
        python != nil && FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium") && WebServer.areInstalled

    /// Runs a file of this folder in a directory of its own, and shows that nothing in it failed.
    static func run(
        _ file: String, _ arguments: [String], environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Ended {
        let home = try TemporaryDirectory()
        let program = Program(
            URL(filePath: try #require(python)),
            environment: ["PATH": WebServer.searchPath, "HOME": home.url.path].merging(environment) { $1 }, in: home.url
        )
        let ended = try withExtendedLifetime(home) {
            try program.run(["-B", folder.appending(path: file).path] + arguments)
        }
        #expect(ended.ending == .exit(0), "\(ended.errors)", sourceLocation: sourceLocation)
        return ended
    }
}
