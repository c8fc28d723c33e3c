import HTTPMessage
import POSIX
import TestSupport
import Testing

@testable import Runtimes

/// What a request is made of (RFC 3875 §4).
struct CGIRequestTests {
    private func request(_ variables: [(String, String)], input: String = "") throws -> Request {
        let always = [("GATEWAY_INTERFACE", "CGI/1.1"), ("REQUEST_METHOD", "POST"), ("PATH_INFO", "/jobs/J-1/cancel")]
        let environment = Environment(variables + always)
        return try withTemporaryFile(Array(input.utf8)) { CGI.request(environment, $0) }
    }

    @Test func `a request is read from its variables`() throws {
        let request = try request(
            [
                ("QUERY_STRING", "a=1&b=x%20y"), ("CONTENT_TYPE", "application/json"), ("CONTENT_LENGTH", "2"),
                ("HTTP_X_CLIENT_CONTEXT", "7"), ("HTTP_AUTHORIZATION", "Bearer t"), ("REMOTE_ADDR", "192.0.2.1"),
            ], input: "{}")
        #expect(request.method == .post)
        #expect(request.path == Path("/jobs/J-1/cancel"))
        #expect(request.query.values("b") == ["x y"])
        #expect(request.fields["Content-Type"] == "application/json")
        #expect(request.fields["X-Client-Context"] == "7")
        #expect(request.fields.values("Authorization") == ["Bearer t"])
        #expect(request.fields.fields.count == 3)
        #expect(request.body == .bytes(Array("{}".utf8)))
        #expect(request.fault == nil)
    }

    @Test("C11 the query is that of REQUEST_URI where the server passes no other", arguments: [nil, ""])
    func queryOfTarget(query: String?) throws {
        let target = ("REQUEST_URI", "/jobs/J-1/cancel?dryRun=true&a=%2B")
        let request = try request([target] + (query.map { [("QUERY_STRING", $0)] } ?? []))
        #expect(request.query.values("dryRun") == ["true"])
        #expect(request.query.values("a") == ["+"])
        #expect(try self.request([target, ("QUERY_STRING", "b=1")]).query.values("dryRun") == [])
    }

    @Test(arguments: ["", nil])
    func `without a length there is no body, whatever the input holds`(length: String?) throws {
        let variables = length.map { [("CONTENT_LENGTH", $0)] } ?? []
        #expect(try request(variables, input: "{}").body == .none)
    }

    @Test func `input after the body is not read`() throws {
        let environment: Environment = ["CONTENT_LENGTH": "0000002"]
        try withTemporaryFile(Array("{}{}".utf8)) { input throws in
            #expect(CGI.request(environment, input).body == .bytes(Array("{}".utf8)))
            #expect(try input.readToEnd(limit: 9) == Array("{}".utf8))
        }
    }

    @Test(arguments: ["-1", "+1", "1.0", "0x2", "two", " 2", "2 ", "1e1", "2,2", "\u{662}"])
    func `a length that is not a number is refused`(length: String) throws {
        #expect(
            try request([("CONTENT_LENGTH", length)], input: "{}").body
                == .unreadable("The body's Content-Length is no number."))
    }

    @Test(arguments: ["1048577", "9223372036854775807", "9223372036854775808", String(repeating: "9", count: 100)])
    func `a body over the limit is not read`(length: String) throws {
        let environment: Environment = ["CONTENT_LENGTH": length]
        try withTemporaryFile(Array("{}".utf8)) { input throws in
            #expect(CGI.request(environment, input).body == .tooLarge)
            #expect(try input.readToEnd(limit: 9) == Array("{}".utf8))
        }
    }

    @Test func `a body of the limit is read`() throws {
        let text = String(repeating: " ", count: 1 << 20)
        #expect(try request([("CONTENT_LENGTH", "1048576")], input: text).body == .bytes(Array(text.utf8)))
    }

    @Test(arguments: ["", "{", "{}\n"])
    func `a body that ends too soon is unreadable`(input: String) throws {
        let expected = Request.Body.unreadable("The body ended after \(input.utf8.count) of its 22 bytes.")
        #expect(try request([("CONTENT_LENGTH", "22")], input: input).body == expected)
    }

    @Test func `a body that cannot be read is unreadable`() throws {
        let directory = try FileDescriptor.open("/", .read)
        defer { directory.close() }
        #expect(CGI.request(["CONTENT_LENGTH": "2"], directory).body == .unreadable("The body could not be read."))
    }

    @Test func `a body in chunks, of which no length is known, is unreadable`() throws {
        let body = try request([("HTTP_TRANSFER_ENCODING", "chunked")], input: "{}").body
        #expect(body == .unreadable("The body came without its length: send it with Content-Length."))
        #expect(
            try request([("HTTP_TRANSFER_ENCODING", "chunked"), ("CONTENT_LENGTH", "2")], input: "{}").body
                == .bytes(Array("{}".utf8)))
    }

    @Test func `PATH_INFO is already decoded; REQUEST_URI is not, and is only used without it`() throws {
        func segments(_ environment: Environment) throws -> [String] {
            try withTemporaryFile([]) { CGI.request(environment, $0).path.segments }
        }
        #expect(try segments(["PATH_INFO": "/jobs/%41 ?\u{E9}"]) == ["jobs", "%41 ?\u{E9}"])
        #expect(try segments(["PATH_INFO": "/jobs/1", "REQUEST_URI": "/jobs/2"]) == ["jobs", "1"])
        #expect(try segments(["REQUEST_URI": "/jobs/%41%2Fb?c=/d?e"]) == ["jobs", "A/b"])
        #expect(try segments(["PATH_INFO": "", "REQUEST_URI": "/jobs/1"]) == ["jobs", "1"])
        #expect(try segments(["REQUEST_URI": "/jobs/7?\u{301}"]) == ["jobs", "7"])
        #expect(try segments([:]) == [])
    }

    @Test(arguments: [
        "/api/../jobs/1", "/..", "/.", "/jobs/./1", "/jobs/1/..", "//jobs", "/jobs//1", "//", "/jobs/1//",
    ])
    func `a path with dots or without a name between slashes has a fault`(path: String) throws {
        for environment: Environment in [["PATH_INFO": path], ["REQUEST_URI": path]] {
            #expect(try withTemporaryFile([]) { CGI.request(environment, $0).fault } != nil)
        }
    }

    @Test(arguments: ["/jobs/%2e%2e/1", "/jobs/%2E", "/%2e./x"])
    func `escaped dots are dots`(path: String) throws {
        #expect(try withTemporaryFile([]) { CGI.request(["REQUEST_URI": path], $0).fault } != nil)
    }

    @Test(arguments: ["/", "", "/jobs/", "/jobs/...", "/jobs/.a", "/jobs/a..b", "/jobs/ "])
    func `any other path has none`(path: String) throws {
        #expect(try withTemporaryFile([]) { CGI.request(["PATH_INFO": path], $0).fault } == nil)
    }

    @Test func `the token is in either variable, the server's own first`() throws {
        func authorization(_ variables: (String, String)...) throws -> [String] {
            try request(variables).fields.values("Authorization")
        }
        #expect(try authorization(("REDIRECT_HTTP_AUTHORIZATION", "Bearer r")) == ["Bearer r"])
        #expect(
            try authorization(("HTTP_AUTHORIZATION", ""), ("REDIRECT_HTTP_AUTHORIZATION", "Bearer r")) == ["Bearer r"])
        #expect(
            try authorization(("REDIRECT_HTTP_AUTHORIZATION", "Bearer r"), ("HTTP_AUTHORIZATION", "Bearer t"))
                == ["Bearer t"])
    }

    @Test func `no variable authenticates a caller`() throws {
        let request = try request([
            ("REMOTE_USER", "admin"), ("REDIRECT_REMOTE_USER", "admin"), ("AUTH_TYPE", "Basic"),
            ("REMOTE_IDENT", "admin"), ("SSL_CLIENT_S_DN", "CN=admin"),
        ])
        #expect(request.claims == nil)
        #expect(request.fields.fields == [])
    }

    @Test func `HTTP_PROXY is not a field, and type and length of the body have variables of their own`() throws {
        let request = try request([
            ("HTTP_PROXY", "http://evil.example"), ("HTTP_CONTENT_TYPE", "text/plain"), ("HTTP_CONTENT_LENGTH", "2"),
        ])
        #expect(request.fields.fields == [])
        #expect(request.body == .none)
    }

    @Test func `an empty field is a field, so that it is refused where it means nothing`() throws {
        let request = try request([("HTTP_IF_MATCH", ""), ("HTTP_X_CLIENT_CONTEXT", ""), ("HTTP_IDEMPOTENCY_KEY", "")])
        for name in ["If-Match", "X-Client-Context", "Idempotency-Key"] { #expect(request.fields.values(name) == [""]) }
        #expect(request.fields["Authorization"] == nil)
        #expect(try self.request([("HTTP_AUTHORIZATION", "")]).fields.fields == [])
    }

    @Test func `a field with a line break in its value is left out`() throws {
        #expect(try request([("HTTP_X_A", "1\r\nX-B: 2"), ("HTTP_X_C", "3\n4")]).fields.fields == [])
    }
}
