import Storage
import TestSupport
import Testing

@testable import FileStore

/// A receipt's proof is the hash of the line that the transaction stands in.
@Suite("A receipt")
struct ReceiptTests {
    private func hash(_ line: [UInt8]) -> String { String(decoding: line.prefix(64), as: UTF8.self) }

    @Test("has the hash of its line, for whoever asks and whenever")
    func proof() throws {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        var receipts: [Receipt] = []
        for id in 1...5 {
            // Lines of all lengths, longer than what is read at once too.
            let record = Sample.record(id, in: [String(repeating: "s", count: id * 3000)])
            receipts.append(try store.commit(Sample.transaction([(record, nil)], events: ["\(id)"])))
        }
        try store.synchronize()
        let lines = try directory.lines()
        #expect(receipts.map(\.proof) == lines.dropFirst().map(hash))
        #expect(receipts.compactMap(\.proof).allSatisfy { Verification.hash($0) != nil })

        let other = FileStore(directory: directory.path)
        for (index, receipt) in receipts.enumerated() {
            let version = try #require(try other.load(Sample.key(index + 1))).version
            #expect(try other.receipt(of: version) == receipt)
        }
    }

    @Test("of the first transaction is not that of the journal's own line")
    func first() throws {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        let receipt = try store.commit(Sample.transaction([(Sample.record(1), nil)], events: ["a"]))
        let lines = try directory.lines()
        #expect(receipt.proof == hash(lines[1]))
        #expect(try store.events(after: nil, limit: 1).map(\.cursor) == [receipt.firstEvent])
    }

    @Test("has its hash found in the chain, with the events of its line alone")
    func verification() throws {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        for id in 1...3 {
            try store.put(Sample.record(id), events: ["\(id)-a", "\(id)-b"])
        }
        let second = try #require(try store.load(Sample.key(2)))
        let receipt = try store.receipt(of: second.version)
        let hash = try #require(receipt.proof.flatMap(Verification.hash))
        let found = try Verification(directory: directory.path, proof: hash)
        #expect(found.proven?.line == 3)
        #expect(found.proven?.events == ["2-a", "2-b"].map(Sample.event))
        #expect(try Verification(directory: directory.path, proof: hash.reversed()).proven == nil)
        #expect(try Verification(directory: directory.path).proven == nil)
    }

    @Test(
        "is proven by 64 digits of 0-9 a-f",
        arguments: [
            "", "0", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
            String(repeating: "0", count: 128), String(repeating: "A", count: 64), String(repeating: "g", count: 64),
            String(repeating: "\u{E9}", count: 32), " " + String(repeating: "0", count: 63),
        ])
    func noHash(text: String) {
        #expect(Verification.hash(text) == nil)
    }
}
