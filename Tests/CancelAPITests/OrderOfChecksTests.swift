import HTTPMessage
import Testing

/// A request with several things wrong with it, and the one that its answer is about.
struct Check: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let request: Request
    let answer: Answer

    init(_ name: String, _ request: Request, _ answer: Answer) {
        (testDescription, self.request, self.answer) = (name, request, answer)
    }
}

@Suite struct OrderOfChecksTests {
    private static let badCleaningID = "The job id must be 1 to 128 of A-Z a-z 0-9 . _ ~ - in the path."
    private static let badReason = #"\"reason\" must be a string of 1 to 1024 characters."#

    static let cleaningJobs = [
        Check(
            "no token, bad id, bad body", .cancelCleaning("a%20b", as: nil, "{"),
            .error(401, "Unauthorized", fields: Answer.noToken)),
        Check(
            "another role, bad id, bad body", .cancelCleaning("a%20b", as: .visitor, "{"),
            .error(401, "Unauthorized", fields: Answer.badToken)),
        Check("bad id, bad body", .cancelCleaning("a%20b", as: .admin, "{"), .error(400, badCleaningID)),
        Check(
            "bad body, unknown job", .cancelCleaning("NONE", as: .admin, #"{"reason":7}"#), .error(400, badReason)),
        Check(
            "bad body, canceled job", .cancelCleaning("JOB_GONE", as: .admin, #"{"reason":""}"#), .error(400, badReason)
        ),
        Check("unknown job", .cancelCleaning("NONE", as: .admin), .error(404, "Job not found")),
    ]

    static let dispatchJobs = [
        Check(
            "no token, bad id, bad body", .cancelDispatch("a%20b", as: nil, "{"),
            .problem(
                401, "unauthorized", "Unauthorized", "A bearer token is needed.", at: "/jobs/a%20b/cancel",
                fields: Answer.noToken)),
        Check(
            "another role, bad id, bad body", .cancelDispatch("a%20b", as: .visitor, "{"),
            .problem(400, "bad-request", "Bad request", badCleaningID, at: "/jobs/a%20b/cancel")),
        Check(
            "another role, bad body, unknown job", .cancelDispatch("NONE", as: .visitor, #"{"reason":7}"#),
            .problem(
                400, "bad-request", "Bad request", #""reason" must be a string of 1 to 1024 characters."#,
                at: "/jobs/NONE/cancel")),
        Check(
            "another role, unknown job", .cancelDispatch("NONE", as: .visitor),
            .problem(403, "role-may-not-cancel", "Role may not cancel", mayNot, at: "/jobs/NONE/cancel")),
        Check(
            "another role, completed job", .cancelDispatch("J-DONE", as: .visitor),
            .problem(403, "role-may-not-cancel", "Role may not cancel", mayNot, at: "/jobs/J-DONE/cancel")),
        Check(
            "unknown job", .cancelDispatch("NONE", as: .dispatcher),
            .problem(404, "job-not-found", "Job not found", "There is no job NONE.", at: "/jobs/NONE/cancel")),
    ]

    private static let mayNot = "Only a Dispatcher or an Admin can cancel a job: ask one of them."

    static let workOrders = [
        Check(
            "no token, bad id, bad header, bad body",
            Request(.patch, "/api/work-orders/x/status", as: nil, "{", ["X-Client-Context": "x"]),
            .failure(401, "No token provided!", fields: Answer.noToken)),
        Check(
            "bad body from staff who ask for cancelled",
            Request(.patch, "/api/work-orders/28/status", as: .staff, #"{"status":"cancelled","reason":""}"#),
            .failure(400, #""reason" must be a string of 1 to 1024 characters."#)),
        Check("staff who ask for cancelled, unknown work order", .cancelWorkOrder("99999", as: .staff), .staffMayNot),
        Check("staff who ask for cancelled, cancelled work order", .cancelWorkOrder("29", as: .staff), .staffMayNot),
        Check(
            "staff who ask for cancelled, work order of another client",
            .cancelWorkOrder("28", as: .staff, ["X-Client-Context": "2"]), .staffMayNot),
        Check("no permission, unknown work order", .cancelWorkOrder("99999", as: .visitor), .workOrderNotFound),
        Check("no permission, cancelled work order", .cancelWorkOrder("29", as: .visitor), .notPermitted),
        Check("no permission, status outside the four", .set("done", "28", as: .jane), .notPermitted),
        Check("cancelled work order, status outside the four", .set("done", "29", as: .admin), .alreadyCancelled),
        Check("cancelled work order, cancelled again", .cancelWorkOrder("29", as: .admin), .alreadyCancelled),
        Check("cancelled work order, reactivated", .set("pending", "29", as: .clientAdmin(1)), .alreadyCancelled),
        Check("status outside the four", .set("done", "28", as: .admin), .notOneOfFour),
        Check("status outside the four, from staff", .set("Cancelled", "28", as: .staff), .notOneOfFour),
    ]

    static let reading = [
        Check(
            "list: no token, bad header, bad limit",
            .get("/api/work-orders?limit=0", as: nil, ["X-Client-Context": "x"]),
            .failure(401, "No token provided!", fields: Answer.noToken)),
        Check(
            "list: no permission, bad limit", .get("/api/work-orders?limit=0", as: .visitor),
            .failure(400, #""limit" must be an integer from 1 to 200."#)),
        Check(
            "list: no permission, bad status", .get("/api/work-orders?status=done", as: .visitor), .notOneOfFour),
        Check(
            "list: no permission, bad cursor", .get("/api/work-orders?cursor=x!", as: .visitor),
            .failure(400, #""cursor" must be the nextCursor of an earlier answer."#)),
        Check("list: no permission", .get("/api/work-orders", as: .visitor), .notPermitted),
        Check("summary: no permission", .get("/api/work-orders/summary", as: .visitor), .notPermitted),
        Check(
            "work order: no permission, bad id", .get("/api/work-orders/x", as: .visitor),
            .failure(400, "The work order id must be an integer from 1 to 9007199254740991.")),
        Check("work order: no permission, unknown", .get("/api/work-orders/99999", as: .visitor), .workOrderNotFound),
        Check("notes: no permission", .get("/api/work-orders/28/notes", as: .visitor), .notPermitted),
    ]

    @Test("C4 contract 1: token and role, shape, existence", arguments: cleaningJobs)
    func contract1(check: Check) throws { try run(check) }

    @Test("C4 contract 2: token, shape, role, existence", arguments: dispatchJobs)
    func contract2(check: Check) throws { try run(check) }

    @Test("R3.1 contract 3: token, shape, staff, existence, permission, cancelled, status", arguments: workOrders)
    func contract3(check: Check) throws { try run(check) }

    @Test("C4 contract 3, reading: token, shape, existence, permission", arguments: reading)
    func contract3Reading(check: Check) throws { try run(check) }

    private func run(_ check: Check) throws {
        #expect(try TestAPI(Records.all).respond(to: check.request) == check.answer)
    }
}
