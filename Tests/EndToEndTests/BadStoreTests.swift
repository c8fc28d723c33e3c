import Foundation
import JSON
import TestSupport
import Testing

/// A path where no store can be, and how it is set up. Each fails for root as well.
struct BadStore: CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable (TemporaryDirectory) throws -> Void
    let complaint: String

    private init(
        _ name: String, _ complaint: String, _ make: @escaping @Sendable (TemporaryDirectory) throws -> Void
    ) {
        testDescription = name
        self.make = make
        self.complaint = complaint
    }

    static let all = [
        BadStore("a file where the directory would be", "store") { try Data("mine".utf8).write(to: $0["store"]) },
        BadStore("a link that leads nowhere where the directory would be", "store") {
            try FileManager.default.createSymbolicLink(
                atPath: $0["store"].path, withDestinationPath: "/dev/null/nowhere")
        },
        BadStore("a directory where the journal would be", "store/journal") {
            try FileManager.default.createDirectory(at: $0["store/journal"], withIntermediateDirectories: true)
        },
        journal("another's text", "not a journal of Countermand", "Dear diary,\nnothing happened.\n"),
        journal("another's text without a line", "not a journal of Countermand", "Dear diary"),
        journal(
            "a journal of another version", "a journal of version 2",
            String(repeating: "0", count: 64) + #" {"journal":"countermand","version":2}"# + "\n"),
        journal("a journal of 100,000 zeros", "not a journal of Countermand", String(repeating: "\0", count: 100_000)),
    ]

    private static func journal(_ name: String, _ complaint: String, _ text: String) -> BadStore {
        BadStore(name, complaint) {
            try FileManager.default.createDirectory(at: $0["store"], withIntermediateDirectories: true)
            try Data(text.utf8).write(to: $0["store/journal"])
        }
    }
}

struct BadStoreTests {
    /// The names of the files in the directory, and their contents.
    private func files(_ directory: TemporaryDirectory) throws -> [String: Data?] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: directory.url.path)
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: directory[$0].path)) })
    }

    @Test(
        "R1.6 a store that cannot be used is a fault of ours, and ends with 74", arguments: Contract.allCases,
        BadStore.all)
    func cancel(_ contract: Contract, _ store: BadStore) throws {
        let site = try Site()
        try store.make(site.directory)
        let before = try files(site.directory)
        let answer = try site.answer(contract.cancel)
        #expect(answer.status == (contract == .cleaningJob ? 500 : 503))
        #expect(answer.ended.ending == .exit(74))
        #expect(answer.ended.errors.contains(store.complaint))
        let sentence = try #require(contract.sentence(answer.body))
        #expect(!sentence.contains("store/"), "a caller need not know where the store is")
        try #expect(files(site.directory) == before)
    }

    @Test(
        "no command treats anything else as a store",
        arguments: [["export"], ["events"], ["import", "-"], ["verify"]],
        BadStore.all)
    func command(_ arguments: [String], _ store: BadStore) throws {
        let site = try Site()
        try store.make(site.directory)
        let before = try files(site.directory)
        let line = Array(#"{"kind":"dispatch-job","id":"J-1","status":"Created"}"#.utf8)
        let ended = try site.run(arguments, input: line)
        #expect(ended.ending == .exit(74) || (arguments == ["verify"] && ended.ending == .exit(65)))
        #expect(ended.output == [])
        #expect(ended.errors.hasPrefix("countermand: "))
        try #expect(files(site.directory) == before)
    }

    private func checkUnhealthy(_ site: Site, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = try files(site.directory)
        let answer = try site.answer(Ask(method: "GET", path: "/health"))
        #expect(answer.status == 503, sourceLocation: sourceLocation)
        #expect(answer.body == ["status": "unavailable"], sourceLocation: sourceLocation)
        #expect(answer.ended.ending == .exit(74), sourceLocation: sourceLocation)
        #expect(answer.ended.errors.contains("store"), sourceLocation: sourceLocation)
        try #expect(files(site.directory) == before, sourceLocation: sourceLocation)
    }

    @Test("C17 a store that cannot be used is not healthy", arguments: BadStore.all)
    func health(_ store: BadStore) throws {
        let site = try Site()
        try store.make(site.directory)
        try checkUnhealthy(site)
    }

    @Test("a pipe in place of a file of the store is refused, and holds nobody up", arguments: ["journal", "synced"])
    func pipe(_ name: String) throws {
        let site = try Site.withSamples()
        try #expect(site.answer(Contract.dispatchJob.cancel).status == 200)
        let path = site.directory["store/\(name)"].path
        try FileManager.default.removeItem(atPath: path)
        try #require(mkfifo(path, 0o600) == 0)
        let line = Array(#"{"kind":"dispatch-job","id":"J-1","status":"Created"}"#.utf8)
        for arguments in [["verify"], ["check"], ["export"], ["import", "-"]] {
            try #expect(site.run(arguments, input: line).ending != .exit(0), "\(arguments)")
        }
        try #expect(site.answer(Ask(method: "GET", path: "/health")).status == 503)
    }

    @Test("C17 where there is no store, asking for its health makes none") func healthOfNone() throws {
        try checkUnhealthy(Site())
    }

    @Test("R1.6 the answer is the contract's") func contractWords() throws {
        let site = try Site()
        try Data().write(to: site.directory["store"])
        try #expect(site.answer(Contract.cleaningJob.cancel).body == ["error": "Internal Server Error"])
        try #expect(site.answer(Contract.dispatchJob.cancel).body["type"] == "/problems/store-unavailable")
        try #expect(site.answer(Contract.workOrder.cancel).body["success"] == false)
    }

    @Test("who may not cancel is refused whatever state the store is in", arguments: Contract.allCases)
    func refusedFirst(_ contract: Contract) throws {
        let site = try Site()
        try Data().write(to: site.directory["store"])
        let answer = try site.answer(contract.cancel(contract.sampleID, role: "stranger"))
        #expect(answer.status == (contract == .workOrder ? 503 : contract == .cleaningJob ? 401 : 403))
    }
}
