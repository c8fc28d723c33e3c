import Testing

@testable import JSON

func parse(_ text: String) throws(JSONError) -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

/// A document that is refused, why, and at which byte.
struct Refused: CustomTestStringConvertible {
    let document: [UInt8]
    let error: JSONError

    init(_ document: [UInt8], _ reason: JSONError.Reason, at offset: Int) {
        self.document = document
        error = JSONError(reason: reason, offset: offset)
    }

    init(_ text: String, _ reason: JSONError.Reason, at offset: Int) { self.init(Array(text.utf8), reason, at: offset) }

    /// A string of these bytes between its quotes.
    init(string bytes: [UInt8], _ reason: JSONError.Reason, at offset: Int) {
        self.init([UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")], reason, at: offset)
    }

    var testDescription: String { String(decoding: document, as: UTF8.self) }

    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(throws: error, sourceLocation: sourceLocation) { try JSONValue(parsing: document) }
    }
}

extension JSONError.Reason {
    static func unexpectedByte(_ character: Character) -> Self { .unexpectedByte(character.asciiValue!) }
}
