import ASCII
import JSON

/// An authenticated caller.
package struct Principal: Equatable, Sendable {
    package let subject: String
    /// In lower case (ruling C9), without duplicates.
    package fileprivate(set) var roles: [String]
    package let email: String?
    /// The tenant of a `client_admin`.
    package let clientID: Int?
    /// The first of `full_name`, `name`, `email` and the subject (ruling R3.6).
    package let fullName: String

    /// Returns nil if the claims have no subject, because changes are recorded under it. Claims of another type than those
    /// that are read are ignored.
    package init?(_ claims: JSONObject, from source: ClaimsSource) {
        guard let subject = claims.text("sub") ?? claims.text("principalId") ?? claims.text("userId") else {
            return nil
        }
        self.subject = subject
        email = claims.hasUsableEmail ? claims.text("email") : nil
        clientID = claims.text("client_id").flatMap(Int.init)
        fullName = claims.text("full_name") ?? claims.text("name") ?? email ?? subject
        roles = RoleClaims(claims, from: source).roles
    }

    /// The same caller with the roles of `other`.
    func withRoles(of other: Principal) -> Principal {
        var principal = self
        principal.roles = other.roles
        return principal
    }
}

/// Who wrote the claims.
package enum ClaimsSource: Sendable {
    /// The issuer of a bearer token, as JSON.
    case token
    /// A platform's authorizer. Some can only pass on strings, and make one of every list and object.
    case gateway
}

extension JSONObject {
    /// Whether the issuer has verified the address, as far as it says (ruling C10; OpenID Connect Core §5.1). Otherwise it
    /// may belong to somebody else.
    fileprivate var hasUsableEmail: Bool {
        switch self["email_verified"] {
        case nil, .bool(true): true
        case .string(let text): text.equalsIgnoringASCIICase("true")
        default: false
        }
    }

    /// A claim that is a non-empty string, or the digits of one that is a number.
    fileprivate func text(_ claim: String) -> String? {
        switch self[claim] {
        case .string(let text) where !text.isEmpty: text
        case .number(let number): number.digits
        default: nil
        }
    }
}
