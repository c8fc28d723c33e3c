import Cancellation
import Importing
import JSON
import Storage
import Testing

@Suite struct RecordTests {
    @Test(
        "A record comes out of an export as it went in, with its kind in front",
        arguments: [
            #"{"kind":"cleaning-job","id":"JOB_X123","status":"scheduled","cleaners":["CLN_1"]}"#,
            #"{"kind":"cleaning-job","id":"J","status":"new","cleaners":null,"more":[{"a":1.50,"b":null}]}"#,
            #"{"kind":"dispatch-job","id":"J-1001","status":"Assigned","assignment":{"id":"A-1","status":"Active"}}"#,
            #"{"kind":"dispatch-job","id":"J","status":"Open","assignment":null}"#,
            #"{"kind":"work-order","id":28,"job_no":"WO-2025-001","status":"in-progress","client_id":1}"#,
            #"{"kind":"work-order","id":9007199254740991,"status":"pending","client_id":null,"authorized_email":null}"#,
            #"{"kind":"work-order-note","id":"n-1","work_order_id":28,"note":"Called","created_by":null}"#,
        ])
    func roundTrip(line: String) throws {
        #expect(try Record(exported: object(line)).exported?.text == line)
    }

    @Test("The kind may stand anywhere in a line, and is no part of the document")
    func kindAnywhere() throws {
        let record = try Record(exported: object(#"{"id":"J","status":"Open","kind":"dispatch-job","x":1}"#))
        #expect(record.document.text == #"{"id":"J","status":"Open","x":1}"#)
        #expect(record.exported?.text == #"{"kind":"dispatch-job","id":"J","status":"Open","x":1}"#)
    }

    @Test(
        "Stores find a record by its kind and id, its status and its scopes",
        arguments: [
            (#"{"kind":"cleaning-job","id":"J","status":"new"}"#, "cleaning-job/J", "new", []),
            (#"{"kind":"dispatch-job","id":"J","status":"Open"}"#, "dispatch-job/J", "Open", []),
            (
                #"{"kind":"work-order","id":7,"status":"pending","client_id":3,"authorized_email":"A@b"}"#,
                "work-order/7", "pending", ["all", "client/3", "email/a@b", "client/3/email/a@b"]
            ),
            (
                #"{"kind":"work-order-note","id":"n","work_order_id":7,"note":"x"}"#,
                "work-order-note/n", "", ["work-order/7"]
            ),
        ])
    func found(line: String, key: String, status: String, scopes: [String]) throws {
        let record = try Record(exported: object(line))
        #expect("\(record.key)" == key)
        #expect(record.status == status)
        #expect(record.scopes == scopes.map { Scope($0) })
    }

    @Test(
        "What is no record is refused with the member that is wrong",
        arguments: [
            (#"{"id":"J","status":"new"}"#, #""kind" must be a string"#),
            (#"{"kind":7,"id":"J","status":"new"}"#, #""kind" must be a string"#),
            (
                #"{"kind":"job","id":"J","status":"new"}"#,
                #""kind" is none of cleaning-job, dispatch-job, work-order, work-order-note"#
            ),
            (#"{"kind":"cleaning-job","status":"new"}"#, idProblem),
            (#"{"kind":"cleaning-job","id":7,"status":"new"}"#, idProblem),
            (#"{"kind":"dispatch-job","id":"a b","status":"new"}"#, idProblem),
            (#"{"kind":"cleaning-job","id":"J"}"#, #""status" must be a string that is not empty"#),
            (#"{"kind":"dispatch-job","id":"J","status":""}"#, #""status" must be a string that is not empty"#),
            (#"{"kind":"cleaning-job","id":"J","status":"new","cleaners":"CLN_1"}"#, #""cleaners" must be a list"#),
            (#"{"kind":"dispatch-job","id":"J","status":"Open","assignment":[]}"#, #""assignment" must be an object"#),
            (#"{"kind":"work-order","id":"28","status":"pending"}"#, numberProblem),
            (#"{"kind":"work-order","id":0,"status":"pending"}"#, numberProblem),
            (#"{"kind":"work-order","id":9007199254740992,"status":"pending"}"#, numberProblem),
            (#"{"kind":"work-order","id":28.0,"status":"pending"}"#, numberProblem),
            (
                #"{"kind":"work-order","id":28,"status":"canceled"}"#,
                #""status" must be one of pending, in-progress, completed, cancelled"#
            ),
            (#"{"kind":"work-order","id":28,"status":"pending","client_id":"1"}"#, #""client_id" must be an integer"#),
            (
                #"{"kind":"work-order","id":28,"status":"pending","authorized_email":7}"#,
                #""authorized_email" must be a string of at most 320 bytes"#
            ),
            (#"{"kind":"work-order-note","id":"n","work_order_id":7}"#, #""note" must be a string that is not empty"#),
            (
                #"{"kind":"work-order-note","id":"n","work_order_id":"7","note":"x"}"#,
                #""work_order_id" must be an integer from 1 to 9007199254740991"#
            ),
        ])
    func refused(line: String, problem: String) throws {
        let error = #expect(throws: RecordError.self) { try Record(exported: object(line)) }
        #expect(error.map { "\($0)" } == problem)
    }

    private static let idProblem = #""id" must be a string of 1 to 128 of A-Z a-z 0-9 . _ ~ -"#
    private static let numberProblem = #""id" must be an integer from 1 to 9007199254740991"#
}
