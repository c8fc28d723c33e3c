import Envelopes
import HTTPMessage
import JSON
import Testing

/// Response envelopes, compared byte by byte.
struct AnswerTests {
    private static let plain = Response(.ok, .json, ["a": nil])
    private static let several = Response(
        .methodNotAllowed, .json, [:], fields: [("Vary", "A"), ("Allow", "POST"), ("Vary", "B")])

    private func encode(_ response: Response, _ envelope: Envelope) -> String {
        String(decoding: envelope.encode(response).bytes, as: UTF8.self)
    }

    @Test func `a REST API gets its headers as strings`() {
        #expect(
            encode(Self.plain, .apiGatewayRESTv1)
                == #"{"statusCode":200,"headers":{"Content-Type":"application/json"},"#
                + #""body":"{\"a\":null}","isBase64Encoded":false}"#)
    }

    @Test func `a REST API gets a header with several values in the lists only`() {
        #expect(
            encode(Self.several, .apiGatewayRESTv1)
                == #"{"statusCode":405,"headers":{"Content-Type":"application/json","Allow":"POST"},"#
                + #""multiValueHeaders":{"Vary":["A","B"]},"body":"{}","isBase64Encoded":false}"#)
    }

    @Test func `payload 2.0 gets a header with several values joined`() {
        #expect(
            encode(Self.several, .apiGatewayHTTPv2)
                == #"{"statusCode":405,"headers":{"Content-Type":"application/json","Vary":"A, B","Allow":"POST"},"#
                + #""body":"{}","isBase64Encoded":false}"#)
    }

    @Test func `a load balancer that sent strings gets strings, and a statusDescription`() {
        #expect(
            encode(Self.several, .applicationLoadBalancer(multiValueHeaders: false))
                == #"{"statusCode":405,"headers":{"Content-Type":"application/json","Vary":"A, B","Allow":"POST"},"#
                + #""body":"{}","isBase64Encoded":false,"statusDescription":"405 Method Not Allowed"}"#)
    }

    @Test func `a load balancer that sent lists gets lists, and no strings`() {
        #expect(
            encode(Self.several, .applicationLoadBalancer(multiValueHeaders: true))
                == #"{"statusCode":405,"multiValueHeaders":{"Content-Type":["application/json"],"#
                + #""Vary":["A","B"],"Allow":["POST"]},"body":"{}","isBase64Encoded":false,"#
                + #""statusDescription":"405 Method Not Allowed"}"#)
    }

    private static let statuses: [Status] = [
        .ok, .badRequest, .unauthorized, .forbidden, .notFound, .methodNotAllowed, .contentTooLarge,
        .unsupportedMediaType, .internalServerError, .serviceUnavailable,
    ]

    @Test(arguments: Sample.all, statuses)
    func `every answer has a number for its status, text for its body and nothing that is null`(
        event: JSONObject, status: Status
    ) throws {
        let answer = try event.decoded().envelope.encode(Response(status, .problem, [:]))
        #expect(answer["statusCode"] == .number(status.code))
        #expect(answer["body"]?.string == "{}")
        #expect(answer["isBase64Encoded"] == false)
        #expect(!answer.members.contains { $0.value.isNull })
        let isLoadBalancer = event["requestContext"]?.object?["elb"] != nil
        #expect(answer["statusDescription"]?.string == (isLoadBalancer ? "\(status.code) \(status.reason)" : nil))
    }

    @Test func `any text is the body unchanged`() {
        let answer = Envelope.apiGatewayHTTPv2.encode(Response(.ok, .json, "\u{E9}\u{1F600}\u{2028}"))
        #expect(answer["body"] == "\"\u{E9}\u{1F600}\u{2028}\"")
    }

    @Test(
        arguments: [
            (.tooLarge(limit: 8), "the envelope has more than 8 bytes"),
            (.notAnObject, "the envelope is not a JSON object"),
            (.webSocket, "the envelope is a WebSocket event; only HTTP requests are answered"),
            (.malformed("path"), "the envelope's path is missing or of the wrong type"),
        ] as [(EnvelopeError, String)])
    func `input that is not an envelope is answered with a problem that says why`(error: EnvelopeError, detail: String)
        throws
    {
        let answer = error.answer
        #expect(answer["statusCode"] == 400)
        #expect(answer["headers"] == ["Content-Type": "application/problem+json"])
        let body = try JSONValue(parsing: Array(#require(answer["body"]?.string).utf8))
        #expect(
            body == [
                "type": "/problems/unreadable-envelope", "title": "Unreadable envelope", "status": 400,
                "detail": .string(detail),
            ])
    }
}
