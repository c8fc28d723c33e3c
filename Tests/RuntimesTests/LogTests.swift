import HTTPMessage
import JSON
import POSIX
import Testing

@testable import Runtimes

struct LogTests {
    private func lines(_ level: Log.Level, _ entries: [Log.Entry]) throws -> [JSONObject] {
        let file = try FileDescriptor.temporary()
        defer { file.close() }
        let log = Log(level, to: file, store: "file") { "2025-10-20T10:30:00.000Z" }
        for entry in entries { log.write(entry) }
        try file.rewind()
        let text = try #require(try file.readToEnd(limit: 1 << 20))
        return try text.split(separator: UInt8(ascii: "\n")).map {
            try #require(JSONValue(parsing: Array($0)).object)
        }
    }

    private var full: Log.Entry {
        var entry = Log.Entry(status: .ok, nanoseconds: 1_234_567, isColdStart: true)
        entry.requestID = "id"
        entry.traceID = "Root=1"
        entry.route = "/jobs/{id}/cancel"
        entry.subject = "a \"b\"\n"
        return entry
    }

    @Test func `a line has these members, in this order`() throws {
        try #expect(
            lines(.info, [full]) == [
                [
                    "time": "2025-10-20T10:30:00.000Z", "level": "info", "requestId": "id", "traceId": "Root=1",
                    "route": "/jobs/{id}/cancel", "status": 200, "durationMs": .number(JSONNumber(thousandths: 1234)),
                    "store": "file", "coldStart": true, "subject": "a \"b\"\n",
                ]
            ])
    }

    @Test(arguments: [(Log.Level.off, 0), (.error, 1), (.info, 1)])
    func `a warning is written at every level but off`(level: Log.Level, count: Int) throws {
        let file = try FileDescriptor.temporary()
        defer { file.close() }
        Log(level, to: file, store: "file") { "2025-10-20T10:30:00.000Z" }.warn("change this")
        try file.rewind()
        let line: JSONObject = ["time": "2025-10-20T10:30:00.000Z", "level": "warning", "warning": "change this"]
        try #expect(file.readToEnd(limit: 1 << 20) == (count == 0 ? [] : line.bytes + [UInt8(ascii: "\n")]))
    }

    @Test func `unknown members are null, and a failure has an error text`() throws {
        var entry = Log.Entry(status: .serviceUnavailable, nanoseconds: 999, isColdStart: false)
        entry.fault = "cannot write"
        try #expect(
            lines(.error, [entry]) == [
                [
                    "time": "2025-10-20T10:30:00.000Z", "level": "error", "requestId": nil, "traceId": nil,
                    "route": nil, "status": 503, "durationMs": .number(JSONNumber(thousandths: 0)), "store": "file",
                    "coldStart": false, "subject": nil, "error": "cannot write",
                ]
            ])
    }

    @Test(
        "each level logs its requests",
        arguments: [(Log.Level.off, []), (.error, [500, 503]), (.info, [200, 400, 401, 500, 503])])
    func levels(_ level: Log.Level, _ statuses: [Int]) throws {
        let entries = [Status.ok, .badRequest, .unauthorized, .internalServerError, .serviceUnavailable].map {
            Log.Entry(status: $0, nanoseconds: 0, isColdStart: false)
        }
        try #expect(lines(level, entries).map { $0["status"]?.integer } == statuses)
    }

    @Test("C18 why a caller was refused is there at every level but off", arguments: Log.Level.allCases)
    func refusal(_ level: Log.Level) throws {
        var entry = Log.Entry(status: .unauthorized, nanoseconds: 0, isColdStart: false)
        entry.refusal = "expired"
        let lines = try lines(level, [entry])
        #expect(lines.map { $0["refused"] } == (level == .off ? [] : ["expired"]))
        #expect(lines.allSatisfy { $0["level"] == "warning" && $0["status"] == 401 })
    }

    @Test("a line has no control character, whatever a caller is called") func controlCharacters() throws {
        var entry = full
        entry.subject = "a\u{9B}31m\u{7F}\u{202E}b\u{1B}"
        let file = try FileDescriptor.temporary()
        defer { file.close() }
        Log(.info, to: file, store: "file") { "" }.write(entry)
        try file.rewind()
        let bytes = try #require(try file.readToEnd(limit: 1 << 20))
        #expect(String(decoding: bytes, as: UTF8.self).contains(#""a\u009b31m\u007f\u202eb\u001b""#))
        #expect(try JSONValue(parsing: bytes).object?["subject"]?.string == entry.subject)
    }

    @Test(arguments: ["é", "\u{301}"])
    func `a line stays short, whatever a caller sends`(letter: String) throws {
        var entry = full
        entry.subject = "e" + String(repeating: letter, count: 100_000)
        entry.traceID = String(repeating: "x", count: 100_000)
        try #expect(lines(.info, [entry])[0].bytes.count < 2048)
    }

    @Test func `an error while writing the log is ignored`() throws {
        let file = try FileDescriptor.open("/dev/full", .readWrite)
        defer { file.close() }
        Log(.info, to: file, store: "file") { "" }.write(full)
    }
}
