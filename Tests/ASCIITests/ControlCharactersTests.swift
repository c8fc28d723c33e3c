import ASCII
import Testing

struct ControlCharactersTests {
    private func escaped(_ text: String) -> String {
        String(decoding: Array(text.utf8).escapingControlCharacters, as: UTF8.self)
    }

    @Test(arguments: [
        ("\u{1B}[31m", #"\u001b[31m"#), ("\u{7F}", #"\u007f"#), ("\u{9B}", #"\u009b"#), ("a\nb\0", #"a\u000ab\u0000"#),
        ("\u{202E}x\u{2066}", #"\u202ex\u2066"#), ("\u{200F}\u{61C}\u{2028}", #"\u200f\u061c\u2028"#),
        ("e\u{301}\u{9F}", "e\u{301}\\u009f"),
    ])
    func `what could change how the rest is shown is escaped`(text: String, expected: String) {
        #expect(escaped(text) == expected)
    }

    @Test(arguments: ["", "plain \\ \"text\"", "\u{E9} \u{A0}\u{AD}", "\u{1F469}\u{200D}\u{1F467}", "\u{5D0}"])
    func `everything else is unchanged`(text: String) { #expect(escaped(text).utf8.elementsEqual(text.utf8)) }
}
