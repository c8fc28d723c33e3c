import JSON
import TestSupport
import Testing

@testable import FileStore

/// Clients that send their request again, whatever became of it: it is carried out once, and answered alike each time.
struct RetryTests {
    private static let processes = 8
    private static let requests = 50
    private static let ids = 1...20

    private static func record(_ contract: Contract, _ id: Int) -> String {
        switch contract {
        case .cleaningJob: #"{"kind":"cleaning-job","id":"J-\#(id)","status":"scheduled","cleaners":["C"]}"#
        case .dispatchJob: #"{"kind":"dispatch-job","id":"J-\#(id)","status":"Created"}"#
        case .workOrder: #"{"kind":"work-order","id":\#(id),"status":"pending","client_id":1}"#
        }
    }

    private static func ask(_ contract: Contract, _ id: Int) -> Ask {
        var ask = contract.cancel(contract == .workOrder ? "\(id)" : "J-\(id)")
        ask.fields["Idempotency-Key"] = .string("key-\(id)")
        return ask
    }

    /// Processes that wait for requests, all on one store.
    private struct Crowd {
        let site: Site
        private let running: [Running]

        init(_ site: Site) throws {
            self.site = site
            running = try (0..<RetryTests.processes).map { _ in try site.start("stream") }
        }

        /// Sends the request fifty times, to all of them before any answer is taken.
        func answers(_ ask: Ask) throws -> [String] {
            let line = ask.envelope + [UInt8(ascii: "\n")]
            let share = RetryTests.requests / running.count
            let counts = running.indices.map { share + ($0 < RetryTests.requests % running.count ? 1 : 0) }
            for (process, count) in zip(running, counts) {
                try process.write(Array(repeatElement(line, count: count).joined()))
            }
            return zip(running, counts).flatMap { process, count in (0..<count).compactMap { _ in process.nextLine() } }
        }

        /// Waits for their ends, and returns how one of them ended.
        func leave() throws -> Ended {
            for process in running { process.release() }
            let ended = try running.map { try $0.wait() }
            #expect(ended.allSatisfy { $0.ending == .exit(0) && $0.output == [] })
            return try #require(ended.first)
        }
    }

    /// What callers can compare in answers, except the field that marks replays.
    private func content(_ answer: Answer) -> JSONObject {
        var content = answer.fields
        content["Idempotent-Replayed"] = nil
        content["body"] = answer.body
        return content
    }

    /// Checks that all got the same answer, and how many of them were marked as replays.
    private func checkAlike(_ answers: [Answer], hasCancelledBefore: Bool = false) throws {
        #expect(answers.count == Self.requests)
        let carriedOut = answers.filter { $0.status != 409 }
        #expect(carriedOut.allSatisfy { $0.status == 200 })
        let first = try #require(carriedOut.first)
        #expect(carriedOut.allSatisfy { content($0) == content(first) })
        let replayed = carriedOut.count { $0.fields["Idempotent-Replayed"] == "true" }
        #expect(replayed == carriedOut.count - (hasCancelledBefore ? 0 : 1))
    }

    @Test(
        "a request that is sent fifty times at once, over eight processes, cancels once and is answered alike",
        arguments: Contract.allCases)
    func atOnce(_ contract: Contract) throws {
        let crowd = try Crowd(Site.with(Self.ids.map { Self.record(contract, $0) }))
        let lines = try Self.ids.map { try crowd.answers(Self.ask(contract, $0)) }
        let ended = try crowd.leave()
        for lines in lines { try checkAlike(lines.map { try Answer($0, ended) }) }
        #expect(try crowd.site.run("events").lines.count == Self.ids.count)
        #expect(try crowd.site.run("verify").ending == .exit(0))
    }

    @Test(
        "it is so, too, when the first process was killed in the middle of it",
        arguments: CrashPoint.allCases, Contract.allCases)
    func afterACrash(_ point: CrashPoint, _ contract: Contract) throws {
        var site = try Site.with([Self.record(contract, 1)])
        site.environment["COUNTERMAND_CRASH_POINT"] = point.rawValue
        #expect(try site.run(input: Self.ask(contract, 1).envelope).ending == .signal(9))
        site.environment["COUNTERMAND_CRASH_POINT"] = nil

        let crowd = try Crowd(site)
        let lines = try crowd.answers(Self.ask(contract, 1))
        let ended = try crowd.leave()
        let isWritten = ![.locked, .halfAppended].contains(point)
        try checkAlike(lines.map { try Answer($0, ended) }, hasCancelledBefore: isWritten)
        #expect(try site.run("events").lines.count == 1)
        #expect(try site.run("verify").ending == .exit(0))
    }

    @Test("a caller that got no answer can look it up", arguments: CrashPoint.allCases, Contract.allCases)
    func asked(_ point: CrashPoint, _ contract: Contract) throws {
        var site = try Site.with([Self.record(contract, 1)])
        let ask = Self.ask(contract, 1)
        site.environment["COUNTERMAND_CRASH_POINT"] = point.rawValue
        _ = try site.run(input: ask.envelope)
        site.environment["COUNTERMAND_CRASH_POINT"] = nil

        let question = Ask(method: "GET", path: "/api/cancellations/key-1", claims: ask.claims)
        let isWritten = ![.locked, .halfAppended].contains(point)
        let told = try site.answer(question)
        #expect(told.status == (isWritten ? 200 : 404))
        let answer = try site.answer(ask)
        #expect((answer.fields["Idempotent-Replayed"] != nil) == isWritten)
        if isWritten { #expect(content(answer) == content(told)) }
        #expect(try content(site.answer(question)) == content(answer))
    }
}
