import JSON
import Testing

struct IndentedTests {
    @Test("each member and element has a line of its own; what is empty stays on its line") func indented() throws {
        let value: JSONValue = ["a": [1, ["b": nil]], "c": [], "d": .object([:]), "e\n": "é\u{1}"]
        let text = """
            {
              "a": [
                1,
                {
                  "b": null
                }
              ],
              "c": [],
              "d": {},
              "e\\n": "é\\u0001"
            }
            """
        #expect(String(decoding: value.indentedBytes, as: UTF8.self) == text)
        try #expect(JSONValue(parsing: value.indentedBytes) == value)
        #expect(JSONValue.string("x").indentedBytes == Array("\"x\"".utf8))
    }
}
