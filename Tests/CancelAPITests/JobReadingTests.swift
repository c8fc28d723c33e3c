import Cancellation
import HTTPMessage
import Importing
import JSON
import Storage
import Testing

@testable import CancelAPI

/// `GET /api/jobs/{id}` and `GET /jobs/{id}`.
@Suite struct JobReadingTests {
    private static let cleaningPath = "/api/jobs/JOB_X123"
    private static let dispatchPath = "/jobs/J-1001"
    private static let cleaningJob =
        #"{"id":"JOB_X123","status":"scheduled","cleaners":["CLN_1","CLN_2"]}"#
    private static let dispatchJob = "{\(Records.dispatchJobMembers)}"

    private static func shown(_ record: String) -> Answer { Answer(200, record, fields: [Answer.tag(record)]) }

    @Test("C16 a job's record is shown bare, with its entity tag, to those who may cancel it")
    func shown() throws {
        let api = try TestAPI(Records.all)
        for caller in [Caller.admin, Caller("super_admin"), Caller("ADMIN")] {
            #expect(api.respond(to: .get(Self.cleaningPath, as: caller)) == Self.shown(Self.cleaningJob))
        }
        for caller in [Caller.admin, .dispatcher, Caller("dispatcher", "staff")] {
            #expect(api.respond(to: .get(Self.dispatchPath, as: caller)) == Self.shown(Self.dispatchJob))
        }
    }

    @Test("C16 a job is shown as it stands, whatever its status", arguments: ["J-DONE", "J-GONE"])
    func anyStatus(id: String) throws {
        let api = try TestAPI(Records.all)
        #expect(api.respond(to: .get("/jobs/\(id)", as: .dispatcher)).status == 200)
        #expect(api.respond(to: .get("/api/jobs/JOB_GONE", as: .admin)).json["status"] == "canceled")
    }

    @Test("C16 R1.2 contract 1 refuses a role that may not cancel as it refuses a bad token")
    func contract1Roles() throws {
        let api = try TestAPI(Records.all)
        for caller in [Caller.dispatcher, .staff, .jane, .visitor, .roleless, .clientAdmin(1)] {
            for id in ["JOB_X123", "NONE", "a%20b"] {
                #expect(
                    api.respond(to: .get("/api/jobs/\(id)", as: caller))
                        == .error(401, "Unauthorized", fields: Answer.badToken))
            }
        }
        #expect(
            api.respond(to: .get(Self.cleaningPath, as: nil)) == .error(401, "Unauthorized", fields: Answer.noToken))
    }

    @Test("C16 R2.1 contract 2 refuses a role that may not cancel with 403, whether there is the job or not")
    func contract2Roles() throws {
        let store = FaultyStore()
        let api = try TestAPI(store, Records.all)
        for caller in [Caller.staff, .jane, .visitor, .roleless, Caller("super_admin")] {
            for id in ["J-1001", "NONE"] {
                let answer = api.respond(to: .get("/jobs/\(id)", as: caller))
                #expect(answer.status == 403)
                #expect(answer.json["type"] == "/problems/role-may-not-read")
                #expect(answer.json["detail"] == "Only a Dispatcher or an Admin can read a job: ask one of them.")
            }
        }
        #expect(!store.calls.contains(.load))
        #expect(
            api.respond(to: .get(Self.dispatchPath, as: nil))
                == .problem(
                    401, "unauthorized", "Unauthorized", "A bearer token is needed.", at: Self.dispatchPath,
                    fields: Answer.noToken))
    }

    @Test("C16 an unknown job, and one of the other contract, is 404 in the words of the contract")
    func unknown() throws {
        let api = try TestAPI(Records.all)
        for id in ["NONE", "J-1001"] {
            #expect(api.respond(to: .get("/api/jobs/\(id)", as: .admin)) == .error(404, "Job not found"))
        }
        for id in ["NONE", "JOB_X123"] {
            #expect(
                api.respond(to: .get("/jobs/\(id)", as: .admin))
                    == .problem(404, "job-not-found", "Job not found", "There is no job \(id).", at: "/jobs/\(id)"))
        }
    }

    @Test(
        "C16 C5 an id that is none is 400, behind the token and before the role in contract 2",
        arguments: ["a%20b", "", "a%2Fb", "%C3%A4"])
    func badID(id: String) throws {
        let api = try TestAPI(Records.all)
        #expect(api.respond(to: .get("/api/jobs/\(id)", as: .admin)).status == 400)
        #expect(api.respond(to: .get("/jobs/\(id)", as: .visitor)).status == 400)
        #expect(api.respond(to: .get("/jobs/\(id)", as: nil)).status == 401)
    }

    @Test("C16 preconditions decide between 200, 304 and 412", arguments: [cleaningPath, dispatchPath])
    func preconditions(path: String) throws {
        let api = try TestAPI(Records.all)
        let whole = api.respond(to: .get(path, as: .admin))
        let tag = try #require(whole.marks["ETag"])
        let expected: [(String, String, Int)] = [
            ("If-None-Match", tag, 304), ("If-None-Match", "W/\(tag)", 304), ("If-None-Match", "*", 304),
            ("If-None-Match", "\"x\"", 200), ("If-Match", tag, 200), ("If-Match", "*", 200), ("If-Match", "\"x\"", 412),
            ("If-Match", "W/\(tag)", 412), ("If-Match", "x", 400),
        ]
        for (name, value, status) in expected {
            let answer = api.respond(to: .get(path, as: .admin, [name: value]))
            #expect(answer.status == status, "\(name): \(value)")
            if status == 304 { #expect(answer.fields == ["ETag: \(tag)", Answer.unstored] && answer.body.isEmpty) }
            if status == 200 { #expect(answer == whole) }
        }
        #expect(api.respond(to: .get(path + "NONE", as: .admin, ["If-Match": "\"x\""])).status == 404)
    }

    @Test("C16 the tag is the one that a cancel takes")
    func tagOfCancel() throws {
        let api = try TestAPI(Records.all)
        for (path, cancel) in [
            (Self.cleaningPath, Change.cleaningJob.request), (Self.dispatchPath, Change.dispatchJob.request),
        ] {
            let tag = try #require(api.respond(to: .get(path, as: .admin)).marks["ETag"])
            #expect(api.respond(to: cancel.with("If-None-Match", tag)).status == 412)
            #expect(api.respond(to: cancel.with("If-Match", tag)).status == 200)
            let after = api.respond(to: .get(path, as: .admin))
            #expect(after.marks["ETag"] != tag)
            #expect(after.json["status"]?.string?.lowercased().hasPrefix("cancel") == true)
        }
    }

    @Test("C16 HEAD is answered as GET is", arguments: [cleaningPath, dispatchPath])
    func head(path: String) throws {
        let api = try TestAPI(Records.all)
        #expect(
            api.respond(to: Request(.head, path, as: .admin)) == api.respond(to: .get(path, as: .admin)))
    }

    @Test("C16 a store that fails is told of as the contract says")
    func failing() throws {
        for operation in [FaultyStore.Operation.load, .synchronize] {
            let store = FaultyStore()
            let api = try TestAPI(store, Records.all)
            store.faults = [operation: [.unavailable("gone"), .unavailable("gone")]]
            #expect(
                api.respond(to: .get(Self.cleaningPath, as: .admin)) == .error(500, "Internal Server Error"))
            #expect(api.respond(to: .get(Self.dispatchPath, as: .admin)).status == 503)
        }
    }

    @Test("C16 a record that cannot be read is a failure of the store")
    func unreadable() throws {
        let store = FaultyStore()
        let api = try TestAPI(store, [])
        for key in [RecordKey(CleaningJob.kind, "JOB_X123"), RecordKey(DispatchJob.kind, "J-1001")] {
            try store.memory.commit(
                Transaction(
                    at: api.now,
                    writes: [.init(Record(key, status: "", scopes: [], document: [:]), replacing: nil)]))
        }
        #expect(api.respond(to: .get(Self.cleaningPath, as: .admin)).status == 500)
        #expect(api.respond(to: .get(Self.dispatchPath, as: .admin)).status == 503)
    }

    @Test(
        "C16 import warns of the jobs that a literal segment hides, and of no others",
        arguments: [("cleaning-job", "/api/jobs/"), ("dispatch-job", "/jobs/")])
    func hidden(kind: String, path: String) throws {
        let segments = Set(RouteTable(hasConsole: true).routes.flatMap { Path("\($0.path)").segments }).union(["J"])
        for segment in segments {
            let line = #"{"kind":"\#(kind)","id":"\#(segment)","status":"new"}"#
            // A path with a name in it is no id either.
            guard JobID(segment) != nil else { continue }
            let api = try TestAPI(line)
            var importer = Importer(into: InMemoryStore(), replaces: false, at: api.now) { _, _ in nil }
            let isHidden = try importer.check(Array(line.utf8), number: 1) != nil
            #expect((api.respond(to: .get(path + segment, as: .admin)).status == 200) == !isHidden, "\(segment)")
        }
    }

    @Test(
        "C16 a literal segment wins over {id} for every method",
        arguments: [
            ("/jobs/cancel", "POST"), ("/jobs/%63ancel", "POST"), ("/api/work-orders/cancel", "POST"),
            ("/api/work-orders/summary", "GET, HEAD"),
        ])
    func literal(path: String, allowed: String) throws {
        // A job that is called so.
        let api = try TestAPI(Records.all + [#"{"kind":"dispatch-job","id":"cancel","status":"Open"}"#])
        for name in ["GET", "HEAD", "OPTIONS", "PATCH", "PUT", "DELETE", "POST"] {
            let isAllowed = allowed.split(separator: ", ").contains { $0 == name }
            for caller in [Caller.admin, nil] {
                let answer = api.respond(to: Request(Method(name), path, as: caller))
                #expect((answer.status == 405) == !isAllowed, "\(name)")
                if !isAllowed { #expect(answer.fields.contains("Allow: \(allowed)"), "\(name)") }
            }
        }
        #expect(api.respond(to: .cancelDispatch("cancel", as: .admin)).status == 200)
        #expect(api.respond(to: .get("/api/jobs/cancel", as: .admin)).status == 404)
    }
}
