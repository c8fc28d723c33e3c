import ASCII
import HTTPMessage
import JSON

/// A question to the person in front of the host: whether a change is to be made
/// (https://modelcontextprotocol.io/specification/2026-07-28/client/elicitation).
struct Question {
    /// The name of the question among those of one result, and of the one field in its form.
    static let name = "confirm"
    private static let maximumScalars = 1500

    let call: Call
    /// What a yes confirms.
    let confirmation: Confirmation
    /// As the preview has found them.
    let record: JSONValue
    let changes: JSONValue

    init(_ call: Call, _ confirmation: Confirmation, _ preview: Preview) {
        self.call = call
        self.confirmation = confirmation
        record = preview.record
        changes = preview.changes
    }

    /// Of `elicitation/create`. The mode is left out: without it every revision takes the question for a form.
    var params: JSONValue {
        let form = #"""
            {"type":"object","required":["confirm"],"properties":{"confirm":{"type":"boolean","title":"Yes, do it",
            "description":"Nothing is changed unless you say so here.","default":false}}}
            """#
        return ["message": .string(message), "requestedSchema": .parsed(form)]
    }

    /// Texts of records and of the model are shown as JSON, one line each, so that none can pass for a sentence of ours.
    private var message: String {
        var lines = [
            "An agent asks to: \(call.tool.endpoint.summary)",
            "Request: \(call.request.method.name) \(PercentEncoding.encode(call.request.path))",
        ]
        if case .bytes(let body) = call.request.body { lines.append("It says: \(shown(body))") }
        lines.append("The record as it is now: \(shown(record.bytes))")
        lines.append("What would be recorded: \(shown(changes.bytes))")
        return lines.joined(separator: "\n")
    }

    private func shown(_ json: [UInt8]) -> String {
        String(decoding: json.escapingControlCharacters, as: UTF8.self).prefix(scalars: Self.maximumScalars)
    }

    /// Whether the answer to the question is yes.
    static func isConfirmed(by answer: JSONValue?) -> Bool {
        let answer = answer?.object
        return answer?["action"] == "accept" && answer?["content"]?.object?[name] == true
    }
}
