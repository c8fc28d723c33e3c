import JSON

extension JSONValue {
    /// A document that is part of the program, from its text: a literal of dictionaries takes several times as much code.
    @inline(never)
    static func parsed(_ json: String) -> JSONValue { (try? JSONValue(parsing: Array(json.utf8))) ?? .null }
}
