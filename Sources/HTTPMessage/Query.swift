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

    package let parameters: [Parameter]

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
        parameters = text.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                .map { PercentEncoding.decode(Substring($0), plusIsSpace: true) }
            return Parameter(name: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
        isMixed = false
    }

    /// The values of all parameters of that name.
    package func values(_ name: String) -> [String] {
        parameters.compactMap { $0.name == name ? $0.value : nil }
    }
}
