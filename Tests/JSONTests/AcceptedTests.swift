import JSON
import Testing

/// One case for each kind of document that the public JSONTestSuite wants every parser to take.
struct AcceptedTests {
    private static let structures: [(String, JSONValue)] = [
        ("null", nil),
        ("true", true),
        ("false", false),
        ("\"\"", ""),
        ("42", 42),
        ("[]", []),
        ("{}", [:]),
        ("[[]]", [[]]),
        ("[[], [[]], {}]", [[], [[]], [:]]),
        ("[null, 1, \"1\", {}]", [nil, 1, "1", [:]]),
        ("[1,null,null,null,2]", [1, nil, nil, nil, 2]),
        (" \t\r\n[ \t\r\n1 \t\r\n, 2 \t\r\n] \t\r\n", [1, 2]),
        (" { \"a\" : [ ] , \"b\" : { } } ", ["a": [], "b": [:]]),
        ("[\"a\"]\n", ["a"]),
        ("{\"\":0}", ["": 0]),
        ("{\"a\":{\"a\":{\"a\":[]}}}", ["a": ["a": ["a": []]]]),
        ("{\"a\":\"b\",\"A\":\"b\"}", ["a": "b", "A": "b"]),
    ]

    @Test(arguments: structures)
    func `a structure is accepted`(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test(arguments: [
        "0", "-0", "1", "-1", "-12", "123", "1.0", "-1.5", "0.1", "0e1", "0e+1", "1e2", "1E2", "1e-2", "1E+2",
        "123.456e78",
        "-0.000000000000000000000000000000000000000000000000000000000000000000000000000001",
        "1234567890123456789012345678901234567890", "1E400", "-1e-400", "0.4e00669999999999999999969999999006",
        "100000000000000000000", "9223372036854775807", "-9223372036854775808", "1.000", "1e0000",
    ])
    func `a number is taken with its digits`(digits: String) throws {
        #expect(try parse(digits).number?.digits == digits)
        #expect(try parse("[\(digits), {\"n\":\(digits)}]").bytes == Array("[\(digits),{\"n\":\(digits)}]".utf8))
    }

    private static let strings: [(String, String)] = [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0000\u001f\u007F""#, "\u{0}\u{1F}\u{7F}"),
        (#""\u0041\u00e9\u20AC""#, "A\u{E9}\u{20AC}"),
        (#""\u0060\u012a\u12AB""#, "\u{60}\u{12A}\u{12AB}"),
        (#""\uD834\uDD1E""#, "\u{1D11E}"),
        (#""\ud800\udc00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
        (#""\uD7FF\uE000\uFFFE\uFFFF""#, "\u{D7FF}\u{E000}\u{FFFE}\u{FFFF}"),
        (#""\u005C\u0022""#, "\\\""),
        (#""\\u0000""#, "\\u0000"),
        (#""\\\\n""#, "\\\\n"),
        (#""a/*b*/c//d#e""#, "a/*b*/c//d#e"),
        (#""'""#, "'"),
        (#"" ""#, " "),
        ("\"\u{7F}\u{80}\u{A0}\"", "\u{7F}\u{80}\u{A0}"),
        ("\"\u{2028}\u{2029}\u{FEFF}\"", "\u{2028}\u{2029}\u{FEFF}"),
        ("\"\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\"", "\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"),
        ("\"\u{1F468}\u{200D}\u{1F469}e\u{301}\"", "\u{1F468}\u{200D}\u{1F469}e\u{301}"),
    ]

    @Test(arguments: strings)
    func `a string is read, scalar by scalar`(text: String, string: String) throws {
        let parsed = try #require(parse(text).string)
        #expect(Array(parsed.unicodeScalars) == Array(string.unicodeScalars))
        // As a name, too.
        #expect(try parse("{\(text):1}").object?.members.first?.name == string)
    }

    @Test func `every scalar that needs no escape is accepted`() throws {
        let scalars = (UInt32(0x20)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init)
            .filter { $0 != "\"" && $0 != "\\" && ($0.value < 0x3000 || $0.value % 97 == 0) }
        var string = ""
        string.unicodeScalars.append(contentsOf: scalars)
        #expect(try parse("\"\(string)\"").string.map { Array($0.utf8) } == Array(string.utf8))
    }
}
