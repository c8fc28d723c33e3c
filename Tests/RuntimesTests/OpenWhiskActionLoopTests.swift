import Envelopes
import HTTPMessage
import JSON
import POSIX
import TestSupport
import Testing

@testable import Runtimes

/// OpenWhisk's action loop.
struct OpenWhiskActionLoopTests {
    private static let activation =
        #"{"action_name":"/guest/countermand","activation_id":"1","deadline":"1","value":{"__ow_method":"get","#
        + #""__ow_path":"/jobs/1","__ow_headers":{},"__ow_query":"","__ow_body":""}}"#

    private func results(_ lines: [String], acknowledges: Bool = false) throws -> [String] {
        try withTemporaryFile(Array(lines.map { $0 + "\n" }.joined().utf8)) { input throws in
            try output { output throws in
                try OpenWhiskActionLoop.run(from: input, to: output, acknowledges: acknowledges) { request in
                    Response(.ok, .json, ["path": .string(request.path.description)])
                }
            }.split(separator: "\n").map(String.init)
        }
    }

    private static let result =
        #"{"statusCode":200,"headers":{"Content-Type":"application/json"},"body":"{\"path\":\"/jobs/1\"}"}"#

    @Test func `each activation is answered with one line, until the input ends`() throws {
        #expect(try results([Self.activation, Self.activation]) == [Self.result, Self.result])
        #expect(try results([]) == [])
    }

    @Test func `the activation's id is the request's, for logs`() throws {
        #expect(try Envelope.decode(activation: Array(Self.activation.utf8)).1.id == "1")
    }

    @Test func `it writes that it is ready if the platform asks for that`() throws {
        #expect(try results([Self.activation], acknowledges: true) == [#"{"ok":true}"#, Self.result])
    }

    @Test(arguments: [
        "{", "[]", "{}", #"{"value":7}"#, #"{"value":{}}"#, #"{"value":{"__ow_method":7}}"#,
        // Not a web action: the caller may have written all of it.
        #"{"value":{"httpMethod":"GET","path":"/","requestContext":{"authorizer":{"claims":{"role":"admin"}}}}}"#,
        #"{"__ow_method":"get","__ow_path":"/"}"#,
    ])
    func `an activation of anything but a web action has an error as its result, and the next one is answered`(
        line: String
    )
        throws
    {
        let results = try results([line, Self.activation])
        #expect(results.count == 2)
        let result = try JSONValue(parsing: Array(results[0].utf8)).object
        #expect(result?.members.map(\.name) == ["error"])
        #expect(result?["error"]?.object?["statusCode"] == 400)
        #expect(results[1] == Self.result)
    }
}
