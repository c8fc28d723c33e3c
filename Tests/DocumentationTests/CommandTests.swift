import Foundation
import JSON
import TestSupport
import Testing

/// The commands on the pages, run as they are there. Those that build something or need the network are for `.ci/run`.
struct CommandTests {
    /// The pages with commands that a test runs, and the names of these.
    private static let tested = [
        "README.md": ["the first minutes"],
        // By FirstMinutesPageTests, behind a web server.
        "Sources/Documentation/first-minutes.md": [
            "a record", "cancel it", "look back", "a secret", "a web server", "over HTTP", "take it out",
        ],
        "Sources/Documentation/removing.md": ["keep the records"],
        "Sources/Documentation/journal.md": ["check the chain"],
        "Sources/Documentation/operating.md": [
            "an envelope", "a stream", "back up", "restore", "salvage", "a new journal", "erase",
        ],
        "Sources/Documentation/mcp.md": ["the tools"],
        "Sources/Documentation/web-servers.md": ["a token", "a request"],
    ]

    @Test("every command of a page is run, by a test or by .ci/run", arguments: Page.all)
    func commands(path: String) throws {
        let script = try Repository.text(".ci/run")
        for fence in try Page(path).fences where ["sh", "bash", "console", "shell"].contains(fence.language) {
            let name = try #require(fence.name, "\(path): \(fence.text)")
            let isTested = Self.tested[path]?.contains(name) == true
            #expect(isTested || script.contains("fence \(path) '\(name)'"), "\(path): \(name)")
        }
    }

    @Test("the tested commands are on their pages") func tested() throws {
        for (path, names) in Self.tested { for name in names { _ = try Page(path).fence(name) } }
    }

    /// A directory with the samples, in which the program is found by its name.
    private func sampleDirectory() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            at: directory["events"], withDestinationURL: Repository.root.appending(path: "events"))
        try FileManager.default.createSymbolicLink(
            at: directory["countermand"], withDestinationURL: Program.product("countermand"))
        return directory
    }

    private func shell(_ command: some StringProtocol, in directory: TemporaryDirectory) throws -> Ended {
        let path = "\(directory.url.path):/usr/local/bin:/usr/bin:/bin"
        return try Program(URL(filePath: "/bin/sh"), environment: ["PATH": path], in: directory.url)
            .run("-c", String(command))
    }

    private func status(_ line: String) throws -> Int? {
        try JSONValue(parsing: Array(line.utf8)).object?["statusCode"]?.integer
    }

    @Test("the first minutes go as the comments beside the commands say") func firstMinutes() throws {
        let directory = try sampleDirectory()
        var printed: [String] = []
        let lines = try Page("README.md").fence("the first minutes").split(separator: "\n")
        for line in lines {
            let ended = try shell(line, in: directory)
            #expect(ended.ending == .exit(0), "\(line): \(ended.errors)")
            printed.append(ended.text)
        }
        #expect(lines.count == 5 && printed[3].contains(#""type":"JobCancelled""#))
        let bodies = try printed[1...2].map { try JSONValue(parsing: Array($0.utf8)).object }
        #expect(bodies[0]?["status"] == "Cancelled")
        #expect(bodies[1]?["type"] == "/problems/job-already-cancelled")
    }

    @Test("an envelope that was printed is answered as any other") func envelope() throws {
        let directory = try sampleDirectory()
        try #expect(shell("countermand import events/records.ndjson", in: directory).ending == .exit(0))
        let page = try Page("\(Repository.documentation)/operating.md")
        try #expect(status(shell(page.fence("an envelope"), in: directory).text) == 200)
    }

    @Test("what is to be kept before it is taken out is kept") func keep() throws {
        let directory = try sampleDirectory()
        try #expect(shell("countermand import events/records.ndjson", in: directory).ending == .exit(0))
        try #expect(
            shell("countermand request POST /jobs/J-1001/cancel --role Admin", in: directory).ending == .exit(0))
        let page = try Page("\(Repository.documentation)/removing.md")
        try #expect(shell(page.fence("keep the records"), in: directory).ending == .exit(0))
        for file in ["records.ndjson", "events.ndjson", "journal"] {
            try #expect(!Data(contentsOf: directory[file]).isEmpty, "\(file)")
        }
    }

    @Test("an agent's messages are answered, and its tools are those of the page") func agent() throws {
        let page = try Page("\(Repository.documentation)/mcp.md")
        let ended = try shell(page.fence("the tools"), in: sampleDirectory())
        let results = try ended.lines.map { try #require(JSONValue(parsing: Array($0.utf8)).object?["result"]?.object) }
        #expect(results.count == 3 && ended.errors.isEmpty, "\(ended.errors)")
        let tools = results[1]["tools"]?.array?.compactMap { $0.object?["name"]?.string } ?? []
        try #expect(Set(page.names(inTableUnder: "## The tools")) == Set(tools))
        #expect(results[2]["isError"] == false)
    }

    @Test("a stream answers each of its lines") func stream() throws {
        let page = try Page("\(Repository.documentation)/operating.md")
        let ended = try shell(page.fence("a stream"), in: sampleDirectory())
        try #expect(ended.lines.map(status) == [200, 404], "\(ended.errors)")
    }
}

/// What `operating.md` says of looking after a store, with a store in which something was cancelled.
struct StoreCommandTests {
    private let store: Store

    init() throws {
        store = try Store()
        for command in ["import events/records.ndjson", "< events/work-order-cancel.rest-v1-lambda-authorizer.json"] {
            try #require(store.shell("countermand \(command)").ending == .exit(0))
        }
    }

    private func run(_ name: String) throws -> Ended {
        let ended = try store.shell(Page("\(Repository.documentation)/operating.md").fence(name))
        #expect(ended.ending == .exit(0), "\(name): \(ended.errors)")
        return ended
    }

    private func lines(_ command: String) throws -> [String] { try store.shell("countermand \(command)").lines }

    @Test("a backup that is restored has everything") func backup() throws {
        _ = try run("back up")
        #expect(try run("restore").errors.contains("lines hold"))
        for command in ["export", "events"] {
            try #expect(lines(command) == lines("--store file:restored \(command)"))
        }
        try #expect(lines("events").count == 1)
    }

    @Test("the salvage of a damaged store is a store") func salvage() throws {
        _ = try store.shell(
            "mkdir damaged; cp .countermand/journal damaged; printf x | dd of=damaged/journal bs=1 seek=7000 conv=notrunc"
        )
        let errors = try run("salvage").errors
        #expect(errors.contains("does not match its hash") && errors.contains("left behind in all: "))
    }

    @Test("a new journal has the records, and the archive the events") func newJournal() throws {
        let (records, events) = try (lines("export"), lines("events"))
        _ = try run("a new journal")
        try #expect(lines("export") == records)
        try #expect(lines("events") == [])
        try #expect(store.shell("countermand --store file:$(echo archive-*) events").lines == events)
    }

    @Test("where a step fails, the store stays as it is", arguments: ["a new journal", "erase"], [true, false])
    func failing(name: String, isDamaged: Bool) throws {
        if isDamaged {
            _ = try store.shell(
                "rm .countermand/index; printf x | dd of=.countermand/journal bs=1 seek=7000 conv=notrunc")
        } else {
            // Left there by an earlier attempt, with another record.
            let other = #"{"kind":"dispatch-job","id":"J-1001","status":"Created"}"#
            try #require(store.run("--store", "file:new", "import", "-", input: Array(other.utf8)).ending == .exit(0))
        }
        let before = try store.journal
        let ended = try store.shell(Page("\(Repository.documentation)/operating.md").fence(name))
        #expect(ended.ending != .exit(0))
        try #expect(store.journal == before)
    }

    @Test("erased data is nowhere in the store, and the rest is there") func erase() throws {
        func holds(_ text: String) throws -> Bool { try store.journal.range(of: Data(text.utf8)) != nil }
        let records = try lines("export")
        let wasThere = try ["jane@visionwest.org.nz", "Jane Manager"].map(holds)
        #expect(wasThere == [true, true])
        _ = try run("erase")
        for text in ["jane@visionwest.org.nz", "Jane Manager"] { try #expect(!holds(text)) }
        let left = try lines("export")
        #expect(left.count == records.count)
        let others = records.filter { !$0.lowercased().contains("jane") }
        #expect(!others.isEmpty && others.allSatisfy { left.contains($0) })
    }
}
