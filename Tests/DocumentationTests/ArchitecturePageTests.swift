import Foundation
import Testing

/// What `architecture.md` says, held against the package.
struct ArchitecturePageTests {
    /// A row of the table of modules.
    private struct Module: CustomTestStringConvertible {
        let name: String
        let imports: Set<String>

        var testDescription: String { name }
    }

    private static func modules() throws -> [Module] {
        let page = try Page("\(Repository.documentation)/architecture.md")
        return page.lines.drop { $0 != "## Modules" }.drop { !$0.hasPrefix("|---") }.dropFirst()
            .prefix { $0.hasPrefix("|") }
            .compactMap { row in
                let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(names)
                return cells[1].first.map { Module(name: $0, imports: Set(cells[3])) }
            }
    }

    private static func names(in cell: Substring) -> [String] {
        cell.matches(of: /[`"](\w+)[`"]/).map { String($0.1) }
    }

    @Test("a module on the page imports what its target depends on", arguments: try modules())
    private func imports(_ module: Module) throws {
        let manifest = try Repository.text("Package.swift")
        let short = try Regex(#"module\(\s*"\#(module.name)"([^)]*)\)"#)
        let long = try Regex(#"(?:arget|Library)\(\s*name: "\#(module.name)"(?:,\s*dependencies: \[([^\]]*)\])?"#)
        let match = try #require(manifest.firstMatch(of: short) ?? manifest.firstMatch(of: long), "no target")
        #expect(Set(Self.names(in: match[1].substring ?? "")) == module.imports)
    }

    @Test("every module is on the page") func folders() throws {
        let sources = Repository.root.appending(path: "Sources").path
        let folders = try FileManager.default.contentsOfDirectory(atPath: sources).filter { $0 != "Documentation" }
        #expect(try Set(folders) == Set(Self.modules().map(\.name)))
    }
}
