import ASCII

/// The decoded parameters of a query, in their original order.
package struct Query: Equatable, Sendable {
    package struct Parameter: Equatable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package static let maximumParameters = 100_000

    package let parameters: [Parameter]

    /// Whether the query had more than `maximumParameters`, which are not read: one of them may be a dry run.
    package private(set) var hasTooMany = false

    /// Whether members of the body may be among the parameters: the platform has mixed the two.
    package let isMixed: Bool

    package init(_ parameters: [Parameter] = [], isMixed: Bool = false) {
        self.parameters = parameters
        self.isMixed = isMixed
    }

    /// Parses `a=1&b=2`, with or without a leading `?`, as HTML forms encode it: `+` means a space. Bytes are compared, not
    /// characters, as in `Path`.
    package init(encoded text: String) {
        let text = text.utf8.first == UInt8(ascii: "?") ? text.utf8.dropFirst() : text.utf8[...]
        var parameters: [Parameter] = []
        for pair in Parts(of: text, separatedBy: { $0 == UInt8(ascii: "&") }) where !pair.isEmpty {
            if parameters.count == Self.maximumParameters {
                hasTooMany = true
                break
            }
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                .map { PercentEncoding.decode(Substring($0), plusIsSpace: true) }
            parameters.append(Parameter(name: parts[0], value: parts.count > 1 ? parts[1] : ""))
        }
        self.parameters = parameters
        isMixed = false
    }

    /// The values of all parameters of that name.
    package func values(_ name: String) -> [String] {
        parameters.compactMap { $0.name.hasSameBytes(as: name) ? $0.value : nil }
    }
}
