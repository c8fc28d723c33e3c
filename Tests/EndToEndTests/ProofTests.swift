import Foundation
import JSON
import TestSupport
import Testing

@testable import FileStore

/// `countermand verify --proof`: whether the journal still contains a cancel, even if somebody has edited it since.
struct ProofTests {
    private static let ids = (1...4).map { "J-\($0)" }

    /// With each of the jobs cancelled, and the proofs that their callers got.
    private func cancelled() throws -> (Site, proofs: [String]) {
        let site = try Site.with(Self.ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# })
        let proofs = try Self.ids.map { id in
            try #require(site.answer(Contract.dispatchJob.cancel(id)).fields["Cancellation-Proof"]?.string)
        }
        return (site, proofs)
    }

    @Test("a cancel is found by its proof, and reported") func found() throws {
        let (site, proofs) = try cancelled()
        let events = try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        let journal = try site.journalBytes().split(separator: UInt8(ascii: "\n"))
        for (index, proof) in proofs.enumerated() {
            let ended = try site.run("verify", "--proof", proof)
            #expect(ended.ending == .exit(0))
            #expect(ended.errors.contains("all 6 lines hold"))
            let id = try #require(events[index]["id"]?.string)
            #expect(
                ended.errors.contains(
                    "the proof is that of line \(index + 3): JobCancelled dispatch-job/\(Self.ids[index])"))
            #expect(ended.errors.contains("event \(id)"))
            #expect(journal[index + 2].starts(with: proof.utf8))
        }
    }

    @Test("C12 the fields of an answer name the event as it is listed", arguments: Contract.allCases)
    func event(_ contract: Contract) throws {
        let site = try Site.withSamples()
        let earlier: Contract = contract == .cleaningJob ? .dispatchJob : .cleaningJob
        try #require(site.answer(earlier.cancel).status == 200)
        let fields = try site.answer(contract.cancel).fields
        let event = try JSONValue(parsing: Array(#require(site.run("events").lines.last).utf8))
        #expect(
            fields["Cancellation-Event"]?.string
                == "\(event["id"]?.string ?? "");sequence=\(event["sequence"]?.string ?? "")")
        let proof = try #require(fields["Cancellation-Proof"]?.string)
        try #expect(site.run("verify", "--proof", proof).ending == .exit(0))
    }

    @Test("another hash is that of no line") func otherHash() throws {
        let (site, proofs) = try cancelled()
        for hash in [String(repeating: "0", count: 64), String(proofs[0].reversed())] {
            let ended = try site.run("verify", "--proof", hash)
            #expect(ended.ending == .exit(65))
            #expect(ended.errors.contains("no line has the hash of the proof"))
        }
    }

    /// The journal with its chain made anew after `change` was made to the JSON of its lines.
    private func rewritten(_ journal: [UInt8], _ change: (inout [String]) -> Void) -> [UInt8] {
        var documents = journal.split(separator: UInt8(ascii: "\n")).dropFirst().map {
            String(decoding: $0.dropFirst(JournalLine.hashDigits + 1), as: UTF8.self)
        }
        change(&documents)
        var last = JournalLine.header
        var bytes = last.bytes
        for document in documents {
            last = JournalLine(following: last.hash, json: Array(document.utf8), at: last.end)
            bytes += last.bytes
        }
        return bytes
    }

    /// Journals that somebody has forged, hashes and all, and the proofs that they no longer have.
    private func forgeries(of journal: [UInt8], _ proofs: [String]) -> [(journal: [UInt8], lost: [String])] {
        [
            // Somebody else is said to have done it.
            (rewritten(journal) { $0[1] = $0[1].replacing(#""by":{"id":"7""#, with: #""by":{"id":"8""#) }, proofs),
            // It is said never to have happened.
            (rewritten(journal) { $0.remove(at: 1) }, proofs),
            // What was there before it is said to have been otherwise.
            (rewritten(journal) { $0[0] = $0[0].replacing("Created", with: "Started") }, proofs),
            (rewritten(journal) { $0.removeLast() }, [proofs[3]]),
        ]
    }

    @Test("a journal that was rewritten with new hashes, or cut short, is valid, but does not contain the proof")
    func rewrittenHistory() throws {
        let (site, proofs) = try cancelled()
        let journal = try site.journalBytes()
        #expect(rewritten(journal) { _ in } == journal)
        try FileManager.default.removeItem(at: site.directory["store/synced"])
        for (forged, lost) in forgeries(of: journal, proofs) {
            #expect(forged != journal)
            try site.overwriteJournal(forged)
            try #expect(site.run("verify").ending == .exit(0))
            for proof in proofs {
                let ended = try site.run("verify", "--proof", proof)
                #expect(ended.ending == .exit(lost.contains(proof) ? 65 : 0))
                #expect(ended.errors.contains("no line has the hash of the proof") == lost.contains(proof))
            }
        }
    }

    @Test("`synced` testifies against a journal that was rewritten or cut short, without any proof")
    func rewrittenBesideSynced() throws {
        let (site, proofs) = try cancelled()
        let journal = try site.journalBytes()
        for (forged, _) in forgeries(of: journal, proofs) {
            try site.overwriteJournal(forged)
            let ended = try site.run("verify")
            #expect(ended.ending == .exit(65))
            let complaint =
                forged.count < journal.count ? "\(journal.count) bytes of it" : "line 6, which ended at byte"
            #expect(ended.errors.contains(complaint))
        }
    }

    @Test("an invalid chain proves nothing") func damaged() throws {
        let (site, proofs) = try cancelled()
        var journal = try site.journalBytes()
        journal[journal.count / 2] ^= 1
        try site.overwriteJournal(journal)
        for proof in proofs { try #expect(site.run("verify", "--proof", proof).ending == .exit(65)) }
    }

    @Test(
        "a proof of another form is a wrong command line",
        arguments: [
            "", "0", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
            String(repeating: "A", count: 64), String(repeating: "g", count: 64),
        ])
    func malformed(proof: String) throws {
        let ended = try cancelled().0.run("verify", "--proof=\(proof)")
        #expect(ended.ending == .exit(64))
        #expect(ended.errors.contains("--proof"))
    }
}
