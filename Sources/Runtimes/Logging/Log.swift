import ASCII
import HTTPMessage
import JSON
import POSIX

/// A log of requests, one JSON object per line. A line never contains what a request may hold in confidence: no token, no
/// body, and no path, only the pattern that the path matched.
package struct Log {
    package enum Level: String, CaseIterable {
        case off
        /// Requests that failed here (status 500 and above), callers that were refused, and warnings.
        case error
        /// Every request.
        case info
    }

    package let level: Level
    private let output: FileDescriptor
    /// The kind of store, such as `file`.
    private let store: String
    /// The current time in the format of RFC 3339.
    private let now: () -> String

    package init(
        _ level: Level, to output: FileDescriptor = .standardError, store: String, now: @escaping () -> String
    ) {
        self.level = level
        self.output = output
        self.store = store
        self.now = now
    }

    /// What a line says about one request.
    package struct Entry {
        package var status: Status
        /// How long the request took.
        package var nanoseconds: Int64
        /// Whether it was the first request of the process.
        package var isColdStart: Bool
        package var requestID: String?
        package var traceID: String?
        /// The pattern, such as `/jobs/{id}/cancel`.
        package var route: String?
        /// The caller's subject.
        package var subject: String?
        /// Why the caller was refused, as one word.
        package var refusal: String?
        /// What failed, for the operator.
        package var fault: String?

        package init(status: Status, nanoseconds: Int64, isColdStart: Bool) {
            self.status = status
            self.nanoseconds = nanoseconds
            self.isColdStart = isColdStart
        }
    }

    /// Reports something that works but that the operator should change.
    package func warn(_ warning: String) {
        if level == .off { return }
        write(["time": .string(now()), "level": "warning", "warning": .string(warning)])
    }

    /// Writes the entry if the level includes it.
    package func write(_ entry: Entry) {
        let isFault = entry.status.code >= 500
        if level == .off || (level == .error && !isFault && entry.refusal == nil) { return }
        let name = isFault ? "error" : entry.refusal == nil ? "info" : "warning"
        var line: JSONObject = ["time": .string(now()), "level": .string(name)]
        line["requestId"] = .text(entry.requestID)
        line["traceId"] = .text(entry.traceID)
        line["route"] = .text(entry.route)
        line["status"] = .number(entry.status.code)
        line["durationMs"] = .number(JSONNumber(thousandths: Int(entry.nanoseconds / 1000)))
        line["store"] = .string(store)
        line["coldStart"] = .bool(entry.isColdStart)
        line["subject"] = .text(entry.subject)
        if let refusal = entry.refusal { line["refused"] = .string(refusal) }
        if let fault = entry.fault { line["error"] = .string(fault) }
        write(line)
    }

    /// An error is ignored: a request is answered even if the log cannot be written.
    private func write(_ line: JSONObject) {
        try? output.write(line.bytes.escapingControlCharacters + [UInt8(ascii: "\n")])
    }
}

extension JSONValue {
    private static let maximumTextScalars = 256

    /// The text, cut off after `maximumTextScalars` because it may come from a client, or null. Counted in scalars, not in
    /// characters: one character may have any number of combining marks.
    fileprivate static func text(_ text: String?) -> JSONValue {
        text.map { .string(String($0.unicodeScalars.prefix(maximumTextScalars))) } ?? .null
    }
}
