import Storage

/// What an operator should know of a record that is imported all the same.
package enum ImportWarning: Equatable, Sendable {
    /// The path that would show the record belongs to another route (ruling C16).
    case hidden(RecordKey)
}

extension ImportWarning: CustomStringConvertible {
    package var description: String {
        switch self {
        case .hidden(let key):
            "\(key) can be cancelled, but not read: the path that ends with its id is another route's"
        }
    }
}
