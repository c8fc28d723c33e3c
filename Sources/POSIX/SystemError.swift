/// A system call that failed: what was tried, on what, and the `errno` it left.
package struct SystemError: Error, Equatable {
    package let operation: String
    package let subject: String
    package let code: CInt

    package init(_ operation: String, _ subject: String, code: CInt = errno) {
        self.operation = operation
        self.subject = subject
        self.code = code
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String { "cannot \(operation) \(subject): \(reason)" }

    /// The system's words for `code`.
    package var reason: String { String(cString: strerror(code)) }
}
