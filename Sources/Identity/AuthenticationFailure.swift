extension Authenticator {
    /// Why a caller was refused, as one word for the log (ruling C18). The answer does not say it, so that nobody can use it
    /// to forge a token.
    package enum Failure: String, Error, CaseIterable {
        /// There are neither claims nor a bearer token.
        case noToken = "no-token"
        /// No token, several of them, or claims of the wrong type.
        case malformed
        /// Signed with another algorithm than HS256, or with extensions.
        case algorithm
        /// No key is configured.
        case noKey = "no-key"
        /// Signed with none of the keys.
        case badSignature = "bad-signature"
        case expired
        case notYetValid = "not-yet-valid"
        case issuer
        case audience
        /// The claims name no caller.
        case noID = "no-id"
        /// No role of the caller may do what was asked for.
        case missingRole = "missing-role"
    }
}
