import Console
import HTTPMessage
import JSON

/// The page at `/console`, a client of the API like any other. It has no records in it, so no token is asked for.
enum ConsoleRoute {
    static let contract = Contract(
        tag: .service, routes: [Route(.get, "/console", .problemDetails, get, operation)])

    private static func get(_ context: RequestContext) throws(RequestError) -> Response {
        _ = try context.body()
        return Response(
            .ok, .html, ConsolePage.html,
            fields: [
                ("Content-Security-Policy", ConsolePage.contentSecurityPolicy),
                ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "no-referrer"),
            ])
    }

    private static func operation() -> Operation {
        Operation(
            id: "getConsole", summary: "A page to see and cancel records with",
            description: "Needs no token; the page asks for one.",
            successDescription: "The page.", success: ["type": "string"], successMediaType: .html,
            example: "<!doctype html>", isPublic: true)
    }
}
