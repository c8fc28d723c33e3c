import JSON
import Testing

struct DepthTests {
    private static let limit = 128

    @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
    func `128 levels are read, and written again`(open: String, close: String) throws {
        let levels = Self.limit - 1
        let text =
            String(repeating: open, count: levels) + "[]" + String(repeating: close, count: levels)
        #expect(try parse(text).bytes == Array(text.utf8))
    }

    @Test func `the 129th level is refused where it opens`() {
        let closed = String(repeating: "[", count: Self.limit + 1) + String(repeating: "]", count: Self.limit + 1)
        Refused(closed, .tooDeep, at: Self.limit).check()
        Refused(String(repeating: "[", count: Self.limit) + "{}", .tooDeep, at: Self.limit).check()
        Refused(String(repeating: "{\"a\":", count: Self.limit) + "[", .tooDeep, at: 5 * Self.limit).check()
    }

    @Test(arguments: ["[", "[{\"\":", "{\"a\":", "[[],"])
    func `100,000 brackets are refused without recursion`(open: String) {
        #expect {
            try parse(String(repeating: open, count: 100_000))
        } throws: { error in
            (error as? JSONError)?.reason == .tooDeep
        }
    }

    @Test(arguments: [("7", 0), ("\"[\"", 0), ("[]", 1), ("[7,[],{}]", 2), (#"{"a":1,"b":[{"c":[]}]}"#, 4)])
    func `the deepest level counts`(text: String, levels: Int) throws {
        let value = try parse(text)
        #expect(!value.isNested(deeperThan: levels))
        if levels > 0 { #expect(value.isNested(deeperThan: levels - 1)) }
    }

    @Test func `100,000 lists side by side are one level`() throws {
        let text = "[" + String(repeating: "[],", count: 99_999) + "[]]"
        #expect(try parse(text).array?.count == 100_000)
    }
}
