import ASCII
import JSON

/// Who is calling, as far as a trusted party has vouched for it.
package struct Principal: Equatable, Sendable {
    package let subject: String
    /// In lower case (ruling C9), each once. A list, because the first set costs a process as much as parsing a request.
    package let roles: [String]
    package let email: String?
    /// The tenant of a `client_admin`.
    package let clientID: Int?
    /// The first of `full_name`, `name`, `email` and the subject (ruling R3.6).
    package let fullName: String

    /// Out of the claims of a token, or of what a gateway made of them: numbers may be strings, and lists may be the text
    /// `[a b]`. Claims of a form that says nothing are taken as missing. `nil` without a subject: nobody could be named
    /// as the author of what this caller does.
    package init?(claims: JSONObject) {
        guard let subject = claims.words("sub") ?? claims.words("principalId") ?? claims.words("userId") else {
            return nil
        }
        self.subject = subject
        email = claims.isEmailDoubted ? nil : claims.words("email")
        clientID = claims.words("client_id").flatMap(Int.init)
        fullName = claims.words("full_name") ?? claims.words("name") ?? email ?? subject
        roles = Self.roles(in: claims)
    }
}

extension Principal {
    /// Claims that name roles. None of them can be edited by their holder, as Supabase's `user_metadata` can (ruling C9).
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
        var once: [String] = []
        for role in roles where !once.contains(role) { once.append(role) }
        return once
    }

    /// One role as a string, or several as a list or as the text that API Gateway makes of a list: `[a b]`.
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
    /// Whether the issuer says that it has not verified the address (OpenID Connect Core §5.1): the holder may have
    /// written in anyone's.
    fileprivate var isEmailDoubted: Bool { self["email_verified"] == false || self["email_verified"] == "false" }

    /// A claim as text that is not empty; a number as its digits.
    fileprivate func words(_ claim: String) -> String? {
        switch self[claim] {
        case .string(let text) where !text.isEmpty: text
        case .number(let number): number.digits
        default: nil
        }
    }
}
