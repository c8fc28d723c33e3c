import Cancellation
import HTTPMessage
import JSON
import Storage
import Testing

@Suite struct BodyTests {
    private static let paths = ["/api/jobs/JOB_X123/cancel", "/jobs/J-1001/cancel"]
    /// A route of each kind: those that take a body and those that do not need one.
    static let routes: [(Method, String)] = [
        (.post, paths[0]), (.post, paths[1]), (.patch, "/api/work-orders/28/status"), (.get, "/api/work-orders"),
        (.get, "/api/work-orders/28"), (.get, "/api/work-orders/28/notes"), (.get, "/api/work-orders/summary"),
        (.get, "/openapi.json"),
    ]

    @Test(
        "C7 a body that is no JSON in UTF-8 is refused", arguments: routes,
        [
            Array("{".utf8), Array("reason=Rain".utf8), Array("{} {}".utf8),
            Array(#"{"status":"cancelled","status":"x"}"#.utf8),
            [0x22, 0xFF, 0x22], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0x20],
        ])
    func notJSON(route: (Method, String), bytes: [UInt8]) throws {
        var request = Request(route.0, route.1, as: .admin)
        request.body = .bytes(bytes)
        #expect(try TestAPI(Records.all).respond(to: request).status == 400)
    }

    @Test("C7 a body that came in no readable form is refused with the reason", arguments: routes)
    func unreadable(route: (Method, String)) throws {
        var request = Request(route.0, route.1, as: .admin)
        request.body = .unreadable("The body is not base64.")
        let answer = try TestAPI(Records.all).respond(to: request)
        #expect(answer.status == 400)
        #expect(answer.body.contains("The body is not base64."))
    }

    @Test("C7 a body of 1 MiB may come", arguments: routes)
    func largest(route: (Method, String)) throws {
        let frame = #"{"status":"cancelled","pad":""}"#
        let pad = String(repeating: "x", count: 1 << 20 - frame.utf8.count)
        let body = #"{"status":"cancelled","pad":"\#(pad)"}"#
        #expect(body.utf8.count == 1 << 20)
        #expect(try TestAPI(Records.all).respond(to: Request(route.0, route.1, as: .admin, body)).status == 200)
    }

    @Test("C7 a larger body is refused, whether it was read or not", arguments: routes)
    func tooLarge(route: (Method, String)) throws {
        var request = Request(route.0, route.1, as: .admin)
        for body in [Request.Body.tooLarge, .bytes(Array(repeating: 0x20, count: 1 << 20 + 1))] {
            request.body = body
            #expect(try TestAPI(Records.all).respond(to: request).status == 413)
        }
    }

    @Test(
        "C7 another media type is refused", arguments: routes,
        [
            "text/plain", "application/x-www-form-urlencoded", "application/jsonp",
            "application/json; charset=iso-8859-1", "",
        ])
    func otherMediaType(route: (Method, String), type: String) throws {
        let request = Request(route.0, route.1, as: .admin, #"{"status":"cancelled"}"#, ["Content-Type": type])
        #expect(try TestAPI(Records.all).respond(to: request).status == 415)
    }

    @Test(
        "C7 JSON by any of its names may come",
        arguments: [
            "application/json", "Application/JSON", "application/json; charset=UTF-8",
            #"application/json;charset="utf-8""#,
            "application/merge-patch+json", "application/json ; v=1",
        ])
    func mediaType(type: String) throws {
        let request = Request.cancelWorkOrder("28", as: .admin, ["Content-Type": type])
        #expect(try TestAPI(Records.all).respond(to: request).status == 200)
    }

    @Test(
        "C7 a body that is not needed is ignored if it is empty or JSON", arguments: paths,
        [
            nil, "", "{}", "[]", "7", #""text""#, "null", #"{"status":"Completed"}"#, " {} \n",
        ])
    func ignored(path: String, body: String?) throws {
        let api = try TestAPI(Records.all)
        let request = Request(.post, path, as: .admin, body, body == "" ? ["Content-Type": "text/plain"] : [:])
        #expect(api.respond(to: request).status == 200)
        #expect(api.events.map { $0.data["reason"] } == [.null])
    }

    @Test(
        "C7 a change of the status needs an object with a status",
        arguments: [
            nil, "", "{}", "[]", "null", #""cancelled""#, #"{"status":null}"#, #"{"status":7}"#,
            #"{"status":["cancelled"]}"#,
            #"{"Status":"cancelled"}"#,
        ])
    func wrongShape(body: String?) throws {
        let problem = "The body must be an object whose \"status\" is one of \(WorkOrder.Status.names)."
        #expect(
            try TestAPI(Records.all).respond(to: Request(.patch, "/api/work-orders/28/status", as: .admin, body))
                == .failure(400, problem))
    }

    @Test(
        "C8 a reason is kept in the audit entry and in the event of every cancel",
        arguments: [
            "Rain", " ", "Zeile 1\nZeile 2 \u{1F327}", String(repeating: "é", count: 1024),
        ])
    func reason(text: String) throws {
        let api = try TestAPI(Records.all)
        let body = String(
            decoding: (["status": "cancelled", "reason": .string(text)] as JSONObject).bytes, as: UTF8.self)
        for route in Self.routes.prefix(3) {
            #expect(api.respond(to: Request(route.0, route.1, as: .admin, body)).status == 200)
        }
        #expect(api.events.map { $0.data["reason"] } == Array(repeating: .string(text), count: 3))
        #expect(api.snapshot.audit.map { $0.json["reason"] } == Array(repeating: .string(text), count: 3))
    }

    @Test(
        "C8 a reason of another length, or no text, is refused", arguments: routes.prefix(3),
        [
            #""""#, "7", "true", "[]", "{}", #"["Rain"]"#, "\"" + String(repeating: "x", count: 1025) + "\"",
        ])
    func badReason(route: (Method, String), reason: String) throws {
        let body = #"{"status":"cancelled","reason":\#(reason)}"#
        let answer = try TestAPI(Records.all).respond(to: Request(route.0, route.1, as: .admin, body))
        #expect(answer.status == 400)
        #expect(answer.body.contains(#"\"reason\" must be a string of 1 to 1024 characters."#))
    }

    @Test("C8 a reason of null is none", arguments: routes.prefix(3))
    func noReason(route: (Method, String)) throws {
        let api = try TestAPI(Records.all)
        let body = #"{"status":"cancelled","reason":null}"#
        #expect(api.respond(to: Request(route.0, route.1, as: .admin, body)).status == 200)
        #expect(api.events.map { $0.data["reason"] } == [.null])
    }
}
