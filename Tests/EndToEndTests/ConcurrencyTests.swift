import JSON
import TestSupport
import Testing

/// Several processes on one store.
struct ConcurrencyTests {
    /// All are started before any of them may go on.
    private func answersAtOnce(_ site: Site, _ asks: [Ask]) throws -> [Answer] {
        let running = try asks.map { try site.start(input: $0.envelope) }
        for process in running { process.release() }
        return try running.map { try Answer($0.wait()) }
    }

    @Test("R2.2 of two processes that cancel a dispatch job at once, one does and the other is refused")
    func sameJob() throws {
        let ids = (1...20).map { "J-\($0)" }
        let site = try Site.with(ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# })
        for id in ids {
            let asks = ["Dispatcher", "Admin"].map { role in
                var ask = Contract.dispatchJob.cancel(id, role: role)
                ask.claims?["sub"] = .string(role)
                return ask
            }
            let answers = try answersAtOnce(site, asks)
            #expect(answers.map(\.status).sorted() == [200, 400])
            let winner = zip(["Dispatcher", "Admin"], answers).first { $1.status == 200 }
            #expect(winner?.1.body["cancelledBy"]?.string == winner?.0)
            #expect(answers.first { $0.status == 400 }?.body["type"] == "/problems/job-already-cancelled")
        }
        let subjects = try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8))["subject"] }
        #expect(subjects == ids.map { .string("dispatch-job/\($0)") })
        try #expect(site.run("verify").ending == .exit(0))
    }

    @Test("R2.2 of sixteen processes that cancel one dispatch job at once, one does") func sixteenOnOne() throws {
        let site = try Site.with([#"{"kind":"dispatch-job","id":"J-1","status":"Created"}"#])
        let answers = try answersAtOnce(site, Array(repeating: Contract.dispatchJob.cancel("J-1"), count: 16))
        #expect(answers.map(\.status).sorted() == [200] + Array(repeating: 400, count: 15))
        try #expect(site.run("events").lines.count == 1)
    }

    @Test("C2 sixteen processes that cancel a job each at once all do") func differentJobs() throws {
        let ids = (1...16).map { "J-\($0)" }
        let site = try Site.with(ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# })
        let answers = try answersAtOnce(site, ids.map { Contract.dispatchJob.cancel($0) })
        #expect(answers.map(\.status) == Array(repeating: 200, count: 16))
        #expect(answers.map { $0.body["id"]?.string } == ids)
        let exported = try site.run("export").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(exported.map { $0["status"] } == Array(repeating: "Cancelled", count: 16))
        try #expect(site.run("events").lines.count == 16)
        try #expect(site.run("verify").ending == .exit(0))
    }

    @Test("C2 sixteen imports that make the store at once make one") func firstUse() throws {
        let site = try Site()
        let records = (1...16).map { #"{"kind":"dispatch-job","id":"J-\#($0)","status":"Created"}"# }
        let imports = try records.map { try site.start("import", "-", input: Array($0.utf8)) }
        for running in imports { running.release() }
        for running in imports { try #expect(running.wait().ending == .exit(0)) }
        try #expect(site.contents() == records.sorted())
        try #expect(site.run("verify").ending == .exit(0))
    }
}
