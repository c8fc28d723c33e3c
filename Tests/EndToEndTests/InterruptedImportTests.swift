import Foundation
import JSON
import TestSupport
import Testing

/// An import that is cut off.
@Suite("An import that is killed or fails", .enabled(if: TracedSite.canTrace, "strace has to be installed"))
struct InterruptedImportTests {
    private static let ids = (1...2200).map { "I-\($0)" }
    private static let lines = ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# }

    /// Runs the import of all records with a fault when it writes to a journal.
    private func imported(_ site: Site, writing journal: String, _ fault: String) throws -> Ended {
        try site.write("more", Self.lines.joined(separator: "\n"))
        let strace = Program(URL(filePath: "/usr/bin/strace"), environment: site.environment, in: site.directory.url)
        return try strace.run(
            "-qq", "-o", "trace", "-P", site.directory[journal].path, "-e", "trace=pwrite64", "-e",
            "inject=pwrite64:\(fault)", Program.product("countermand").path, "import", "more")
    }

    /// At the `write`th time.
    private func killed(_ site: Site, at write: Int, of journal: String) throws {
        #expect(try imported(site, writing: journal, "signal=KILL:when=\(write)").ending == .signal(9))
    }

    private func present(_ site: Site) throws -> [String] {
        try site.run("export").lines.compactMap { try JSONValue(parsing: Array($0.utf8))["id"]?.string }
            .filter { $0.hasPrefix("I-") }
    }

    @Test("killed, into a store leaves the first records, and goes on when it is run again", arguments: 1...5)
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

    @Test("killed, into no store leaves none, and is run again as if it were the first time", arguments: 1...6)
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

    @Test("whose disk is full says how many records are loaded, and goes on when it is run again")
    func full() throws {
        let site = try Site.withSamples()
        let ended = try imported(site, writing: "store/journal", "error=ENOSPC:when=3+")
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("; 1000 records are loaded, run it again for the others"))
        #expect(try present(site) == Array(Self.ids.prefix(1000)))
        #expect(try site.run("import", "more").errors.contains("1200 new, 0 replaced, 1000 there already"))
    }

    @Test("whose disk is full before there is a store says that nothing is loaded, and leaves nothing")
    func fullBefore() throws {
        let site = try Site()
        let ended = try imported(site, writing: "store/journal.unfinished/journal", "error=ENOSPC:when=3+")
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("; nothing was loaded"))
        #expect(!FileManager.default.fileExists(atPath: site.directory["store"].path))
    }
}
