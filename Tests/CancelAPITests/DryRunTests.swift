import HTTPMessage
import JSON
import Testing

/// `dryRun=true`: the answer that the request would get, and nothing changed.
@Suite struct DryRunTests {
    private static let requests: [Request] =
        TransactionTests.refusals.filter { $0.method != .get }
        + [
            .cancelCleaning("JOB_X123", as: .admin, #"{"reason":"Rain"}"#), .cancelCleaning("JOB_GONE", as: .admin),
            .cancelDispatch("J-1001", as: .dispatcher, #"{"reason":"Rain"}"#), .cancelDispatch("J-2", as: .admin),
            .cancelWorkOrder("28", as: .jane), .cancelWorkOrder("28", as: .clientAdmin(1)),
            .set("completed", "28", as: .staff), .set("pending", "28", as: .admin),
            .cancelDispatch(each: #"["J-1001","J-DONE","NONE","J-1001","J-GONE","J-2"]"#, as: .dispatcher),
            .cancelDispatch(each: #"["J-1001"]"#, as: .visitor), .cancelDispatch(each: "[]", as: .dispatcher),
            .cancelWorkOrders(each: "[28,29,30,28,99]", as: .clientAdmin(1)),
            .cancelWorkOrders(each: "[28,30]", as: .admin, ["X-Client-Context": "2"]),
            .cancelWorkOrders(each: "[28]", as: .staff), .cancelWorkOrders(each: #"["28"]"#, as: .admin),
            .cancelWorkOrders(each: "[28]", as: nil),
        ]

    /// The answer without what only a dry run, or only the real one, says.
    private func common(_ answer: Answer) -> JSONObject {
        var json = answer.json
        json["dryRun"] = nil
        json["changes"] = nil
        for list in ["results", "data"] {
            guard let outcomes = json[list]?.array else { continue }
            json[list] = .array(
                outcomes.map { outcome in
                    var outcome = outcome.object ?? [:]
                    outcome["changes"] = nil
                    outcome["event"] = nil
                    return .object(outcome)
                })
        }
        return json
    }

    @Test("A dry run is answered as the real one is, and changes nothing", arguments: requests)
    func same(request: Request) throws {
        let api = try TestAPI(Change.records)
        let before = api.snapshot
        let dry = api.respond(to: request.asDryRun)
        #expect(api.snapshot == before)
        let real = api.respond(to: request)
        if real.status == 200 {
            #expect(dry.status == 200)
            #expect(common(dry) == common(real))
            #expect(dry.json["dryRun"] == true)
            #expect(real.json["dryRun"] == nil)
            #expect(dry.marks["Cancellation-Event"] == nil)
            #expect(dry.marks["Cancellation-Proof"] == nil)
        } else {
            #expect(dry == real)
        }
    }

    @Test("Contract 1 keeps its success, and tells who would be taken off")
    func cleaningJob() throws {
        let api = try TestAPI(Change.records)
        let request = Request.cancelCleaning("JOB_X123", as: .admin, #"{"reason":"Rain"}"#)
        #expect(
            api.respond(to: request.asDryRun)
                == Answer(
                    200,
                    #"{"success":true,"dryRun":true,"changes":{"assignments":["CLN_1","CLN_2"],"notes":[],"events":["#
                        + #"{"type":"CleaningJobCanceled","subject":"cleaning-job/JOB_X123","data":{"jobId":"JOB_X123","#
                        + #""previousStatus":"scheduled","cleaners":["CLN_1","CLN_2"],"reason":"Rain","canceledBy":"7","#
                        + #""canceledAt":"\#(TestAPI.now)","actor":{"id":"7","name":"Ada Admin"}}}]}}"#))
        #expect(
            api.respond(to: .cancelCleaning("JOB_GONE", as: .admin).asDryRun)
                == Answer(
                    200, #"{"success":true,"dryRun":true,"changes":{"assignments":[],"notes":[],"events":[]}}"#))
    }

    @Test("Contract 2 tells which assignment would be cancelled, and what would be published")
    func dispatchJob() throws {
        let api = try TestAPI(Change.records)
        let dry = api.respond(to: .cancelDispatch("J-1001", as: .dispatcher).asDryRun)
        let changes = try #require(dry.json["changes"]?.object)
        #expect(changes["assignments"] == [["id": "A-1", "contractorId": "C-9", "status": "Cancelled"]])
        #expect(changes["notes"] == [])
        _ = api.respond(to: .cancelDispatch("J-1001", as: .dispatcher))
        let event = try #require(api.events.first)
        #expect(
            changes["events"] == [
                ["type": "JobCancelled", "subject": "dispatch-job/J-1001", "data": .object(event.data)]
            ])
    }

    @Test("Of an assignment that stays as it is nothing is told")
    func completedAssignment() throws {
        let api = try TestAPI(
            #"{"kind":"dispatch-job","id":"J","status":"Open","assignment":{"id":"A","status":"Completed"}}"#)
        let dry = api.respond(to: .cancelDispatch("J", as: .dispatcher).asDryRun)
        #expect(dry.json["changes"]?.object?["assignments"] == [])
    }

    @Test("Contract 3 tells which note would be left, without the id that only the real one has")
    func workOrder() throws {
        let api = try TestAPI(Change.records)
        let dry = api.respond(to: .cancelWorkOrder("28", as: .jane).asDryRun)
        let changes = try #require(dry.json["changes"]?.object)
        #expect(changes["assignments"] == [])
        _ = api.respond(to: .cancelWorkOrder("28", as: .jane))
        var note = try #require(
            api.respond(to: .get("/api/work-orders/28/notes", as: .jane)).json["data"]?.array?.last?.object)
        note["id"] = nil
        #expect(changes["notes"] == [.object(note)])
        let event = try #require(api.events.first)
        #expect(
            changes["events"] == [
                ["type": "WorkOrderCancelled", "subject": "work-order/28", "data": .object(event.data)]
            ])
        // Other status changes leave no note.
        let status = api.respond(to: .set("completed", "30", as: .admin).asDryRun).json["changes"]?.object
        #expect(status?["notes"] == [])
        #expect(status?["events"]?.array?.count == 1)
    }

    @Test("Of several each tells what it would change, and one that is named twice is cancelled once")
    func bulk() throws {
        let api = try TestAPI(Change.records)
        let dry = api.respond(to: .cancelDispatch(each: #"["J-1001","NONE","J-1001"]"#, as: .admin).asDryRun)
        let outcomes = dry.json["results"]?.array ?? []
        #expect(outcomes.map { $0.object?["status"] } == [200, 404, 400])
        #expect(outcomes.map { $0.object?["changes"] != nil } == [true, false, false])
        #expect(outcomes.allSatisfy { $0.object?["event"] == nil })
    }

    @Test(
        "The tag is that of the record as it stands, for the real request to be on condition of",
        arguments: [Change.dispatchJob, .workOrder])
    func tag(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        let tag = try #require(api.respond(to: change.request.asDryRun).marks["ETag"])
        #expect(api.respond(to: change.request.with("If-Match", tag)).status == 200)
        let next = try TestAPI(Change.records)
        #expect(next.respond(to: change.request).marks["ETag"] != tag)
    }

    @Test("A dry run neither looks at a key nor keeps one", arguments: Change.allCases)
    func key(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        let dry = api.respond(to: change.request.asDryRun.keyed("k"))
        #expect(dry.status == 200)
        #expect(api.respond(to: .cancellation("k", as: .admin)).status == 404)
        let first = api.respond(to: change.request.keyed("k"))
        #expect(!first.fields.contains(IdempotencyTests.replayed))
        let again = api.respond(to: change.request.asDryRun.keyed("k"))
        #expect(!again.fields.contains(IdempotencyTests.replayed))
        #expect(again.status == change.repeatedStatus)
        IdempotencyTests.expectReplay(api.respond(to: change.request.keyed("k")), of: first)
    }

    @Test(
        "Whoever writes dryRun in other letters means it, too", arguments: ["dryrun", "DRYRUN", "DryRun", "dry%52un"])
    func otherCase(name: String) throws {
        for change in Change.allCases {
            let api = try TestAPI(Change.records)
            let before = api.snapshot
            #expect(api.respond(to: change.request.with(query: name + "=true")).json["dryRun"] == true)
            #expect(api.snapshot == before)
        }
    }

    @Test("dryRun=false is the real request", arguments: Change.allCases)
    func notDry(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        let answer = api.respond(to: change.request.with(query: "dryRun=false"))
        #expect(answer.status == 200)
        #expect(answer.json["dryRun"] == nil)
        #expect(api.events.count == 1)
    }
}
