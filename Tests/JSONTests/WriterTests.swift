import JSON
import Testing

struct WriterTests {
    @Test(arguments: [
        #"{"z":1,"a":{"y":[],"b":{}},"m":[[1,[2,[]]],null,true,false]}"#,
        #"[1234567890123456789012345678901234567890,1E400,-0,1.0,1.10,0.1e-7]"#,
        #"{"":"","\"":"\\","a\nb":"\u0000\u001f"}"#,
    ])
    func `a compact document comes out as it went in`(text: String) throws {
        #expect(try parse(text).bytes == Array(text.utf8))
        if let object = try parse(text).object { #expect(object.bytes == Array(text.utf8)) }
    }

    @Test func `white space and unnecessary escapes are dropped, and the value is the same`() throws {
        let written = try parse(" { \"\\u0061\" : [ 1 , \"\\/\\u00e9\\uD83D\\uDE00\" ] } \n").bytes
        #expect(String(decoding: written, as: UTF8.self) == "{\"a\":[1,\"/\u{E9}\u{1F600}\"]}")
    }

    @Test func `escapes are the short ones if there are any, else in lower case`() {
        let string =
            String(String.UnicodeScalarView((0..<0x21).compactMap(Unicode.Scalar.init))) + "\"\\/\u{7F}\u{2028}"
        let controls = [
            #"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#,
            #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"#,
        ]
        #expect(JSONValue.string(string).bytes == Array("\"\(controls.joined()) \\\"\\\\/\u{7F}\u{2028}\"".utf8))
    }

    @Test func `a document of all escapes is read back`() throws {
        let units = (0...0xFFFF).filter { !(0xD800...0xDFFF).contains($0) }
        let plane = units.map { "\\u" + String(0x10000 + $0, radix: 16).dropFirst() }.joined()
        let pairs = stride(from: 0xD800, through: 0xDBFF, by: 13).map {
            "\\u" + String($0, radix: 16) + "\\u" + String(0xDC00 + $0 % 0x400, radix: 16)
        }
        let value = try parse("\"\(plane)\(pairs.joined())\\\"\\\\\\/\\b\\f\\n\\r\\t\"")
        #expect(value.string?.unicodeScalars.count == units.count + pairs.count + 8)
        #expect(try JSONValue(parsing: value.bytes) == value)
        #expect(!value.bytes.contains { $0 < 0x20 })
    }

    @Test func `what is written is one line`() throws {
        let value = try parse("{\r\n\t\"a\\nb\":\n[\"\\r\\n\",\n1\n]\n}\n")
        #expect(!value.bytes.contains { $0 < 0x20 })
        #expect(value.bytes.last == UInt8(ascii: "}"))
    }
}
