import Cancellation
import HTTPMessage
import JSON
import Storage
import TestSupport
import Testing

@Suite struct DispatchJobTests {
    private static let path = "/jobs/J-1001/cancel"
    private static let stamp =
        #""updatedAt":"2025-10-20T10:30:00.000Z","cancelledAt":"2025-10-20T10:30:00.000Z","cancelledBy":"d-1""#

    @Test("R2.1 a Dispatcher and an Admin may cancel", arguments: ["Dispatcher", "Admin", "dispatcher", "ADMIN"])
    func may(role: String) throws {
        #expect(try TestAPI(Records.dispatchJob).respond(to: .cancelDispatch("J-1001", as: Caller(role))).status == 200)
    }

    @Test(
        "R2.1 another role is forbidden",
        arguments: [Caller.visitor, .staff, .jane, .clientAdmin(1), Caller("super_admin"), .roleless])
    func mayNot(caller: Caller) throws {
        #expect(
            try TestAPI(Records.dispatchJob).respond(to: .cancelDispatch("J-1001", as: caller))
                == .problem(
                    403, "role-may-not-cancel", "Role may not cancel",
                    "Only a Dispatcher or an Admin can cancel a job: ask one of them.", at: Self.path))
    }

    @Test("R2.1 no token and a bad token are not authenticated")
    func tokens() throws {
        let api = try TestAPI(Records.dispatchJob)
        #expect(
            api.respond(to: .cancelDispatch("J-1001", as: nil))
                == .problem(
                    401, "unauthorized", "Unauthorized", "A bearer token is needed.", at: Self.path,
                    fields: Answer.noToken))
        var forged = Request.cancelDispatch("J-1001", as: nil)
        forged.fields.append("Authorization", "Bearer a.b.c")
        #expect(
            api.respond(to: forged)
                == .problem(
                    401, "unauthorized", "Unauthorized", "The bearer token does not hold: get a new one.",
                    at: Self.path,
                    fields: Answer.badToken))
    }

    @Test("R2.2 an unknown job is not found")
    func unknown() throws {
        #expect(
            try TestAPI().respond(to: .cancelDispatch("J-1001", as: .dispatcher))
                == .problem(404, "job-not-found", "Job not found", "There is no job J-1001.", at: Self.path))
    }

    @Test("R2.2 a completed job is not cancelled")
    func completed() throws {
        #expect(
            try TestAPI(Records.completedJob).respond(to: .cancelDispatch("J-DONE", as: .dispatcher))
                == .problem(
                    400, "job-completed", "Job completed", "Job J-DONE is completed and can no longer be cancelled.",
                    at: "/jobs/J-DONE/cancel"))
    }

    @Test("R2.2 a job is cancelled once")
    func alreadyCancelled() throws {
        let api = try TestAPI(Records.dispatchJob)
        #expect(api.respond(to: .cancelDispatch("J-1001", as: .dispatcher)).status == 200)
        #expect(
            api.respond(to: .cancelDispatch("J-1001", as: .dispatcher))
                == .problem(
                    400, "job-already-cancelled", "Job already cancelled",
                    "Job J-1001 is cancelled already; nothing was changed.", at: Self.path))
        #expect(api.events.count == 1)
    }

    @Test("R2.2 every other status may be cancelled", arguments: ["Open", "Assigned", "InProgress", "completed"])
    func anyOtherStatus(status: String) throws {
        let api = try TestAPI(#"{"kind":"dispatch-job","id":"J","status":"\#(status)"}"#)
        #expect(
            api.respond(to: .cancelDispatch("J", as: .dispatcher))
                == .cancelled(job: #"{"id":"J","status":"Cancelled",\#(Self.stamp)}"#))
    }

    @Test("R2.3 each refusal has a type of its own, a URI reference")
    func types() throws {
        let faulty = FaultyStore()
        let api = try TestAPI(faulty, Records.all)
        func type(_ request: Request) -> String {
            let answer = api.respond(to: request)
            #expect(answer.fields.first == "Content-Type: application/problem+json")
            #expect(answer.json.members.map(\.name) == ["type", "title", "status", "detail", "instance"])
            #expect(answer.json["status"]?.integer == answer.status)
            return answer.json["type"]?.string ?? ""
        }
        var types = [
            type(.cancelDispatch("J-1001", as: nil)), type(.cancelDispatch("J-1001", as: .visitor)),
            type(.cancelDispatch("NONE", as: .dispatcher)), type(.cancelDispatch("J-DONE", as: .dispatcher)),
            type(.cancelDispatch("J-GONE", as: .dispatcher)), type(.cancelDispatch("a%20b", as: .dispatcher)),
            type(Request(.get, Self.path, as: .dispatcher)), type(Request(.get, "/jobs", as: .dispatcher)),
            type(Request(.post, Self.path, as: .dispatcher, "{}", ["Content-Type": "text/plain"])),
        ]
        var large = Request.cancelDispatch("J-1001", as: .dispatcher)
        large.body = .tooLarge
        types.append(type(large))
        for fault in [StoreError.unavailable("gone"), .uncertain("gone")] {
            faulty.faults = [.load: [fault]]
            types.append(type(.cancelDispatch("J-1001", as: .dispatcher)))
        }
        #expect(Set(types).count == types.count)
        #expect(types.allSatisfy { $0.hasPrefix("/problems/") })
    }

    @Test("R2.4 the answer is the job as it now stands, with every other field that its record holds")
    func answer() throws {
        let api = try TestAPI(Records.dispatchJob)
        let job =
            #"{"id":"J-1001","status":"Cancelled","title":"Fix tap","#
            + #""assignment":{"id":"A-1","contractorId":"C-9","status":"Cancelled"},\#(Self.stamp)}"#
        #expect(api.respond(to: .cancelDispatch("J-1001", as: .dispatcher)) == .cancelled(job: job))
        #expect(api.document(DispatchJob.kind, "J-1001") == job)
    }

    @Test("R2.5 a completed assignment stays completed")
    func completedAssignment() throws {
        let api = try TestAPI(
            #"{"kind":"dispatch-job","id":"J","status":"Open","assignment":{"id":"A","status":"Completed"}}"#)
        #expect(
            api.respond(to: .cancelDispatch("J", as: .dispatcher))
                == .cancelled(
                    job: #"{"id":"J","status":"Cancelled","assignment":{"id":"A","status":"Completed"},\#(Self.stamp)}"#
                ))
    }

    @Test("R2.6 one JobCancelled event is published, with all its members")
    func event() throws {
        let api = try TestAPI(Records.dispatchJob)
        _ = api.respond(to: .cancelDispatch("J-1001", as: .dispatcher, #"{"reason":"Rain"}"#))
        #expect(
            api.events == [
                Event(
                    id: "id-1", type: "JobCancelled", subject: "dispatch-job/J-1001", time: api.now,
                    data: [
                        "jobId": "J-1001", "previousStatus": "Assigned", "assignmentId": "A-1", "contractorId": "C-9",
                        "reason": "Rain", "cancelledBy": "d-1", "cancelledAt": .string(TestAPI.now),
                        "actor": ["id": "d-1", "name": "Dan Dispatcher"],
                    ])
            ])
    }
}
