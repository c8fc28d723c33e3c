import ASCII

/// A call of the Runtime API (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
package enum RuntimeCall: Equatable {
    /// Fetches the next event; the response comes when there is one, however long that takes.
    case next
    /// Answers the event with that id.
    case response(InvocationID, [UInt8])
    /// Reports that the program cannot start. Only allowed before the first `next`.
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

    package static func configuration(_ message: String) -> InitError {
        InitError(type: "Runtime.ConfigInvalid", message: message)
    }
}

/// The Runtime API's id of an event. It is put into a URL path unescaped.
package struct InvocationID: Hashable {
    package let text: String

    /// Accepts 1 to 128 characters that a URI never escapes; the platform's own ids are UUIDs.
    package init?(_ text: String) {
        guard 1...128 ~= text.utf8.count, text.utf8.allSatisfy({ $0.isURIUnreserved }) else { return nil }
        self.text = text
    }
}
