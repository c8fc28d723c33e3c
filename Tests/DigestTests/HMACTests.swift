import ASCII
import Digest
import Testing

struct HMACTests {
    /// RFC 4231 §4. The fifth case publishes the first 128 bits alone.
    struct Vector: CustomTestStringConvertible {
        let number: Int
        let key: [UInt8]
        let message: [UInt8]
        let code: String

        var testDescription: String { "test case \(number)" }

        static let all = [
            Vector(
                number: 1, key: .init(repeating: 0x0b, count: 20), message: Array("Hi There".utf8),
                code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            Vector(
                number: 2, key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
                code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            Vector(
                number: 3, key: .init(repeating: 0xaa, count: 20), message: .init(repeating: 0xdd, count: 50),
                code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            Vector(
                number: 4, key: Array(1...25), message: .init(repeating: 0xcd, count: 50),
                code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            Vector(
                number: 5, key: .init(repeating: 0x0c, count: 20), message: Array("Test With Truncation".utf8),
                code: "a3b6167473100ee06e0c796c2955552b"),
            Vector(
                number: 6, key: .init(repeating: 0xaa, count: 131),
                message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
            Vector(
                number: 7, key: .init(repeating: 0xaa, count: 131),
                message: Array(
                    ("This is a test using a larger than block-size key and a larger than block-size data. The key "
                        + "needs to be hashed before being used by the HMAC algorithm.").utf8),
                code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
        ]
    }

    @Test(arguments: Vector.all)
    func `the vectors of RFC 4231 hold`(vector: Vector) throws {
        let code = try #require(Hexadecimal.decode(Array(vector.code.utf8)))
        #expect(HMAC.sha256(vector.message, key: vector.key).prefix(code.count) == code[...])
    }

    /// Computed with Python's hmac.
    @Test(arguments: [
        (63, "e458f5dd7e8afee6b774e5d451ae43f4d268bf11646030143d0b0231dcb02383"),
        (64, "3b7a8d453e76edb519238a515105a57508d0f169f480ebeee120a9e7803289fa"),
        (65, "c2d7d4c2256ddb097409ec0c67e1d58fa1a007fc6932cac0d892a525d08af7cc"),
    ])
    func `a key of a block is taken as it is, a longer one is hashed`(length: Int, code: String) {
        let key = [UInt8](repeating: UInt8(ascii: "k"), count: length)
        #expect(HMAC.sha256(Array("m".utf8), key: key) == Hexadecimal.decode(Array(code.utf8)))
    }

    @Test func `equal means that all bytes are the same`() {
        let bytes = SHA256.hash([])
        #expect(equalInConstantTime(bytes, bytes))
        #expect(equalInConstantTime([], []))
        #expect(!equalInConstantTime(bytes, Array(bytes.dropLast())))
        #expect(!equalInConstantTime(Array(bytes.dropLast()), bytes))
        #expect(!equalInConstantTime(bytes, []))
        for bit in 0..<8 * bytes.count {
            var other = bytes
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!equalInConstantTime(bytes, other), "bit \(bit)")
        }
        // Differences that would cancel each other out.
        #expect(!equalInConstantTime([1, 1], [2, 2]))
    }
}
