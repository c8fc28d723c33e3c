import Foundation
import Testing

/// Links between the pages of the repository.
struct LinkTests {
    @Test("every link to a file leads there, and every link to a place on a page too", arguments: Page.all)
    func links(path: String) throws {
        for link in try Page(path).links where !isOutside(link.target) {
            let parts = link.target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let target = parts[0].isEmpty ? path : resolved(String(parts[0]), from: path)
            #expect(Repository.exists(target), "\(path) links to \(link.target)")
            if parts.count > 1, target.hasSuffix(".md") {
                try #expect(Page(target).anchors.contains(String(parts[1])), "\(path) links to \(link.target)")
            } else {
                #expect(parts.count == 1, "\(path) links to a place in \(target), which is no page")
            }
        }
    }

    private func isOutside(_ target: String) -> Bool { target.contains(/^[a-z]+:/) }

    /// Refuses nothing: an absolute path, or one that leaves the repository, is none of its files.
    private func resolved(_ target: String, from page: String) -> String {
        var segments = page.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        for segment in target.split(separator: "/", omittingEmptySubsequences: false) {
            switch segment {
            case ".", "": break
            case "..": if segments.popLast() == nil { return "outside" }
            default: segments.append(String(segment))
            }
        }
        return target.hasPrefix("/") ? "absolute" : segments.joined(separator: "/")
    }

    @Test("the index leads to every page of the documentation") func index() throws {
        let index = "\(Repository.documentation)/README.md"
        let targets = try Page(index).links.map { resolved(String($0.target.split(separator: "#")[0]), from: index) }
        for page in Page.documentation where page != index { #expect(targets.contains(page), "\(page)") }
    }

    @Test(
        "a heading is linked to as forges do",
        arguments: [
            ("What is written", "what-is-written"), ("`POST /jobs/{id}/cancel`", "post-jobsidcancel"),
            ("Contract 1: cleaning jobs", "contract-1-cleaning-jobs"), ("The [page](x.md)", "the-page"),
        ])
    func slug(heading: String, slug: String) { #expect(Page.slug(of: heading) == slug) }
}
