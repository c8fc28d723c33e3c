import ASCII
import JSON

/// The roles in a caller's claims (ruling C9). Claims that users can edit themselves, such as Supabase's `user_metadata`, are
/// not read.
struct RoleClaims {
    private static let names = [
        "role", "roles", "user_role", "cognito:groups", "groups",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    ]

    /// Longer texts are no roles. That bounds the time of comparing one with another, as `String` does it.
    private static let maximumRoleBytes = 256
    /// Of the JSON that a gateway may have made of a list or an object.
    private static let maximumValues = 100_000

    /// In lower case, without duplicates.
    private(set) var roles: [String] = []
    /// Whether a claim may be several roles or one with spaces in its name.
    private(set) var isAmbiguous = false
    private var known: Set<String> = []

    init(_ claims: JSONObject, from source: ClaimsSource) {
        for name in Self.names { add(claims[name], source) }
        // Whoever passes on an object, or its JSON text, has left the types in it as they were.
        let metadata = claims["app_metadata"].flatMap { value in
            value.object ?? (source == .gateway ? value.string.flatMap(Self.json)?.object : nil)
        }
        for name in ["role", "roles"] { add(metadata?[name], .token) }
    }

    private mutating func add(_ value: JSONValue?, _ source: ClaimsSource) {
        switch value {
        case .array(let elements): for element in elements { if let role = element.string { add(role) } }
        case .string(let text):
            if source == .token { add(text) } else { addFlattened(text) }
        default: break
        }
    }

    /// From a gateway a string is one role or what it made of a list: JSON, `a,b`, or API Gateway's `[a b]`.
    private mutating func addFlattened(_ text: String) {
        if text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]") {
            if let list = Self.json(text)?.array { return add(.array(list), .token) }
            var count = 0
            for item in Parts(of: text.utf8.dropFirst().dropLast(), separatedBy: { $0 == UInt8(ascii: " ") })
            where !item.isEmpty {
                count += 1
                add(String(Substring(item)))
            }
            if count > 1 { isAmbiguous = true }
        } else if !text.utf8.contains(UInt8(ascii: ",")) {
            add(text)
        } else {
            for item in Parts(of: text, separatedBy: UInt8(ascii: ",")) {
                add(String(Substring(item).trimmingOptionalWhitespace))
            }
        }
    }

    private mutating func add(_ role: String) {
        let role = role.asciiLowercased
        if 1...Self.maximumRoleBytes ~= role.utf8.count, known.insert(role).inserted { roles.append(role) }
    }

    private static func json(_ text: String) -> JSONValue? {
        try? JSONValue(parsing: Array(text.utf8), maximumValues: maximumValues)
    }
}
