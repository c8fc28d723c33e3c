import Foundation
import JSON
import TestSupport
import Testing

/// The pages of the contracts, held against answers and the OpenAPI document.
struct ContractPagesTests {
    private let pages: String

    init() throws {
        pages = try Page.documentation.filter { $0.contains("/contracts/") }.map(Repository.text).joined()
    }

    private static let golden = Repository.files(".json").filter { $0.contains("/Golden/") }

    /// The sentences of a refusal, in whichever contract's form, with the id of the path left open.
    private func sentences(_ answer: JSONObject) throws -> [String] {
        let body = try JSONValue(parsing: Array((answer["body"]?.string ?? "").utf8)).object ?? [:]
        let id = body["instance"]?.string?.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        return ["error", "message", "detail", "title", "type"].compactMap { body[$0]?.string }.map { sentence in
            var sentence = sentence.replacing(/answers to [A-Z, ]+ only/, with: "answers to {methods} only")
            if !id.isEmpty { sentence = sentence.replacing(" \(id)", with: " {id}") }
            return sentence
        }
    }

    @Test("every refusal among the golden answers is on a page, to the letter", arguments: golden)
    func refusals(path: String) throws {
        let answer = try #require(JSONValue(parsing: Array(Repository.text(path).utf8)).object)
        guard let status = answer["statusCode"]?.integer, status >= 400 else { return }
        for sentence in try sentences(answer) {
            #expect(pages.contains("`\(sentence)`") || pages.contains("\"\(sentence)\""))
        }
    }

    @Test("every route and header field of the OpenAPI document is on a page, and every route in the README")
    func routes() throws {
        let readme = try Repository.text("README.md")
        let ended = try Program(Program.product("countermand"), in: Repository.root).run("openapi", "--console", "on")
        let document = try #require(JSONValue(parsing: ended.output).object)
        for path in document["paths"]?.object?.members ?? [] {
            for operation in path.value.object?.members ?? [] {
                let route = "`\(operation.name.uppercased()) \(path.name)"
                for text in [pages, readme] {
                    #expect(text.contains(route + "`") || text.contains(route + "?"), "\(route)`")
                }
            }
        }
        let components = try #require(document["components"]?.object)
        for field in components["headers"]?.object?.members ?? [] {
            #expect(pages.contains("`\(field.name)"), "\(field.name)")
        }
    }
}
