import JSON
import POSIX
import TestSupport

/// A Runtime API on this machine, one step after the other in the test's own thread, and strict: whatever is not the very
/// call that it waits for gets what AWS answers to calls out of order, and fails the test.
final class LocalRuntimeAPI {
    private static let timeoutSeconds = 60

    let address: String
    private let listener: FileDescriptor
    private var connection: FileDescriptor?
    private var buffer: [UInt8] = []
    /// How many connections were made.
    private(set) var connections = 0

    struct Call: Equatable {
        let method: String
        let path: String
        /// Names in lower case.
        let fields: [String: String]
        let body: [UInt8]
    }

    enum Failure: Error {
        case system(CInt)
        /// The connection ended.
        case ended
        /// The connection ended within a request.
        case cutOff
        case outOfOrder(String)
    }

    init() throws {
        let loopback = try LoopbackListener()
        (listener, address) = (loopback.descriptor, loopback.address)
        Self.limitWaiting(listener)
    }

    deinit {
        closeConnection()
        listener.close()
    }

    /// A program that does nothing makes the test fail, not wait.
    private static func limitWaiting(_ socket: FileDescriptor) {
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        setsockopt(socket.number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
}

// What is strict.
extension LocalRuntimeAPI {
    static let next = "/2018-06-01/runtime/invocation/next"
    static let initError = "/2018-06-01/runtime/init/error"

    static func response(_ id: String) -> String { "/2018-06-01/runtime/invocation/\(id)/response" }

    /// Waits for a call, which must be this one.
    @discardableResult
    func expect(_ method: String, _ path: String) throws -> Call {
        let call = try receive()
        guard call.method == method, call.path == path else {
            try reply(403, body: Array(#"{"errorMessage":"out of order","errorType":"InvalidStateTransition"}"#.utf8))
            throw Failure.outOfOrder("\(call.method) \(call.path)")
        }
        return call
    }

    /// Sends the event in response to the next call for one, and receives its answer.
    @discardableResult
    func invoke(_ event: [UInt8], id: String, fields: [String] = []) throws -> Call {
        try handOut(event, id: id, fields: fields)
        let answer = try expect("POST", Self.response(id))
        try reply(202)
        return answer
    }

    func handOut(_ event: [UInt8], id: String, fields: [String] = []) throws {
        try expect("GET", Self.next)
        try reply(200, fields: ["Lambda-Runtime-Aws-Request-Id: \(id)"] + fields, body: event)
    }
}

// What goes over the connection.
extension LocalRuntimeAPI {
    /// The next request, over a new connection where the last one has ended.
    func receive() throws -> Call {
        while true {
            if connection == nil { try accept() }
            do { return try receiveOverThisConnection() } catch Failure.ended { closeConnection() }
        }
    }

    func receiveOverThisConnection() throws -> Call {
        while true {
            if let call = takeCall() { return call }
            try fill()
        }
    }

    /// Waits for the head of a request, and leaves the rest unread.
    func receiveHead() throws { while !buffer.contains([13, 10, 13, 10]) { try fill() } }

    private func fill() throws {
        let more = try connection?.read(upTo: 1 << 16) ?? []
        if more.isEmpty { throw buffer.isEmpty ? Failure.ended : Failure.cutOff }
        buffer += more
    }

    func reply(_ status: Int, fields: [String] = [], body: [UInt8] = []) throws {
        let head = ["HTTP/1.1 \(status) Whatever", "Content-Length: \(body.count)"] + fields
        try send(Array(head.map { $0 + "\r\n" }.joined().utf8) + Array("\r\n".utf8) + body)
    }

    func send(_ bytes: [UInt8]) throws { try send(bytes, flags: 0) }

    /// Sends the bytes and the connection's end in one.
    func sendLast(_ bytes: [UInt8]) throws {
        try send(bytes, flags: CInt(MSG_MORE))
        closeConnection()
    }

    /// A program that is gone is an error here, and not a signal that ends the tests.
    private func send(_ bytes: [UInt8], flags: CInt) throws {
        guard let number = connection?.number else { throw Failure.ended }
        var done = 0
        while done < bytes.count {
            let sent = bytes.withUnsafeBytes { buffer in
                POSIX.send(
                    number, UnsafeRawBufferPointer(rebasing: buffer[done...]).baseAddress, buffer.count - done,
                    flags | CInt(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw Failure.system(errno) }
            done += sent
        }
    }

    func closeConnection() {
        connection?.close()
        connection = nil
        buffer = []
    }

    /// New connections buffer little that was not read.
    func receiveLittleAtATime() {
        var bytes: CInt = 4096
        setsockopt(listener.number, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<CInt>.size))
    }

    /// Whether somebody wants a new connection.
    var isWantedAgain: Bool { listener.isReadable }

    private func accept() throws {
        let number = POSIX.accept(listener.number, nil, nil)
        guard number >= 0 else { throw Failure.system(errno) }
        connections += 1
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        let accepted = FileDescriptor(number: number, name: "a connection")
        Self.limitWaiting(accepted)
        connection = accepted
    }

    private func takeCall() -> Call? {
        guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let bodyEnd = end.upperBound + (fields["content-length"].flatMap { Int($0) } ?? 0)
        guard buffer.count >= bodyEnd else { return nil }
        let body = Array(buffer[end.upperBound..<bodyEnd])
        buffer.removeFirst(bodyEnd)
        return Call(method: words[0], path: words[1], fields: fields, body: body)
    }
}
