import JSON
import TestSupport
import Testing

/// Reading, and changing what was read and nothing else, through the program.
struct PreconditionTests {
    private func get(_ tag: String?) -> Ask {
        var ask = Ask.get("/api/work-orders/28")
        if let tag { ask.fields["If-None-Match"] = .string(tag) }
        return ask
    }

    private func cancel(_ tag: String, asDryRun: Bool = false) -> Ask {
        var ask = Contract.workOrder.cancel
        ask.fields["If-Match"] = .string(tag)
        if asDryRun { ask.query = ["dryRun": "true"] }
        return ask
    }

    @Test("a tag is the same in every process, until the record is changed") func tags() throws {
        let site = try Site.withSamples()
        let tag = try #require(site.answer(get(nil)).fields["ETag"]?.string)
        let ended = try site.run(input: get(tag).envelope)
        #expect(ended.text.contains(#""statusCode":304,"#))
        #expect(ended.text.contains(#""body":"","#))

        let dry = try site.answer(cancel(tag, asDryRun: true))
        #expect(dry.status == 200)
        #expect(dry.body["dryRun"] == true)
        #expect(dry.fields["ETag"]?.string == tag)

        let cancelled = try site.answer(cancel(tag))
        #expect(cancelled.status == 200)
        let next = try #require(cancelled.fields["ETag"]?.string)
        #expect(next != tag)
        let read = try site.answer(get(tag))
        #expect(read.status == 200)
        #expect(read.fields["ETag"]?.string == next)
        #expect(read.body["data"] == cancelled.body["data"])
    }

    @Test("of sixteen that change what they have read, at once, one does") func atOnce() throws {
        let site = try Site.withSamples()
        let tag = try #require(site.answer(get(nil)).fields["ETag"]?.string)
        let running = try (1...16).map { number in
            var ask = cancel(tag)
            ask.body = #"{"status":"completed","reason":"\#(number)"}"#
            return try site.start(input: ask.envelope)
        }
        for process in running { process.release() }
        let statuses = try running.map { try Answer($0.wait()).status }
        #expect(statuses.sorted() == [200] + Array(repeating: 412, count: 15))
        try #expect(site.run("events").lines.count == 1)
    }
}
