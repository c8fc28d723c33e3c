/// Environment variables.
package struct Environment: Sendable {
    package let variables: [(name: String, value: String)]

    package init(_ variables: [(name: String, value: String)]) {
        self.variables = variables
    }

    /// The variables of this process. Bytes that are not UTF-8 are replaced by U+FFFD.
    package static var ofProcess: Environment {
        var variables: [(name: String, value: String)] = []
        var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
        while let variable = next?.pointee {
            next = next?.advanced(by: 1)
            let text = String(cString: variable).utf8
            guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else { continue }
            variables.append((String(Substring(text[..<equals])), String(Substring(text[equals...].dropFirst()))))
        }
        return Environment(variables)
    }

    /// The value of a variable. An empty one counts as missing (RFC 3875 §4.1).
    package subscript(name: String) -> String? {
        variables.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }
}

extension Environment: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { (name: $0, value: $1) })
    }
}
