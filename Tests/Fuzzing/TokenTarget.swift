import ASCII
import Digest
import JSON

@testable import Identity

/// What clients send as `Authorization`, and what issuers sign. The first byte says which.
enum TokenTarget {
    private static let now: Int64 = 1_760_000_000
    private static let secret = FuzzedAPI.secret
    private static let authenticator = Authenticator(secrets: [secret].compactMap(Secret.init))

    static func check(_ bytes: [UInt8]) {
        guard let kind = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        switch kind % 3 {
        case 0: checkField(String(decoding: rest, as: UTF8.self))
        case 1: checkClaims(rest)
        default: checkHeader(rest)
        }
    }

    private static func principal(_ authorization: String) -> Principal? {
        try? authenticator.principal(claims: nil, authorization: [authorization], now: now)
    }

    /// Any text: a token that is accepted must also have a valid signature by a second implementation.
    private static func checkField(_ authorization: String) {
        guard principal(authorization) != nil else { return }
        let token = authorization.split(whereSeparator: { $0 == " " || $0 == "\t" }).last ?? ""
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        demand(parts.count == 3, "a token has three parts")
        let code = HMAC.sha256(Array(parts[0]) + [UInt8(ascii: ".")] + Array(parts[1]), key: secret)
        demand(
            Array(parts[2]) == Array(Base64.encode(code, .url).utf8), "no token without a valid signature is accepted")
    }

    /// Claims of any form, signed.
    private static func checkClaims(_ claims: [UInt8]) {
        let token = signed(Array(#"{"alg":"HS256"}"#.utf8), claims)
        let principal = principal(bearer(token))
        if let principal {
            demand(!principal.subject.isEmpty && !principal.fullName.isEmpty, "a caller has a name")
            demand(principal.roles.allSatisfy { $0.asciiLowercased == $0 }, "roles are in lower case")
            demand(Set(principal.roles).count == principal.roles.count, "each role comes once")
            checkForgeries(token)
        }
        guard let object = (try? JSONValue(parsing: claims))?.object, token.count <= JSONWebSignature.maximumBytes
        else { return demand(principal == nil, "claims are an object, and a token has its limit") }
        if let subject = object["sub"]?.string, !subject.isEmpty,
            !["exp", "nbf", "iat"].contains(where: { object[$0] != nil })
        {
            demand(
                principal?.subject.utf8.elementsEqual(subject.utf8) == true,
                "the principal has the subject of the token")
        }
    }

    /// One place of the token in each run, another for each token.
    private static func checkForgeries(_ token: [UInt8]) {
        var forged = token
        let place = token.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % token.count
        forged[place] = forged[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        demand(principal(bearer(forged)) == nil, "a token that was changed is refused")
        demand(principal(bearer(token.dropLast())) == nil, "a token that was cut short is refused")
    }

    /// A header of any form, signed.
    private static func checkHeader(_ header: [UInt8]) {
        guard principal(bearer(signed(header, Array(#"{"sub":"1"}"#.utf8)))) != nil else { return }
        let object = (try? JSONValue(parsing: header))?.object
        demand(object?["alg"] == "HS256" && object?["crit"] == nil, "no other algorithm is taken")
    }

    private static func bearer(_ token: some Sequence<UInt8>) -> String {
        "Bearer " + String(decoding: Array(token), as: UTF8.self)
    }

    private static func signed(_ header: [UInt8], _ claims: [UInt8]) -> [UInt8] {
        let signed =
            Array(Base64.encode(header, .url).utf8) + [UInt8(ascii: ".")] + Array(Base64.encode(claims, .url).utf8)
        return signed + [UInt8(ascii: ".")] + Array(Base64.encode(HMAC.sha256(signed, key: secret), .url).utf8)
    }
}
