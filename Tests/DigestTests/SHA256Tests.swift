import ASCII
import TestSupport
import Testing

@testable import Digest

struct SHA256Tests {
    private static let message448 = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    private static let message896 =
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"

    /// FIPS 180-4, in the examples that NIST publishes with it.
    private static let vectors = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (message448, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        (message896, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
    ]

    @Test(arguments: vectors)
    func `the published vectors hold`(message: String, digest: String) {
        #expect(SHA256.hash(Array(message.utf8)) == Hexadecimal.decode(Array(digest.utf8)))
    }

    @Test func `a million times a, in pieces that are not multiples of a block`() {
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
        var hash = SHA256()
        for _ in 0..<1000 { hash.update(piece) }
        let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        #expect(hash.digest() == Hexadecimal.decode(Array(digest.utf8)))
    }

    @Test(arguments: vectors)
    func `it makes no difference in which pieces a message comes`(message: String, digest: String) {
        let bytes = Array(message.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                var hash = SHA256()
                hash.update(bytes[..<first])
                hash.update(bytes[first..<second])
                hash.update(bytes[second...])
                #expect(hash.digest() == Hexadecimal.decode(Array(digest.utf8)), "split at \(first) and \(second)")
            }
        }
    }

    /// Every length around the ends of three blocks, where the padding differs. The one digest over all of theirs was
    /// computed with Python's hashlib.
    @Test func `every length from 0 to 192 is padded correctly, in one piece and byte by byte`() {
        var whole = SHA256()
        var bytewise = SHA256()
        var growing = SHA256()
        for length in 0...192 {
            whole.update(SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: length)))
            // A digest that is asked for leaves the hash as it was.
            bytewise.update(growing.digest())
            growing.update([UInt8(ascii: "a")])
        }
        let digest = Hexadecimal.decode(Array("73bc0486ecd60a8a7dbaa4d8c6829e2efd93b7afd5d08f961c76ff870decdf8a".utf8))
        #expect(whole.digest() == digest)
        #expect(bytewise.digest() == digest)
    }

    @Test func `the processor's instructions compute what the rounds in Swift do`() {
        var random = SeededGenerator(for: "SHA-256 with and without instructions", seed: 20_261_127)
        for length in 0...1000 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            var hashes = [SHA256(usesInstructions: false), SHA256(usesInstructions: SHA256.hasInstructions)]
            let cut = Int.random(in: 0...length, using: &random)
            for index in hashes.indices {
                hashes[index].update(bytes[..<cut])
                hashes[index].update(bytes[cut...])
            }
            #expect(hashes[0].digest() == hashes[1].digest())
        }
    }
}
