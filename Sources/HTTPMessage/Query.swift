/// The parameters of a query, decoded, in the order they came.
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

    /// From `a=1&b=2`, with a leading `?` or without, escapes and `+` resolved as HTML forms write them.
    package init(encoded text: String) {
        let text = text.hasPrefix("?") ? text.dropFirst() : text[...]
        parameters = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Parameter(
                name: PercentEncoding.decode(parts[0], plusIsSpace: true),
                value: parts.count > 1 ? PercentEncoding.decode(parts[1], plusIsSpace: true) : "")
        }
    }

    package func values(_ name: String) -> [String] {
        parameters.lazy.filter { $0.name == name }.map(\.value)
    }
}
