import Foundation
import JSON
import TestSupport
import Testing

/// The commands on the pages, run as they are there. Those that build something or need the network are for `.ci/run`.
struct CommandTests {
    /// The pages with commands that a test runs, and the names of these.
    private static let tested = [
        "README.md": ["the first minutes"],
        "Sources/Documentation/journal.md": ["check the chain"],
        "Sources/Documentation/operating.md": ["a stream", "copy a store"],
        "Sources/Documentation/web-servers.md": ["a token", "a request"],
    ]

    @Test("every command of a page is run, by a test or by .ci/run", arguments: Page.all)
    func commands(path: String) throws {
        let script = try Repository.text(".ci/run")
        for fence in try Page(path).fences where ["sh", "bash", "console", "shell"].contains(fence.language) {
            let name = try #require(fence.name, "\(path): \(fence.text)")
            let isTested = Self.tested[path]?.contains(name) == true
            #expect(isTested || script.contains("fence \(path) '\(name)'"), "\(path): \(name)")
        }
    }

    @Test("the tested commands are on their pages") func tested() throws {
        for (path, names) in Self.tested { for name in names { _ = try Page(path).fence(name) } }
    }

    /// A directory with the samples, in which the program is found by its name.
    private func sampleDirectory() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            at: directory["events"], withDestinationURL: Repository.root.appending(path: "events"))
        try FileManager.default.createSymbolicLink(
            at: directory["countermand"], withDestinationURL: Program.product("countermand"))
        return directory
    }

    private func shell(_ command: some StringProtocol, in directory: TemporaryDirectory) throws -> Ended {
        let path = "\(directory.url.path):/usr/local/bin:/usr/bin:/bin"
        return try Program(URL(filePath: "/bin/sh"), environment: ["PATH": path], in: directory.url)
            .run("-c", String(command))
    }

    private func status(_ line: String) throws -> Int? {
        try JSONValue(parsing: Array(line.utf8)).object?["statusCode"]?.integer
    }

    @Test("the first minutes go as the comments beside the commands say") func firstMinutes() throws {
        let directory = try sampleDirectory()
        var printed: [String] = []
        let lines = try Page("README.md").fence("the first minutes").split(separator: "\n")
        for line in lines {
            let ended = try shell(line, in: directory)
            #expect(ended.ending == .exit(0), "\(line): \(ended.errors)")
            if let expected = line.firstMatch(of: /# (\d{3}),/)?.1 {
                try #expect(status(ended.text) == Int(expected), "\(line)")
            }
            printed.append(ended.text)
        }
        #expect(lines.count == 5 && printed[3].contains(#""type":"JobCancelled""#))
    }

    @Test("a stream answers each of its lines") func stream() throws {
        let page = try Page("\(Repository.documentation)/operating.md")
        let ended = try shell(page.fence("a stream"), in: sampleDirectory())
        try #expect(ended.lines.map(status) == [200, 404], "\(ended.errors)")
    }

    @Test("a store that was exported and imported has the same records") func copy() throws {
        let directory = try sampleDirectory()
        let page = try Page("\(Repository.documentation)/operating.md")
        try #expect(shell("countermand import events/records.ndjson", in: directory).ending == .exit(0))
        let ended = try shell(page.fence("copy a store"), in: directory)
        #expect(ended.ending == .exit(0), "\(ended.errors)")
        let copy = try shell("countermand --store file:copy export", in: directory)
        try #expect(copy.output == Array(Data(contentsOf: directory["records.ndjson"])))
        #expect(copy.lines.count > 1)
    }
}
