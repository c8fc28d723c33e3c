import JSON
import Testing

struct ErrorTextTests {
    @Test(arguments: [
        ("", "the document ends too early at byte 0"),
        ("[}", "unexpected '}' at byte 1"),
        ("[\u{0}", "unexpected byte 0x0 at byte 1"),
        ("{} {", "something follows the document at byte 3"),
        (String(repeating: "[", count: 129), "nested deeper than 128 levels at byte 128"),
        ("{\"a\":1,\"a\":2}", "a second member \"a\" at byte 7"),
        ("01", "not a number at byte 0"),
        ("\"\\x\"", "an unknown escape at byte 1"),
        ("\"\\uDC00\"", "half a surrogate pair at byte 1"),
        ("\"\n\"", "a control character inside a string at byte 1"),
    ])
    func `an error says what and where`(text: String, wording: String) {
        #expect { try parse(text) } throws: { "\($0)" == wording }
    }

    @Test func `a string that is not UTF-8 is reported at its start`() {
        #expect { try JSONValue(parsing: [0x22, 0xFF, 0x22]) } throws: {
            "\($0)" == "a string that is not UTF-8 at byte 0"
        }
    }

    @Test func `the text is short for a name of any length`() {
        let name = String(repeating: "n", count: 100_000)
        #expect { try parse("{\"\(name)\":1,\"\(name)\":2}") } throws: { "\($0)".utf8.count < 200 }
    }
}
