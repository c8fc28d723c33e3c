import Foundation
import TestSupport
import Testing

/// `countermand check`.
struct CheckTests {
    private func lines(_ site: Site, _ words: String..., exit code: Int32) throws -> [String] {
        let ended = try site.run(["check"] + words)
        #expect(ended.ending == .exit(code), "\(ended.text)")
        #expect(ended.errors == "")
        return ended.lines
    }

    private func files(_ site: Site) throws -> [String: Data] {
        let store = site.directory["store"]
        let names = try FileManager.default.contentsOfDirectory(atPath: store.path)
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: store.appending(path: $0))) })
    }

    @Test("what is set up right is all right, and no byte of the store is changed") func right() throws {
        let site = try Site.with([#"{"kind":"dispatch-job","id":"J-1","status":"New"}"#])
        let before = try files(site)
        let lines = try lines(site, exit: 0)
        #expect(lines.contains("ok      COUNTERMAND_STORE: file:store"))
        #expect(lines.contains("ok      COUNTERMAND_JWT_SECRET: a secret of at least 32 bytes"))
        #expect(lines.contains("ok      the store: can be read, and takes changes"))
        #expect(!lines.contains { $0.hasPrefix("wrong") })
        try #expect(files(site) == before)
    }

    @Test("a store that is not there is wrong, with what to do, and is not made") func noStore() throws {
        let site = try Site()
        let lines = try lines(site, exit: 78)
        #expect(
            lines.contains { $0.hasPrefix("wrong   the store: there is no store in store; countermand import FILE") })
        #expect(!FileManager.default.fileExists(atPath: site.directory["store"].path))
    }

    @Test("every setting that cannot be used is reported, not the first alone") func settings() throws {
        var site = try Site.withSamples()
        site.environment = [
            "COUNTERMAND_STORE": "postgres:", "COUNTERMAND_JWT_SECRET": "short", "COUNTERMAND_JWT_ISSUER": "",
            "COUNTERMAND_BASE_PATH": "v1", "COUNTERMAND_CORS_ORIGINS": "example.org", "COUNTERMAND_CONSOLE": "yes",
            "COUNTERMAND_LOG": "loud",
        ]
        let lines = try lines(site, exit: 78)
        for name in ["STORE", "JWT_SECRET", "JWT_ISSUER", "BASE_PATH", "CORS_ORIGINS", "CONSOLE", "LOG"] {
            #expect(lines.contains { $0.hasPrefix("wrong   COUNTERMAND_\(name) ") }, "\(name)")
        }
        #expect(!lines.contains { $0.contains("short") })
        site.environment = ["COUNTERMAND_STOR": "file:store"]
        try #expect(self.lines(site, exit: 78).contains { $0.contains("did you mean COUNTERMAND_STORE?") })
    }

    @Test("a page that is served is reported with its path") func console() throws {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_CONSOLE"] = "on"
        try #expect(lines(site, exit: 0).contains("ok      COUNTERMAND_CONSOLE: the page is at /console"))
    }

    @Test("a secret that others can read is a warning") func mode() throws {
        let site = try Site.withSamples()
        try site.permit(0o644, "secret")
        let lines = try lines(site, exit: 0)
        #expect(lines.contains { $0.hasPrefix("warning ") && $0.contains("mode is 0644") })
    }

    @Test("a store in memory is a warning, and one on tmpfs too") func memory() throws {
        let site = try Site()
        let lines = try lines(site, "--store", "memory:", exit: 0)
        #expect(lines.contains { $0.hasPrefix("warning the store is in memory") })
    }

    @Test("what web servers and Lambda would lack is a note: they read the environment alone") func environment() throws
    {
        var site = try Site.withSamples()
        let notes = try lines(site, exit: 0).filter { $0.hasPrefix("note    as CGI") }
        #expect(notes.contains { $0.contains("COUNTERMAND_STORE must have an absolute path") })
        #expect(notes.contains { $0.contains("absolute path, because") })
        let directory = site.directory.url.path
        site.environment = [
            "COUNTERMAND_STORE": "file:\(directory)/store", "COUNTERMAND_JWT_SECRET": "@\(directory)/secret",
        ]
        try #expect(
            lines(site, exit: 0).contains("ok      as CGI and on Lambda: the environment has the store and the secret"))
        site.environment = [:]
        let flags = try lines(site, "--store", "file:store", "--jwt-secret", "@secret", exit: 0)
        #expect(flags.contains { $0.hasPrefix("note ") && $0.contains("COUNTERMAND_STORE must be set") })
        #expect(
            flags.contains { $0.hasPrefix("note ") && $0.contains("COUNTERMAND_JWT_SECRET is not in the environment") })
    }

    @Test(
        "a file that belongs to another user than the store is a warning, and root is told whose the store is",
        .enabled(if: geteuid() == 0, "only root can give files away"))
    func owners() throws {
        let site = try Site.with([#"{"kind":"dispatch-job","id":"J-1","status":"New"}"#])
        let store = site.directory["store"].path
        try #expect(lines(site, exit: 0).contains { $0.hasPrefix("note    checked as root, to whom the store") })
        for name in ["", "/journal"] { #expect(chown(store + name, 65_534, 65_534) == 0) }
        let lines = try lines(site, exit: 0)
        #expect(
            lines.contains {
                $0.hasPrefix("warning the store: store/index belongs to user 0, and the directory to user 65534")
            })
        #expect(!lines.contains { $0.contains("store/journal belongs") })
        #expect(lines.contains { $0.contains("sudo -E -u '#65534' countermand check") })
    }

    @Test("a damaged journal is wrong") func damaged() throws {
        let site = try Site.withSamples()
        var journal = try site.journalBytes()
        journal[0] ^= 1
        try site.overwriteJournal(journal)
        let lines = try lines(site, exit: 78)
        #expect(lines.contains { $0.hasPrefix("wrong   the store: ") })
    }
}
