import HTTPMessage
import JSON
import Testing

/// Entity tags, and requests that are on condition of them (RFC 9110 §13.1).
@Suite struct PreconditionsTests {
    private static let path = "/api/work-orders/28"
    private static let failed = "The record is not as the request says it must be: read it again, and decide again."

    private func tag(_ api: TestAPI, as caller: Caller = .admin, _ path: String = path) throws -> String {
        try #require(api.respond(to: .get(path, as: caller)).marks["ETag"])
    }

    @Test("A tag is strong, the same for whoever asks, and another after every change")
    func tags() throws {
        let api = try TestAPI(Change.records)
        var seen: [String] = []
        for status in ["pending", "in-progress", "completed", "pending", "cancelled"] {
            api.now = .init(millisecondsSince1970: api.now.millisecondsSince1970 + 1)
            let answer = api.respond(to: .set(status, "28", as: .admin))
            seen.append(try #require(answer.marks["ETag"]))
            #expect(try tag(api) == seen.last)
            #expect(try tag(api, as: .jane) == seen.last)
        }
        #expect(Set(seen).count == seen.count)
        #expect(seen.allSatisfy { $0.wholeMatch(of: /"[0-9a-f]{32}"/) != nil })
        #expect(try tag(api, "/api/work-orders/30") != seen.last)
    }

    @Test("A tag is that of the record as it is read again, whatever is written in it")
    func tagOfAnyRecord() throws {
        let api = try TestAPI(
            #"{"kind":"work-order","id":1,"status":"pending","x":[1.10,1e3,"\/\u00e9\ud83d\ude00\u0001",{"":null}]}"#)
        let before = try tag(api, "/api/work-orders/1")
        let answer = api.respond(to: .cancelWorkOrder("1", as: .admin).with("If-Match", before))
        #expect(answer.status == 200)
        #expect(try tag(api, "/api/work-orders/1") == answer.marks["ETag"])
    }

    @Test("Contract 2 shows a job with its tag, contract 1 shows nothing that could have one")
    func otherContracts() throws {
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: Change.dispatchJob.request).marks["ETag"] != nil)
        #expect(api.respond(to: Change.cleaningJob.request).marks["ETag"] == nil)
        for path in ["/api/work-orders", "/api/work-orders/summary", "/api/work-orders/28/notes"] {
            #expect(api.respond(to: .get(path, as: .admin)).marks["ETag"] == nil)
        }
    }

    @Test("A change on condition of the tag that was read is made, on that of an older one not")
    func ifMatch() throws {
        let api = try TestAPI(Change.records)
        let old = try tag(api)
        let request = Request.set("completed", "28", as: .admin).with("If-Match", old)
        #expect(api.respond(to: request).status == 200)
        let cancel = Request.cancelWorkOrder("28", as: .admin)
        #expect(api.respond(to: cancel.with("If-Match", old)) == .failure(412, Self.failed))
        let listed = try #"W/"x", \#(old), \#(tag(api))"#
        #expect(api.respond(to: cancel.with("If-Match", listed)).status == 200)
        #expect(api.events.count == 2)
    }

    @Test(
        "A condition that does not hold is answered 412 in the contract's words, and nothing changes",
        arguments: Change.single,
        [
            ("If-Match", "\"x\""), ("If-Match", "W/\"x\""), ("If-None-Match", "*"), ("If-Match", "\"*\""),
            ("If-Match", "\"\u{E9}\""),
        ])
    func failing(_ change: Change, condition: (String, String)) throws {
        for request in [change.request, change.request.keyed("k"), change.request.asDryRun] {
            #expect(
                try TestAPI(Change.records).respond(to: request.with(condition.0, condition.1))
                    == change.answer(412, "precondition-failed", "Precondition failed", Self.failed))
        }
    }

    @Test("A weak tag is no one's for a change, and everyone's for a read")
    func weak() throws {
        let api = try TestAPI(Change.records)
        let weak = "W/" + (try tag(api))
        #expect(api.respond(to: .cancelWorkOrder("28", as: .admin).with("If-Match", weak)).status == 412)
        #expect(api.respond(to: .cancelWorkOrder("28", as: .admin).with("If-None-Match", weak)).status == 412)
        #expect(api.respond(to: .get(Self.path, as: .admin, ["If-Match": weak])).status == 412)
        #expect(api.respond(to: .get(Self.path, as: .admin, ["If-None-Match": weak])).status == 304)
    }

    @Test("The star needs the record to exist, and no more", arguments: Change.single)
    func star(_ change: Change) throws {
        let request = change.request.with("If-Match", "*")
        #expect(try TestAPI([]).respond(to: request).status == 404)
        #expect(try TestAPI(Change.records).respond(to: request).status == 200)
    }

    @Test("A condition counts only where the request would succeed without it")
    func refusedAnyway() throws {
        let requests: [Request] = [
            .cancelCleaning("NONE", as: .admin), .cancelCleaning("JOB_X123", as: .visitor),
            .cancelDispatch("NONE", as: .admin), .cancelDispatch("J-DONE", as: .admin),
            .cancelDispatch("J-GONE", as: .admin), .cancelDispatch("J-1001", as: .visitor),
            .cancelWorkOrder("29", as: .admin), .cancelWorkOrder("28", as: .staff), .cancelWorkOrder("99", as: .admin),
            .cancelWorkOrder("28", as: .clientAdmin(2)), .set("done", "28", as: .admin),
            .get("/api/work-orders/99", as: .admin), .get(Self.path, as: .clientAdmin(2)),
            .get(Self.path, as: .admin, ["X-Client-Context": "2"]), .get(Self.path, as: nil),
        ]
        let api = try TestAPI(Change.records)
        for request in requests {
            let answer = api.respond(to: request)
            #expect(answer.status >= 400)
            let tag = try tag(api)
            for (name, value) in [("If-Match", "\"x\""), ("If-None-Match", "*"), ("If-None-Match", tag)] {
                #expect(api.respond(to: request.with(name, value)) == answer)
            }
        }
    }

    @Test("What would change nothing is on condition, too")
    func unchanged() throws {
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: .cancelCleaning("JOB_GONE", as: .admin).with("If-Match", "\"x\"")).status == 412)
        let same = Request.set("pending", "28", as: .admin)
        #expect(api.respond(to: same.with("If-Match", "\"x\"")).status == 412)
        #expect(try api.respond(to: same.with("If-Match", tag(api))).status == 200)
    }

    @Test("A read that has the record already is answered 304, without it", arguments: ["GET", "HEAD"])
    func notModified(method: String) throws {
        let api = try TestAPI(Change.records)
        let tag = try tag(api)
        for value in [tag, "*", "W/\(tag)", "\"x\", \(tag)"] {
            let request = Request(Method(method), Self.path, as: .jane, nil, ["If-None-Match": value])
            let answer = api.respond(to: request)
            #expect(answer.status == 304)
            #expect(answer.marks == ["ETag": tag])
            #expect(answer.body.isEmpty)
        }
        let other = Request(Method(method), Self.path, as: .jane, nil, ["If-None-Match": "\"x\""])
        #expect(api.respond(to: other).status == 200)
        #expect(api.respond(to: .cancelWorkOrder("28", as: .admin)).status == 200)
        let after = Request(Method(method), Self.path, as: .jane, nil, ["If-None-Match": tag])
        #expect(api.respond(to: after).status == 200)
    }

    @Test("A read on condition of another tag is answered 412")
    func readIfMatch() throws {
        let api = try TestAPI(Change.records)
        #expect(api.respond(to: .get(Self.path, as: .jane, ["If-Match": "\"x\""])) == .failure(412, Self.failed))
        #expect(try api.respond(to: .get(Self.path, as: .jane, ["If-Match": tag(api)])).status == 200)
    }

    @Test("Each of a bulk request's records comes with its tag")
    func bulk() throws {
        let api = try TestAPI(Change.records)
        let outcomes = api.respond(to: .cancelWorkOrders(each: "[28,30]", as: .admin)).json["data"]?.array ?? []
        #expect(outcomes.count == 2)
        for outcome in outcomes {
            let id = try #require(outcome.object?["id"]?.integer)
            #expect(try outcome.object?["etag"]?.string == tag(api, "/api/work-orders/\(id)"))
        }
    }

    @Test("Several records are not on one condition", arguments: [Change.dispatchJobs, .workOrders])
    func bulkCondition(_ change: Change) throws {
        let api = try TestAPI(Change.records)
        for name in ["If-Match", "If-None-Match"] {
            #expect(
                api.respond(to: change.request.with(name, "*"))
                    == change.badRequest(
                        "If-Match and If-None-Match speak of one record: leave them out where there are several."))
        }
    }
}
