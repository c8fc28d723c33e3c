import Foundation
import JSON
import TestSupport
import Testing

/// The commands of first-minutes.md, from the first to the last.
@Suite(.enabled(if: WebServer.areInstalled, "needs \(WebServer.programs.joined(separator: ", "))"))
struct FirstMinutesPageTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(at: directory["bin"], withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Program.product("countermand"), to: directory["bin/countermand"])
    }

    /// The commands with their names, at a port that is free.
    private func commands() throws -> [(name: String, text: String)] {
        let file = Samples.repository.appending(path: "Sources/Documentation/first-minutes.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        let port = try Loopback.freePort()
        return page.matches(of: /<!-- (.+) -->\n```sh\n((?s:.*?))```\n/).map { match in
            (String(match.1), String(match.2).replacing("8080", with: "\(port)"))
        }
    }

    /// What each of them prints.
    private func printed() throws -> [String: String] {
        let commands = try commands()
        try #require(commands.count == 7)
        let script = commands.map { "(echo '\($0.name)') > name\n{\n\($0.text)} > \"printed-$(cat name)\"\n" }.joined()
        // The server does not outlive a failure.
        let last = #"trap 'kill "$(cat lighttpd.pid 2>/dev/null)" 2>/dev/null || true' EXIT"#
        OrdinaryUser.give(directory.url)
        let path = "\(directory["bin"].path):\(WebServer.searchPath)"
        let shell = Program(
            URL(filePath: "/usr/bin/env"), environment: ["PATH": path], in: directory.url)
        let ended = try withExtendedLifetime(directory) {
            try shell.run(OrdinaryUser.prefix + ["sh", "-euc", last + "\n" + script])
        }
        try #require(ended.ending == .exit(0), "\(ended.text) \(ended.errors)")
        return try Dictionary(
            uniqueKeysWithValues: commands.map { command in
                (command.name, try String(contentsOf: directory["printed-\(command.name)"], encoding: .utf8))
            })
    }

    @Test("they cancel a record of one's own, behind a web server too, and leave nothing behind") func commandsOfPage()
        throws
    {
        let printed = try printed()
        let answers = try (printed["cancel it"] ?? "").split(separator: "\n").map {
            try JSONValue(parsing: Array($0.utf8))
        }
        #expect(answers.count == 4)
        #expect(answers[0]["status"] == "Assigned" && answers[1]["dryRun"] == true)
        #expect(answers[2]["status"] == "Cancelled" && answers[2]["cancelledBy"] == "7")
        #expect(answers[3]["type"] == "/problems/job-already-cancelled")
        #expect(printed["look back"]?.contains(#""reason":"Called off""#) == true)
        #expect(printed["a secret"]?.contains("wrong ") == false)
        #expect(printed["a secret"]?.contains("ok      as CGI and on Lambda") == true)
        let answer = try JSONValue(parsing: Array((printed["over HTTP"] ?? "").utf8))
        #expect(answer["id"] == "J-2" && answer["status"] == "Cancelled")
        let left = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        #expect(left.filter { !$0.hasPrefix("printed-") && !["bin", "name", "lighttpd.pid"].contains($0) } == [])
    }
}
