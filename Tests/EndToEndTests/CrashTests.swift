import JSON
import TestSupport
import Testing

@testable import FileStore

/// Processes that are killed in the middle of their work, and what is found afterwards.
struct CrashTests {
    private static func job(_ id: Int) -> String { #"{"kind":"dispatch-job","id":"J-\#(id)","status":"Created"}"# }

    private static func workOrder(_ id: Int) -> String {
        #"{"kind":"work-order","id":\#(id),"status":"pending","client_id":\#(id % 7),"authorized_email":"a@b.example"}"#
    }

    /// A store is whole when every cancelled record has one event and every cancelled work order one note, nothing else
    /// has any, and the counts are those that a recount gives.
    private func checkThatAllIsWhole(_ site: Site) throws -> Set<String> {
        let records = try site.run("export").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        func subject(_ record: JSONValue) -> String {
            "\(record["kind"]?.string ?? "")/\(record["id"]?.string ?? record["id"]?.number?.digits ?? "")"
        }
        let cancelled = records.filter { ["Cancelled", "cancelled"].contains($0["status"]?.string) }.map(subject)
        let events = try site.run("events").lines.compactMap {
            try JSONValue(parsing: Array($0.utf8))["subject"]?.string
        }
        #expect(events.sorted() == cancelled.sorted())
        let notes = records.filter { $0["kind"] == "work-order-note" }
            .map { "work-order/\($0["work_order_id"]?.number?.digits ?? "")" }
        #expect(notes.sorted() == cancelled.filter { $0.hasPrefix("work-order/") }.sorted())

        let workOrders = records.filter { $0["kind"] == "work-order" }
        let counts = try site.answer(.get("/api/work-orders/summary")).body["data"]
        for status in ["pending", "cancelled"] {
            #expect(counts?[status]?.integer == workOrders.count { $0["status"]?.string == status })
        }
        #expect(counts?["total"]?.integer == workOrders.count)
        try #expect(site.run("verify").ending == .exit(0))
        return Set(cancelled)
    }

    @Test(
        "C2 a process that dies at any point of a commit leaves all of it or nothing",
        arguments: CrashPoint.allCases, [Contract.dispatchJob, .workOrder])
    func crashPoint(_ point: CrashPoint, _ contract: Contract) throws {
        var site = try Site.with([Self.job(1), Self.job(2), Self.workOrder(1), Self.workOrder(2)])
        let id = contract == .workOrder ? "1" : "J-1"
        site.environment["COUNTERMAND_CRASH_POINT"] = point.rawValue
        let ended = try site.run(input: contract.cancel(id).envelope)
        #expect(ended.ending == .signal(9))
        #expect(ended.output == [])
        site.environment["COUNTERMAND_CRASH_POINT"] = nil

        let isWritten = ![.locked, .halfAppended].contains(point)
        let cancelled = try checkThatAllIsWhole(site)
        #expect(cancelled == (isWritten ? ["\(contract.rawValue)/\(id)"] : []))
        #expect(try site.answer(contract.cancel(id)).status == (isWritten ? 400 : 200))
        #expect(try checkThatAllIsWhole(site) == ["\(contract.rawValue)/\(id)"])
    }

    @Test("C2 three hundred processes killed at random lose nothing that they answered, and leave nothing half done")
    func randomKills() throws {
        let rounds = 300
        let cancelsPerRound = 12
        var random = SeededGenerator(for: "processes killed at random", seed: 20_261_122)
        let ids = 1...(rounds * cancelsPerRound)
        let site = try Site.with(ids.map { $0 % 2 == 0 ? Self.workOrder($0) : Self.job($0) })
        var acknowledged: Set<String> = []
        for round in 0..<rounds {
            let mine = ids.dropFirst(round * cancelsPerRound).prefix(cancelsPerRound)
            let asks = mine.map {
                $0 % 2 == 0 ? Contract.workOrder.cancel("\($0)") : Contract.dispatchJob.cancel("J-\($0)")
            }
            let running = try site.start("stream", input: asks.flatMap { $0.envelope + [UInt8(ascii: "\n")] })
            // Killed after any number of answers, somewhere on the way to the next one.
            for id in mine.prefix(Int.random(in: 0...cancelsPerRound, using: &random)) {
                let line = try #require(running.nextLine())
                #expect(line.hasPrefix(#"{"statusCode":200,"#))
                acknowledged.insert(id % 2 == 0 ? "work-order/\(id)" : "dispatch-job/J-\(id)")
            }
            running.kill()
            #expect(try running.wait().ending == .signal(9))
            if round % 60 == 59 { try #expect(checkThatAllIsWhole(site).isSuperset(of: acknowledged)) }
        }
    }
}
