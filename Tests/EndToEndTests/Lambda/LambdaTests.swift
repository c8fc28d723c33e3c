import JSON
import TestSupport
import Testing

/// The program as the bootstrap of a Lambda function.
struct LambdaTests {
    @Test("one process answers event after event over one connection") func events() throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        for (index, contract) in Contract.allCases.enumerated() {
            let answer = try lambda.api.invoke(contract.cancel.envelope, id: "id-\(index)")
            #expect(answer.status == 200)
            #expect(answer.fields["content-type"] == "application/json")
        }
        _ = try lambda.end(running)
        #expect(lambda.api.connections == 1)
        try #expect(lambda.cancelled() == Contract.allCases.map { "\($0.rawValue)/\($0.sampleID)" })
    }

    @Test("what is refused is an answer, not an error of the function") func refusal() throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try #expect(lambda.api.invoke(Contract.dispatchJob.cancel("J-404").envelope, id: "1").status == 404)
        _ = try lambda.end(running)
    }

    @Test("an event may come in chunks, its head in any case, and in as many pieces as it has bytes") func pieces()
        throws
    {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try lambda.api.expect("GET", LocalRuntimeAPI.next)
        let event = Contract.dispatchJob.cancel.envelope
        var reply = Array(
            "HTTP/1.1 200 OK\r\nLAMBDA-RUNTIME-AWS-REQUEST-ID:  id-1 \r\ntransfer-encoding: Chunked\r\n\r\n".utf8)
        for start in stride(from: 0, to: event.count, by: 50) {
            let chunk = event[start..<min(start + 50, event.count)]
            reply += Array("\(String(chunk.count, radix: 16));x=y\r\n".utf8) + chunk + Array("\r\n".utf8)
        }
        for byte in reply + Array("0\r\nTrailer: x\r\n\r\n".utf8) { try lambda.api.send([byte]) }
        try #expect(lambda.api.expect("POST", LocalRuntimeAPI.response("id-1")).status == 200)
        try lambda.api.reply(202)
        _ = try lambda.end(running)
    }

    @Test("an idle connection that was closed is replaced, once per call") func reconnect() throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        let event = Contract.dispatchJob.cancel.envelope
        try lambda.api.expect("GET", LocalRuntimeAPI.next)
        let head = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 1\r\nContent-Length: \(event.count)\r\n\r\n"
        try lambda.api.sendLast(Array(head.utf8) + event)
        try #expect(lambda.api.expect("POST", LocalRuntimeAPI.response("1")).status == 200)
        try lambda.api.sendLast(Array("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".utf8))
        try #expect(lambda.api.invoke(Contract.cleaningJob.cancel.envelope, id: "2").status == 200)
        try lambda.api.expect("GET", LocalRuntimeAPI.next)
        // Closed while it waits: it asks again.
        lambda.api.closeConnection()
        try #expect(lambda.api.invoke(Contract.workOrder.cancel.envelope, id: "3").status == 200)
        _ = try lambda.end(running)
        #expect(lambda.api.connections == 4)
        try #expect(lambda.cancelled() == ["dispatch-job/J-1001", "cleaning-job/JOB_X123", "work-order/28"])
    }

    @Test("the connection may have any number: more than 1,024 files are open") func manyFiles() throws {
        let lambda = try LambdaSite()
        let running = try lambda.site.startShell(
            #"ulimit -n 4096; for n in {3..1100}; do eval "exec $n</dev/null"; done; exec "$0""#)
        try #expect(lambda.api.invoke(Contract.dispatchJob.cancel.envelope, id: "1").status == 200)
        _ = try lambda.end(running)
        try #expect(lambda.cancelled() == ["dispatch-job/J-1001"])
    }

    @Test("a connection is not used again after a reply that says so", arguments: ["Connection: close", "HTTP/1.0"])
    func lastReply(_ sign: String) throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try lambda.api.handOut(Contract.dispatchJob.cancel.envelope, id: "1")
        try lambda.api.expect("POST", LocalRuntimeAPI.response("1"))
        let reply =
            sign == "HTTP/1.0"
            ? "HTTP/1.0 202 Accepted\r\nContent-Length: 0\r\n\r\n"
            : "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\(sign)\r\n\r\n"
        try lambda.api.send(Array(reply.utf8))
        _ = try lambda.end(running)
        #expect(lambda.api.connections == 2)
    }

    @Test("after SIGTERM the current event is still answered, and no other is fetched") func terminationInHand() throws
    {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try lambda.api.handOut(Contract.dispatchJob.cancel.envelope, id: "1")
        try #expect(lambda.api.expect("POST", LocalRuntimeAPI.response("1")).status == 200)
        running.terminate()
        try lambda.api.reply(202)
        try #expect(running.wait().ending == .exit(0))
        #expect(throws: LocalRuntimeAPI.Failure.self, "no other call before the end of the connection") {
            try lambda.api.receiveOverThisConnection()
        }
        #expect(!lambda.api.isWantedAgain)
    }

    private static let badEvents = BadInput.all.filter { $0.bytes.count < 8 << 20 }

    @Test("an event that is not an envelope is answered with a 400, and the next one is answered", arguments: badEvents)
    func badEvent(_ event: BadInput) throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try #expect(lambda.api.invoke(event.bytes, id: "1").status == 400)
        try #expect(lambda.api.invoke(Contract.dispatchJob.cancel.envelope, id: "2").status == 200)
        _ = try lambda.end(running)
    }

    @Test("an event over 8 MiB is answered with a 400 and not held") func largeEvent() throws {
        let lambda = try LambdaSite()
        let running = try lambda.start()
        try lambda.api.invoke(Contract.dispatchJob.cancel("J-404").envelope, id: "1")
        let large = [UInt8](repeating: UInt8(ascii: " "), count: 64 << 20)
        try #expect(lambda.api.invoke(large, id: "2").status == 400)
        try #expect(lambda.api.invoke(Contract.dispatchJob.cancel.envelope, id: "3").status == 200)
        if ProcessMemory.isKnown { try #expect(ProcessMemory(of: running).peakKilobytes < 48 << 10) }
        _ = try lambda.end(running)
    }
}
