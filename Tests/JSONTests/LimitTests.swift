import JSON
import Testing

struct LimitTests {
    @Test(arguments: [
        ("0", 1), ("[]", 1), ("[0,0]", 3), (#"{"a":0,"b":[]}"#, 5), (#"[{"a":{"b":[1]}}]"#, 7), (#""a\\u0041""#, 1),
    ])
    func `a document of as many values as are allowed is read, one of more is not`(text: String, values: Int) throws {
        #expect(try JSONValue(parsing: Array(text.utf8), maximumValues: values) == parse(text))
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8), maximumValues: values - 1) }
    }

    @Test func `the error names the first value that is one too many`() {
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: Array("[0,[1, 2]]".utf8), maximumValues: 4)
        }
        #expect(error?.reason == .tooManyValues)
        #expect(error?.offset == 7)
    }

    /// Swift's `==` takes time that grows with the square of the number of combining marks: here, minutes each time.
    @Test(.timeLimit(.minutes(1)))
    func `long runs of combining marks are compared quickly`() throws {
        let marks = "a" + String(repeating: "\u{301}\u{316}", count: 300_000)
        let object = try #require(parse("{\"\(marks)b\":\"\(marks)\",\"\(marks)c\":0}").object)
        #expect(object["x"] == nil)
        #expect(object[marks + "b"] == .string(marks))
        #expect(object[marks + "b"] != .string(marks + "b"))
    }
}
