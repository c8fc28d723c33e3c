import JSON
import Testing

func object(_ text: String) throws -> JSONObject {
    try #require(JSONValue(parsing: Array(text.utf8)).object)
}

extension JSONObject {
    /// To the letter, as a line of an export shows it.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
