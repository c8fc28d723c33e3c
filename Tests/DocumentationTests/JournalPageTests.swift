import ASCII
import Digest
import Foundation
import JSON
import TestSupport
import Testing

/// What `journal.md` says, held against journals.
struct JournalPageTests {
    private let page: Page

    init() throws { page = try Page("\(Repository.documentation)/journal.md") }

    /// A store with the sample records, changed as the samples ask for.
    private func changed() throws -> Store {
        let store = try Store()
        let events = Repository.root.appending(path: "events")
        let imported = try store.run("import", events.appending(path: "records.ndjson").path)
        try #require(imported.ending == .exit(0), "\(imported.errors)")
        // Those with an idempotency key first, before others have changed their records.
        let samples = Repository.files(".json").filter { $0.hasPrefix("events/") }
        let keyed = samples.filter { $0.contains("with-key") }
        try #require(!keyed.isEmpty)
        let envelopes = try (keyed + samples.filter { !keyed.contains($0) }).flatMap { sample in
            try JSONValue(parsing: Array(Repository.text(sample).utf8)).bytes + [UInt8(ascii: "\n")]
        }
        let secret = events.appending(path: "jwt-secret.txt").path
        let answered = try store.run("stream", "--jwt-secret", "@\(secret)", input: envelopes)
        try #require(answered.ending == .exit(0), "\(answered.errors)")
        return store
    }

    private func lines(_ journal: Data) -> [Data] { journal.split(separator: UInt8(ascii: "\n")) }

    private func documents(_ journal: Data) throws -> [JSONObject] {
        try lines(journal).map { try #require(JSONValue(parsing: Array($0.dropFirst(65))).object) }
    }

    /// The command of the page, as it stands there.
    private func checkChain(of store: Store) throws -> Ended { try store.shell(page.fence("check the chain")) }

    @Test("the command on the page finds that a chain holds, and no longer does once any byte of it is another")
    func chain() throws {
        let store = try changed()
        let whole = try store.journal
        let ended = try checkChain(of: store)
        #expect(ended.ending == .exit(0))
        #expect(ended.errors == "")

        var start = 0
        for (index, line) in lines(whole).enumerated() {
            // The hash, the space, the JSON from end to end, the line feed.
            for column in [0, 63, 64, 65, 65 + (line.count - 65) / 2, line.count - 1, line.count] {
                var damaged = whole
                damaged[start + column] ^= 1
                try store.setJournal(damaged)
                let ended = try checkChain(of: store)
                #expect(ended.ending != .exit(0), "line \(index + 1), column \(column)")
                #expect(ended.errors == "line \(index + 1) does not hold\n", "column \(column)")
            }
            start += line.count + 1
        }
        try store.setJournal(whole.dropLast())
        try #expect(checkChain(of: store).ending != .exit(0), "cut off")
        try #expect(checkChain(of: Store()).ending != .exit(0), "no journal")
    }

    @Test("C19 the journal on the page, which version 0.1.0 wrote, is read with the event on the page") func example()
        throws
    {
        let store = try Store()
        try store.setJournal(Data(page.fence("example journal").utf8))
        try #expect(checkChain(of: store).ending == .exit(0))
        try #expect(store.run("verify").ending == .exit(0))
        try #expect(store.run("events").text == page.fence("example event"))
    }

    @Test("the hashes and the sequence in the example are computed as the page says") func computed() throws {
        let journal = try Data(page.fence("example journal").utf8)
        let lines = lines(journal)
        let records = try #require(documents(journal)[2]["records"]?.array).compactMap(\.object)
        let stored = try #require(records[1]["document"]?.object)

        let document = try #require(records[0]["document"]?.object)
        #expect(stored["etag"] == .string(String(digits(document.bytes).prefix(32))))
        let id = digits(parts: ["POST", "/jobs/{id}/cancel", "8e03978e-40d5", "7", "", "", "", "dispatcher"])
        #expect(records[1]["id"] == .string(id))
        let body = #"{"reason":"Customer called it off"}"#
        let request = digits(parts: ["jobs", "J-1", "cancel", "If-Match:", "If-None-Match:"], Array(body.utf8))
        #expect(stored["request"] == .string(request))

        let offset = lines[0].count + lines[1].count + 2
        #expect(
            page.lines.joined(separator: " ").contains(
                "the line begins at byte \(offset), and the event's sequence is \(offset + 1)."))
        let event = try JSONValue(parsing: Array(page.fence("example event").dropLast().utf8))
        #expect(event.object?["sequence"]?.string.flatMap(Int.init) == offset + 1)
    }

    private func digits(_ bytes: [UInt8]) -> String {
        String(decoding: Hexadecimal.encode(SHA256.hash(bytes)), as: UTF8.self)
    }

    private func digits(parts: [String], _ bytes: [UInt8] = []) -> String {
        digits(parts.flatMap { Array($0.utf8) + [0xFF] } + bytes)
    }

    @Test("the file synced has the bytes that the page says") func synced() throws {
        let store = try changed()
        let lines = try lines(store.journal)
        let last = try #require(lines.last)
        let bytes = try Array(store.synced)
        func number(at offset: Int) -> UInt64 {
            bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
        }
        let magic = String(number(at: 0), radix: 16, uppercase: true)
        #expect(page.lines.contains("| 0 | `\(magic)` (hexadecimal) |"))
        try #expect(number(at: 8) == UInt64(store.journal.count))
        try #expect(number(at: 16) == UInt64(store.journal.count - last.count - 1))
        #expect(number(at: 24) == UInt64(lines.count))
        #expect(Hexadecimal.encode(Array(bytes[32..<64])) == Array(last.prefix(64)))
        let checksum = stride(from: 8, to: 64, by: 8).reduce(UInt64(56)) { sum, offset in
            let mixed = (sum ^ number(at: offset)) &* 0x9E37_79B9_7F4A_7C15
            return mixed ^ mixed >> 32
        }
        #expect(number(at: 64) == checksum)
        #expect(bytes.dropFirst(128).allSatisfy { $0 == 0 }, "no sync has failed")
    }

    @Test("whatever a journal holds is on the page, in the order of the page") func members() throws {
        let transactions = try documents(changed().journal).dropFirst()
        for transaction in transactions {
            try expect(transaction, under: "## A transaction")
            for record in elements(of: transaction, "records") {
                try expect(record, under: "### Records")
                if record["kind"] == "idempotency-key" {
                    try expect(try #require(record["document"]?.object), under: "### Idempotency records")
                }
            }
            for entry in elements(of: transaction, "audit") { try expect(entry, under: "### Audit entries") }
            for event in elements(of: transaction, "events") {
                try expect(event, under: "### Events")
                try expectData(of: event)
            }
        }
        let kinds = Set(transactions.flatMap { elements(of: $0, "records").compactMap { $0["kind"]?.string } })
        let described = page.lines.filter { line in kinds.contains { line.hasPrefix("| `\($0)` |") } }
        #expect(kinds.contains("idempotency-key") && kinds.count == described.count, "\(kinds)")
    }

    private func elements(of transaction: JSONObject, _ member: String) -> [JSONObject] {
        transaction[member]?.array?.compactMap(\.object) ?? []
    }

    /// It has all members of the table on the page of its contract.
    private func expectData(of event: JSONObject) throws {
        let type = try #require(event["type"]?.string)
        let contracts = try Page.documentation.filter { $0.contains("/contracts/") }.map(Page.init)
        let contract = try #require(
            contracts.first { $0.lines.contains { $0.hasPrefix("- **An event**") && $0.contains("`\(type)`") } })
        let heading = try #require(contract.lines.first { $0.hasSuffix("# What is written") })
        try #expect(event["data"]?.object?.members.map(\.name) == contract.names(inTableUnder: heading))
    }

    private func expect(_ object: JSONObject, under heading: String) throws {
        let names = object.members.map(\.name)
        let expected = try page.names(inTableUnder: heading).filter(names.contains)
        #expect(names == expected, "\(heading)")
    }
}
