import Foundation
import JSON
import TestSupport
import Testing

/// Idempotency records belong to the store: no export contains them, and they exist as long as the journal does.
struct IdempotencyRecordTests {
    private func keyed(_ contract: Contract) -> Ask {
        var ask = contract.cancel
        ask.fields["Idempotency-Key"] = "key"
        return ask
    }

    /// With the sample of each contract cancelled under a key.
    private func cancelled() throws -> Site {
        let site = try Site.withSamples()
        for contract in Contract.allCases { try #require(site.answer(keyed(contract)).status == 200) }
        return site
    }

    @Test("they are not exported, and the export makes the same store again") func export() throws {
        let site = try cancelled()
        let unkeyed = try Site.withSamples()
        for contract in Contract.allCases { try #require(unkeyed.answer(contract.cancel).status == 200) }
        let exported = try site.run("export")
        #expect(exported.ending == .exit(0))
        #expect(!exported.text.contains("idempotency"))
        try #expect(exported.lines.count == unkeyed.run("export").lines.count)

        let copy = try Site()
        try #expect(copy.run("import", "-", input: exported.output).ending == .exit(0))
        try #expect(copy.run("export").lines.sorted() == exported.lines.sorted())
    }

    @Test("none can be imported") func importing() throws {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        let line = #"{"kind":"idempotency-key","id":"x","request":"x","at":"2025-10-20T10:30:00.000Z","body":{}}"#
        let ended = try site.run("import", "-", input: Array(line.utf8))
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("kind"))
        try #expect(site.journalBytes() == before)
    }

    @Test("they survive an index that is made anew", arguments: Contract.allCases) func rebuild(_ contract: Contract)
        throws
    {
        let site = try cancelled()
        let first = try site.answer(keyed(contract))
        #expect(first.fields["Idempotent-Replayed"] == "true")
        let journal = try site.journalBytes()
        try FileManager.default.removeItem(at: site.directory["store/index"])
        let second = try site.answer(keyed(contract))
        #expect(second.fields == first.fields)
        #expect(second.body == first.body)
        try #expect(site.journalBytes() == journal)
        try #expect(site.run("events").lines.count == 3)
    }

    @Test("they cost no line of their own") func oneLine() throws {
        let site = try cancelled()
        let samples = try Site.withSamples()
        func lines(_ site: Site) throws -> Int { try site.journalBytes().count { $0 == UInt8(ascii: "\n") } }
        try #expect(lines(site) == lines(samples) + 3)
    }

    @Test("a hundred are cancelled in one line, and reported by one proof") func bulk() throws {
        let ids = (1...100).map { "J-\($0)" }
        let site = try Site.with(ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# })
        var ask = Contract.dispatchJob.cancel
        ask.path = "/jobs/cancel"
        let body: JSONObject = ["ids": .array(ids.map { .string($0) })]
        ask.body = String(decoding: body.bytes, as: UTF8.self)
        ask.fields["Idempotency-Key"] = "key"
        let answer = try site.answer(ask)
        #expect(answer.status == 200)
        let events = try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(answer.body["results"]?.array?.map { $0["event"] } == events.map { $0["id"] })
        let ended = try site.run("verify", "--proof", try #require(answer.fields["Cancellation-Proof"]?.string))
        #expect(ended.ending == .exit(0))
        #expect(ended.errors.contains("all 3 lines hold"))
        #expect(ids.allSatisfy { ended.errors.contains("dispatch-job/\($0) ") })
        let again = try site.answer(ask)
        #expect(again.body == answer.body)
        #expect(again.fields["Idempotent-Replayed"] == "true")
    }

    @Test("a work order with the deepest nesting allowed is cancelled, reported and exported like others")
    func deep() throws {
        let levels = 63
        let nested = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        let site = try Site.with([#"{"kind":"work-order","id":28,"status":"pending","x":\#(nested)}"#])
        var bulk = Contract.workOrder.cancel
        (bulk.method, bulk.path, bulk.body) = ("POST", "/api/work-orders/cancel", #"{"ids":[28]}"#)
        bulk.fields["Idempotency-Key"] = "key"
        #expect(try site.run(input: bulk.envelope).text.contains(#"\"id\":28,\"status\":200,"#))
        let again = try site.run(input: bulk.envelope).text
        #expect(again.contains(#""statusCode":200,"#) && again.contains("Idempotent-Replayed"))
        try #expect(site.run("events").lines.count == 1)
        try #expect(site.run("verify").ending == .exit(0))
        let exported = try site.run("export")
        try #expect(Site().run("import", "-", input: exported.output).ending == .exit(0))
    }
}
