import ASCII
import Testing

struct SameBytesTests {
    @Test(arguments: ["", "a", "1234567", "12345678", "123456789", "\u{E9}", "0123456789abcdef", "0123456789abcdef0"])
    func `a text has the same bytes as itself, and others than one that differs anywhere`(text: String) {
        #expect(text.hasSameBytes(as: String(decoding: Array(text.utf8), as: UTF8.self)))
        #expect(!text.hasSameBytes(as: text + "x"))
        for position in text.utf8.indices {
            var bytes = Array(text.utf8)
            bytes[text.utf8.distance(from: text.utf8.startIndex, to: position)] ^= 1
            #expect(!text.hasSameBytes(as: String(decoding: bytes, as: UTF8.self)))
        }
    }

    @Test(arguments: [("\u{E9}", "e\u{301}"), ("K", "\u{212A}")])
    func `texts that Unicode calls equivalent differ`(texts: (String, String)) {
        #expect(!texts.0.hasSameBytes(as: texts.1))
        #expect(![texts.0].containsBytes(of: texts.1))
        #expect([texts.0, texts.1].containsBytes(of: texts.1))
    }
}
