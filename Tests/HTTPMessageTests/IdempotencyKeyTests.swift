import HTTPMessage
import Testing

struct IdempotencyKeyTests {
    private static let longest = String(repeating: "k", count: IdempotencyKey.maximumLength)

    @Test(arguments: [
        ("abc", "abc"), ("\"abc\"", "abc"), ("8e03978e-40d5-43e8-bc93-6894a57f9324", nil), ("a b", "a b"),
        ("\"a b\"", "a b"), ("\" \"", " "), ("\"a,b\"", "a,b"), (#""a\"b""#, #"a"b"#), (#""a\\b""#, #"a\b"#),
        (#""\\\"""#, #"\""#), ("a;b=c", "a;b=c"), ("~!#%&'()*+-./:<=>?@[]^_`{|}", nil),
        ("'single'", "'single'"), (longest, nil), ("\"" + longest + "\"", longest),
    ])
    func `a key comes bare, or as a string in quotation marks`(field: String, key: String?) {
        #expect(IdempotencyKey(field: field)?.text == key ?? field)
    }

    @Test func `a key is the same with and without quotation marks`() {
        #expect(IdempotencyKey(field: "abc") == IdempotencyKey(field: "\"abc\""))
        #expect(IdempotencyKey(field: "abc") == IdempotencyKey("abc"))
        #expect(IdempotencyKey(field: "abc") != IdempotencyKey(field: "Abc"))
    }

    @Test func `the length is that of the key, not of its escapes`() {
        let escaped = String(repeating: #"\""#, count: IdempotencyKey.maximumLength)
        #expect(IdempotencyKey(field: "\"\(escaped)\"")?.text.utf8.count == IdempotencyKey.maximumLength)
        #expect(IdempotencyKey(field: "\"\(escaped)x\"") == nil)
    }

    @Test(arguments: [
        "", " ", "   ", "\"\"", longest + "k", "\"" + longest + "k\"",
        // Two fields that were joined, or could have been.
        "a,b", "a, b", "\"a\", \"b\"", "\"a\",\"b\"", ",",
        // Unterminated.
        "\"", "\"abc", #""abc\""#, #""abc\"#, "abc\"", "a\"b",
        // Text after the string.
        "\"abc\" ", "\"abc\"x", "\"abc\";p=1", "\"abc\"\"",
        // Escapes of nothing.
        #""a\bc""#, #""a\n""#, #"a\b"#, #"\"#,
        // No printable ASCII.
        "a\tb", "\"a\tb\"", "a\nb", "\"a\r\nb\"", "\0", "\u{7F}", "\"\u{1F}\"", "k\u{E9}y", "\"\u{1F600}\"", "\u{A0}",
    ])
    func `anything else is not a key`(field: String) {
        #expect(IdempotencyKey(field: field) == nil)
    }

    @Test(arguments: ["", longest + "k", "a\nb", "\u{7F}", "\u{E9}"])
    func `outside a header field, too, a key has 1 to 255 printable characters`(text: String) {
        #expect(IdempotencyKey(text) == nil)
    }

    @Test(arguments: ["a,b", "\"abc\"", #"\"#, " "])
    func `outside a header field a quotation mark is part of the key`(text: String) {
        #expect(IdempotencyKey(text)?.text == text)
    }
}
