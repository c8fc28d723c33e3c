import Envelopes
import Identity
import JSON
import POSIX

/// `token`: prints a bearer token, signed with the configured secret.
enum IssueToken {
    static func run(_ arguments: Arguments) throws(CommandError) -> ExitCode {
        guard arguments.value(of: .sub)?.isEmpty == false, let caller = try Caller(arguments, defaultSubject: "") else {
            throw CommandError(.usage, "token needs --sub, the id of the caller: changes are recorded under it")
        }
        let token = try token(for: caller, arguments, Configuration(arguments))
        try printOutput(Array(token.utf8) + [UInt8(ascii: "\n")])
        return .success
    }

    static func token(
        for caller: Caller, _ arguments: Arguments, _ configuration: Configuration
    ) throws(CommandError) -> String {
        let text = arguments.value(of: .expires) ?? "1h"
        guard let lifetime = Lifetime(text) else {
            throw CommandError(.usage, "--expires needs a time such as 90s, 15m, 1h or 7d, or never")
        }
        var claims = caller.tokenClaims
        if case .seconds(let seconds) = lifetime {
            let now = Int(Process.now() / 1000)
            claims["iat"] = .number(now)
            claims["exp"] = .number(now + seconds)
        }
        guard let token = configuration.authenticator.token(claims) else {
            throw CommandError(
                .configuration,
                "COUNTERMAND_JWT_SECRET is not set, and a token is signed with it: openssl rand -hex 32 > jwt-secret makes "
                    + "one, --jwt-secret @jwt-secret names it")
        }
        return token
    }
}

/// How long a token is valid.
enum Lifetime: Equatable {
    case seconds(Int)
    case never

    private static let maximumSeconds = 100 * 365 * 86_400

    /// Takes `never`, or digits and a unit: `90s`, `15m`, `1h`, `7d`.
    init?(_ text: String) {
        if text == "never" {
            self = .never
            return
        }
        let unit: Int
        switch text.utf8.last {
        case UInt8(ascii: "s"): unit = 1
        case UInt8(ascii: "m"): unit = 60
        case UInt8(ascii: "h"): unit = 3600
        case UInt8(ascii: "d"): unit = 86_400
        default: return nil
        }
        guard let count = UInt32(text.dropLast()), count > 0, Int(count) * unit <= Self.maximumSeconds,
            text.utf8.first != UInt8(ascii: "+")
        else { return nil }
        self = .seconds(Int(count) * unit)
    }
}
