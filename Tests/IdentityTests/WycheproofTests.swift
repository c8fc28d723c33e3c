import ASCII
import JSON
import TestSupport
import Testing

@testable import Identity

struct WycheproofTests {
    private struct Vector {
        let number: Int
        let text: String
        let isValid: Bool
        /// `nil` where it is invalid whatever the key.
        let secret: Secret?

        init(_ test: JSONObject, _ secret: Secret?) throws {
            number = try #require(test["tcId"]?.integer)
            text = try #require(test["jws"]?.string)
            isValid = test["result"] == "valid"
            self.secret = secret
        }
    }

    /// The tests where the file is at odds with itself: 367 and 370 lack the padding that they are named by and are the
    /// valid 357; the signature of 372 and 373 is that of the text without the question mark in it.
    private static let misjudged = [367: true, 370: true, 372: false, 373: false]

    private let vectors: [Vector]

    init() throws {
        vectors = try Wycheproof.groups(in: "json_web_signature_test.json").flatMap { group in
            let key = group["private"]?.object?["k"]?.string
            let secret = key.flatMap { Base64.decode(Array($0.utf8), .url) }.flatMap(Secret.init)
            return try #require(group["tests"]?.array).map { try Vector(#require($0.object), secret) }
        }
    }

    @Test func `Wycheproof's signatures are accepted and their forgeries refused`() {
        #expect(vectors.count == 45)
        let secrets = vectors.compactMap(\.secret)
        for vector in vectors {
            let signature = try? JSONWebSignature(vector.text, signedWithOneOf: vector.secret.map { [$0] } ?? secrets)
            let isValid = Self.misjudged[vector.number] ?? vector.isValid
            #expect((signature != nil) == isValid, "test \(vector.number)")
            #expect((try? JSONWebSignature(vector.text, signedWithOneOf: [.test])) == nil, "test \(vector.number)")
        }
    }

    @Test func `a signed payload is only a token if it is a JSON object`() {
        for vector in vectors {
            #expect((try? JSONWebToken(vector.text, signedWithOneOf: vector.secret.map { [$0] } ?? [])) == nil)
        }
    }

    @Test func `a signature cut short is none`() throws {
        let vector = try #require(vectors.first { $0.number == 1 })
        let parts = vector.text.split(separator: ".").map(String.init)
        let signature = try #require(Base64.decode(Array(parts[2].utf8), .url))
        for length in 0..<signature.count {
            let text = "\(parts[0]).\(parts[1]).\(Token.base64URL(Array(signature[..<length])))"
            #expect((try? JSONWebSignature(text, signedWithOneOf: vectors.compactMap(\.secret))) == nil)
        }
    }
}
