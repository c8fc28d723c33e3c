import JSON
import Testing

/// One case for each kind of document that the public JSONTestSuite wants every parser to refuse, or leaves to it; with
/// the reason and the byte.
struct RefusedTests {
    @Test(arguments: [
        Refused("", .unexpectedEnd, at: 0),
        Refused(" ", .unexpectedEnd, at: 1),
        Refused("[", .unexpectedEnd, at: 1),
        Refused("[1", .unexpectedEnd, at: 2),
        Refused("[1,", .unexpectedEnd, at: 3),
        Refused("[1,]", .unexpectedByte("]"), at: 3),
        Refused("[,1]", .unexpectedByte(","), at: 1),
        Refused("[1,,2]", .unexpectedByte(","), at: 3),
        Refused("[,]", .unexpectedByte(","), at: 1),
        Refused("[1 2]", .unexpectedByte("2"), at: 3),
        Refused("[1}", .unexpectedByte("}"), at: 2),
        Refused("[\"a\":1]", .unexpectedByte(":"), at: 4),
        Refused("[*]", .unexpectedByte("*"), at: 1),
        Refused("]", .unexpectedByte("]"), at: 0),
        Refused("[1]]", .trailingBytes, at: 3),
        Refused("[1]x", .trailingBytes, at: 3),
        Refused("[] []", .trailingBytes, at: 3),
        Refused("1,", .trailingBytes, at: 1),
        Refused("{}}", .trailingBytes, at: 2),
        Refused("\"\"x", .trailingBytes, at: 2),
        Refused("{}\u{0}", .trailingBytes, at: 2),
    ])
    func `a broken list, or more than one document`(_ refused: Refused) { refused.check() }

    @Test(arguments: [
        Refused("{", .unexpectedEnd, at: 1),
        Refused("{\"a\"", .unexpectedEnd, at: 4),
        Refused("{\"a\":", .unexpectedEnd, at: 5),
        Refused("{\"a\":1", .unexpectedEnd, at: 6),
        Refused("{\"a\":1,", .unexpectedEnd, at: 7),
        Refused("{\"a\":1,}", .unexpectedByte("}"), at: 7),
        Refused("{,}", .unexpectedByte(","), at: 1),
        Refused("{a:1}", .unexpectedByte("a"), at: 1),
        Refused("{'a':1}", .unexpectedByte("'"), at: 1),
        Refused("{1:1}", .unexpectedByte("1"), at: 1),
        Refused("{null:1}", .unexpectedByte("n"), at: 1),
        Refused("{[]:1}", .unexpectedByte("["), at: 1),
        Refused("{\"a\" 1}", .unexpectedByte("1"), at: 5),
        Refused("{\"a\"::1}", .unexpectedByte(":"), at: 5),
        Refused("{\"a\",1}", .unexpectedByte(","), at: 4),
        Refused("{\"a\"}", .unexpectedByte("}"), at: 4),
        Refused("{\"a\":}", .unexpectedByte("}"), at: 5),
        Refused("{\"a\":1 \"b\":2}", .unexpectedByte("\""), at: 7),
        Refused("{\"a\":1]", .unexpectedByte("]"), at: 6),
        Refused("{\"a\":/**/1}", .unexpectedByte("/"), at: 5),
        Refused("{\"a\":1}//", .trailingBytes, at: 7),
        Refused("{\"a\":1,\"a\":1}", .duplicateMember("a"), at: 7),
        Refused("{\"a\":1, \"\\u0061\":2}", .duplicateMember("a"), at: 8),
        Refused("[{\"x\":{\"\":1,\"\":2}}]", .duplicateMember(""), at: 12),
    ])
    func `a broken object`(_ refused: Refused) { refused.check() }

    @Test(arguments: [
        Refused("+1", .unexpectedByte("+"), at: 0),
        Refused(".5", .unexpectedByte("."), at: 0),
        Refused("Infinity", .unexpectedByte("I"), at: 0),
        Refused("NaN", .unexpectedByte("N"), at: 0),
        Refused("\u{FF11}", .unexpectedByte(0xEF), at: 0),
        Refused("-", .unexpectedEnd, at: 1),
        Refused("[-]", .invalidNumber, at: 1),
        Refused("--1", .invalidNumber, at: 0),
        Refused("-Infinity", .invalidNumber, at: 0),
        Refused("- 1", .invalidNumber, at: 0),
        Refused("[01]", .invalidNumber, at: 1),
        Refused("-012", .invalidNumber, at: 0),
        Refused("00", .invalidNumber, at: 0),
        Refused("1.", .unexpectedEnd, at: 2),
        Refused("[1.]", .invalidNumber, at: 1),
        Refused("-.1", .invalidNumber, at: 0),
        Refused("1.e1", .invalidNumber, at: 0),
        Refused("[1e]", .invalidNumber, at: 1),
        Refused("[1e+]", .invalidNumber, at: 1),
        Refused("1e+-1", .invalidNumber, at: 0),
        Refused("0e", .unexpectedEnd, at: 2),
        Refused("[0x1]", .unexpectedByte("x"), at: 2),
        Refused("[1a]", .unexpectedByte("a"), at: 2),
        Refused("[1+2]", .unexpectedByte("+"), at: 2),
        Refused("[1.2.3]", .unexpectedByte("."), at: 4),
        Refused("[1e1e1]", .unexpectedByte("e"), at: 4),
        Refused("[1 000]", .unexpectedByte("0"), at: 3),
        Refused("[1_0]", .unexpectedByte("_"), at: 2),
    ])
    func `what is almost a number`(_ refused: Refused) { refused.check() }

    @Test(arguments: [
        Refused("nul", .unexpectedEnd, at: 3),
        Refused("[tru]", .unexpectedByte("]"), at: 4),
        Refused("[True]", .unexpectedByte("T"), at: 1),
        Refused("[fals!]", .unexpectedByte("!"), at: 5),
        Refused("[nulll]", .unexpectedByte("l"), at: 5),
        Refused("undefined", .unexpectedByte("u"), at: 0),
        Refused("a\u{E5}", .unexpectedByte("a"), at: 0),
    ])
    func `what is almost a literal`(_ refused: Refused) { refused.check() }

    @Test(arguments: [
        Refused("\"", .unexpectedEnd, at: 1),
        Refused("\"a", .unexpectedEnd, at: 2),
        Refused("[\"a]", .unexpectedEnd, at: 4),
        Refused("'a'", .unexpectedByte("'"), at: 0),
        Refused("\"a\nb\"", .controlCharacter, at: 2),
        Refused("\"\t\"", .controlCharacter, at: 1),
        Refused("\"\u{0}\"", .controlCharacter, at: 1),
        Refused("\"\\n\u{1F}\"", .controlCharacter, at: 3),
        Refused("{\"a\r\":1}", .controlCharacter, at: 3),
        Refused("[\\n]", .unexpectedByte("\\"), at: 1),
        Refused("\"\\", .unexpectedEnd, at: 2),
        Refused("\"\\\"", .unexpectedEnd, at: 3),
        Refused("\"a\\x00\"", .invalidEscape, at: 2),
        Refused("\"\\a\"", .invalidEscape, at: 1),
        Refused("\"\\'\"", .invalidEscape, at: 1),
        Refused("\"\\U0041\"", .invalidEscape, at: 1),
        Refused("\"\\\u{E9}\"", .invalidEscape, at: 1),
        Refused("\"\\\u{0}\"", .invalidEscape, at: 1),
        Refused("\"\\u\"", .invalidEscape, at: 1),
        Refused("\"\\u00A\"", .invalidEscape, at: 1),
        Refused("\"\\u00G0\"", .invalidEscape, at: 1),
        Refused("\"\\u+041\"", .invalidEscape, at: 1),
        Refused("\"\\u 041\"", .invalidEscape, at: 1),
        Refused("\"\\u00", .unexpectedEnd, at: 5),
        Refused("\"\\u004\u{FF11}\"", .invalidEscape, at: 1),
    ])
    func `a broken string`(_ refused: Refused) { refused.check() }

    @Test(arguments: [
        Refused("\"\\uD800\"", .loneSurrogate, at: 1),
        Refused("\"a\\uDFFF\"", .loneSurrogate, at: 2),
        Refused("\"\\uD800a\"", .loneSurrogate, at: 1),
        Refused("\"\\uD800\\n\"", .loneSurrogate, at: 1),
        Refused("\"\\uD800\\u0041\"", .loneSurrogate, at: 1),
        Refused("\"\\uD800\\uD800\\uDC00\"", .loneSurrogate, at: 1),
        Refused("\"\\uDC00\\uD800\"", .loneSurrogate, at: 1),
        Refused("\"\\uD834\\uDD1E\\uD834\"", .loneSurrogate, at: 13),
        Refused("\"\\uD800\\uD8\"", .invalidEscape, at: 1),
        Refused("{\"\\uDC00\":1}", .loneSurrogate, at: 2),
    ])
    func `a lone surrogate`(_ refused: Refused) { refused.check() }

    /// The offset is where the string starts.
    @Test(arguments: [
        Refused(string: [0xFF], .invalidUTF8, at: 0),
        Refused(string: [0x80], .invalidUTF8, at: 0),
        Refused(string: [0xE9], .invalidUTF8, at: 0),
        Refused(string: [0xC3], .invalidUTF8, at: 0),
        Refused(string: [0xE2, 0x82], .invalidUTF8, at: 0),
        Refused(string: [0xC0, 0xAF], .invalidUTF8, at: 0),
        Refused(string: [0xE0, 0x80, 0xAF], .invalidUTF8, at: 0),
        Refused(string: [0xF0, 0x80, 0x80, 0xAF], .invalidUTF8, at: 0),
        Refused(string: [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF], .invalidUTF8, at: 0),
        Refused(string: [0xED, 0xA0, 0x80], .invalidUTF8, at: 0),
        Refused(string: [0xF4, 0x90, 0x80, 0x80], .invalidUTF8, at: 0),
        Refused(string: Array("\\u00e9".utf8) + [0xE9], .invalidUTF8, at: 0),
        Refused(string: [0xE2, 0x82] + Array("\\u00AC".utf8), .invalidUTF8, at: 0),
        Refused(Array("[\"a\",\"".utf8) + [0xE9] + Array("\"]".utf8), .invalidUTF8, at: 5),
        Refused([0xE9], .unexpectedByte(0xE9), at: 0),
        Refused([UInt8(ascii: "["), 0xFF, UInt8(ascii: "]")], .unexpectedByte(0xFF), at: 1),
        Refused(Array("{\"".utf8) + [0xB9] + Array("\":1}".utf8), .invalidUTF8, at: 1),
    ])
    func `a string that is not UTF-8`(_ refused: Refused) { refused.check() }

    @Test(arguments: [
        Refused([0xEF, 0xBB, 0xBF] + Array("{}".utf8), .unexpectedByte(0xEF), at: 0),
        Refused([0xEF, 0xBB, 0xBF], .unexpectedByte(0xEF), at: 0),
        Refused([0xFF, 0xFE, 0x5B, 0, 0x5D, 0], .unexpectedByte(0xFF), at: 0),
        Refused([0xFE, 0xFF, 0, 0x5B, 0, 0x5D], .unexpectedByte(0xFE), at: 0),
        Refused([0x5B, 0, 0x5D, 0], .unexpectedByte(0), at: 1),
        Refused([0, 0x5B, 0, 0x5D], .unexpectedByte(0), at: 0),
    ])
    func `a byte order mark, or UTF-16`(_ refused: Refused) { refused.check() }

    @Test(arguments: ["\u{A0}", "\u{2060}", "\u{B}", "\u{C}", "\u{85}", "\u{3000}", "\u{0}"])
    func `white space that is not JSON's`(_ space: String) throws {
        let first = try #require(space.utf8.first)
        Refused("[\(space)1]", .unexpectedByte(first), at: 1).check()
        Refused("[1\(space)]", .unexpectedByte(first), at: 2).check()
        Refused("1\(space)", .trailingBytes, at: 1).check()
    }
}
