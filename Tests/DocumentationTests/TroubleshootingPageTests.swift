import Foundation
import Testing

/// What `troubleshooting.md` says that people see, held against the sources.
struct TroubleshootingPageTests {
    /// Texts in the sources, with those that go over several lines in one piece.
    private static func sources() throws -> String {
        try Repository.files(".swift").filter { $0.hasPrefix("Sources/") }.map(Repository.text).joined()
            .replacing(/"\s*\+ "/, with: "")
    }

    @Test("every message on the page is one that the program has") func messages() throws {
        let sources = try Self.sources()
        let rows = try Page("\(Repository.documentation)/troubleshooting.md").lines.filter { $0.hasPrefix("| ") }
        let messages = rows.compactMap { $0.split(separator: "|")[0].firstMatch(of: /`([^`]+)`/)?.1 }
        #expect(messages.count > 20)
        for message in messages {
            // Braces stand for what differs.
            for part in message.split(separator: /\{[^}]*\}/) {
                let part = part.trimmingCharacters(in: .whitespaces)
                let isSaid = part.count < 3 || sources.contains(part) || part.hasPrefix("cannot open")
                let words = part.split(separator: " ", maxSplits: 1)
                // A setting's name comes before what is said of it.
                let isSaidOfSetting =
                    words.count == 2 && words[0].hasPrefix("COUNTERMAND_") && sources.contains(words[1])
                #expect(isSaid || isSaidOfSetting || part == ": Permission denied", "\(part)")
            }
        }
    }
}
