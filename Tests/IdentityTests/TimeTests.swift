import Identity
import JSON
import TestSupport
import Testing

/// A minute of difference between the clocks is let pass, each way.
struct TimeTests {
    private func isTaken(_ claim: String, _ value: JSONValue) -> Bool {
        (try? Authenticator.test.bearer(Token.signed(["sub": "u-1", claim: value]))) != nil
    }

    @Test func `a token expires a minute after its exp`() {
        #expect(isTaken("exp", .number(Int(now) + 1)))
        #expect(isTaken("exp", .number(Int(now) - 59)))
        #expect(!isTaken("exp", .number(Int(now) - 60)))
        #expect(!isTaken("exp", 0))
        #expect(!isTaken("exp", -1))
    }

    @Test(arguments: ["nbf", "iat"])
    func `a token is valid from a minute before its nbf and its iat`(claim: String) {
        #expect(isTaken(claim, .number(Int(now))))
        #expect(isTaken(claim, .number(Int(now) + 60)))
        #expect(!isTaken(claim, .number(Int(now) + 61)))
        #expect(isTaken(claim, 0))
    }

    @Test func `all three claims are checked`() {
        let valid: JSONObject = [
            "sub": "u-1", "exp": .number(Int(now)), "nbf": .number(Int(now)), "iat": .number(Int(now)),
        ]
        #expect(throws: Never.self) { try Authenticator.test.bearer(Token.signed(valid)) }
        for (claim, value) in [("exp", now - 100), ("nbf", now + 100), ("iat", now + 100)] {
            var broken = valid
            broken[claim] = .number(Int(value))
            #expect(throws: Authenticator.Failure.self) { try Authenticator.test.bearer(Token.signed(broken)) }
        }
    }

    /// RFC 7519 §2: a NumericDate may have a fraction.
    @Test(arguments: [
        ("exp", "1749999940.5", true), ("exp", "1749999939.5", false), ("exp", "1.75e9", true), ("exp", "9e99", true),
        ("nbf", "1750000060.5", false), ("nbf", "1750000059.5", true), ("iat", "-1e300", true),
    ])
    func `a time may have a fraction or an exponent`(claim: String, digits: String, expected: Bool) throws {
        #expect(isTaken(claim, try JSONValue(parsing: Array(digits.utf8))) == expected)
    }

    @Test(arguments: ["exp", "nbf", "iat"], ["\"1750000000\"", "null", "true", "[]", "{}", "1E400", "-1E400"])
    func `a time that is not a number is refused`(claim: String, value: String) throws {
        #expect(!isTaken(claim, try JSONValue(parsing: Array(value.utf8))))
    }
}
