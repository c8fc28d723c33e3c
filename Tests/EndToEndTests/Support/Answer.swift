import JSON
import TestSupport
import Testing

/// An answer out of its envelope, and the end of the process that gave it.
struct Answer {
    let status: Int
    let fields: JSONObject
    let body: JSONValue
    let ended: Ended

    /// Refuses output that is anything but one line with an answer in it.
    init(_ ended: Ended) throws {
        let line = try #require(ended.lines.first, "no answer, but \(ended.ending): \(ended.errors)")
        try #require(ended.text == line + "\n", "more than one line")
        self = try Answer(line, ended)
    }

    init(_ line: String, _ ended: Ended) throws {
        let envelope = try #require(JSONValue(parsing: Array(line.utf8)).object)
        status = try #require(envelope["statusCode"]?.integer)
        fields = try #require(envelope["headers"]?.object ?? envelope["multiValueHeaders"]?.object)
        let text = try #require(envelope["body"]?.string)
        // What is not modified is not shown again; the console is a page.
        let isPage = fields["Content-Type"]?.string?.hasPrefix("text/html") == true
        body =
            if isPage { .string(text) } else if status == 304, text.isEmpty { .null } else {
                try JSONValue(parsing: Array(text.utf8))
            }
        self.ended = ended
    }
}

extension JSONValue {
    subscript(name: String) -> JSONValue? { object?[name] }
}
