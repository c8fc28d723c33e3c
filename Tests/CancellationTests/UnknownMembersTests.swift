import Cancellation
import JSON
import Storage
import Testing

/// C3: what the program does not know of comes through every change at its value and at its place.
@Suite struct UnknownMembersTests {
    private static let unknown =
        #""big":12345678901234567890123,"long":9007199254740993,"exact":1.10,"small":-0,"power":1E+2,"#
        + #""nested":[[1,[2.0,{"b":1,"a":[]}]],{}],"text":"ä/\u0001\"","Status":"mine","é":1,"e\#u{301}":2,"none":null"#

    @Test("C3 a canceled cleaning job keeps them")
    func cleaningJob() throws {
        let job = try CleaningJob(object(#"{\#(Self.unknown),"id":"J","cleaners":[1],"status":"new","z":0}"#))
        #expect(
            job.cancel(intent()).change?.record.document.text
                == #"{\#(Self.unknown),"id":"J","cleaners":[],"status":"canceled","z":0,"#
                + #""updatedAt":"2025-10-20T10:30:00.000Z"}"#)
    }

    @Test("C3 a cancelled dispatch job keeps them, those of its assignment too")
    func dispatchJob() throws {
        let job = try DispatchJob(
            object(
                #"{"updatedAt":1,"status":"Open",\#(Self.unknown),"#
                    + #""assignment":{\#(Self.unknown),"status":"Active"},"id":"J"}"#))
        #expect(
            job.cancel(intent()).change?.record.document.text
                == #"{"updatedAt":"2025-10-20T10:30:00.000Z","status":"Cancelled",\#(Self.unknown),"#
                + #""assignment":{\#(Self.unknown),"status":"Cancelled"},"id":"J","#
                + #""cancelledAt":"2025-10-20T10:30:00.000Z","cancelledBy":"45"}"#)
    }

    @Test("C3 a work order keeps them at every change of status", arguments: ["cancelled", "completed"])
    func workOrder(status: String) throws {
        let workOrder = try WorkOrder(object(#"{\#(Self.unknown),"status":"pending","id":28}"#))
        #expect(
            workOrder.set(status: status, by: access(["admin"]), intent()).change?.record.document.text
                == #"{\#(Self.unknown),"status":"\#(status)","id":28,"updatedAt":"2025-10-20T10:30:00.000Z"}"#)
    }

    @Test("C3 the event keeps the ids of an assignment at their value, whatever they are")
    func assignmentIDs() throws {
        let job = try DispatchJob(
            object(#"{"id":"J","status":"Open","assignment":{"id":12345678901234567890123,"contractorId":[1.0]}}"#))
        let data = try #require(job.cancel(intent()).change).event.data
        #expect(data.text.contains(#""assignmentId":12345678901234567890123,"contractorId":[1.0],"#))
    }
}
