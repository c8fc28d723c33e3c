import POSIX

/// Where requests come from. Each platform sets an environment variable that a client cannot set: clients control header
/// fields only, and their variables begin with `HTTP_` or `Http_`, none of which decides here but `Http_Method`, which the
/// watchdog itself sets.
enum FrontEnd {
    /// Started by a person or a shell script, with arguments.
    case commandLine
    case cgi
    case openFaaSWatchdog
    case openWhiskActionLoop
    case lambda

    /// The front end whose variable is set; the first of them if there are several.
    static var detected: FrontEnd {
        // RFC 3875 §4.1.4: a server must set it.
        if isSet("GATEWAY_INTERFACE") { return .cgi }
        // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
        if isSet("AWS_LAMBDA_RUNTIME_API") { return .lambda }
        if isSet("Http_Method") { return .openFaaSWatchdog }
        // Current versions of the proxy in front of an action set the first variable; older ones set the others if they
        // were configured to.
        if isSet("__OW_PROXY_VERSION") || isSet("__OW_EXECUTION_ENV") || isSet("__OW_WAIT_FOR_ACK") {
            return .openWhiskActionLoop
        }
        return .commandLine
    }

    private static func isSet(_ variable: String) -> Bool { Process.environment(variable)?.isEmpty == false }

    /// The API as the environment configures it. Arguments are ignored: a web server may pass a client's query as
    /// arguments (RFC 3875 §4.4).
    func makeService() throws(CommandError) -> Service {
        try Service(Configuration(Arguments([]), for: self))
    }
}
