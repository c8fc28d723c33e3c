import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

@testable import CancelAPI

@Suite struct PagesTests {
    private static let jane = "jane@example.org"
    private static let both = Caller(
        ["sub": "1", "roles": ["client_admin", "client"], "client_id": 1, "email": .string(jane)])

    /// Every second one of client 1, every third one of jane.
    private func api(_ count: Int) throws -> TestAPI {
        try TestAPI(
            (1...count).map { id in
                Records.workOrder(
                    id, id % 5 == 2 ? "cancelled" : "pending", client: id % 2 == 0 ? 1 : 2,
                    email: id % 3 == 0 ? Self.jane : nil)
            })
    }

    /// The ids on every page; `between` runs behind the first one.
    private func walk(
        _ api: TestAPI, _ query: String, as caller: Caller, between: () -> Void = {}
    ) throws -> [[Int]] {
        var pages: [[Int]] = []
        var next: String? = query
        while let current = next {
            let answer = api.respond(to: .get("/api/work-orders?\(current)", as: caller))
            try #require(answer.status == 200 && pages.count < 200)
            pages.append((answer.json["data"]?.array ?? []).compactMap { $0.object?["id"]?.integer })
            next = answer.json["nextCursor"]?.string.map { "\(query)&cursor=\($0)" }
            if pages.count == 1 { between() }
        }
        return pages
    }

    @Test(
        "R3.8 a walk in pages meets every work order once, newest change first",
        arguments: [
            (120, "limit=50", [50, 50, 20]), (120, "", [50, 50, 20]), (100, "limit=50", [50, 50]),
            (3, "limit=1", [1, 1, 1]),
            (250, "limit=200", [200, 50]), (200, "limit=200", [200]), (1, "limit=50", [1]),
        ])
    func walkAll(count: Int, query: String, sizes: [Int]) throws {
        let pages = try walk(api(count), query, as: .admin)
        #expect(pages.map(\.count) == sizes)
        #expect(pages.flatMap { $0 } == Array((1...count).reversed()))
    }

    @Test("R3.8 a walk through one status meets that status alone")
    func walkStatus() throws {
        let pages = try walk(api(120), "status=cancelled&limit=10", as: .admin)
        #expect(pages.map(\.count) == [10, 10, 4])
        #expect(pages.flatMap { $0 } == (1...120).reversed().filter { $0 % 5 == 2 })
    }

    @Test("R3.8 what two roles let a caller see is met once, and counted once", arguments: [1, 7, 40, 50, 200])
    func union(limit: Int) throws {
        let api = try api(120)
        let visible = (1...120).reversed().filter { $0 % 2 == 0 || $0 % 3 == 0 }
        let pages = try walk(api, "limit=\(limit)", as: Self.both)
        #expect(pages.flatMap { $0 } == visible)
        #expect(pages.dropLast().allSatisfy { $0.count == limit })
        let cancelled = visible.count { $0 % 5 == 2 }
        #expect(
            api.respond(to: .get("/api/work-orders/summary", as: Self.both))
                == .found(
                    #"{"pending":\#(visible.count - cancelled),"in-progress":0,"completed":0,"#
                        + #""cancelled":\#(cancelled),"total":\#(visible.count)}"#))
    }

    @Test(
        "R3.8 a change between two pages neither repeats a work order nor loses another", arguments: [118, 71, 70, 1])
    func changeBetween(changed: Int) throws {
        let api = try api(120)
        let pages = try walk(api, "limit=50", as: .admin) {
            #expect(api.respond(to: .set("completed", "\(changed)", as: .admin)).status == 200)
        }
        let met = pages.flatMap { $0 }
        // One that is still to come has moved in front of the page that was read.
        #expect(met == (1...120).reversed().filter { $0 != changed || changed > 70 })
        #expect(try walk(api, "limit=50", as: .admin).first?.first == changed)
    }

    @Test("C14 a cursor is refused for a list of another status or another caller, and not for its own")
    func foreignCursor() throws {
        let api = try api(120)
        let page = api.respond(to: .get("/api/work-orders?status=pending&limit=1", as: Self.both))
        let cursor = try #require(page.json["nextCursor"]?.string)
        func answer(_ query: String, _ caller: Caller) -> Answer {
            api.respond(to: .get("/api/work-orders?\(query)limit=5&cursor=\(cursor)", as: caller))
        }
        #expect(answer("status=pending&", Self.both).json["data"]?.array?.count == 5)
        let refusal = Answer.failure(400, #""cursor" must be the nextCursor of an earlier answer."#)
        #expect(answer("", Self.both) == refusal)
        #expect(answer("status=cancelled&", Self.both) == refusal)
        #expect(answer("status=pending&", .admin) == refusal)
        #expect(answer("status=pending&", .clientAdmin(1)) == refusal)
    }

    @Test("R2.7 the cursors that the document allows are those of answers, and those of version 0.1")
    func documentedCursor() throws {
        let parameter = Documentation.checker.resolve("#/components/parameters/Cursor")?.object
        let schema = try #require(parameter?["schema"]?.object)
        let pattern = try Regex(#require(schema["pattern"]?.string))
        func isAllowed(_ cursor: String) throws -> Bool { try pattern.wholeMatch(in: cursor) != nil }
        let api = try api(120)
        for query in ["", "status=pending&", "status=cancelled&"] {
            for caller in [Self.both, .admin, .clientAdmin(1)] {
                let page = api.respond(to: .get("/api/work-orders?\(query)limit=1", as: caller))
                try #expect(isAllowed(#require(page.json["nextCursor"]?.string)))
            }
        }
        for cursor in ["2s", "2s-0", "3w5e11264sgsf-zz-1-0", Examples.cursor] { try #expect(isAllowed(cursor)) }
        for cursor in ["", "-", "_", "2s_", "2s_0_0", "2s-0_0"] { try #expect(!isAllowed(cursor)) }
        #expect(
            api.respond(to: .get("/api/work-orders?status=pending&cursor=\(Examples.cursor)", as: .clientAdmin(1)))
                .status == 200)
    }

    @Test(
        "C14 a cursor of version 0.1, which names no list, and one that is made up give the page behind their version",
        arguments: ["", "-0", "-zz-1-0"])
    func oldCursor(hints: String) throws {
        let api = try api(120)
        let page = api.respond(to: .get("/api/work-orders?limit=50", as: .admin))
        let cursor = try #require(page.json["nextCursor"]?.string)
        let bound = try #require(cursor.split(separator: "_").first)
        let next = api.respond(to: .get("/api/work-orders?limit=50&cursor=\(cursor)", as: .admin))
        #expect(next.status == 200)
        #expect(api.respond(to: .get("/api/work-orders?limit=50&cursor=\(bound)\(hints)", as: .admin)) == next)
        let first = api.respond(to: .get("/api/work-orders?limit=50&cursor=3w5e11264sgsf\(hints)", as: .admin))
        #expect(first == page)
    }
}
