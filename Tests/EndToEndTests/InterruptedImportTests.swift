import Foundation
import JSON
import TestSupport
import Testing

/// An import that is cut off.
@Suite("A killed import", .enabled(if: TracedSite.canTrace, "strace has to be installed"))
struct InterruptedImportTests {
    private static let ids = (1...2200).map { "I-\($0)" }
    private static let lines = ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# }

    /// Runs the import of all records, killed at the `write`th time it writes to a journal.
    private func killed(_ site: Site, at write: Int, of journal: String) throws {
        try site.write("more", Self.lines.joined(separator: "\n"))
        let strace = Program(URL(filePath: "/usr/bin/strace"), environment: site.environment, in: site.directory.url)
        let ended = try strace.run(
            "-qq", "-o", "trace", "-P", site.directory[journal].path, "-e", "trace=pwrite64", "-e",
            "inject=pwrite64:signal=KILL:when=\(write)", Program.product("countermand").path, "import", "more")
        #expect(ended.ending == .signal(9))
    }

    private func present(_ site: Site) throws -> [String] {
        try site.run("export").lines.compactMap { try JSONValue(parsing: Array($0.utf8))["id"]?.string }
            .filter { $0.hasPrefix("I-") }
    }

    @Test("into a store leaves the first records, and goes on when it is run again", arguments: 1...5)
    func existing(write: Int) throws {
        let site = try Site.withSamples()
        try killed(site, at: write, of: "store/journal")
        let present = try present(site)
        #expect(present == Array(Self.ids.prefix(present.count)))
        #expect(present.count < Self.ids.count)
        try #expect(site.run("verify").ending == .exit(0))

        let again = try site.run("import", "more")
        #expect(again.ending == .exit(0))
        #expect(
            again.errors.contains("\(Self.ids.count - present.count) new, 0 replaced, \(present.count) there already"))
        try #expect(self.present(site) == Self.ids)
    }

    @Test("into no store leaves none, and is run again as if it were the first time", arguments: 1...6)
    func new(write: Int) throws {
        let site = try Site()
        try killed(site, at: write, of: "store/journal.unfinished/journal")
        let answer = try site.answer(Contract.dispatchJob.cancel("I-1"))
        #expect(answer.status == 503)
        #expect(answer.ended.errors.contains("there is no store in store"))

        try #expect(site.run("import", "more").ending == .exit(0))
        try #expect(present(site) == Self.ids)
        #expect(!FileManager.default.fileExists(atPath: site.directory["store/journal.unfinished"].path))
    }
}
