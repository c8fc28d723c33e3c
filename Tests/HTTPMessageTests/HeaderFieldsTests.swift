import HTTPMessage
import Testing

struct HeaderFieldsTests {
    @Test func `names are compared without regard to case, values keep their order`() {
        var fields = HeaderFields()
        fields.append("X-A", "1")
        fields.append("Content-Type", "text/plain")
        fields.append("x-a", "2")
        #expect(fields.values("X-a") == ["1", "2"])
        #expect(fields["x-A"] == "1")
        #expect(fields["CONTENT-TYPE"] == "text/plain")
        #expect(fields["Accept"] == nil)
        #expect(fields.values("Accept") == [])
        #expect(fields.fields.map(\.name) == ["X-A", "Content-Type", "x-a"])
    }

    @Test func `a Kelvin sign is not a K`() {
        var fields = HeaderFields()
        fields.append("\u{212A}ey", "1")
        #expect(fields["Key"] == nil)
    }

    @Test(arguments: ["a\nb", "a\rb", "a\r\nSet-Cookie: x", "\0", "\u{1F}", "\u{7F}"])
    func `a value with a control character is left out`(value: String) {
        var fields = HeaderFields()
        fields.append("X-A", value)
        #expect(fields.fields.isEmpty)
    }

    @Test(arguments: [
        "", " ", "a b", "a\tb", "a:", "a\n", "a\r\nb", "a(b", "\"a\"", "a/b", "{a}", "a@b", "[a]", "a=b", "a,b", "a;b",
        "\u{E9}", "a\u{7F}",
    ])
    func `a name that is not a token is left out`(name: String) {
        var fields = HeaderFields()
        fields.append(name, "1")
        #expect(fields.fields.isEmpty)
    }

    @Test func `the names are those of all fields, in use or left out`() {
        var fields = HeaderFields()
        for (name, value) in [("A", "1"), ("B", "\n"), ("a b", "1"), ("a", "2")] { fields.append(name, value) }
        #expect(fields.names.sorted() == ["A", "B", "a", "a b"])
        #expect(fields.isUnusable("b") && !fields.isUnusable("a"))
    }

    @Test(arguments: ["", "a\tb", "a, b; c=\"d\"", "\u{E9}\u{1F600}"])
    func `any other value is stored`(value: String) {
        var fields = HeaderFields()
        fields.append("!#$%&'*+-.^_`|~09azAZ", value)
        #expect(fields["!#$%&'*+-.^_`|~09AZAZ"] == value)
    }
}
