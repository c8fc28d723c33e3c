import POSIX

/// How requests come. Whatever starts the program for them says so by a variable of its own, and none of them is one that
/// a client could make up: its header fields become variables in `HTTP_` and `Http_` alone.
enum FrontEnd {
    /// Started by hand or in a shell's pipe, with words that say what to do.
    case commandLine
    case cgi
    case watchdog
    case actionLoop
    case lambda

    /// Of several the first counts.
    private static let marks: [(variable: String, frontEnd: FrontEnd)] = [
        // RFC 3875 §4.1.4: a server must set it.
        ("GATEWAY_INTERFACE", .cgi),
        // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
        ("AWS_LAMBDA_RUNTIME_API", .lambda),
        ("Http_Method", .watchdog),
        // The proxy in front of an action sets the first, those before it the others where they were told to.
        ("__OW_PROXY_VERSION", .actionLoop), ("__OW_EXECUTION_ENV", .actionLoop), ("__OW_WAIT_FOR_ACK", .actionLoop),
    ]

    static var detected: FrontEnd {
        marks.first { Process.environment($0.variable)?.isEmpty == false }?.frontEnd ?? .commandLine
    }
}
