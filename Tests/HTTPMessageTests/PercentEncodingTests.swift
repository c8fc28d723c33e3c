import HTTPMessage
import Testing

struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("abc", "abc"), ("%41%62", "Ab"), ("a%2Fb%2fc", "a/b/c"), ("%C3%A9", "\u{E9}"),
        ("\u{E9}%20", "\u{E9} "),
        ("%F0%9F%98%80", "\u{1F600}"), ("%00", "\0"), ("a+b", "a+b"),
    ])
    func `escapes are resolved`(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text[...]) == decoded)
    }

    @Test(arguments: [("%2541", "%41"), ("%25252F", "%252F"), ("%25", "%")])
    func `escapes are decoded once`(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text[...]) == decoded)
    }

    @Test(arguments: [
        "%", "a%", "%4", "%G1", "%1G", "%%41", "% 41", "%+1", "%41%", "%\u{FF11}1", "%e9", "%C3%28", "%ED%A0%80",
        "%C0%AF",
    ])
    func `a broken escape, or one that makes no UTF-8, leaves the text as it came`(text: String) {
        #expect(PercentEncoding.decode(text[...]) == text)
        #expect(PercentEncoding.decode(text[...], plusIsSpace: true) == text)
    }

    @Test(arguments: [("a+b", "a b"), ("%2B+", "+ "), ("a%20b", "a b"), ("++", "  ")])
    func `a plus is a space in the encoding of forms`(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text[...], plusIsSpace: true) == decoded)
    }

    @Test(arguments: [
        ("/", "/"), ("/jobs/7/cancel", "/jobs/7/cancel"), ("/a%2fb/%41-._~", "/a%2Fb/A-._~"),
        ("/%C3%A9%20%25", "/%C3%A9%20%25"),
        ("/a:b@c", "/a%3Ab%40c"), ("/jobs/7/", "/jobs/7/"),
    ])
    func `a path is written as a URI reference`(text: String, encoded: String) {
        #expect(PercentEncoding.encode(Path(text)) == encoded)
        #expect(Path(PercentEncoding.encode(Path(text))) == Path(text))
    }
}
