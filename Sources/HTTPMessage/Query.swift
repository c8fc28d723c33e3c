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

    package init(_ parameters: [Parameter] = []) { self.parameters = parameters }

    /// Parses `a=1&b=2`, with or without a leading `?`, as HTML forms encode it: `+` means a space. Bytes are compared, not
    /// characters, as in `Path`.
    package init(encoded text: String) {
        let text = text.utf8.first == UInt8(ascii: "?") ? text.utf8.dropFirst() : text.utf8[...]
        parameters = text.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                .map { PercentEncoding.decode(Substring($0), plusIsSpace: true) }
            return Parameter(name: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
    }

    /// The values of all parameters of that name.
    package func values(_ name: String) -> [String] {
        parameters.compactMap { $0.name == name ? $0.value : nil }
    }
}
