import JSON

// The claims in the form in which they come: as JSON in a token, as strings from the authorizers of API Gateway.
extension Caller {
    package var tokenClaims: JSONObject {
        var claims: JSONObject = ["sub": .string(subject)]
        if roles.count == 1 { claims["role"] = .string(roles[0]) }
        if roles.count > 1 { claims["roles"] = .array(roles.map { .string($0) }) }
        claims["email"] = email.map { .string($0) }
        claims["name"] = name.map { .string($0) }
        claims["client_id"] = clientID.map { .number($0) }
        return claims
    }

    /// A JWT authorizer of an HTTP API makes `[a b]` of a list.
    var jwtAuthorizerClaims: JSONObject {
        strings { roles in
            roles.count == 1 ? ("role", roles[0]) : ("roles", "[" + roles.joined(separator: " ") + "]")
        }
    }

    /// A Cognito authorizer makes `a,b` of a list.
    var cognitoClaims: JSONObject {
        var claims = strings { ("cognito:groups", $0.joined(separator: ",")) }
        if email != nil { claims["email_verified"] = "true" }
        return claims
    }

    /// The context that a Lambda authorizer returns is flat, and API Gateway adds the last member.
    var lambdaAuthorizerContext: JSONObject {
        var context = strings { ("role", $0.joined(separator: ",")) }
        context["principalId"] = .string(subject)
        context["integrationLatency"] = 412
        return context
    }

    private func strings(_ role: ([String]) -> (name: String, value: String)) -> JSONObject {
        var claims: JSONObject = ["sub": .string(subject)]
        if !roles.isEmpty {
            let role = role(roles)
            claims[role.name] = .string(role.value)
        }
        claims["email"] = email.map { .string($0) }
        claims["name"] = name.map { .string($0) }
        claims["client_id"] = clientID.map { .string(String($0)) }
        return claims
    }
}
