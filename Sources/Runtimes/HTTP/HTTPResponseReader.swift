import ASCII
import HTTPMessage
import POSIX

/// Reads responses from the bytes of a connection (RFC 9112, https://www.rfc-editor.org/rfc/rfc9112). Needs memory for
/// the head and body of one response, and for one piece of input.
struct HTTPResponseReader {
    private static let maximumHeadBytes = 1 << 16
    private let maximumBodyBytes: Int
    /// Returns the next bytes, or none at the end of the connection. Fails at the deadline.
    private let read: (Deadline?) throws(HTTPError) -> [UInt8]
    /// Of the response that is being read.
    var deadline: Deadline?
    private var buffer = LineBuffer()

    /// Bodies of more than `maximumBodyBytes` are skipped.
    init(maximumBodyBytes: Int, read: @escaping (Deadline?) throws(HTTPError) -> [UInt8]) {
        self.maximumBodyBytes = maximumBodyBytes
        self.read = read
    }

    /// Whether every byte that was received has been consumed.
    var isEmpty: Bool { buffer.isEmpty }

    /// The next final response, and whether the connection may be used for another request after it.
    mutating func next() throws(HTTPError) -> (HTTPResponse, isPersistent: Bool) {
        guard try hasMore() else { throw .noResponse }
        while true {
            var headBytes = Self.maximumHeadBytes
            let (version, status) = try statusLine(&headBytes)
            let fields = try fields(&headBytes)
            // Interim responses (RFC 9110 §15.2).
            if 100..<200 ~= status { continue }
            let (body, isDelimited) = try body(status, fields)
            let options = fields.values("Connection").joined(separator: ",").asciiLowercased
                .utf8.split(separator: UInt8(ascii: ",")).map { Substring($0).trimmingOptionalWhitespace }
            let isPersistent = version == .http11 && isDelimited && !options.contains("close")
            return (HTTPResponse(status, fields: fields, body: body), isPersistent)
        }
    }
}

// The head.
extension HTTPResponseReader {
    private enum Version {
        case http10
        case http11
    }

    private mutating func statusLine(_ headBytes: inout Int) throws(HTTPError) -> (Version, status: Int) {
        let parts = try line(&headBytes).split(
            separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[1].count == 3, let status = Self.decimal(parts[1]), status >= 100 else {
            throw .malformed("the status line")
        }
        if parts[0].elementsEqual("HTTP/1.1".utf8) { return (.http11, status) }
        guard parts[0].elementsEqual("HTTP/1.0".utf8) else { throw .malformed("the status line") }
        return (.http10, status)
    }

    private mutating func fields(_ headBytes: inout Int) throws(HTTPError) -> HeaderFields {
        var fields = HeaderFields()
        while true {
            let line = try line(&headBytes)
            if line.isEmpty { return fields }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .malformed("a header field") }
            var value = line[(colon + 1)...].drop { $0.isSpaceOrTab }
            while let last = value.last, last.isSpaceOrTab { value.removeLast() }
            fields.append(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
        }
    }

    /// The next line without its line break. `limit` is the number of bytes that the head may still have, and is
    /// reduced.
    private mutating func line(_ limit: inout Int) throws(HTTPError) -> ArraySlice<UInt8> {
        while true {
            if var line = buffer.firstLine() {
                let count = line.count + 1
                limit -= count
                guard limit >= 0 else { throw Self.headTooLarge }
                buffer.drop(count)
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return line
            }
            guard buffer.count <= limit else { throw Self.headTooLarge }
            guard try fill() else { throw .truncated }
        }
    }

    private static let headTooLarge = HTTPError.malformed("a head of more than \(maximumHeadBytes) bytes")

    /// `nil` for anything but digits, and for a number that does not fit an `Int`.
    private static func decimal(_ text: some Collection<UInt8>) -> Int? {
        guard !text.isEmpty, text.allSatisfy({ $0.isASCIIDigit }) else { return nil }
        return Int(String(decoding: text, as: UTF8.self))
    }
}

// The body (RFC 9112 §6).
extension HTTPResponseReader {
    /// The body, and whether it ends before the connection does.
    private mutating func body(
        _ status: Int, _ fields: HeaderFields
    ) throws(HTTPError) -> (body: [UInt8]?, isDelimited: Bool) {
        if status == 204 || status == 304 { return ([], true) }
        var body = LimitedBody(maximumBytes: maximumBodyBytes)
        if let coding = fields["Transfer-Encoding"] {
            guard coding.equalsIgnoringASCIICase("chunked") else { throw .malformed("the transfer coding") }
            try readChunks(into: &body)
        } else if let first = fields["Content-Length"] {
            guard let length = Self.decimal(first.utf8), fields.values("Content-Length").allSatisfy({ $0 == first })
            else { throw .malformed("the Content-Length") }
            try read(length, into: &body)
        } else {
            while try hasMore() { consume(upTo: .max, into: &body) }
            return (body.bytes, false)
        }
        return (body.bytes, true)
    }

    private mutating func readChunks(into body: inout LimitedBody) throws(HTTPError) {
        while true {
            var lineBytes = Self.maximumHeadBytes
            let size = try line(&lineBytes).prefix { $0 != UInt8(ascii: ";") && !$0.isSpaceOrTab }
            guard let count = Self.chunkSize(size) else { throw .malformed("the size of a chunk") }
            if count == 0 { break }
            try read(count, into: &body)
            guard try line(&lineBytes).isEmpty else { throw .malformed("the end of a chunk") }
        }
        // Trailer fields are ignored.
        var trailerBytes = Self.maximumHeadBytes
        _ = try fields(&trailerBytes)
    }

    private static func chunkSize(_ text: ArraySlice<UInt8>) -> Int? {
        guard !text.isEmpty, text.allSatisfy({ $0.hexadecimalValue != nil }) else { return nil }
        return Int(String(decoding: text, as: UTF8.self), radix: 16)
    }

    private mutating func read(_ count: Int, into body: inout LimitedBody) throws(HTTPError) {
        var rest = count
        while rest > 0 {
            guard try hasMore() else { throw .truncated }
            rest -= consume(upTo: rest, into: &body)
        }
    }

    /// Moves what is in the buffer, `count` bytes at most, to the body; returns how many bytes that were.
    @discardableResult
    private mutating func consume(upTo count: Int, into body: inout LimitedBody) -> Int {
        let bytes = buffer.rest.prefix(count)
        body.append(bytes)
        buffer.drop(bytes.count)
        return bytes.count
    }

    /// Whether the connection has another byte; waits for it.
    private mutating func hasMore() throws(HTTPError) -> Bool {
        if isEmpty { return try fill() }
        return true
    }

    /// Returns false at the end of the connection.
    private mutating func fill() throws(HTTPError) -> Bool {
        let more = try read(deadline)
        buffer.append(more)
        return !more.isEmpty
    }
}

/// The bytes of a body, dropped once they are more than the limit.
private struct LimitedBody {
    let maximumBytes: Int
    private(set) var bytes: [UInt8]? = []

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    mutating func append(_ more: ArraySlice<UInt8>) {
        guard let count = bytes?.count, count + more.count <= maximumBytes else {
            bytes = nil
            return
        }
        bytes? += more
    }
}
