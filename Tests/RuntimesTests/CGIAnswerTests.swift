import HTTPMessage
import POSIX
import TestSupport
import Testing

@testable import Runtimes

/// What a web server gets (RFC 3875 §6), byte by byte.
struct CGIAnswerTests {
    private static let response = Response(
        .methodNotAllowed, .json, ["a": "\u{E9}\n"], fields: [("Allow", "POST"), ("Vary", "A"), ("Vary", "B")])
    private static let head =
        "Status: 405 Method Not Allowed\nContent-Type: application/json\nAllow: POST\n"
        + "Vary: A\nVary: B\n\n"

    private func answer(_ environment: Environment, input: String = "", _ response: Response) throws -> String {
        try withTemporaryFile(Array(input.utf8)) { input throws in
            try output { output throws in try CGI.run(environment, from: input, to: output) { _ in response } }
        }
    }

    @Test func `the status comes first, then the fields, a blank line and the body`() throws {
        #expect(try answer(["REQUEST_METHOD": "POST"], Self.response) == Self.head + "{\"a\":\"\u{E9}\\n\"}")
    }

    @Test func `HEAD gets no body`() throws {
        #expect(try answer(["REQUEST_METHOD": "HEAD"], Self.response) == Self.head)
    }

    @Test func `204 has no body, and no type of one`() throws {
        let response = Response(.noContent, .json, [:], fields: [("Vary", "A")])
        #expect(try answer(["REQUEST_METHOD": "GET"], response) == "Status: 204 No Content\nVary: A\n\n")
    }

    @Test func `304 has no body, and no type of one, but its tag`() throws {
        let response = Response(.notModified, fields: [("ETag", "\"a\"")])
        #expect(try answer(["REQUEST_METHOD": "GET"], response) == "Status: 304 Not Modified\nETag: \"a\"\n\n")
    }

    @Test func `a value with a line break does not get into the answer`() throws {
        let response = Response(.ok, .json, [:], fields: [("A", "1\r\nB: 2"), ("C", "3\nD: 4"), ("E\nF", "5")])
        let expected = "Status: 200 OK\nContent-Type: application/json\n\n{}"
        #expect(try answer(["REQUEST_METHOD": "GET"], response) == expected)
    }

    @Test func `an empty environment is answered too`() throws {
        #expect(try answer([:], Response(.notFound, .json, [:])).hasPrefix("Status: 404 Not Found\n"))
    }

    /// Web servers that cannot get rid of the body give up the answer.
    @Test(arguments: ["1048577", "1048580", "x"])
    func `a body that is refused is still read, after the answer`(length: String) throws {
        let content = [UInt8](repeating: 7, count: 1 << 20 + 4)
        try withTemporaryFile(content) { input throws in
            let file = try FileDescriptor.temporary()
            try CGI.run(["CONTENT_LENGTH": length], from: input, to: file) { Response(.ok, .json, "\($0.body)") }
            let rest = length == "1048577" ? 3 : 0
            #expect(try input.readToEnd(limit: 9)?.count == rest)
        }
    }
}
