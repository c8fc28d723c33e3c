import HTTPMessage
import JSON
import POSIX

/// A log of requests: a line of JSON each, with nothing in it that a request keeps secret, neither a token nor a body nor
/// the path as it came.
package struct Log {
    package enum Level: String, CaseIterable {
        case off
        /// Faults of the program, answered with 500 and above, and warnings.
        case error
        /// Every request.
        case info
    }

    package let level: Level
    private let output: FileDescriptor
    /// The kind of store, such as `file`.
    private let store: String
    /// The wall clock's time, as RFC 3339 has it.
    private let now: () -> String

    package init(
        _ level: Level, to output: FileDescriptor = .standardError, store: String, now: @escaping () -> String
    ) {
        self.level = level
        self.output = output
        self.store = store
        self.now = now
    }

    /// What a line tells of a request.
    package struct Entry {
        package var status: Status
        package var nanoseconds: Int64
        /// The first of its process.
        package var isColdStart: Bool
        package var requestID: String?
        package var traceID: String?
        /// The pattern, such as `/jobs/{id}/cancel`.
        package var route: String?
        /// Of the caller.
        package var subject: String?
        /// What the operator has to know and the caller need not.
        package var fault: String?

        package init(status: Status, nanoseconds: Int64, isColdStart: Bool) {
            self.status = status
            self.nanoseconds = nanoseconds
            self.isColdStart = isColdStart
        }
    }

    /// Tells what the operator had better mend although everything works.
    package func warn(_ warning: String) {
        if level == .off { return }
        write(["time": .string(now()), "level": "warning", "warning": .string(warning)])
    }

    package func write(_ entry: Entry) {
        let isFault = entry.status.code >= 500
        if level == .off || (level == .error && !isFault) { return }
        var line: JSONObject = ["time": .string(now()), "level": isFault ? "error" : "info"]
        line["requestId"] = .text(entry.requestID)
        line["traceId"] = .text(entry.traceID)
        line["route"] = .text(entry.route)
        line["status"] = .number(entry.status.code)
        line["durationMs"] = .number(JSONNumber(thousandths: Int(entry.nanoseconds / 1000)))
        line["store"] = .string(store)
        line["coldStart"] = .bool(entry.isColdStart)
        line["subject"] = .text(entry.subject)
        if let fault = entry.fault { line["error"] = .string(fault) }
        write(line)
    }

    /// A log that cannot be written costs no answer.
    private func write(_ line: JSONObject) {
        try? output.write(line.bytes + [UInt8(ascii: "\n")])
    }
}

extension JSONValue {
    /// A caller may have made it up: nobody needs more of it than this.
    private static let maximumTextScalars = 256

    /// Cut between scalars: there is no end to the accents that one character may carry.
    fileprivate static func text(_ text: String?) -> JSONValue {
        text.map { .string(String($0.unicodeScalars.prefix(maximumTextScalars))) } ?? .null
    }
}
