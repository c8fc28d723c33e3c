import Foundation
import Testing

/// Rulings are cited all over the sources and the tests, and defined on one page.
struct RulingTests {
    private static let page = "\(Repository.documentation)/rulings.md"

    /// `C5` and `R2.2` by themselves: no part of a longer word, an escape or an id.
    private static func citations(in text: String) throws -> Set<String> {
        let pattern = try NSRegularExpression(
            pattern: #"(?<![\w%{}\\+./-])(?:C[1-9]\d?|R[1-9]\.[1-9]\d?)(?![\w%}+/-]|\.\d)"#)
        let matches = pattern.matches(in: text, range: NSRange(text.startIndex..., in: text))
        return Set(matches.compactMap { Range($0.range, in: text).map { String(text[$0]) } })
    }

    private static func defined() throws -> [String] {
        try Repository.text(page).matches(of: /<a id="([^"]+)"><\/a>\*\*([^*]+)\.\*\*/).map { match in
            #expect(match.1 == match.2)
            return String(match.1)
        }
    }

    @Test("every ruling that is cited is defined, once") func cited() throws {
        let defined = try Self.defined()
        #expect(Set(defined).count == defined.count)
        #expect(try defined.allSatisfy { try Self.citations(in: $0) == [$0] })
        for path in Repository.files(".swift", ".md", ".py", ".h", ".yaml", "/run") {
            let undefined = try Self.citations(in: Repository.text(path)).subtracting(defined)
            #expect(undefined.isEmpty, "\(path) cites \(undefined.sorted())")
        }
    }

    @Test("every ruling that is defined is shown by a test, whose name begins with it") func shown() throws {
        let tests = try Repository.files(".swift").filter { $0.hasPrefix("Tests/") }.map(Repository.text).joined()
        for ruling in try Self.defined() { #expect(tests.contains("\"\(ruling) "), "\(ruling) is shown by no test") }
    }

    @Test("a link to a ruling leads to the one that it names", arguments: Page.documentation)
    func links(path: String) throws {
        for link in try Page(path).links where link.target.contains("rulings.md#") {
            #expect(link.target.hasSuffix("rulings.md#\(link.text)") || link.text.contains(" "), "\(link)")
        }
    }

    @Test(
        "a citation is a word of its own",
        arguments: [
            ("(ruling C\(7))", ["C7"]), ("\"R\(2).2 says", ["R2.2"]), ("R\(3).1.", ["R3.1"]),
            ("C\(1), C\(2)", ["C1", "C2"]),
            ("%C\(3)%A9", []), (#"\u{C\#(4)}"#, []), ("C\(0)", []), ("0xC\(5)", []), ("R\(1).2.3", []), ("AC\(6)", []),
            ("C-\(9)", []), ("C\(7)-x", []), ("C\(123)", []),
        ] as [(String, Set<String>)])
    func word(text: String, rulings: Set<String>) throws { try #expect(Self.citations(in: text) == rulings) }
}
