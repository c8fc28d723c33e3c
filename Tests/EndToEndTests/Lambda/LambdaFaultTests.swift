import JSON
import TestSupport
import Testing

/// Something else than an event, in answer to `next`.
struct BadReply: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ name: String, _ text: String) {
        testDescription = name
        bytes = Array(text.utf8)
    }

    private static let event = String(decoding: Contract.dispatchJob.cancel.envelope, as: UTF8.self)
    private static let id = "Lambda-Runtime-Aws-Request-Id: 1"

    static let all =
        [400, 403, 404, 410, 500, 503].map { BadReply("\($0)", "HTTP/1.1 \($0) X\r\nContent-Length: 0\r\n\r\n") }
        + ["", "a b", "a/b", "../x", "a?b", "é", String(repeating: "x", count: 129)].map {
            BadReply(
                "the id \($0.prefix(9))",
                "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: \($0)\r\nContent-Length: \(event.utf8.count)\r\n\r\n"
                    + event)
        }
        + [
            BadReply("no id", "HTTP/1.1 200 OK\r\nContent-Length: \(event.utf8.count)\r\n\r\n\(event)"),
            BadReply("nothing", ""),
            BadReply("no HTTP", "countermand\r\n\r\n"),
            BadReply("another version", "HTTP/2 200 OK\r\n\(id)\r\nContent-Length: 2\r\n\r\n{}"),
            BadReply("half a status line", "HTTP/1.1 2"),
            BadReply("half a head", "HTTP/1.1 200 OK\r\n\(id)\r\n"),
            BadReply(
                "half a body", "HTTP/1.1 200 OK\r\n\(id)\r\nContent-Length: \(event.utf8.count + 1)\r\n\r\n\(event)"),
            BadReply("half a chunk", "HTTP/1.1 200 OK\r\n\(id)\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n\(event)"),
            BadReply(
                "chunks without an end",
                "HTTP/1.1 200 OK\r\n\(id)\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "\(String(event.utf8.count, radix: 16))\r\n\(event)\r\n"),
            BadReply("a chunk of -1", "HTTP/1.1 200 OK\r\n\(id)\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"),
            BadReply("a length of -1", "HTTP/1.1 200 OK\r\n\(id)\r\nContent-Length: -1\r\n\r\n\(event)"),
            BadReply("two lengths", "HTTP/1.1 200 OK\r\n\(id)\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
            BadReply("an endless head", "HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 20_000)),
        ]
}

/// Events and answers when the Runtime API fails.
struct LambdaFaultTests {
    @Test("without an event that can be answered the program ends with 74", arguments: BadReply.all)
    func next(_ reply: BadReply) throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try lambda.api.expect("GET", LocalRuntimeAPI.next)
        try? lambda.api.send(reply.bytes)
        lambda.api.closeConnection()
        let ended = try running.wait()
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.hasPrefix("countermand: the Runtime API "))
        #expect(!lambda.api.isWantedAgain)
        try #expect(lambda.cancelled() == [])
    }

    @Test("an answer that the platform refuses is dropped, and the next event is answered", arguments: [400, 413])
    func refusedAnswer(_ status: Int) throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try lambda.api.handOut(Contract.dispatchJob.cancel.envelope, id: "1")
        try lambda.api.expect("POST", LocalRuntimeAPI.response("1"))
        try lambda.api.reply(status, body: Array(#"{"errorType":"InvalidRequestID"}"#.utf8))
        try #expect(lambda.api.invoke(Contract.cleaningJob.cancel.envelope, id: "2").status == 200)
        _ = try lambda.end(running)
        try #expect(lambda.cancelled() == ["dispatch-job/J-1001", "cleaning-job/JOB_X123"])
    }

    @Test("an event that comes again after its answer was refused is not handled again", arguments: [400, 413])
    func again(_ status: Int) throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try lambda.api.handOut(Contract.cleaningJob.cancel.envelope, id: "1")
        try lambda.api.expect("POST", LocalRuntimeAPI.response("1"))
        try lambda.api.reply(status)
        try lambda.api.handOut(Contract.dispatchJob.cancel.envelope, id: "1")
        let ended = try running.wait()
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("again"))
        try #expect(lambda.cancelled() == ["cleaning-job/JOB_X123"])
    }

    @Test(
        "an answer that may have been received is not sent again: the program ends with 74",
        arguments: [0, 403, 404, 500])
    func unknownFate(_ status: Int) throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try lambda.api.handOut(Contract.dispatchJob.cancel.envelope, id: "1")
        try #expect(lambda.api.expect("POST", LocalRuntimeAPI.response("1")).status == 200)
        if status == 0 { lambda.api.closeConnection() } else { try lambda.api.reply(status) }
        let ended = try running.wait()
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("the Runtime API"))
        #expect(!lambda.api.isWantedAgain)
        try #expect(lambda.cancelled() == ["dispatch-job/J-1001"])
    }

    @Test("a 413 that comes before the whole answer was read is understood") func earlyRefusal() throws {
        let note = String(repeating: "x", count: 7 << 20)
        // More than the connection can hold while nobody reads it.
        let lambda = try LambdaSite(["COUNTERMAND_STORE": "memory:large.ndjson"])
        try lambda.site.write(
            "large.ndjson", #"{"kind":"dispatch-job","id":"J-1","status":"Created","note":"\#(note)"}"# + "\n")
        lambda.api.receiveLittleAtATime()
        let running = try lambda.start()
        try lambda.api.handOut(Contract.dispatchJob.cancel("J-1").envelope, id: "1")
        try lambda.api.receiveHead()
        try lambda.api.reply(413)
        lambda.api.closeConnection()
        try #expect(lambda.api.invoke(Contract.dispatchJob.cancel("J-2").envelope, id: "2").status == 404)
        _ = try lambda.end(running)
    }
}
