import HTTPMessage
import JSON
import Testing

/// Several cancels in one request, each decided by itself.
@Suite struct BulkTests {
    private func outcomes(_ answer: Answer) -> [JSONObject] {
        (answer.json["results"]?.array ?? answer.json["data"]?.array ?? []).compactMap(\.object)
    }

    private static let forbidden: JSONValue = [
        "success": false, "message": "You do not have permission to update this work order.",
    ]
    private static let notFound: JSONValue = ["success": false, "message": "Work order not found"]
    private static let cancelled: JSONValue = [
        "success": false,
        "message": "Cancelled work orders cannot be reactivated. Please create a new work order if needed.",
    ]

    private func problem(_ status: Int, _ type: String, _ title: String, _ detail: String) -> JSONValue {
        [
            "type": .string("/problems/" + type), "title": .string(title), "status": .number(status),
            "detail": .string(detail), "instance": "/jobs/cancel",
        ]
    }

    @Test("R2.2 contract 2 tells of each job in the order of the list, in the words that one alone gets")
    func dispatchJobs() throws {
        let api = try TestAPI(Change.records)
        let answer = api.respond(
            to: .cancelDispatch(each: #"["J-DONE","J-1001","NONE","J-GONE","J-2","J-1001"]"#, as: .dispatcher))
        #expect(answer.status == 200)
        #expect(answer.json.members.map(\.name) == ["results"])
        let outcomes = outcomes(answer)
        #expect(outcomes.map { $0["id"] } == ["J-DONE", "J-1001", "NONE", "J-GONE", "J-2", "J-1001"])
        #expect(outcomes.map { $0["status"] } == [400, 200, 404, 400, 200, 400])
        #expect(
            outcomes[0]["problem"]
                == problem(
                    400, "job-completed", "Job completed", "Job J-DONE is completed and can no longer be cancelled."))
        #expect(outcomes[2]["problem"] == problem(404, "job-not-found", "Job not found", "There is no job NONE."))
        for (index, id) in [(3, "J-GONE"), (5, "J-1001")] {
            #expect(
                outcomes[index]["problem"]
                    == problem(
                        400, "job-already-cancelled", "Job already cancelled",
                        "Job \(id) is cancelled already; nothing was changed."))
        }
        for (index, id) in [(1, "J-1001"), (4, "J-2")] {
            let record = try #require(outcomes[index]["record"]?.object)
            #expect(String(decoding: record.bytes, as: UTF8.self) == api.document(.init("dispatch-job"), id))
            #expect(outcomes[index]["problem"] == nil)
            #expect(outcomes[index].members.map(\.name) == ["id", "status", "record", "etag", "event"])
        }
        #expect(api.events.map { .string($0.id) } == [outcomes[1]["event"], outcomes[4]["event"]])
    }

    @Test("C1 an answer that is too large to be stored under a key is refused, and nothing is changed")
    func answerTooLarge() throws {
        let note = String(repeating: "x", count: 6 << 20)
        let api = try TestAPI(
            (1...3).flatMap {
                [
                    #"{"kind":"dispatch-job","id":"L-\#($0)","status":"Created","note":"\#(note)"}"#,
                    #"{"kind":"work-order","id":\#($0),"status":"pending","note":"\#(note)"}"#,
                ]
            })
        let sentence =
            "The answer would be too large to be stored under an Idempotency-Key, so nothing was changed: send fewer ids at "
            + "a time, or no key."
        let jobs = api.respond(to: .cancelDispatch(each: #"["L-1","L-2","L-3"]"#, as: .dispatcher).keyed("k-1"))
        #expect(jobs.status == 400)
        #expect(jobs.json == problem(400, "answer-too-large", "Answer too large", sentence).object)
        let orders = api.respond(to: .cancelWorkOrders(each: "[1,2,3]", as: .admin).keyed("k-1"))
        #expect(orders.status == 400)
        #expect(orders.json == ["success": false, "message": .string(sentence)])

        // What the sentence says to do.
        let fewer = Request.cancelDispatch(each: #"["L-1","L-2"]"#, as: .dispatcher).keyed("k-1")
        let first = api.respond(to: fewer)
        #expect(first.status == 200)
        #expect(api.respond(to: fewer).json == first.json)
        #expect(api.respond(to: .cancelWorkOrders(each: "[1,2,3]", as: .admin)).status == 200)
    }

    @Test("R3.3 contract 3 tells of each work order, of another client's that it may not be touched")
    func workOrders() throws {
        let api = try TestAPI(Change.records + [Records.workOrder(31, "completed", client: 1)])
        let answer = api.respond(to: .cancelWorkOrders(each: "[31,30,29,28,99,31]", as: .clientAdmin(1)))
        #expect(answer.status == 200)
        #expect(answer.json.members.map(\.name) == ["success", "data"])
        let outcomes = outcomes(answer)
        #expect(outcomes.map { $0["id"] } == [31, 30, 29, 28, 99, 31])
        #expect(outcomes.map { $0["status"] } == [200, 403, 400, 200, 404, 400])
        #expect(
            outcomes.map { $0["problem"] }
                == [nil, Self.forbidden, Self.cancelled, nil, Self.notFound, Self.cancelled])
        #expect(api.events.map(\.subject) == ["work-order/31", "work-order/28"])
        for id in ["28", "31"] {
            let notes = api.respond(to: .get("/api/work-orders/\(id)/notes", as: .admin)).json["data"]?.array ?? []
            #expect(notes.last?.object?["note"] == "Work order cancelled by Cleo")
        }
    }

    @Test(
        "R3.3, R3.4 each role cancels what it may",
        arguments: [
            (.admin, [:], [200, 200, 404]), (.admin, ["X-Client-Context": "2"], [404, 200, 404]),
            (.jane, [:], [200, 403, 404]), (.jane, ["X-Client-Context": "2"], [200, 403, 404]),
            (.clientAdmin(2), [:], [403, 200, 404]), (.visitor, [:], [403, 403, 404]),
            (.client("else@example.org"), [:], [403, 403, 404]),
        ] as [(Caller, [String: String], [Int])])
    func roles(caller: Caller, fields: [String: String], statuses: [Int]) throws {
        let api = try TestAPI(Change.records)
        let answer = api.respond(to: .cancelWorkOrders(each: "[28,30,99]", as: caller, fields))
        #expect(outcomes(answer).map { $0["status"] } == statuses.map { .number($0) })
        #expect(api.events.count == statuses.count { $0 == 200 })
    }

    @Test("R2.1, R3.1 whoever may cancel none whatever there is is refused as a whole")
    func refused() throws {
        #expect(
            try TestAPI([]).respond(to: .cancelWorkOrders(each: "[28]", as: .staff)) == .staffMayNot)
        #expect(
            try TestAPI([]).respond(to: .cancelDispatch(each: #"["J-1001"]"#, as: .staff))
                == .problem(
                    403, "role-may-not-cancel", "Role may not cancel",
                    "Only a Dispatcher or an Admin can cancel a job: ask one of them.", at: "/jobs/cancel"))
        for change in [Change.dispatchJobs, .workOrders] {
            #expect(try TestAPI(Change.records).respond(to: change.request(as: nil)).status == 401)
        }
    }

    private static let noList = #"The body must be an object whose "ids" is a list of 1 to 100 ids."#

    @Test(
        "The list has 1 to 100 ids",
        arguments: [
            nil, "[]", "{}", #"{"ids":[]}"#, #"{"ids":null}"#, #"{"ids":{}}"#, #"{"ids":"J-1001"}"#, #"["J-1001"]"#,
            #"{"IDS":["J-1001"]}"#, #"{"ids":[\#(Array(repeating: "1", count: 101).joined(separator: ","))]}"#,
        ])
    func noList(body: String?) throws {
        for (change, path) in [(Change.dispatchJobs, "/jobs/cancel"), (.workOrders, "/api/work-orders/cancel")] {
            #expect(
                try TestAPI(Change.records).respond(to: Request(.post, path, as: .admin, body))
                    == change.badRequest(Self.noList))
        }
    }

    @Test("A hundred are cancelled at once")
    func aHundred() throws {
        let ids = (1...100).map { "J\($0)" }
        let store = FaultyStore()
        let api = try TestAPI(store, ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Open"}"# })
        let list = JSONValue.array(ids.map { .string($0) })
        let answer = api.respond(
            to: .cancelDispatch(each: String(decoding: list.bytes, as: UTF8.self), as: .dispatcher).keyed("k"))
        #expect(outcomes(answer).allSatisfy { $0["status"] == 200 })
        #expect(outcomes(answer).map { $0["id"]?.string } == ids)
        #expect(api.events.map(\.subject) == ids.map { "dispatch-job/\($0)" })
        #expect(Set(api.events.map(\.id)).count == 100)
        #expect(store.calls.count { $0 == .commit } == 1)
        #expect(store.calls.count { $0 == .synchronize } == 1)
    }

    @Test(
        "An id of the wrong form is named by its place, and none is cancelled",
        arguments: ["28", "null", "true", #"["J-1001"]"#, "{}", #""""#, #""a b""#, #""J/1""#, "1.0"])
    func wrongJobID(id: String) throws {
        let form = "must be a string of 1 to 128 of A-Z a-z 0-9 . _ ~ -."
        #expect(
            try TestAPI(Change.records).respond(to: .cancelDispatch(each: #"["J-1001",\#(id),7]"#, as: .dispatcher))
                == Change.dispatchJobs.badRequest("ids[1] \(form)"))
    }

    @Test(
        "A work order's id is an integer from 1 to 2^53-1",
        arguments: [#""28""#, "null", "true", "[28]", "28.0", "2.8e1", "0", "-28", "9007199254740992", "1e400"])
    func wrongWorkOrderID(id: String) throws {
        #expect(
            try TestAPI(Change.records).respond(to: .cancelWorkOrders(each: "[28,30,\(id)]", as: .admin))
                == .failure(400, "ids[2] must be an integer from 1 to 9007199254740991."))
    }

    @Test("C2 all that change, change in one transaction", arguments: [Change.dispatchJobs, .workOrders])
    func oneTransaction(_ change: Change) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Change.records)
        let request =
            change == .dispatchJobs
            ? Request.cancelDispatch(each: #"["J-2","J-1001","J-2"]"#, as: .admin)
            : .cancelWorkOrders(each: "[30,28,30]", as: .admin)
        #expect(api.respond(to: request).status == 200)
        #expect(store.calls.filter { $0 != .load } == [.commit, .synchronize])
        let transaction = try #require(store.transactions.first)
        #expect(transaction.events.count == 2)
        #expect(transaction.audit.map(\.id) == transaction.events.map(\.id))
        #expect(transaction.writes.count == (change == .dispatchJobs ? 2 : 4))
    }

    @Test("C2 when the store fails, none is cancelled", arguments: [Change.dispatchJobs, .workOrders])
    func failure(_ change: Change) throws {
        for operation in [FaultyStore.Operation.load, .commit] {
            let store = FaultyStore()
            let api = try TestAPI(store, Change.records)
            store.faults = [operation: [.unavailable("the disk is full")]]
            #expect(api.respond(to: change.request).status == 503)
        }
    }

    @Test("When somebody is faster with one of them, all are decided again", arguments: [1, 5])
    func overtaken(times: Int) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Change.records)
        var left = times
        store.before = { [unowned api] operation in
            guard operation == .commit, left > 0 else { return }
            left -= 1
            let status = left == 0 ? "Completed" : "Open"
            #expect(throws: Never.self) {
                try api.importRecord(#"{"kind":"dispatch-job","id":"J-2","status":"\#(status)","n":\#(left)}"#)
            }
        }
        let answer = api.respond(to: .cancelDispatch(each: #"["J-1001","J-2"]"#, as: .dispatcher))
        #expect(outcomes(answer).map { $0["status"] } == [200, 400])
        #expect(api.events.map(\.subject) == ["dispatch-job/J-1001"])
    }

    @Test("C1 where every one is refused nothing is written")
    func allRefused() throws {
        for request in [
            Request.cancelDispatch(each: #"["J-DONE","NONE","J-GONE"]"#, as: .admin).keyed("k"),
            .cancelWorkOrders(each: "[29,99,28]", as: .clientAdmin(2)).keyed("k"),
        ] {
            let store = FaultyStore()
            let api = try TestAPI(store, Change.records)
            let before = api.snapshot
            let answer = api.respond(to: request)
            #expect(answer.status == 200)
            #expect(answer.marks.isEmpty)
            #expect(api.snapshot == before)
            #expect(!store.calls.contains(.commit))
        }
    }

    @Test("C8 the reason is kept for each")
    func reason() throws {
        let api = try TestAPI(Change.records)
        let body = #"{"ids":["J-1001","J-2"],"reason":"Rain"}"#
        #expect(api.respond(to: Request(.post, "/jobs/cancel", as: .admin, body)).status == 200)
        #expect(api.events.map { $0.data["reason"] } == ["Rain", "Rain"])
        #expect(api.snapshot.audit.map { $0.reason } == ["Rain", "Rain"])
        let bad = Request(.post, "/jobs/cancel", as: .admin, #"{"ids":["J-1001"],"reason":""}"#)
        #expect(
            api.respond(to: bad)
                == Change.dispatchJobs.badRequest(#""reason" must be a string of 1 to 1024 characters."#))
    }
}
