import Foundation

/// A page of Markdown, as a forge renders it.
struct Page {
    struct Fence: Equatable {
        /// In the comment in front of it, `<!-- NAME -->`.
        let name: String?
        let language: String
        var text: String
    }

    struct Link: Hashable {
        let text: String
        let target: String
    }

    struct Missing: Error {
        let what: String
    }

    /// From the root of the repository on.
    let path: String
    private(set) var fences: [Fence] = []
    /// The lines outside of fences.
    private(set) var lines: [String] = []

    static let all: [String] = Repository.files(".md")
    static let documentation = all.filter { $0.hasPrefix(Repository.documentation) }

    init(_ path: String) throws {
        self.path = path
        var open: Fence?
        for line in try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false) {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.hasPrefix("```") {
                if let fence = open {
                    fences.append(fence)
                    open = nil
                } else {
                    let name = lines.last?.wholeMatch(of: /<!-- (.+) -->/).map { String($0.1) }
                    open = Fence(name: name, language: String(trimmed.dropFirst(3)), text: "")
                }
            } else if open != nil {
                open?.text += line + "\n"
            } else {
                lines.append(String(line))
            }
        }
        if open != nil { throw Missing(what: "the end of a fence in \(path)") }
    }

    func fence(_ name: String) throws -> String {
        guard let fence = fences.first(where: { $0.name == name }) else { throw Missing(what: "\(name) in \(path)") }
        return fence.text
    }

    /// The names in the first cells of the table under a heading, in their order.
    func names(inTableUnder heading: String) throws -> [String] {
        guard let start = lines.firstIndex(of: heading) else { throw Missing(what: "\(heading) in \(path)") }
        let rows = lines[start...].drop { !$0.hasPrefix("|---") }.dropFirst().prefix { $0.hasPrefix("|") }
        return rows.flatMap { row in
            row.split(separator: "|")[0].matches(of: /`([^`]+)`/).map { String($0.1) }
        }
    }
}

// Links and what they lead to.
extension Page {
    var links: [Link] {
        lines.flatMap { line in
            let line = line.replacing(/`[^`]*`/, with: "")
            let inline = line.matches(of: /\[([^\[\]]*)\]\(([^()\s]+)[^()]*\)/).map {
                Link(text: String($0.1), target: String($0.2))
            }
            let others = line.matches(of: /^\[[^\]]+\]:\s+(\S+)|(?:href|src)="([^"]+)"/).compactMap {
                ($0.1 ?? $0.2).map { Link(text: "", target: String($0)) }
            }
            return inline + others
        }
    }

    /// What stands behind `#` in a link to a place on this page: names given by hand, and those of headings as GitHub and
    /// GitLab make them.
    var anchors: Set<String> {
        var anchors: Set<String> = []
        for line in lines {
            for match in line.matches(of: /<a (?:id|name)="([^"]+)">/) { anchors.insert(String(match.1)) }
            guard let heading = line.wholeMatch(of: /#{1,6} +(.*)/) else { continue }
            let slug = Self.slug(of: String(heading.1))
            var anchor = slug
            var repeats = 0
            while !anchors.insert(anchor).inserted {
                repeats += 1
                anchor = "\(slug)-\(repeats)"
            }
        }
        return anchors
    }

    static func slug(of heading: String) -> String {
        let text = heading.replacing(/<[^>]*>/, with: "").replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.1) }
        return text.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
            .replacing(" ", with: "-")
    }
}
