import ASCII
import Testing

struct HexadecimalTests {
    @Test func `every byte is encoded as two lower-case digits, and decoded from those only`() {
        for byte in UInt8.min...UInt8.max {
            let text = Hexadecimal.encode([byte])
            #expect(text == Array(String(0x100 + Int(byte), radix: 16).dropFirst().utf8))
            #expect(Hexadecimal.decode(text) == [byte])
            let upper = text.map(\.asciiUppercased)
            #expect(Hexadecimal.decode(upper) == (upper == text ? [byte] : nil))
        }
    }

    @Test func `bytes keep their order`() {
        #expect(String(decoding: Hexadecimal.encode([0x00, 0x0F, 0xF0, 0xAB]), as: UTF8.self) == "000ff0ab")
        #expect(Hexadecimal.decode(Array("000ff0ab".utf8)) == [0x00, 0x0F, 0xF0, 0xAB])
        #expect(Hexadecimal.decode(Array("".utf8)) == [])
    }

    @Test(arguments: [
        "0", "000", "0g", "g0", " 0", "0x", "+1", "-1", "0\n", "\u{E9}", "/0", ":0", "@0", "`0", "G0", "A0", "0F",
    ])
    func `anything else is refused`(text: String) {
        #expect(Hexadecimal.decode(Array(text.utf8)) == nil)
    }
}
