import ASCII
import Testing

struct CaseTests {
    @Test(arguments: [
        ("", ""), ("az09", "az09"), ("AZ[@`{", "az[@`{"), ("Content-TYPE", "content-type"), ("\u{C9}A", "\u{C9}a"),
    ])
    func `the letters A to Z and no others become lower case`(text: String, lowercased: String) {
        #expect(text.asciiLowercased == lowercased)
    }

    /// Compared by their bytes: to Swift's `==` a Kelvin sign is a K.
    @Test(arguments: ["\u{212A}", "\u{130}", "\u{17F}", "\u{C0}"])
    func `a Kelvin sign and similar letters are unchanged`(letter: String) {
        #expect(Array((letter + "A").asciiLowercased.utf8) == Array((letter + "a").utf8))
    }

    @Test(arguments: [("", ""), ("admin", "ADMIN"), ("a-Z", "A-z"), ("\u{E9}X", "\u{E9}x")])
    func `case makes no difference`(one: String, other: String) {
        #expect(one.equalsIgnoringASCIICase(other))
    }

    @Test(arguments: [
        ("k", "\u{212A}"), ("K", "\u{212A}"), ("s", "\u{17F}"), ("i", "\u{130}"), ("\u{E9}", "e\u{301}"),
        ("\u{E9}", "\u{C9}"),
        ("a", "aa"), ("a", ""), ("@", "`"), ("[", "{"), ("\0", " "),
    ])
    func `all other differences count`(one: String, other: String) {
        #expect(!one.equalsIgnoringASCIICase(other))
        #expect(!other.equalsIgnoringASCIICase(one))
    }

    @Test func `upper and lower case are the reverse of each other, and other bytes are unchanged`() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(Unicode.Scalar(byte))
            guard character.isASCII, character.isLetter else {
                #expect(byte.asciiLowercased == byte && byte.asciiUppercased == byte)
                continue
            }
            #expect(byte.asciiLowercased == character.lowercased().utf8.first)
            #expect(byte.asciiUppercased == character.uppercased().utf8.first)
        }
    }

    @Test func `the hexadecimal digits are these 22 bytes`() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(Unicode.Scalar(byte))
            #expect(byte.hexadecimalValue.map(Int.init) == character.hexDigitValue)
        }
    }

    @Test(arguments: [
        ("", ""), (" \t ", ""), ("a", "a"), (" \ta b\t ", "a b"), ("\u{A0}a\n", "\u{A0}a\n"),
        ("\t a \t b \t ", "a \t b"),
    ])
    func `spaces and tabs at both ends are removed, and nothing else`(text: String, trimmed: String) {
        #expect(text[...].trimmingOptionalWhitespace == trimmed[...])
    }
}
