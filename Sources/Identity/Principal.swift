import ASCII
import JSON

/// An authenticated caller.
package struct Principal: Equatable, Sendable {
    package let subject: String
    /// In lower case (ruling C9), without duplicates.
    package let roles: [String]
    package let email: String?
    /// The tenant of a `client_admin`.
    package let clientID: Int?
    /// The first of `full_name`, `name`, `email` and the subject (ruling R3.6).
    package let fullName: String

    /// From the claims of a token, or from what a gateway made of them: numbers may be strings, and arrays may be the text
    /// `[a b]`. Claims of another type are ignored. Returns nil if there is no subject, because changes are recorded under
    /// it.
    package init?(claims: JSONObject) {
        guard let subject = claims.text("sub") ?? claims.text("principalId") ?? claims.text("userId") else {
            return nil
        }
        self.subject = subject
        email = claims.isEmailUnverified ? nil : claims.text("email")
        clientID = claims.text("client_id").flatMap(Int.init)
        fullName = claims.text("full_name") ?? claims.text("name") ?? email ?? subject
        roles = Self.roles(in: claims)
    }
}

extension Principal {
    /// The claims that hold roles. Claims that users can edit themselves, such as Supabase's `user_metadata`, are not among
    /// them (ruling C9).
    private static let roleClaims = [
        "role", "roles", "user_role", "cognito:groups", "groups",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    ]

    private static func roles(in claims: JSONObject) -> [String] {
        var roles: [String] = []
        for name in roleClaims {
            // API Gateway's Cognito authorizer joins the groups with commas.
            roles += Self.roles(in: claims[name], areCommaJoined: name == "cognito:groups")
        }
        let metadata = claims["app_metadata"]?.object
        for name in ["role", "roles"] { roles += Self.roles(in: metadata?[name]) }
        var unique: [String] = []
        for role in roles where !unique.contains(role) { unique.append(role) }
        return unique
    }

    /// One role as a string, or several as an array or as the text that API Gateway makes of an array: `[a b]`.
    private static func roles(in value: JSONValue?, areCommaJoined: Bool = false) -> [String] {
        switch value {
        case .string(let text) where text.hasPrefix("[") && text.hasSuffix("]"):
            text.dropFirst().dropLast().split(separator: " ").map { String($0).asciiLowercased }
        case .string(let text) where areCommaJoined:
            text.split(separator: ",").map { String($0.trimmingOptionalWhitespace).asciiLowercased }
        case .string(let text): [text.asciiLowercased]
        case .array(let elements): elements.compactMap { $0.string?.asciiLowercased }
        default: []
        }
    }
}

extension JSONObject {
    /// Whether the issuer says that it has not verified the address (OpenID Connect Core §5.1). It may then belong to
    /// somebody else.
    fileprivate var isEmailUnverified: Bool { self["email_verified"] == false || self["email_verified"] == "false" }

    /// A claim that is a non-empty string, or the digits of one that is a number.
    fileprivate func text(_ claim: String) -> String? {
        switch self[claim] {
        case .string(let text) where !text.isEmpty: text
        case .number(let number): number.digits
        default: nil
        }
    }
}
