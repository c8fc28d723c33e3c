import Foundation
import Testing

/// The page by which people set up a server.
enum WebServersPage {
    struct Missing: Error {
        let what: String
    }

    private static let path = "Sources/Documentation/web-servers.md"

    private static var page: String {
        get throws { try String(contentsOf: Samples.repository.appending(path: path), encoding: .utf8) }
    }

    /// The value of a variable, which the program that it is for gets as one argument.
    static func value(of variable: String) throws -> String {
        guard let setting = try page.split(separator: "`").first(where: { $0.hasPrefix(variable + "=") }) else {
            throw Missing(what: variable)
        }
        return String(setting.dropFirst(variable.utf8.count + 1))
    }

    /// The commands in the fence of this name, with words replaced as in `lines(of:replacing:)`.
    static func commands(_ name: String, replacing words: KeyValuePairs<String, String> = [:]) throws -> String {
        try lines(after: "\n<!-- \(name) -->\n```sh\n", replacing: words)
    }

    /// The lines in the fence of this language, with words replaced by those of the test. Each of the words has to be
    /// there: otherwise the page sets up something else than the test believes.
    static func lines(of language: String, replacing words: KeyValuePairs<String, String>) throws -> String {
        try lines(after: "\n```\(language)\n", replacing: words)
    }

    private static func lines(after opening: String, replacing words: KeyValuePairs<String, String>) throws -> String {
        let page = try page
        guard let start = page.range(of: opening),
            let end = page.range(of: "\n```\n", range: start.upperBound..<page.endIndex)
        else { throw Missing(what: opening) }
        var lines = page[start.upperBound..<end.lowerBound] + "\n"
        for (word, replacement) in words {
            guard lines.contains(word) else { throw Missing(what: word) }
            lines.replace(word, with: replacement)
        }
        return String(lines)
    }
}
