import ASCII
import Digest
import Identity
import JSON
import TestSupport
import Testing

struct TokenTests {
    private static let header: JSONObject = ["alg": "HS256"]
    private static let claims: JSONObject = ["sub": "u-1", "role": "admin"]

    @Test func `a token that is signed is its bearer's`() throws {
        let principal = try Authenticator.test.bearer(Token.signed(Self.claims))
        #expect(principal.subject == "u-1")
        #expect(principal.roles == ["admin"])
    }

    @Test(
        arguments: [
            ["alg": "none"], ["alg": "None"], ["alg": "HS512"], ["alg": "hs256"], ["alg": "RS256"], ["alg": ""],
            ["alg": nil],
            ["alg": ["HS256"]], ["alg": 256], ["typ": "JWT"], ["Alg": "HS256"], [:],
            ["alg": "HS256", "crit": ["exp"]], ["alg": "HS256", "crit": []], ["alg": "HS256", "crit": nil],
            ["alg": "HS256", "b64": false, "crit": ["b64"]],
        ] as [JSONObject])
    func `a header other than of plain HS256 is refused, signed or not`(header: JSONObject) {
        refuse(Token.signed(Self.claims, header: header))
        refuse(Token.base64URL(header.bytes) + "." + Token.base64URL(Self.claims.bytes) + ".")
    }

    @Test func `further members of the header do no harm`() throws {
        let header: JSONObject = ["kid": "1", "alg": "HS256", "typ": "at+jwt", "cty": nil]
        #expect(try Authenticator.test.bearer(Token.signed(Self.claims, header: header)).subject == "u-1")
    }

    /// The last digit of the signature holds two bits that no byte needs; a strict decoder refuses them.
    @Test func `a bit flipped anywhere in the token is refused`() {
        let token = Array(Token.signed(Self.claims).utf8)
        for place in token.indices {
            for bit in 0..<8 {
                var flipped = token
                flipped[place] ^= 1 << UInt8(bit)
                guard let text = String(validating: flipped, as: UTF8.self) else { continue }
                #expect(throws: Authenticator.Failure.self, "bit \(bit) at \(place)") {
                    try Authenticator.test.bearer(text)
                }
            }
        }
    }

    @Test func `a signature of another secret, another token or none is refused`() {
        let parts = Token.signed(Self.claims).split(separator: ".").map(String.init)
        let other = Token.signed(["sub": "u-2"]).split(separator: ".").map(String.init)
        refuse(Token.signed(Self.claims, with: "another secret, just as long as the first one is"))
        refuse("\(parts[0]).\(other[1]).\(parts[2])")
        refuse("\(parts[0]).\(parts[1]).")
        refuse("\(parts[0]).\(parts[1]).\(parts[2].dropLast(4))")
        refuse("\(parts[0]).\(parts[1]).\(parts[2])AAAA")
    }

    @Test func `two parts, four parts, five and none are refused`() {
        let token = Token.signed(Self.claims)
        let parts = token.split(separator: ".")
        for text in [
            "x", ".", "..", "...", "\(parts[0]).\(parts[1])", "\(token).", "\(token).\(parts[2])", ".\(token)",
            "\(token)..x",
        ] {
            refuse(text)
        }
    }

    @Test(arguments: ["=", "==", "\n", "%", "+"])
    func `padding and other characters outside the alphabet are refused in each part, even if signed`(more: String) {
        let header = Token.base64URL(Self.header.bytes)
        let claims = Token.base64URL(Self.claims.bytes)
        refuse(sign(header + more, claims))
        refuse(sign(header, claims + more))
        refuse(sign(header, claims) + more)
    }

    @Test(arguments: [
        "", "x", "[]", "null", "\"a\"", "{", "{\"sub\":\"a\",\"sub\":\"b\"}", "{\"sub\":\"\\uD800\"}", "\u{FEFF}{}",
    ])
    func `parts that are not JSON objects are refused, even if signed`(part: String) {
        let bytes = Token.base64URL(Array(part.utf8))
        refuse(sign(bytes, Token.base64URL(Self.claims.bytes)))
        refuse(sign(Token.base64URL(Self.header.bytes), bytes))
    }

    @Test func `a token of 8 KiB is taken, a longer one is not`() throws {
        func token(padding: Int) -> String {
            Token.signed(["sub": "u-1", "x": .string(String(repeating: "x", count: padding))])
        }
        // Three bytes of claims make four digits; what is around the padding takes the rest.
        let longest = 3 * (8192 - token(padding: 0).utf8.count) / 4
        #expect(token(padding: longest).utf8.count == 8192)
        #expect(try Authenticator.test.bearer(token(padding: longest)).subject == "u-1")
        refuse(token(padding: longest + 1))
    }

    @Test func `any of several secrets will do`() throws {
        let texts = ["the old secret, which will soon be gone for ever", Token.secret]
        let authenticator = Authenticator(secrets: texts.map { Secret(Array($0.utf8))! })
        for text in texts {
            #expect(try authenticator.bearer(Token.signed(Self.claims, with: text)).subject == "u-1")
        }
        let other = Token.signed(Self.claims, with: "a third secret, which is not configured here")
        #expect(throws: Authenticator.Failure.self) { try authenticator.bearer(other) }
    }

    @Test func `without a secret every token is refused`() {
        #expect(throws: Authenticator.Failure.self) { try Authenticator().bearer(Token.signed(Self.claims)) }
        #expect(throws: Authenticator.Failure.self) {
            try Authenticator().bearer(Token.signed(Self.claims, with: ""))
        }
    }

    @Test func `a secret is as long as the hash, or longer`() {
        #expect(Secret([UInt8](repeating: 0, count: 31)) == nil)
        #expect(Secret([UInt8](repeating: 0, count: 32)) != nil)
    }

    private func sign(_ header: String, _ claims: String) -> String {
        let signed = header + "." + claims
        return signed + "." + Token.base64URL(HMAC.sha256(Array(signed.utf8), key: Array(Token.secret.utf8)))
    }

    private func refuse(_ token: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(throws: Authenticator.Failure.self, sourceLocation: sourceLocation) {
            try Authenticator.test.bearer(token)
        }
    }
}
