import ASCII
import Testing

struct Base64Tests {
    /// RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `the vectors of RFC 4648 decode, padded or as JWS writes them`(plain: String, encoded: String) {
        #expect(Base64.decode(Array(encoded.utf8), .standard) == Array(plain.utf8))
        #expect(Base64.decode(Array(encoded.replacing("=", with: "").utf8), .url) == Array(plain.utf8))
        #expect(Base64.encode(Array(plain.utf8), .standard) == encoded)
        #expect(Base64.encode(Array(plain.utf8), .url) == encoded.replacing("=", with: ""))
    }

    /// RFC 7515 appendix C.
    @Test func `both alphabets have their own digits 62 and 63`() {
        #expect(Base64.decode(Array("A-z_4ME".utf8), .url) == [3, 236, 255, 224, 193])
        #expect(Base64.decode(Array("A+z/4ME=".utf8), .standard) == [3, 236, 255, 224, 193])
        #expect(Base64.encode([3, 236, 255, 224, 193], .url) == "A-z_4ME")
        #expect(Base64.encode([3, 236, 255, 224, 193], .standard) == "A+z/4ME=")
        #expect(Base64.decode(Array("A+z/4ME".utf8), .url) == nil)
        #expect(Base64.decode(Array("A-z_4ME=".utf8), .standard) == nil)
    }

    @Test func `every byte comes back`() {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for byte in UInt8.min...UInt8.max {
            let text = [alphabet[Int(byte >> 2)], alphabet[Int(byte & 3) << 4], UInt8(ascii: "="), UInt8(ascii: "=")]
            #expect(Base64.decode(text, .standard) == [byte])
            #expect(Base64.encode([byte], .standard) == String(decoding: text, as: UTF8.self))
        }
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Zm9v=", "Zm9v==", "Zm9v====", "Z===", "Z", "=", "==", "====", "=Zg=", "Z=g=", "Zg==Zg==",
    ])
    func `wrong padding is refused`(text: String) {
        #expect(Base64.decode(Array(text.utf8), .standard) == nil)
    }

    @Test(arguments: ["Zg==", "Zm8=", "=", "Z", "Zm9vY"])
    func `the URL alphabet refuses padding, and a digit too few`(text: String) {
        #expect(Base64.decode(Array(text.utf8), .url) == nil)
    }

    @Test(arguments: ["Zh==", "Zk==", "Z/==", "Zm9=", "Zm+="])
    func `non-zero bits after the last byte are refused`(text: String) {
        #expect(Base64.decode(Array(text.utf8), .standard) == nil)
        #expect(Base64.decode(Array(text.prefix { $0 != "=" }.utf8), .url) == nil)
    }

    @Test(arguments: [
        " Zm9v", "Zm9v ", "Zm\n9v", "Zm9v\r\n", "Zm9v\0", "Zm9\u{E9}", "Zm*v", "Zm.v", "Zm,v", "Zm@v", "Zm[v", "Zm`v",
    ])
    func `white space and characters of no alphabet are refused`(text: String) {
        #expect(Base64.decode(Array(text.utf8), .standard) == nil)
        #expect(Base64.decode(Array(text.utf8), .url) == nil)
    }
}
