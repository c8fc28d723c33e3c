import JSON
import TestSupport
import Testing

/// What has been answered survives the end of the process, however it ends.
struct DurabilityTests {
    @Test("C2 a cancel survives a process that is killed right after its answer", arguments: Contract.allCases)
    func killedAfterItsAnswer(_ contract: Contract) throws {
        let site = try Site.withSamples()
        let running = try site.start(input: contract.cancel.envelope)
        running.release()
        let line = try #require(running.nextLine())
        running.kill()
        let ended = try running.wait()
        try #expect(Answer(line, ended).status == 200)

        let exported = try site.run("export").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        let record = exported.first { $0["kind"] == .string(contract.rawValue) && contract.isSample($0["id"]) }
        #expect(record?["status"]?.string == contract.cancelledStatus)
        let events = try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(events.map { $0["subject"]?.string } == ["\(contract.rawValue)/\(contract.sampleID)"])
        try #expect(site.run("verify").ending == .exit(0))
    }

    @Test("C2 what a stream has answered survives its end, though the index had not been written")
    func killedStream() throws {
        let ids = (1...20).map { "J-\($0)" }
        let site = try Site.with(ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# })
        let asks = ids.flatMap { Contract.dispatchJob.cancel($0).envelope + [UInt8(ascii: "\n")] }
        let running = try site.start("stream", input: asks)
        for _ in ids { #expect(running.nextLine()?.hasPrefix(#"{"statusCode":200,"#) == true) }
        running.kill()
        #expect(try running.wait().ending == .signal(9))

        for id in ids { try #expect(site.answer(Contract.dispatchJob.cancel(id)).status == 400) }
        try #expect(site.run("events").lines.count == ids.count)
        try #expect(site.run("verify").ending == .exit(0))
    }

    @Test("C2 a cancel killed before it has read its request leaves nothing", arguments: Contract.allCases)
    func killedBeforeItsAnswer(_ contract: Contract) throws {
        let site = try Site.withSamples()
        let before = try site.contents()
        let running = try site.start(input: contract.cancel.envelope)
        running.kill()
        let ended = try running.wait()
        #expect(ended.ending == .signal(9))
        #expect(ended.output == [])
        try #expect(site.contents() == before)
        try #expect(site.answer(contract.cancel).status == 200)
    }

    @Test("R3.6, R3.8 the next process shows a cancel: in the work order, its notes, the list and the counts")
    func cancelShows() throws {
        let site = try Site.withSamples()
        let before = try site.answer(.get("/api/work-orders/summary")).body["data"]
        try #expect(site.answer(Contract.workOrder.cancel).status == 200)

        try #expect(site.answer(.get("/api/work-orders/28")).body["data"]?["status"] == "cancelled")
        let notes = try site.answer(.get("/api/work-orders/28/notes")).body["data"]?.array
        #expect(notes?.map { $0["note"] } == ["Work order cancelled by Pat Tester"])
        #expect(notes?.first?["created_by"] == 7)
        #expect(notes?.first?["client_id"] == 1)
        var list = Ask.get("/api/work-orders")
        list.query = ["status": "cancelled"]
        try #expect(site.answer(list).body["data"]?.array?.map { $0["id"] } == [28, 30])
        let after = try site.answer(.get("/api/work-orders/summary")).body["data"]
        #expect(before == ["pending": 3, "in-progress": 1, "completed": 1, "cancelled": 1, "total": 6])
        #expect(after == ["pending": 2, "in-progress": 1, "completed": 1, "cancelled": 2, "total": 6])
    }
}
