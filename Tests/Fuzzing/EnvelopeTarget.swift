import Envelopes
import HTTPMessage
import Identity
import JSON

@testable import Runtimes

/// Any standard input. There is no secret, so callers are only authenticated by claims of the platform.
enum EnvelopeTarget {
    private static let api = FuzzedAPI(authenticator: Authenticator())

    static func check(_ bytes: [UInt8]) {
        let event = (try? JSONValue(parsing: bytes))?.object
        let (answer, outcome) = Pipe.answer(to: bytes) { request in
            let response = api.respond(to: request)
            if request.claims != nil {
                demand(event.map(hasClaimsWithoutAuthorizer) == false, "claims only come from the authorizer")
            } else if !request.isPublic {
                demand(response.status.code >= 400, "no request succeeds without claims")
            }
            return response
        }
        check(answer, outcome)
    }

    private static func hasClaimsWithoutAuthorizer(_ event: JSONObject) -> Bool {
        var event = event
        var context = event["requestContext"]?.object
        context?["authorizer"] = nil
        event["requestContext"] = context.map { .object($0) }
        return (try? Envelope.decode(event.bytes))?.1.claims != nil
    }

    private static func check(_ answer: JSONObject, _ outcome: Pipe.Outcome) {
        let again = try? JSONValue(parsing: answer.bytes)
        demand(again == .object(answer), "an answer is JSON")
        demand(!answer.members.contains { $0.value.isNull }, "an answer has no null")
        let status = answer["statusCode"]?.integer
        switch outcome {
        case .answered(let given): demand(status == given.code, "the status is the response's")
        case .unreadable(let error):
            demand(status == 400, "anything but an envelope is a 400")
            demand(!"\(error)".isEmpty, "the error has a text")
        }
        demand(answer["body"]?.string != nil, "an answer has a body")
    }
}
