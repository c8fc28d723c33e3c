import ASCII
import Testing

@testable import Identity

/// The example of RFC 7515 appendix A.1, octet by octet. It has no subject, so `JSONWebToken` is tested directly.
struct RFC7515Tests {
    private static let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
    private static let token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    private let secret: Secret

    init() throws { secret = try #require(Base64.decode(Array(Self.key.utf8), .url).flatMap(Secret.init)) }

    @Test func `the example verifies, until it expires`() throws {
        let token = try #require(try? JSONWebToken(Self.token, signedWithOneOf: [secret]))
        #expect(token.claims == ["iss": "joe", "exp": 1_300_819_380, "http://example.com/is_root": true])
        #expect(throws: Never.self) { try token.checkTimes(at: 1_300_819_379) }
        #expect(throws: Authenticator.Failure.expired) { try token.checkTimes(at: 1_300_819_380 + 60) }
    }

    @Test func `the example verifies with no other key`() {
        #expect(throws: Authenticator.Failure.badSignature) {
            try JSONWebToken(Self.token, signedWithOneOf: [.test])
        }
        #expect(throws: Authenticator.Failure.noKey) { try JSONWebToken(Self.token, signedWithOneOf: []) }
    }
}
