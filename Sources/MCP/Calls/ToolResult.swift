import HTTPMessage
import JSON

/// What came of a tool's call.
struct ToolResult {
    enum Outcome: String, CaseIterable {
        /// Records were read.
        case read
        /// What would be changed; nothing was.
        case preview
        /// The change was made, and is durable.
        case done
        /// The change was made by an earlier call with the same confirmation, whose answer this is.
        case doneBefore = "done-before"
        /// There is nothing to change.
        case unchanged
        /// Nothing was changed.
        case refused
        /// Nobody has confirmed the change, so nothing was changed.
        case notConfirmed = "not-confirmed"
        /// Whether the change was made cannot be said.
        case unknown

        var isError: Bool {
            switch self {
            case .read, .preview, .done, .doneBefore, .unchanged: false
            case .refused, .notConfirmed, .unknown: true
            }
        }
    }

    let outcome: Outcome
    private var structured: JSONObject

    /// `message` tells the model what is wrong, and how to go on.
    @inline(never)
    init(_ outcome: Outcome, _ message: String? = nil) {
        self.outcome = outcome
        structured = ["outcome": .string(outcome.rawValue)]
        structured["message"] = message.map { .string($0) }
    }

    subscript(name: String) -> JSONValue? {
        get { structured[name] }
        @inline(never) set { structured[name] = newValue }
    }

    /// Adds what the API has answered.
    mutating func add(_ response: Response) {
        self["status"] = .number(response.status.code)
        self["answer"] = response.json
        for (name, field) in Self.fields { self[name] = response.fields[field].map { .string($0) } }
    }

    private static let fields = [
        ("etag", "ETag"), ("event", "Cancellation-Event"), ("proof", "Cancellation-Proof"),
    ]

    /// The result of `tools/call`.
    var json: JSONObject {
        let message = outcome.isError ? structured["message"] : nil
        let text = message ?? .string(String(decoding: structured.bytes, as: UTF8.self))
        return [
            "content": [["type": "text", "text": text]], "structuredContent": .object(structured),
            "isError": .bool(outcome.isError),
        ]
    }
}

extension Response {
    /// The body; nil if there is none.
    var json: JSONValue? { try? JSONValue(parsing: body) }

    /// The sentence of a refusal, in whichever contract's form.
    var sentence: String {
        let body = json?.object ?? [:]
        return (body["detail"] ?? body["message"] ?? body["error"])?.string ?? status.reason
    }
}
