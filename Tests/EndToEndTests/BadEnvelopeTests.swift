import JSON
import TestSupport
import Testing

/// Input that is not an envelope.
struct BadInput: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
        testDescription = name
        self.bytes = bytes
    }

    init(_ text: String) { self.init(text, Array(text.utf8)) }

    static let all =
        [
            "", " \n", "null", "7", "\"x\"", "[]", "{}", "{}{}", "{\"a\":1,\"a\":2}", "{'a':1}", "{\"a\":\"\\ud800\"}",
            "NaN",
        ]
        .map { BadInput($0) } + [
            BadInput("100,000 brackets", Array(repeating: UInt8(ascii: "["), count: 100_000)),
            BadInput("100,000 objects in each other", (0..<100_000).flatMap { _ in #"{"a":"#.utf8 }),
            BadInput("a NUL", [0]),
            BadInput("NUL bytes behind an envelope", Contract.dispatchJob.cancel.envelope + [0, 0]),
            BadInput("a NUL in a string", Array("{\"a\":\"\0\"}".utf8)),
            BadInput("not UTF-8", Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)),
            BadInput("a surrogate in UTF-8", Array("{\"a\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8)),
            BadInput("UTF-16", [0xFE, 0xFF, 0, 0x7B, 0, 0x7D]),
            BadInput("random bytes", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }),
            BadInput(
                "a WebSocket event", Array(#"{"requestContext":{"connectionId":"c","routeKey":"$connect"}}"#.utf8)),
            BadInput("a queue's event", Array(#"{"Records":[{"eventSource":"aws:sqs","body":"{}"}]}"#.utf8)),
            BadInput("a lattice event", Array(#"{"version":"2.0","path":"/jobs/J-1001/cancel","method":"POST"}"#.utf8)),
            BadInput("nothing but 8 MiB and a byte", Array(repeating: UInt8(ascii: " "), count: 8 << 20 + 1)),
        ]
}

struct BadEnvelopeTests {
    private func check(_ ended: Ended) throws {
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.hasPrefix("countermand: the envelope"))
        let answer = try Answer(ended)
        #expect(answer.status == 400)
        #expect(answer.body["type"] == "/problems/unreadable-envelope")
    }

    @Test("input that is not an envelope is answered with a 400, and the program ends with 65", arguments: BadInput.all)
    func noEnvelope(_ input: BadInput) throws {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        try check(site.run(input: input.bytes))
        try #expect(site.journalBytes() == before)
    }

    @Test("an envelope that is cut off anywhere is refused", arguments: Contract.allCases)
    func truncated(_ contract: Contract) throws {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        let envelope = contract.cancel.envelope
        for end in stride(from: 0, to: envelope.count, by: 7) { try check(site.run(input: Array(envelope[..<end]))) }
        try #expect(site.journalBytes() == before)
    }

    @Test("an envelope of 8 MiB is read, one of a byte more is not") func largest() throws {
        let site = try Site.withSamples()
        let envelope = Contract.dispatchJob.cancel.envelope
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: 8 << 20 - envelope.count)
        try check(site.run(input: envelope + padding + [UInt8(ascii: " ")]))
        try #expect(Answer(site.run(input: envelope + padding)).status == 200)
    }

    @Test(
        "C13 what API Gateway asks an authorizer cancels nothing, whoever the event names", arguments: Contract.allCases
    )
    func authorizerEvent(_ contract: Contract) throws {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        for (name, value) in [("type", "REQUEST"), ("type", "TOKEN"), ("methodArn", "arn"), ("routeArn", "arn")] {
            var event = try #require(JSONValue(parsing: contract.cancel.envelope).object)
            event[name] = .string(value)
            let ended = try site.run(input: event.bytes)
            try check(ended)
            #expect(ended.errors.contains("authorizer"))
        }
        try #expect(site.journalBytes() == before)
    }
}
