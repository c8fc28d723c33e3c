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
    static var detected: FrontEnd {
        // RFC 3875 §4.1.4: a server must set it.
        if isSet("GATEWAY_INTERFACE") { return .cgi }
        // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
        if isSet("AWS_LAMBDA_RUNTIME_API") { return .lambda }
        if isSet("Http_Method") { return .watchdog }
        // The proxy in front of an action sets the first, those before it the others where they were told to.
        if isSet("__OW_PROXY_VERSION") || isSet("__OW_EXECUTION_ENV") || isSet("__OW_WAIT_FOR_ACK") {
            return .actionLoop
        }
        return .commandLine
    }

    private static func isSet(_ variable: String) -> Bool { Process.environment(variable)?.isEmpty == false }
}
