import ASCII
import HTTPMessage

/// Replies out of the bytes of a connection (RFC 9112). Holds no more of them than one reply's head and body, and what
/// came with them.
struct HTTPReader {
    private static let maximumHeadBytes = 1 << 16
    /// Longer bodies are skipped.
    private let maximumBodyBytes: Int
    /// The next bytes; none at the end.
    private let read: () throws(HTTPFailure) -> [UInt8]
    private var buffer: [UInt8] = []
    /// The part of `buffer` that has been taken.
    private var consumed = 0

    init(maximumBodyBytes: Int, read: @escaping () throws(HTTPFailure) -> [UInt8]) {
        self.maximumBodyBytes = maximumBodyBytes
        self.read = read
    }

    /// Whether nothing has come that was not taken.
    var isEmpty: Bool { consumed == buffer.count }

    /// The next final reply, and whether the connection can be used again after it.
    mutating func reply() throws(HTTPFailure) -> (HTTPReply, isLast: Bool) {
        guard try hasMore() else { throw .unanswered }
        while true {
            var headBytes = Self.maximumHeadBytes
            let (status, isOld) = try statusLine(&headBytes)
            let fields = try fields(&headBytes)
            // Interim replies (RFC 9110 §15.2).
            if 100..<200 ~= status { continue }
            let (body, isDelimited) = try body(status, fields)
            let options = fields.values("Connection").joined(separator: ",").asciiLowercased
                .utf8.split(separator: UInt8(ascii: ",")).map { Substring($0).trimmingOptionalWhitespace }
            let isLast = isOld || !isDelimited || options.contains("close")
            return (HTTPReply(status, fields: fields, body: body), isLast)
        }
    }
}

// The head.
extension HTTPReader {
    private mutating func statusLine(_ headBytes: inout Int) throws(HTTPFailure) -> (status: Int, isOld: Bool) {
        let parts = try line(&headBytes).split(separator: Self.space, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[1].count == 3, let status = Self.decimal(parts[1]), status >= 100 else {
            throw .malformed("the status line")
        }
        if parts[0].elementsEqual("HTTP/1.1".utf8) { return (status, false) }
        guard parts[0].elementsEqual("HTTP/1.0".utf8) else { throw .malformed("the status line") }
        return (status, true)
    }

    private mutating func fields(_ headBytes: inout Int) throws(HTTPFailure) -> HeaderFields {
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

    /// Without its line break. `limit` is what may still come, and shrinks.
    private mutating func line(_ limit: inout Int) throws(HTTPFailure) -> ArraySlice<UInt8> {
        var searched = consumed
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                var line = buffer[consumed..<end]
                limit -= line.count + 1
                guard limit >= 0 else { throw .malformed("a head of more than \(Self.maximumHeadBytes) bytes") }
                consumed = end + 1
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return line
            }
            searched = buffer.count - consumed
            guard searched <= limit else { throw .malformed("a head of more than \(Self.maximumHeadBytes) bytes") }
            guard try fill() else { throw .cutOff }
        }
    }

    private static let space = UInt8(ascii: " ")

    /// `nil` where there is anything but digits, or more than an `Int` can hold.
    private static func decimal(_ text: some Collection<UInt8>) -> Int? {
        guard !text.isEmpty, text.allSatisfy({ $0.isASCIIDigit }) else { return nil }
        return Int(String(decoding: text, as: UTF8.self))
    }
}

// The body (RFC 9112 §6).
extension HTTPReader {
    /// The body, and whether its end could be told without the connection's.
    private mutating func body(
        _ status: Int, _ fields: HeaderFields
    ) throws(HTTPFailure) -> (body: [UInt8]?, isDelimited: Bool) {
        if status == 204 || status == 304 { return ([], true) }
        var body = Body(limit: maximumBodyBytes)
        if let coding = fields["Transfer-Encoding"] {
            guard coding.equalsIgnoringASCIICase("chunked") else { throw .malformed("the transfer coding") }
            try takeChunks(into: &body)
        } else if let first = fields["Content-Length"] {
            guard let length = Self.decimal(first.utf8), fields.values("Content-Length").allSatisfy({ $0 == first })
            else { throw .malformed("the Content-Length") }
            try take(length, into: &body)
        } else {
            while try hasMore() { take(upTo: .max, into: &body) }
            return (body.bytes, false)
        }
        return (body.bytes, true)
    }

    private mutating func takeChunks(into body: inout Body) throws(HTTPFailure) {
        while true {
            var lineBytes = Self.maximumHeadBytes
            let size = try line(&lineBytes).prefix { $0 != UInt8(ascii: ";") && !$0.isSpaceOrTab }
            guard let count = Self.chunkSize(size) else { throw .malformed("the size of a chunk") }
            if count == 0 { break }
            try take(count, into: &body)
            guard try line(&lineBytes).isEmpty else { throw .malformed("the end of a chunk") }
        }
        // Trailer fields say nothing here.
        var trailerBytes = Self.maximumHeadBytes
        _ = try fields(&trailerBytes)
    }

    private static func chunkSize(_ text: ArraySlice<UInt8>) -> Int? {
        guard !text.isEmpty, text.allSatisfy({ $0.hexadecimalValue != nil }) else { return nil }
        return Int(String(decoding: text, as: UTF8.self), radix: 16)
    }

    private mutating func take(_ count: Int, into body: inout Body) throws(HTTPFailure) {
        var rest = count
        while rest > 0 {
            guard try hasMore() else { throw .cutOff }
            rest -= take(upTo: rest, into: &body)
        }
    }

    @discardableResult
    private mutating func take(upTo count: Int, into body: inout Body) -> Int {
        let end = consumed + min(count, buffer.count - consumed)
        defer { consumed = end }
        body.append(buffer[consumed..<end])
        return end - consumed
    }

    /// Whether there is a byte to take; waits for it.
    private mutating func hasMore() throws(HTTPFailure) -> Bool {
        if isEmpty { return try fill() }
        return true
    }

    /// Whether there was more.
    private mutating func fill() throws(HTTPFailure) -> Bool {
        let more = try read()
        if isEmpty {
            buffer = more
        } else {
            buffer.removeFirst(consumed)
            buffer += more
        }
        consumed = 0
        return !more.isEmpty
    }

    private struct Body {
        let limit: Int
        private(set) var bytes: [UInt8]? = []

        init(limit: Int) { self.limit = limit }

        mutating func append(_ more: ArraySlice<UInt8>) {
            guard let count = bytes?.count, count + more.count <= limit else {
                bytes = nil
                return
            }
            bytes? += more
        }
    }
}
