import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

@Suite struct TransactionTests {
    static let refusals: [Request] = [
        .cancelCleaning("JOB_X123", as: nil), .cancelCleaning("JOB_X123", as: .visitor),
        .cancelCleaning("NONE", as: .admin),
        .cancelCleaning("a%20b", as: .admin), .cancelCleaning("JOB_X123", as: .admin, #"{"reason":""}"#),
        .cancelCleaning("JOB_X123", as: .admin, "{"),
        .cancelDispatch("J-1001", as: nil), .cancelDispatch("J-1001", as: .visitor),
        .cancelDispatch("NONE", as: .admin),
        .cancelDispatch("J-DONE", as: .admin), .cancelDispatch("J-GONE", as: .admin),
        .cancelDispatch("J-1001", as: .admin, "{"), .cancelDispatch("J-1001", as: .admin, #"{"reason":1}"#),
        .cancelWorkOrder("28", as: nil), .cancelWorkOrder("28", as: .staff), .cancelWorkOrder("28", as: .visitor),
        .cancelWorkOrder("28", as: .clientAdmin(2)), .cancelWorkOrder("28", as: .client("else@example.org")),
        .cancelWorkOrder("29", as: .admin), .set("pending", "29", as: .admin), .set("done", "28", as: .admin),
        .set("completed", "28", as: .jane), .cancelWorkOrder("28", as: .admin, ["X-Client-Context": "2"]),
        .cancelWorkOrder("28", as: .admin, ["X-Client-Context": "x"]), .cancelWorkOrder("99999", as: .admin),
        .cancelWorkOrder("28", as: .admin, ["Content-Type": "text/plain"]),
        Request(.get, "/jobs/J-1001/cancel", as: .admin), Request(.post, "/api/work-orders/28/status", as: .admin),
        Request(.post, "/nowhere", as: .admin),
    ]

    @Test("C1 a refusal changes nothing", arguments: refusals)
    func refusal(request: Request) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        let before = api.snapshot
        #expect(api.respond(to: request).status >= 400)
        #expect(api.snapshot == before)
        #expect(!store.calls.contains(.commit))
    }

    @Test(
        "C2 a cancel is one transaction, confirmed before the answer",
        arguments: [
            (.cancelCleaning("JOB_X123", as: .admin), ["cleaning-job/JOB_X123"]),
            (.cancelDispatch("J-1001", as: .admin), ["dispatch-job/J-1001"]),
            (.cancelWorkOrder("28", as: .admin), ["work-order/28", "work-order-note/id-1"]),
        ] as [(Request, [String])])
    func oneTransaction(request: Request, keys: [String]) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        #expect(api.respond(to: request).status == 200)
        #expect(store.calls == [.load, .commit, .synchronize])
        let transaction = try #require(store.transactions.first)
        #expect(transaction.at == api.now)
        #expect(transaction.writes.map { "\($0.record.key)" } == keys)
        #expect(transaction.writes.map { $0.replaced != nil } == keys.indices.map { $0 == 0 })
        #expect(transaction.audit.map { "\($0.subject)" } == [keys[0]])
        #expect(transaction.events.map(\.subject) == [keys[0]])
        #expect(transaction.events.map(\.id) == transaction.audit.map(\.id))
    }

    @Test("C3 fields that the program does not know survive every change, at their value and place")
    func unknownFields() throws {
        let unknown = #""n":12345678901234567890123,"exact":1.10,"nested":[[{"b":[],"a":{}}]],"none":null"#
        let api = try TestAPI(
            #"{"kind":"cleaning-job",\#(unknown),"status":"new","id":"J"}"#,
            #"{"kind":"dispatch-job",\#(unknown),"status":"Open","id":"J"}"#,
            #"{"kind":"work-order",\#(unknown),"status":"pending","id":1}"#)
        for request in [
            .cancelCleaning("J", as: .admin), .cancelDispatch("J", as: .admin), .set("completed", "1", as: .admin),
        ]
            + [Request.cancelWorkOrder("1", as: .admin)]
        {
            #expect(api.respond(to: request).status == 200)
        }
        let time = #""updatedAt":"2025-10-20T10:30:00.000Z""#
        #expect(api.document(CleaningJob.kind, "J") == #"{\#(unknown),"status":"canceled","id":"J",\#(time)}"#)
        #expect(
            api.document(DispatchJob.kind, "J")
                == #"{\#(unknown),"status":"Cancelled","id":"J",\#(time),"cancelledAt":"\#(TestAPI.now)","cancelledBy":"7"}"#
        )
        #expect(api.document(WorkOrder.kind, "1") == #"{\#(unknown),"status":"cancelled","id":1,\#(time)}"#)
    }

    @Test(
        "C6 every time that is written is RFC 3339 in UTC with milliseconds",
        arguments: [
            "2025-12-31T23:59:59.999Z", "2024-02-29T00:00:00.000Z", "1969-12-31T23:59:59.001Z",
        ])
    func times(now: String) throws {
        let api = try TestAPI(Records.all)
        api.now = try #require(Timestamp(now))
        var written: [JSONObject] = []
        for request in [.cancelCleaning("JOB_X123", as: .admin), .cancelDispatch("J-1001", as: .admin)]
            + [Request.cancelWorkOrder("28", as: .admin)]
        {
            #expect(api.respond(to: request).status == 200)
        }
        written += api.events.enumerated().map { $1.cloudEvent(at: EventCursor(UInt64($0 + 1))) }
        written += api.events.map(\.data) + api.snapshot.audit.map(\.json)
        written += api.snapshot.records.suffix(4).map(\.record.document)
        var times = 0
        for member in written.flatMap(\.members)
        where ["time", "at", "updatedAt"].contains(member.name) || member.name.hasSuffix("edAt") {
            // The work order's own createdAt is as it was imported.
            guard member.value != "2025-10-20T02:45:15.629Z" else { continue }
            #expect(member.value == .string(now), "\(member.name)")
            times += 1
        }
        #expect(times == 3 + 3 + 3 + 6)
    }
}
