import Cancellation
import HTTPMessage
import Storage
import Testing

@Suite struct IdentifiersTests {
    private static let longest = String(repeating: "x", count: 128)

    @Test(
        "C5 an id is percent-decoded once",
        arguments: [
            ("JOB_X123", "JOB_X123"), ("JOB%5FX123", "JOB_X123"), ("%4a%4F%42", "JOB"), ("a.b~c-d", "a.b~c-d"),
            ("%2E", "."), (longest, longest),
        ])
    func decodedOnce(segment: String, id: String) throws {
        let api = try TestAPI(
            #"{"kind":"cleaning-job","id":"\#(id)","status":"new"}"#,
            #"{"kind":"dispatch-job","id":"\#(id)","status":"Open"}"#)
        #expect(api.respond(to: .cancelCleaning(segment, as: .admin)) == .canceled)
        #expect(api.respond(to: .cancelDispatch(segment, as: .admin)).json["id"] == .string(id))
    }

    @Test(
        "C5 anything else is refused before the store is asked",
        arguments: [
            ("", ""), ("a%20b", "a%20b"), ("a+b", "a%2Bb"), ("a%2Fb", "a%2Fb"), ("%25", "%25"), ("%2541", "%2541"),
            ("%", "%25"), ("%4", "%254"), ("%zz", "%25zz"), ("%FF", "%25FF"), ("%C3%A9", "%C3%A9"), ("é", "%C3%A9"),
            ("a%00", "a%00"), ("a:b", "a%3Ab"), (longest + "x", longest + "x"),
        ])
    func refused(segment: String, instance: String) throws {
        let store = FaultyStore()
        let api = try TestAPI(store, [])
        let problem = "The job id must be 1 to 128 of A-Z a-z 0-9 . _ ~ - in the path."
        #expect(api.respond(to: .cancelCleaning(segment, as: .admin)) == .error(400, problem))
        #expect(
            api.respond(to: .cancelDispatch(segment, as: .admin))
                == .problem(400, "bad-request", "Bad request", problem, at: "/jobs/\(instance)/cancel"))
        #expect(!store.calls.contains(.load))
    }

    @Test("C5 the largest id of a work order is 2^53-1", arguments: ["9007199254740991", "%39007199254740991"])
    func largestWorkOrder(segment: String) throws {
        let api = try TestAPI(Records.workOrder(9_007_199_254_740_991))
        #expect(
            api.respond(to: .get("/api/work-orders/\(segment)", as: .admin))
                == .found(workOrder: #"{"id":9007199254740991,"status":"pending"}"#))
    }

    @Test(
        "C5 what is no decimal integer from 1 to 2^53-1 is no work order's id",
        arguments: [
            "0", "-1", "9007199254740992", "99999999999999999999", "1.0", "1e1", "0x1", "+1", "x", "", "%20", "a%2Fb",
        ])
    func badWorkOrder(segment: String) throws {
        let api = try TestAPI()
        let problem = Answer.failure(400, "The work order id must be an integer from 1 to 9007199254740991.")
        #expect(api.respond(to: .cancelWorkOrder(segment, as: .admin)) == problem)
        #expect(api.respond(to: .get("/api/work-orders/\(segment)", as: .admin)) == problem)
        #expect(api.respond(to: .get("/api/work-orders/\(segment)/notes", as: .admin)) == problem)
    }
}
