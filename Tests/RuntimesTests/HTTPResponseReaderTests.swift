import HTTPMessage
import Testing

@testable import Runtimes

/// Responses as they arrive over a connection.
struct HTTPResponseReaderTests {
    /// A reader of these pieces of input, followed by the end of the connection.
    private func reader(_ pieces: [[UInt8]], maximumBodyBytes: Int = 64) -> HTTPResponseReader {
        var rest = pieces.filter { !$0.isEmpty }[...]
        return HTTPResponseReader(maximumBodyBytes: maximumBodyBytes) { _ throws(HTTPError) in rest.popFirst() ?? [] }
    }

    private func response(_ text: String) throws(HTTPError) -> HTTPResponse {
        var reader = reader([Array(text.utf8)])
        return try reader.next().0
    }

    private static let hello = [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello",
        "HTTP/1.1 200\r\ncontent-length:5\r\n\r\nhello",
        "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;a=b\r\nllo\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: CHUNKED\r\n\r\n005 \r\nhello\r\n0\r\nTrailer: x\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
        "HTTP/1.0 200 OK\r\n\r\nhello",
    ]

    @Test("a response is read, wherever its bytes are split", arguments: hello)
    func cuts(_ text: String) throws {
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            var reader = reader([Array(bytes[..<cut]), Array(bytes[cut...])])
            let (response, _) = try reader.next()
            #expect(response.status == 200)
            #expect(response.body == Array("hello".utf8))
            #expect(reader.isEmpty)
        }
    }

    @Test("a response with a known length that ends too early is truncated", arguments: hello.prefix(6))
    func tooShort(_ text: String) {
        let bytes = Array(text.utf8)
        for end in 1..<bytes.count {
            var reader = reader([Array(bytes[..<end])])
            #expect(throws: HTTPError.truncated, "after \(end) bytes") { try reader.next() }
        }
    }

    @Test("the connection is persistent after a response that says where it ends, unless it says close")
    func persistence() throws {
        let lengths = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
        for (text, isPersistent) in [
            (lengths + "\r\n", true), (lengths + "Connection: keep-alive\r\n\r\n", true),
            (lengths + "Connection: Close\r\n\r\n", false), (lengths + "Connection: x, close\r\n\r\n", false),
            ("HTTP/1.1 204 No Content\r\n\r\n", true), ("HTTP/1.1 200 OK\r\n\r\n", false),
            ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false),
        ] {
            var reader = reader([Array(text.utf8)])
            try #expect(reader.next().isPersistent == isPersistent, "\(text)")
        }
    }

    @Test("two responses in one piece are read one after the other") func two() throws {
        let one = "HTTP/1.1 202 Accepted\r\nContent-Length: 1\r\n\r\na"
        var reader = reader([Array((one + one.replacing("202", with: "400")).utf8)])
        try #expect(reader.next().0.status == 202)
        #expect(!reader.isEmpty)
        try #expect(reader.next().0.status == 400)
        #expect(reader.isEmpty)
        #expect(throws: HTTPError.noResponse) { try reader.next() }
    }

    @Test("a body over the limit is skipped, and the next response is read") func tooLarge() throws {
        let large = String(repeating: "x", count: 65)
        for text in [
            "HTTP/1.1 200 OK\r\nContent-Length: 65\r\n\r\n\(large)",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n\(large)\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n\(large.dropFirst())\r\n1\r\nx\r\n0\r\n\r\n",
        ] {
            var reader = reader([Array((text + "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n").utf8)])
            try #expect(reader.next().0 == HTTPResponse(200, fields: response(text).fields, body: nil))
            try #expect(reader.next().0.status == 202)
        }
    }

    @Test(
        "anything but HTTP/1.0 and 1.1 is malformed",
        arguments: [
            "\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 +20 OK\r\n\r\n",
            "HTTP/1.1 099 OK\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx", "HTTP/1.1 200 OK\r\nContent-Length: 0x1\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 11_000),
            "HTTP/1.1 200 " + String(repeating: "x", count: 66_000),
        ])
    func malformed(_ text: String) {
        #expect {
            try response(text)
        } throws: {
            if case HTTPError.malformed = $0 { true } else { false }
        }
    }
}
