import Foundation
import JSON
import TestSupport
import Testing

/// Lines of a stream that have arrived together share one sync.
@Suite("Lines that have arrived together", .enabled(if: TracedSite.canTrace, "strace has to be installed"))
struct BatchTests {
    private static let lineFeed = [UInt8(ascii: "\n")]
    /// A cancel of each contract, one of them again, with a line among them that is not an envelope, and a blank one.
    private static let lines =
        [
            Contract.cleaningJob.cancel.envelope, Contract.dispatchJob.cancel.envelope, Array("[]".utf8), [],
            Contract.workOrder.cancel.envelope, Contract.dispatchJob.cancel.envelope,
        ].flatMap { $0 + lineFeed }

    private func answers(_ ended: Ended) throws -> [Answer] { try ended.lines.map { try Answer($0, ended) } }

    @Test("C2 are decided in their order, synced once, and answered then, all at once") func oneSync() throws {
        let site = try TracedSite()
        let (ended, calls) = try site.traceStream(Self.lines)
        #expect(ended.ending == .exit(0))
        try #expect(answers(ended).map { $0.status } == [200, 200, 400, 200, 400])
        #expect(calls.count { $0 == .sync(.journal) } == 1)
        #expect(calls.count { $0 == .answer } == 1)
        let writes = calls.prefix { $0 != .sync(.journal) }
        #expect(writes.count == 3)
        #expect(writes.allSatisfy { if case .write(.journal, _) = $0 { true } else { false } })
        #expect(calls.last == .answer)
        try #expect(site.site.run("events").lines.count == 3)
    }

    @Test("C2 have an unknown outcome, each of them, if that sync fails and cannot be repaired") func failedSync()
        throws
    {
        let site = try TracedSite()
        let (ended, _) = try site.traceStream(Self.lines, faults: ["fdatasync:error=EIO"])
        #expect(ended.ending == .exit(0))
        let answers = try answers(ended)
        #expect(answers.map { $0.status } == [500, 503, 400, 503, 503])
        #expect(answers[0].body == ["error": "Internal Server Error"])
        #expect(answers[1].body["type"] == "/problems/outcome-unknown")
        #expect(answers[2].body["type"] == "/problems/unreadable-envelope")
        #expect(answers[3].body["success"] == false)
        // What was read of a change that may be lost is unknown as well.
        #expect(answers[4].body["type"] == "/problems/outcome-unknown")
        // One entry for each of them.
        let log = try ended.errors.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(log.map { $0["status"] } == [500, 503, 503, 503])
        for entry in log { #expect(entry["error"]?.string?.contains("Input/output error") == true) }

        // They are all there once the disk works again.
        try #expect(site.site.answer(.get("/api/work-orders/28")).body["data"]?["status"] == "cancelled")
        try #expect(site.site.run("events").lines.count == 3)
    }

    @Test("are not more than a batch holds, so that answers come while there are more lines") func bounded() throws {
        let site = try TracedSite()
        let line = Contract.dispatchJob.cancel("J-404").envelope + Self.lineFeed
        let (ended, calls) = try site.traceStream((0..<1000).flatMap { _ in line })
        #expect(ended.lines.count == 1000)
        #expect(calls.count { $0 == .answer } >= 1000 / 128)
    }
}
