import JSON
import TestSupport
import Testing

/// `countermand stream`.
struct StreamTests {
    private static let lineFeed = [UInt8(ascii: "\n")]

    private func status(_ line: String?) throws -> Int? {
        try JSONValue(parsing: Array(#require(line).utf8))["statusCode"]?.integer
    }

    @Test("each line is answered before the next is written, and all find the same store") func lineByLine() throws {
        let site = try Site.withSamples()
        let running = try site.start("stream")
        for (contract, status) in Contract.allCases.map({ ($0, 200) }) + [(.dispatchJob, 400)] {
            try running.write(contract.cancel.envelope + Self.lineFeed)
            try #expect(self.status(running.nextLine()) == status)
        }
        running.release()
        let ended = try running.wait()
        #expect(ended.ending == .exit(0))
        #expect(ended.output == [])
        #expect(ended.errors == "")
        try #expect(site.run("events").lines.count == 3)
    }

    @Test("a line that is not an envelope gets a 400, and the next one is answered", arguments: BadInput.all)
    func unreadable(_ input: BadInput) throws {
        let site = try Site.withSamples()
        let answered = input.bytes.split(separator: UInt8(ascii: "\n")).count { line in
            line.count > 8 << 20 || !line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
        }
        let lines = input.bytes + Self.lineFeed + Contract.dispatchJob.cancel.envelope + Self.lineFeed
        let ended = try site.run("stream", input: lines)
        #expect(ended.ending == .exit(0))
        let statuses = try ended.lines.map { try status($0) }
        #expect(statuses == Array(repeating: 400, count: answered) + [200])
    }

    @Test("blank lines get no answer, and the last line needs no line feed") func blankLines() throws {
        let site = try Site.withSamples()
        let envelope = Contract.dispatchJob.cancel.envelope
        let ended = try site.run("stream", input: Array("\n \t\r\n".utf8) + envelope + Array("\r\n\n".utf8) + envelope)
        #expect(ended.ending == .exit(0))
        try #expect(ended.lines.map { try status($0) } == [200, 400])
    }

    @Test("empty input is not an error", arguments: ["", "\n", "\n\n  \n"]) func empty(_ input: String)
        throws
    {
        let ended = try Site().run("stream", input: Array(input.utf8))
        #expect(ended.ending == .exit(0))
        #expect(ended.output == [])
    }

    @Test("a line of 8 MiB is read, one of a byte more is not") func largest() throws {
        let site = try Site.withSamples()
        let envelope = Contract.dispatchJob.cancel.envelope
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: 8 << 20 - envelope.count)
        let lines = envelope + padding + [UInt8(ascii: " ")] + Self.lineFeed + envelope + padding + Self.lineFeed
        try #expect(site.run("stream", input: lines).lines.map { try status($0) } == [400, 200])
    }

    @Test("a line over 8 MiB is refused without being held", .enabled(if: ProcessMemory.isKnown)) func tooLong() throws
    {
        let site = try Site.withSamples()
        let running = try site.start("stream")
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<128 { try running.write(piece) }
        try running.write(Self.lineFeed + Contract.dispatchJob.cancel.envelope + Self.lineFeed)
        try #expect(status(running.nextLine()) == 400)
        try #expect(status(running.nextLine()) == 200)
        try #expect(ProcessMemory(of: running).peakKilobytes < 64 << 10)
        running.release()
        try #expect(running.wait().ending == .exit(0))
    }

    @Test("the stream ends when the reader of its answers has closed them") func closedPipe() throws {
        let site = try Site.withSamples()
        let lines = Contract.allCases.flatMap { $0.cancel.envelope + Self.lineFeed }
        let ended = try site.runUnread("stream", input: lines)
        #expect(ended.ending == .exit(0))
        // Nobody read the answers to the lines that had arrived together.
        try #expect(site.run("events").lines.count == 3)
    }

    @Test("SIGTERM ends it while it waits, in front of a line or within one", arguments: ["", "{\"httpMethod\":"])
    func terminationWaiting(_ rest: String) throws {
        let site = try Site.withSamples()
        let running = try site.start("stream")
        try running.write(Contract.dispatchJob.cancel.envelope + Self.lineFeed + Array(rest.utf8))
        try #expect(status(running.nextLine()) == 200)
        running.terminate()
        let ended = try running.wait()
        #expect(ended.ending == .exit(0))
        #expect(ended.output == [])
    }

    @Test("after SIGTERM the current line is still answered, and no other is read, however many there are")
    func terminationInHand() throws {
        let site = try Site.withSamples()
        // More answers than the pipe holds: the program waits for them to be read.
        let lines = (1...5000).flatMap { Contract.dispatchJob.cancel("J-\($0)-x").envelope + Self.lineFeed }
        let running = try site.start("stream", input: lines, isHeld: false)
        try #expect(status(running.nextLine()) == 404)
        running.terminate()
        let ended = try running.wait()
        #expect(ended.ending == .exit(0))
        #expect(ended.text.isEmpty || ended.text.hasSuffix("\n"))
        #expect(ended.lines.count < 4999)
        for line in ended.lines { try #expect(status(line) == 404) }
    }

    @Test("a failure of the store is reported in each answer, and in the log") func storeFailure() throws {
        let site = try Site()
        try site.write("store", "no directory")
        let envelope = Contract.dispatchJob.cancel.envelope + Self.lineFeed
        let ended = try site.run("stream", input: envelope + envelope)
        #expect(ended.ending == .exit(0))
        try #expect(ended.lines.map { try status($0) } == [503, 503])
        let errors = try ended.errors.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(errors.map { $0["status"] } == [503, 503])
        for error in errors { #expect(error["error"]?.string?.contains("store") == true) }
    }
}
