import HTTPMessage
import JSON
import TestSupport
import Testing

/// What a request says about how it is to be carried out is part of its shape (C4): checked behind the token, before
/// anything that a contract says of roles and records.
@Suite struct ChangeOptionsTests {
    private static let key =
        "Idempotency-Key must be one string of 1 to 255 printable characters, "
        + "in quotation marks if it has a comma, a quotation mark or a backslash."
    private static let dryRun = #""dryRun" must be true or false, once."#

    private static func tags(_ name: String) -> String {
        "\(name) must be * or a list of entity tags in quotation marks, as ETag has them."
    }

    @Test(
        "A key that is none is refused, and nothing changes",
        arguments: [
            "", " ", "\t", "   ", "\"\"", "a,b", "\"a", "\"a\"b", "a\nb", "\0", "k\u{E9}y",
            String(repeating: "k", count: 256),
        ])
    func wrongKey(value: String) throws {
        for change in Change.allCases {
            let request = change.request.keyed(value)
            #expect(try TestAPI(Change.records).respond(to: request) == change.badRequest(Self.key))
            #expect(try TestAPI(Change.records).respond(to: request.asDryRun) == change.badRequest(Self.key))
        }
    }

    @Test("Two keys are refused, even if one of them says nothing", arguments: Change.allCases)
    func twoKeys(_ change: Change) throws {
        for other in ["a", "b", "a\r\n"] {
            #expect(
                try TestAPI(Change.records).respond(to: change.request.keyed("a").keyed(other))
                    == change.badRequest(Self.key))
        }
    }

    @Test(
        "A dryRun that is neither true nor false is refused, and nothing changes",
        arguments: [
            "dryRun", "dryRun=", "dryRun=1", "dryRun=yes", "dryRun=TRUE", "dryRun=%20true", "dryRun=true,true",
            "dryRun=true&dryRun=true", "dryRun=false&dryRun=true", "dryrun=1", "dryRun=true&DRYRUN=false",
        ])
    func wrongDryRun(query: String) throws {
        for change in Change.allCases {
            #expect(
                try TestAPI(Change.records).respond(to: change.request.with(query: query))
                    == change.badRequest(Self.dryRun))
        }
    }

    private static let wrongTags = ["x", "", " ", "\t", ",", "\"a", "*, \"a\"", "\"a\nb\"", "\0"]

    @Test("A condition that is none is refused, and nothing changes", arguments: Change.allCases, wrongTags)
    func wrongCondition(_ change: Change, value: String) throws {
        for name in ["If-Match", "If-None-Match"] {
            #expect(
                try TestAPI(Change.records).respond(to: change.request.with(name, value))
                    == change.badRequest(Self.tags(name)))
        }
    }

    @Test("A read on a condition that is none is refused, whether there is such a record or not", arguments: wrongTags)
    func wrongConditionOfRead(value: String) throws {
        for id in ["28", "99"] {
            for name in ["If-Match", "If-None-Match"] {
                let request = Request.get("/api/work-orders/\(id)", as: .visitor).with(name, value)
                #expect(try TestAPI(Change.records).respond(to: request) == .failure(400, Self.tags(name)))
            }
        }
    }

    private static let spoilers: [@Sendable (Request) -> Request] = [
        { $0.keyed("") }, { $0.with(query: "dryRun=") }, { $0.with("If-Match", "x") },
    ]

    @Test("C4 the options are checked behind the token, before roles and records", arguments: spoilers.indices)
    func order(index: Int) throws {
        let spoil = Self.spoilers[index]
        for change in Change.allCases {
            #expect(try TestAPI(Change.records).respond(to: spoil(change.request(as: nil))).status == 401)
            // R1.2: to contract 1 a role that may not is a bad token.
            let status = change == .cleaningJob ? 401 : 400
            #expect(try TestAPI(Change.records).respond(to: spoil(change.request(as: .visitor))).status == status)
            #expect(try TestAPI([]).respond(to: spoil(change.request)).status == 400)
        }
        for change in [Change.workOrder, .workOrders] {
            #expect(try TestAPI(Change.records).respond(to: spoil(change.request(as: .staff))).status == 400)
        }
    }

    @Test("The fields of a change mean nothing to a read")
    func reads() throws {
        let api = try TestAPI(Change.records)
        for path in [
            "/api/work-orders", "/api/work-orders/28", "/api/work-orders/28/notes", "/api/work-orders/summary",
        ] {
            let answer = api.respond(to: .get(path, as: .admin))
            #expect(answer.status == 200)
            #expect(api.respond(to: .get(path + "?dryRun=", as: .admin).keyed("")) == answer)
        }
    }

    @Test(
        "R3.4 an X-Client-Context that is empty or could not be taken off the wire does not widen a caller",
        arguments: ["", " ", "\t", "2\n", "\u{1}2", "\0"])
    func unusableContext(value: String) throws {
        let refused = Answer.failure(400, "X-Client-Context must be a client id, an integer.")
        let fields = ["X-Client-Context": value]
        let reads = [
            "/api/work-orders", "/api/work-orders/28", "/api/work-orders/28/notes", "/api/work-orders/summary",
        ]
        for path in reads {
            #expect(try TestAPI(Change.records).respond(to: .get(path, as: .staff, fields)) == refused)
        }
        #expect(try TestAPI(Change.records).respond(to: .cancelWorkOrder("28", as: .admin, fields)) == refused)
        #expect(
            try TestAPI(Change.records).respond(to: .cancelWorkOrders(each: "[28]", as: .admin, fields)) == refused)
        let both = Request.cancelWorkOrder("28", as: .admin, ["X-Client-Context": "1"])
            .with("X-Client-Context", value)
        #expect(try TestAPI(Change.records).respond(to: both) == refused)
        #expect(try TestAPI(Change.records).respond(to: .cancelWorkOrder("28", as: .jane, fields)).status == 200)
    }
}
