import JSON
import TestSupport
import Testing

/// `countermand events`.
struct EventsTests {
    /// With the sample of each contract cancelled, in the order of `Contract`.
    private func cancelled() throws -> Site {
        let site = try Site.withSamples()
        for contract in Contract.allCases {
            var ask = contract.cancel
            var body = try ask.body.map { try JSONValue(parsing: Array($0.utf8)).object ?? [:] } ?? [:]
            body["reason"] = .string("for \(contract.rawValue)")
            ask.body = String(decoding: body.bytes, as: UTF8.self)
            try #require(site.answer(ask).status == 200)
        }
        return site
    }

    private func events(_ lines: [String]) throws -> [JSONObject] {
        try lines.map { try #require(JSONValue(parsing: Array($0.utf8)).object) }
    }

    @Test("C2 every cancel has its event, in the form of CloudEvents 1.0") func cloudEvents() throws {
        let events = try events(cancelled().run("events").lines)
        #expect(
            events.map { $0["type"] } == ["CleaningJobCanceled", "JobCancelled", "WorkOrderCancelled"])
        #expect(
            events.map { $0["subject"]?.string } == Contract.allCases.map { "\($0.rawValue)/\($0.sampleID)" })
        for event in events {
            #expect(event["specversion"] == "1.0")
            #expect(event["datacontenttype"] == "application/json")
            for attribute in ["id", "source", "time", "sequence"] {
                #expect(event[attribute]?.string?.isEmpty == false)
            }
            #expect(event.members.allSatisfy { $0.name.wholeMatch(of: /[a-z0-9]{1,20}/) != nil })
        }
        #expect(Set(events.map { $0["id"]?.string }).count == events.count)
    }

    @Test("C8, R1.7 the event of a cleaning job says which cleaners were removed and why") func cleaningJobEvent()
        throws
    {
        let event = try events(cancelled().run("events").lines)[0]
        let data = try #require(event["data"]?.object)
        #expect(
            data == [
                "jobId": "JOB_X123", "previousStatus": "scheduled", "cleaners": ["CLN_1", "CLN_2"],
                "reason": "for cleaning-job", "canceledBy": "7", "canceledAt": try #require(event["time"]),
                "actor": ["id": "7", "name": "Pat Tester"],
            ])
    }

    @Test("R2.6 JobCancelled carries what a hub passes on") func jobCancelledEvent() throws {
        let event = try events(cancelled().run("events").lines)[1]
        let data = try #require(event["data"]?.object)
        #expect(
            data == [
                "jobId": "J-1001", "previousStatus": "Assigned", "assignmentId": "A-1", "contractorId": "C-9",
                "reason": "for dispatch-job", "cancelledBy": "7", "cancelledAt": try #require(event["time"]),
                "actor": ["id": "7", "name": "Pat Tester"],
            ])
    }

    @Test("--after continues after the event with that sequence") func after() throws {
        let site = try cancelled()
        let all = try site.run("events").lines
        for (index, event) in try events(all).enumerated() {
            let ended = try site.run("events", "--after", try #require(event["sequence"]?.string))
            #expect(ended.ending == .exit(0))
            #expect(ended.lines == Array(all[(index + 1)...]))
        }
        try #expect(site.run("events", "--after=0").lines == all)
    }

    @Test(
        "--after refuses anything but a sequence", arguments: ["", "-1", "+1", "1.0", "x", "99999999999999999999999"])
    func afterGarbage(_ cursor: String) throws {
        let ended = try cancelled().run("events", "--after=\(cursor)")
        #expect(ended.ending == .exit(64))
        #expect(ended.errors.contains("--after"))
        #expect(ended.output == [])
    }

    @Test("--follow prints new events, and ends when its reader has closed the output", .timeLimit(.minutes(1)))
    func follow() throws {
        let site = try Site.withSamples()
        try #require(site.answer(Contract.cleaningJob.cancel).status == 200)
        let following = try site.start("events", "--follow")
        #expect(following.nextLine()?.contains("CleaningJobCanceled") == true)
        try #require(site.answer(Contract.dispatchJob.cancel).status == 200)
        #expect(following.nextLine()?.contains("JobCancelled") == true)
        following.closeOutput()
        try #require(site.answer(Contract.workOrder.cancel).status == 200)
        let ended = try following.wait()
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("standard output"))
    }
}
