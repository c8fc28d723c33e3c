import Testing

@testable import HTTPMessage

/// Conditional requests (RFC 9110 §13.1) for a record whose tag is `"abc"`.
struct PreconditionsTests {
    private static let tag = EntityTag(strong: "abc")

    private func evaluate(
        _ lines: (name: String, value: String)..., isRead: Bool = true
    ) throws -> Preconditions.Evaluation {
        var fields = HeaderFields()
        for line in lines { fields.append(line.name, line.value) }
        return try Preconditions(fields).evaluate(Self.tag, isRead: isRead)
    }

    @Test func `a request without the fields has no condition`() throws {
        var fields = HeaderFields()
        fields.append("ETag", "\"abc\"")
        #expect(try Preconditions(fields).areNone)
        #expect(try Preconditions(fields).evaluate(Self.tag, isRead: false) == .holds)
        fields.append("if-match", "*")
        #expect(try !Preconditions(fields).areNone)
    }

    @Test func `a tag is written in quotation marks`() { #expect("\(Self.tag)" == "\"abc\"") }

    private static let lists = [
        "\"abc\"", " \"abc\" ", "\"x\", \"abc\"", "\"abc\",\"x\"", "\"x\"\t,\t\"abc\"", ",\"abc\"", "\"abc\",",
        ", ,\"x\",,\"abc\", ,", "W/\"abc\", \"abc\"", "\"a,b\", \"abc\"", "\"\", \"abc\"", "\"\u{E9}\", \"abc\"",
        "\"*\", \"abc\"", #""\", "abc""#,
    ]

    @Test(arguments: ["*"] + lists)
    func `If-Match holds if it lists the tag or is a star`(value: String) throws {
        for isRead in [true, false] { #expect(try evaluate(("If-Match", value), isRead: isRead) == .holds) }
    }

    @Test(arguments: [
        "\"abd\"", "\"\"", "\"ABC\"", "\"abc!\"", "W/\"abc\"", "W/\"abc\", \"x\"", "\"*\"",
        "\"a\", \"b\"",
    ])
    func `If-Match fails if it does not list the tag; a weak tag never matches`(value: String) throws {
        for isRead in [true, false] { #expect(try evaluate(("If-Match", value), isRead: isRead) == .failed) }
    }

    @Test(arguments: ["*", "W/\"abc\"", "\"x\", W/\"abc\""] + lists)
    func `If-None-Match that lists the tag, weak or strong, ends a read with 304 and a write with 412`(
        value: String
    ) throws {
        #expect(try evaluate(("If-None-Match", value)) == .notModified)
        #expect(try evaluate(("If-None-Match", value), isRead: false) == .failed)
    }

    @Test(arguments: ["\"x\"", "W/\"x\"", "\"\"", "\"*\""])
    func `If-None-Match that does not list the tag holds`(value: String) throws {
        for isRead in [true, false] { #expect(try evaluate(("If-None-Match", value), isRead: isRead) == .holds) }
    }

    @Test func `several lines are one list`() throws {
        #expect(try evaluate(("If-Match", "\"x\""), ("if-match", "\"abc\"")) == .holds)
        #expect(try evaluate(("If-Match", ""), ("If-Match", "\"abc\"")) == .holds)
        #expect(try evaluate(("If-Match", "\"x\""), ("If-Match", "\"y\"")) == .failed)
        #expect(try evaluate(("If-None-Match", "\"x\""), ("If-None-Match", "\"abc\"")) == .notModified)
    }

    @Test func `of both fields, If-Match decides first`() throws {
        #expect(try evaluate(("If-Match", "\"x\""), ("If-None-Match", "\"abc\"")) == .failed)
        #expect(try evaluate(("If-Match", "\"abc\""), ("If-None-Match", "\"abc\"")) == .notModified)
        #expect(try evaluate(("If-Match", "*"), ("If-None-Match", "\"x\"")) == .holds)
    }

    private static let malformed = [
        "", " ", ",", ", ,", "abc", "\"", "\"abc", "abc\"", "\"abc\" \"x\"", "\"abc\"x", "x\"abc\"", "w/\"abc\"",
        "W/abc", "W/", "W / \"abc\"", "\"a b\"", "\"a\tb\"", "*, \"abc\"", "\"abc\", *", "**", "'abc'", "\"abc\";q=1",
        "\"abc\", x",
    ]

    @Test(arguments: malformed, ["If-Match", "If-None-Match"])
    func `a value that is not a list of tags is refused`(value: String, name: String) {
        #expect(throws: Preconditions.Malformed(field: name)) { try evaluate((name, value)) }
    }

    @Test(arguments: ["\"a\nb\"", "*\r\n", "\0", "\"a\u{7F}\""], ["If-Match", "If-None-Match"])
    func `a value with a control character, which is left out of the fields, is refused`(
        value: String, name: String
    ) {
        #expect(throws: Preconditions.Malformed(field: name)) { try evaluate((name, value)) }
        #expect(throws: Preconditions.Malformed(field: name)) { try evaluate((name, "*"), (name, value)) }
    }

    @Test func `the star must be the only value`() {
        #expect(throws: Preconditions.Malformed(field: "If-Match")) {
            try evaluate(("If-Match", "*"), ("If-Match", "*"))
        }
        #expect(throws: Preconditions.Malformed(field: "If-Match")) {
            try evaluate(("If-Match", "*"), ("If-Match", "\"abc\""))
        }
    }

    @Test func `a field with an invalid value is reported as unusable`() {
        var fields = HeaderFields()
        fields.append("If-Match", "a\nb")
        #expect(fields.isUnusable("if-match"))
        #expect(fields.fields.isEmpty)
        #expect(!fields.isUnusable("If-None-Match"))
    }
}
