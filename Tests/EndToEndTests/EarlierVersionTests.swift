import JSON
import TestSupport
import Testing

/// Stores of earlier versions, opened by this one. The index that comes with a store is stale on every machine but the one
/// it was made on.
struct EarlierVersionTests {
    /// Checks that it ended well, wrote these lines, and reported no failure on standard error.
    private func expect(
        _ ended: Ended, _ lines: [String], _ name: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(ended.ending == .exit(0), "\(name)", sourceLocation: sourceLocation)
        #expect(
            Self.asOfThen(ended.text) == lines.map { Self.withoutHints($0) + "\n" }.joined(), "\(name)",
            sourceLocation: sourceLocation)
        // Since then the log says why a caller was refused.
        #expect(ended.errors == "" || ended.errors.contains("refused"), "\(name)", sourceLocation: sourceLocation)
    }

    /// Since then every answer has a field more.
    private static func withoutLaterFields(_ text: String) -> String {
        text.replacing(/,"Cache-Control":(?:"no-store"|\["no-store"\])/, with: "")
    }

    private func expectAnswer(
        _ exchange: EarlierVersion.Exchange, at site: Site, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let ended = try site.run(input: Array(exchange.request.utf8))
        expect(ended, [exchange.answer], exchange.name, sourceLocation: sourceLocation)
    }

    private static func asOfThen(_ text: String) -> String { withoutHints(withoutLaterFields(text)) }

    /// A cursor said more than the version of a page's last record: how to find it again, and since then which lists it is of.
    private static func withoutHints(_ text: String) -> String {
        text.replacing(/(nextCursor\\":\\"[0-9a-z]+)[-_0-9a-z]*/) { $0.1 }
    }

    @Test("C19 there is a store of an earlier version") func some() {
        #expect(!EarlierVersion.all.isEmpty)
    }

    @Test(
        "C19 a store of an earlier version gives the answers of then, replays included",
        arguments: EarlierVersion.all, StoreFiles.allCases)
    func answers(_ version: EarlierVersion, _ files: StoreFiles) throws {
        let site = try version.site(files)
        for exchange in try version.exchanges() {
            try expectAnswer(exchange, at: site)
        }
        try #expect(site.journalBytes() == version.bytes("store/journal"))
    }

    @Test("C19 a stream gives them as well", arguments: EarlierVersion.all, StoreFiles.allCases)
    func stream(_ version: EarlierVersion, _ files: StoreFiles) throws {
        let site = try version.site(files)
        let ended = try site.run("stream", input: version.bytes("asked.requests.ndjson"))
        #expect(ended.ending == .exit(0))
        for (line, exchange) in zip(ended.lines, try version.exchanges()) {
            #expect(Self.asOfThen(line) == Self.withoutHints(exchange.answer), "\(exchange.name)")
        }
        try #expect(ended.lines.count == version.exchanges().count)
        try #expect(site.journalBytes() == version.bytes("store/journal"))
    }

    @Test(
        "C19 a store of an earlier version has the events of then, from the start and from each of them on",
        arguments: EarlierVersion.all, StoreFiles.allCases)
    func events(_ version: EarlierVersion, _ files: StoreFiles) throws {
        let site = try version.site(files)
        let events = try version.lines("events.ndjson")
        try expect(site.run("events"), events)
        for (index, event) in events.enumerated() {
            let sequence = try #require(JSONValue(parsing: Array(event.utf8))["sequence"]?.string)
            try expect(site.run("events", "--after", sequence), Array(events[(index + 1)...]))
        }
    }

    @Test(
        "C19 verify finds in a store of an earlier version, and of each proof, what it found then",
        arguments: EarlierVersion.all, StoreFiles.allCases)
    func verify(_ version: EarlierVersion, _ files: StoreFiles) throws {
        let site = try version.site(files)
        let expected = try version.lines("verify.txt")
        let prompt = "$ countermand "
        let commands = expected.filter { $0.hasPrefix(prompt) }
        #expect(!commands.isEmpty)
        let actual = try commands.flatMap { command in
            let ended = try site.run(command.dropFirst(prompt.count).split(separator: " ").map(String.init))
            #expect(ended.output == [])
            guard case .exit(let code) = ended.ending else { return ["\(ended.ending)"] }
            return [command] + ended.errors.split(separator: "\n").map(String.init) + ["exit \(code)"]
        }
        #expect(Self.withoutRefusals(actual) == Self.withoutRefusals(expected))
    }

    /// A proof is accepted or refused as it was; only the sentence that says why it is refused may be worded anew.
    private static func withoutRefusals(_ transcript: [String]) -> [String] {
        transcript.enumerated().filter { index, line in
            let next = index + 1 < transcript.count ? transcript[index + 1] : ""
            return !(line.hasPrefix("countermand: ") && next.hasPrefix("exit ") && next != "exit 0")
        }.map(\.element)
    }

    @Test(
        "C19 a store of an earlier version is exported as it was then", arguments: EarlierVersion.all,
        StoreFiles.allCases)
    func export(_ version: EarlierVersion, _ files: StoreFiles) throws {
        let ended = try version.site(files).run("export")
        #expect(ended.ending == .exit(0))
        try #expect(ended.lines.sorted() == version.lines("export.ndjson").sorted())
    }

    @Test("C19 an export of an earlier version makes the same records again", arguments: EarlierVersion.all)
    func importing(_ version: EarlierVersion) throws {
        let site = try version.emptySite()
        let records = try version.lines("export.ndjson")
        let imported = try site.run("import", "-", input: version.bytes("export.ndjson"))
        #expect(imported.ending == .exit(0))
        #expect(imported.errors.contains("\(records.count) new, 0 replaced, 0 there already"))
        try #expect(site.run("export").lines.sorted() == records.sorted())
        try expect(site.run("events"), [])
        let reads = try version.exchanges().filter(\.readsWorkOrder)
        #expect(!reads.isEmpty)
        for exchange in reads {
            try expectAnswer(exchange, at: site)
        }
    }

    @Test(
        "C19 a store of an earlier version goes on: what was there stays, to the byte, and what comes is chained to it",
        arguments: EarlierVersion.all, StoreFiles.allCases)
    func change(_ version: EarlierVersion, _ files: StoreFiles) throws {
        let site = try version.site(files)
        let new = #"{"kind":"dispatch-job","id":"NEW","status":"Created"}"#
        try #require(site.run("import", "-", input: Array(new.utf8)).ending == .exit(0))
        let answer = try site.answer(Contract.dispatchJob.cancel("NEW"))
        #expect(answer.status == 200)

        try #expect(site.journalBytes().starts(with: version.bytes("store/journal")))
        let proof = try #require(answer.fields["Cancellation-Proof"]?.string)
        try #expect(site.run("verify", "--proof", proof).ending == .exit(0))
        let before = try version.lines("events.ndjson")
        let events = try site.run("events").lines
        #expect(Array(events.prefix(before.count)) == before)
        #expect(events.count == before.count + 1)
        let replays = try version.exchanges().filter { $0.name.hasPrefix("replay-") }
        #expect(!replays.isEmpty)
        for exchange in replays { try expectAnswer(exchange, at: site) }
    }
}
