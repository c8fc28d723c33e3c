import Foundation
import JSON
import TestSupport
import Testing

/// `template.yaml`, as far as it has to say what the program says.
struct TemplateTests {
    private static func template() throws -> String {
        try String(contentsOf: Samples.repository.appending(path: "template.yaml"), encoding: .utf8)
    }

    /// A method and a path, and whether the authorizer is left out.
    private struct Route: Hashable {
        let method: String
        let path: String
        let isPublic: Bool
    }

    @Test("the template has every route that the program answers, with an authorizer where it asks who calls")
    func routes() throws {
        let document = try #require(
            JSONValue(
                parsing: Program(Program.product("countermand"), in: Samples.repository).run(
                    "openapi", "--console", "on"
                ).output
            )
            .object)
        var documented: Set<Route> = []
        for path in try #require(document["paths"]?.object).members {
            for operation in try #require(path.value.object).members {
                documented.insert(
                    Route(
                        method: operation.name.uppercased(), path: path.name,
                        isPublic: operation.value["security"] == []))
            }
        }
        // An event a line: Properties: {ApiId: !Ref Api, Method: GET, Path: /x, Auth: {Authorizer: NONE}}
        let event =
            /Properties: \{ApiId: !Ref Api, Method: (\w+), Path: ("[^"]+"|[^",}]+)(, Auth: \{Authorizer: NONE\})?\}/
        let deployed = try Self.template().matches(of: event).map {
            Route(method: String($0.1), path: String($0.2).filter { $0 != "\"" }, isPublic: $0.3 != nil)
        }
        #expect(deployed.count == Set(deployed).count)
        #expect(try deployed.count == Self.template().matches(of: /Type: HttpApi\n/).count)
        let preflight = Route(method: "OPTIONS", path: "/{proxy+}", isPublic: true)
        #expect(Set(deployed) == documented.union([preflight]))
    }

    @Test("each variable in the template is one that the program knows") func variables() throws {
        let help = try Program(Program.product("countermand"), in: Samples.repository).run("--help").text
        let names = try Self.template().matches(of: /(COUNTERMAND_[A-Z_]+):/).map { String($0.1) }
        #expect(names.contains("COUNTERMAND_STORE"))
        for name in names {
            let option = "--" + name.dropFirst("COUNTERMAND_".count).lowercased().replacing("_", with: "-")
            #expect(help.contains("    \(option) "))
        }
    }
}
