import Foundation
import JSON
import TestSupport
import Testing

/// What a process that reads does while it holds the journal's lock, as `strace` sees it: writers wait that long.
@Suite("While the lock is held", .enabled(if: TracedSite.canTrace, "strace has to be installed"))
struct ReadingTraceTests {
    private static let count = 2000

    private struct Trace {
        var indexReads = 0
        var journalReads = 0
        var journalReadsLocked = 0
        var writesLocked = 0
        var locks = 0
    }

    private let site: Site

    /// With an index that is up to date, and every fifth work order cancelled.
    init() throws {
        site = try Site.with(
            (1...Self.count).map {
                let status = $0.isMultiple(of: 5) ? "cancelled" : "pending"
                return #"{"kind":"work-order","id":\#($0),"status":"\#(status)","client_id":\#($0 % 3)}"#
            })
        try #require(site.answer(.get("/api/work-orders/1")).status == 200)
    }

    private func trace(_ ask: Ask) throws -> (Answer, Trace) {
        let file = site.directory["trace"]
        let strace = Program(
            URL(filePath: "/usr/bin/strace"), environment: site.environment, in: site.directory.url)
        let ended = try withExtendedLifetime(site.directory) {
            try strace.run(
                [
                    "-qq", "-y", "-s", "0", "-o", file.path, "-e", "trace=flock,pread64,read,pwrite64,write",
                    Program.product("countermand").path,
                ], input: ask.envelope)
        }
        var trace = Trace()
        var isLocked = false
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let isOfJournal = line.contains("/journal>")
            switch line.prefix(while: { $0 != "(" }) {
            case "flock":
                isLocked = !line.contains("LOCK_UN")
                if isLocked { trace.locks += 1 }
            case "pread64", "read":
                if isOfJournal { trace.journalReads += 1 }
                if isOfJournal, isLocked { trace.journalReadsLocked += 1 }
                if line.contains("/index>") { trace.indexReads += 1 }
            default: if isLocked { trace.writesLocked += 1 }
            }
        }
        return (try Answer(ended), trace)
    }

    private func page(_ limit: Int, status: String? = nil, cursor: String? = nil) throws -> (Answer, Trace) {
        var ask = Ask.get("/api/work-orders")
        ask.query = ["limit": "\(limit)"]
        if let status { ask.query["status"] = .string(status) }
        if let cursor { ask.query["cursor"] = .string(cursor) }
        return try trace(ask)
    }

    private func check(_ trace: Trace, shown: Int, lists: Int, _ name: String) {
        #expect(trace.locks == 1, "\(name)")
        #expect(trace.journalReads >= shown, "\(name)")
        #expect(trace.journalReadsLocked == 0, "\(name)")
        #expect(trace.writesLocked == 0, "\(name)")
        // A list that has nothing to show is looked up all the same.
        #expect(trace.indexReads <= max(4 * shown, 1 + 5 * lists), "\(name)")
    }

    @Test("no byte of the journal is read for one work order")
    func load() throws {
        let (answer, trace) = try trace(.get("/api/work-orders/\(Self.count / 2)"))
        #expect(answer.status == 200)
        check(trace, shown: 1, lists: 1, "a work order")
    }

    @Test("C14 no byte of the journal is read for a page, and at most four pages of the index for each record shown")
    func cursors() throws {
        let (first, _) = try page(50, status: "pending")
        let given = try #require(first.body.object?["nextCursor"]?.string)
        let last = try #require(first.body.object?["data"]?.array?.last?.object?["id"]?.integer)
        var cancel = Ask(
            method: "PATCH", path: "/api/work-orders/\(last)/status", claims: ["sub": "1", "role": "admin"])
        cancel.body = #"{"status":"cancelled"}"#
        try #require(site.answer(cancel).status == 200)
        let lists = try #require(given.split(separator: "_").last)
        let bound = try #require(given.split(separator: "_").first.flatMap { UInt64($0, radix: 36) })
        var cursors: [(name: String, cursor: String?)] = [
            ("none", nil), ("outlived by its record", given), ("of version 0.1", "\(String(bound, radix: 36))-zz"),
        ]
        for part: UInt64 in [0, 1, 3, 7, 8, 9, 99] {
            cursors.append(("\(part) eighths, made up", "\(String(bound / 8 * part, radix: 36))_\(lists)"))
        }
        for (name, cursor) in cursors {
            for limit in [1, 50, 200] {
                let (answer, trace) = try page(limit, status: "pending", cursor: cursor)
                let shown = try #require(answer.body.object?["data"]?.array?.count)
                check(trace, shown: shown, lists: 1, "\(name), \(limit)")
            }
        }
        let (all, trace) = try page(200)
        #expect(all.body.object?["data"]?.array?.count == 200)
        check(trace, shown: 200, lists: 4, "every status")
    }
}
