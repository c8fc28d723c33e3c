import Foundation
import Testing

/// The page that people set a server up by.
enum ReadMe {
    struct Missing: Error {
        let what: String
    }

    private static var page: String {
        get throws { try String(contentsOf: Samples.repository.appending(path: "README.md"), encoding: .utf8) }
    }

    /// What a variable is set to, all of which the program it is for gets as one word.
    static func value(of variable: String) throws -> String {
        guard let setting = try page.split(separator: "`").first(where: { $0.hasPrefix(variable + "=") }) else {
            throw Missing(what: variable)
        }
        return String(setting.dropFirst(variable.utf8.count + 1))
    }

    /// The lines in the fence of this language, with words replaced by what stands for them here. Each of the words has
    /// to be there: lines that lack one are set up in some other way than the test believes.
    static func lines(of language: String, replacing words: KeyValuePairs<String, String>) throws -> String {
        let page = try page
        guard let start = page.range(of: "\n```\(language)\n"),
            let end = page.range(of: "\n```\n", range: start.upperBound..<page.endIndex)
        else { throw Missing(what: "```\(language)") }
        var lines = page[start.upperBound..<end.lowerBound] + "\n"
        for (word, replacement) in words {
            guard lines.contains(word) else { throw Missing(what: word) }
            lines.replace(word, with: replacement)
        }
        return String(lines)
    }
}
