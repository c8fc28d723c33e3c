import JSON
import TestSupport
import Testing

/// Whatever comes in, the process ends as `--help` says, and its answer is one answer.
struct ProcessEndTests {
    private let events: [[UInt8]]

    init() throws { events = try Samples.names.map(Samples.bytes) }

    /// The sample events with random changes, half of them still JSON.
    private func hostile(_ count: Int, seed: UInt64) throws -> [[UInt8]] {
        var mutations = Mutations(for: "hostile envelopes", seed: seed)
        return try (0..<count).map { number in
            let event = mutations.element(of: events)
            guard number.isMultiple(of: 2) else { return mutations.mutated(event, with: events) }
            return try mutations.mutated(JSONValue(parsing: event), with: events).bytes
        }
    }

    @Test("an envelope is answered once, and the end says how", arguments: [false, true])
    func handle(fails: Bool) throws {
        var ends: [Int32: Int] = [:]
        for input in try hostile(400, seed: fails ? 1 : 2) {
            let ended = try Samples.program.run(fails ? ["--fail"] : [], input: input)
            let answer = try Answer(ended)
            let isUnreadable = answer.body["type"] == "/problems/unreadable-envelope"
            let end: Int32 = isUnreadable ? 65 : fails && answer.status >= 400 ? 22 : 0
            #expect(ended.ending == .exit(end), "\(input)")
            // The log says why a caller was refused.
            #expect(ended.errors.isEmpty == !(isUnreadable || [401, 403].contains(answer.status)), "\(input)")
            #expect((200..<500).contains(answer.status), "\(input)")
            ends[end, default: 0] += 1
        }
        // Each of the ends is tried, and not only once.
        #expect(ends.count == (fails ? 3 : 2) && ends.values.allSatisfy { $0 > 20 }, "\(ends)")
    }

    @Test("over a store that fails there is an answer too, and 74") func badStore() throws {
        let site = try Site()
        try site.write("store", "no directory")
        var ends: [Int32: Int] = [:]
        for input in try hostile(200, seed: 3) {
            let ended = try site.run(input: input)
            let answer = try Answer(ended)
            let end: Int32 = answer.status >= 500 ? 74 : answer.body["type"] == "/problems/unreadable-envelope" ? 65 : 0
            #expect(ended.ending == .exit(end), "\(input)")
            ends[end, default: 0] += 1
        }
        #expect(ends.count == 3, "\(ends)")
    }

    @Test("a setting that cannot be used is 78 without an answer, whatever comes in") func badSetting() throws {
        let site = try Site()
        for input in try hostile(20, seed: 4) {
            let ended = try site.run("--store", "nonsense", input: input)
            #expect(ended.ending == .exit(78))
            #expect(ended.output == [])
        }
    }

    @Test("each line of a stream gets one answer, and the end is good") func stream() throws {
        let lines = try hostile(5000, seed: 5).map { line in line.map { $0 == UInt8(ascii: "\n") ? 0x20 : $0 } }
            .filter { line in !line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } }
        let ended = try Samples.program.run("stream", input: Array(lines.joined(separator: [UInt8(ascii: "\n")])))
        #expect(ended.ending == .exit(0))
        #expect(ended.lines.count == lines.count)
        for line in ended.lines { #expect(try (200..<500).contains(Answer(line, ended).status)) }
    }

    @Test("a web server's environment gets one answer, and the end is good") func cgi() throws {
        var mutations = Mutations(for: "a hostile web server's environment", seed: 6)
        let usual = [
            "REQUEST_METHOD": "PATCH", "PATH_INFO": "/api/work-orders/28/status", "QUERY_STRING": "dryRun=false",
            "CONTENT_LENGTH": "22", "CONTENT_TYPE": "application/json", "HTTP_X_CLIENT_CONTEXT": "1",
            "HTTP_AUTHORIZATION": "Bearer " + Token.signed(["sub": "7", "role": "admin"], with: Samples.secret),
        ]
        let values = usual.keys.sorted().compactMap { usual[$0] }.map { Array($0.utf8) }
        var statuses: [Int: Int] = [:]
        for _ in 0..<300 {
            var program = Samples.program
            program.environment["GATEWAY_INTERFACE"] = "CGI/1.1"
            program.environment.merge(usual) { $1 }
            for _ in 0...mutations.below(2) {
                let name = mutations.element(of: usual.keys.sorted())
                let value = mutations.mutated(Array((usual[name] ?? "").utf8), with: values).filter { $0 != 0 }
                program.environment[name] = String(decoding: value, as: UTF8.self)
            }
            let ended = try program.run(input: Array(#"{"status":"cancelled"}"#.utf8))
            #expect(ended.ending == .exit(0))
            statuses[try status(ended), default: 0] += 1
        }
        #expect(statuses.keys.allSatisfy { (200..<500).contains($0) }, "\(statuses)")
        #expect(statuses[200] != nil && statuses.count > 4, "\(statuses)")
    }

    /// Refuses output that is anything but one answer (RFC 3875 §6).
    private func status(_ ended: Ended) throws -> Int {
        let parts = ended.text.split(separator: "\n\n", maxSplits: 1)
        let lines = try #require(parts.first, "\(ended)").split(separator: "\n")
        #expect(lines.dropFirst().allSatisfy { $0.contains(": ") }, "\(ended)")
        if parts.count > 1 { _ = try JSONValue(parsing: Array(parts[1].utf8)) }
        return try #require(lines.first?.wholeMatch(of: /Status: (\d{3}) .+/).flatMap { Int($0.1) }, "\(ended)")
    }

    @Test("lines to import are taken or refused") func records() throws {
        var mutations = Mutations(for: "hostile records", seed: 7)
        let records = try Samples.bytes("records.ndjson")
        let site = try Site.withSamples()
        for _ in 0..<150 {
            let ended = try site.run("import", "-", input: mutations.mutated(records, with: [records]))
            #expect([.exit(0), .exit(65)].contains(ended.ending), "\(ended)")
        }
    }

    @Test("over a journal that something has happened to there is an answer too") func journal() throws {
        var mutations = Mutations(for: "hostile journals", seed: 8)
        let site = try Site.withSamples()
        let journal = try site.journalBytes()
        for _ in 0..<100 {
            try site.overwriteJournal(mutations.mutated(journal, with: [journal]))
            let verified = try site.run("verify")
            #expect([.exit(0), .exit(65), .exit(74)].contains(verified.ending), "\(verified)")
            let ended = try site.run(input: Ask.get("/api/work-orders").envelope)
            #expect(try ended.ending == (Answer(ended).status >= 500 ? .exit(74) : .exit(0)), "\(ended)")
        }
    }
}
