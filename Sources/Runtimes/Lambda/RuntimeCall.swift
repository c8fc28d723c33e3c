import ASCII

/// What a runtime says to the Runtime API
/// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
package enum RuntimeCall: Equatable {
    /// Asks for the next event. Waits until there is one, however long that takes.
    case next
    /// The answer to the event of that id.
    case response(InvocationID, [UInt8])
    /// The program cannot start. Only before the first `next`.
    case initError(InitError)
}

/// Why the program cannot start.
package struct InitError: Equatable {
    /// Of the form `(Runtime|Function).[A-Z][a-zA-Z]+`.
    package let type: String
    package let message: String

    private init(type: String, message: String) {
        self.type = type
        self.message = message
    }

    /// A setting that cannot be used.
    package static func configuration(_ message: String) -> InitError {
        InitError(type: "Runtime.ConfigInvalid", message: message)
    }
}

/// What the Runtime API calls an event. It goes into a path as it is.
package struct InvocationID: Hashable {
    package let text: String

    /// Takes 1 to 128 letters, digits, `-`, `.`, `_` and `~`; the platform's own are UUIDs.
    package init?(_ text: String) {
        guard 1...128 ~= text.utf8.count, text.utf8.allSatisfy({ $0.isURIUnreserved }) else { return nil }
        self.text = text
    }
}
