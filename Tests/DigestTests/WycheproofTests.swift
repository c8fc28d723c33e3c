import ASCII
import Digest
import JSON
import TestSupport
import Testing

struct WycheproofTests {
    private struct Vector {
        let number: Int
        let key: [UInt8]
        let message: [UInt8]
        let tag: [UInt8]
        let isValid: Bool

        init(_ test: JSONObject) throws {
            func bytes(_ member: String) throws -> [UInt8] {
                try #require(test[member]?.string.flatMap { Hexadecimal.decode(Array($0.utf8)) })
            }
            number = try #require(test["tcId"]?.integer)
            (key, message, tag) = (try bytes("key"), try bytes("msg"), try bytes("tag"))
            isValid = test["result"] == "valid"
        }
    }

    /// A tag of 128 bits is the beginning of a whole one, which alone is taken.
    @Test func `Wycheproof's HMAC-SHA256 tags are accepted and their forgeries refused`() throws {
        let vectors = try Wycheproof.groups(in: "hmac_sha256_test.json")
            .flatMap { try #require($0["tests"]?.array) }.map { try Vector(#require($0.object)) }
        #expect(vectors.count == 174)
        #expect(vectors.count { $0.isValid } == 66)
        for vector in vectors {
            let code = HMAC.sha256(vector.message, key: vector.key)
            let start = Array(code.prefix(vector.tag.count))
            #expect(equalInConstantTime(start, vector.tag) == vector.isValid, "test \(vector.number)")
            let isWhole = vector.tag.count == SHA256.digestBytes
            #expect(equalInConstantTime(code, vector.tag) == (vector.isValid && isWhole), "test \(vector.number)")
        }
    }
}
