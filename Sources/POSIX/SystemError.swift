/// A failed system call.
package struct SystemError: Error, Equatable {
    /// What failed, such as `open`, to follow "cannot".
    package let operation: String
    /// The file or other object of the operation.
    package let subject: String
    /// The value of `errno`.
    package let code: CInt

    package init(_ operation: String, _ subject: String, code: CInt = errno) {
        self.operation = operation
        self.subject = subject
        self.code = code
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String { "cannot \(operation) \(subject): \(reason)" }

    /// The system's message for `code`.
    package var reason: String { String(cString: strerror(code)) }
}
