import JSON

/// A platform, and how it authenticates callers: the kinds of samples in `events`, by the names that these have there.
package enum Platform: String, CaseIterable, Sendable {
    case restV1Cognito = "rest-v1-cognito"
    case restV1LambdaAuthorizer = "rest-v1-lambda-authorizer"
    case httpV2JWT = "http-v2-jwt"
    case httpV2Stage = "http-v2-stage"
    case functionURL = "function-url"
    case alb
    case albMultiValue = "alb-multi-value"
    case vpcLatticeV1 = "vpc-lattice-v1"
    case vpcLatticeV2 = "vpc-lattice-v2"
    case openWhisk = "openwhisk"
    case openWhiskRaw = "openwhisk-raw"

    /// The usual one where a name leaves that open.
    package init?(named name: String) {
        switch name {
        case "rest-v1": self = .restV1Cognito
        case "http-v2": self = .httpV2JWT
        case "lattice": self = .vpcLatticeV2
        default: self.init(rawValue: name)
        }
    }

    /// Whether it passes on the claims of a caller that it has authenticated. Others pass on the bearer token alone.
    package var hasAuthorizer: Bool {
        switch self {
        case .restV1Cognito, .restV1LambdaAuthorizer, .httpV2JWT, .httpV2Stage: true
        default: false
        }
    }

    /// The event in which the platform passes the request on. The caller is left out where the platform has no authorizer.
    /// Accounts, ids and times, which a request does not say, are always the same.
    package func event(_ request: ClientRequest, from caller: Caller?) -> JSONObject {
        switch self {
        case .restV1Cognito: request.restV1(caller.map { ["claims": .object($0.cognitoClaims)] })
        case .restV1LambdaAuthorizer: request.restV1(caller?.lambdaAuthorizerContext)
        case .httpV2JWT: request.httpV2(stage: nil, caller)
        case .httpV2Stage: request.httpV2(stage: "live", caller)
        case .functionURL: request.functionURL
        case .alb: request.applicationLoadBalancer(isMultiValue: false)
        case .albMultiValue: request.applicationLoadBalancer(isMultiValue: true)
        case .vpcLatticeV1: request.vpcLatticeV1
        case .vpcLatticeV2: request.vpcLatticeV2
        case .openWhisk: request.openWhisk
        case .openWhiskRaw: request.openWhiskRaw
        }
    }
}

/// The moment at which all samples are sent.
enum SampleTime {
    static let commonLog = "20/Oct/2025:10:30:00 +0000"
    static let milliseconds = 1_760_956_200_000
}
