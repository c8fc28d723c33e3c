import Foundation
import TestSupport
import Testing

/// `countermand salvage`: the way on from damage.
struct SalvageTests {
    private static let jobs = (1...4).map { #"{"kind":"dispatch-job","id":"J-\#($0)","status":"Created"}"# }

    /// Six lines: what the journal is, what was imported, and four cancels.
    private func cancelled() throws -> (Site, starts: [Int]) {
        let site = try Site.with(Self.jobs)
        for id in 1...4 { try #require(site.answer(Contract.dispatchJob.cancel("J-\(id)")).status == 200) }
        let starts = try site.journalBytes().split(separator: UInt8(ascii: "\n")).map(\.startIndex)
        return (site, starts)
    }

    @Test("copies what comes before the damage, says what it leaves, and changes nothing of the damaged store")
    func damaged() throws {
        let (site, starts) = try cancelled()
        var journal = try site.journalBytes()
        journal[starts[4] + 100] ^= 1
        try site.overwriteJournal(journal)
        let ended = try site.run("salvage", "saved")
        #expect(ended.ending == .exit(0))
        #expect(ended.output == [])
        #expect(ended.errors.contains("line 5, at byte \(starts[4]), does not match its hash"))
        #expect(ended.errors.contains("copied 4 lines, \(starts[4]) bytes, into a new store in saved"))
        #expect(ended.errors.contains("left behind: line 6, JobCancelled dispatch-job/J-4 of "))
        #expect(
            ended.errors.contains(
                "left behind in all: \(journal.count - starts[4]) bytes, with 1 line that can still be read"))
        try #expect(site.journalBytes() == journal)

        var saved = site
        saved.environment["COUNTERMAND_STORE"] = "file:saved"
        try #expect(saved.run("verify").ending == .exit(0))
        try #expect(saved.run("events").lines.count == 2)
        for (id, status) in [1: 400, 2: 400, 3: 200, 4: 200] {
            try #expect(saved.answer(Contract.dispatchJob.cancel("J-\(id)")).status == status)
        }
        try #expect(
            Array([UInt8](Data(contentsOf: site.directory["saved/journal"])).prefix(starts[4]))
                == Array(journal.prefix(starts[4])))
    }

    @Test("of a journal that was cut short is a store again, without what is gone")
    func shortened() throws {
        let (site, starts) = try cancelled()
        try site.overwriteJournal(Array(site.journalBytes().prefix(starts[5])))
        let ended = try site.run("salvage", "saved")
        #expect(ended.ending == .exit(0))
        #expect(ended.errors.contains("the journal ends at byte \(starts[5])"))
        try #expect(site.run("--store", "file:saved", "verify").ending == .exit(0))
    }

    @Test("refuses a journal that was rewritten: nobody knows where the damage begins")
    func rewritten() throws {
        let (site, _) = try cancelled()
        let other = try Site.with(Self.jobs)
        for id in [4, 3, 2, 1] { try #require(other.answer(Contract.dispatchJob.cancel("J-\(id)")).status == 200) }
        try site.overwriteJournal(other.journalBytes())
        let ended = try site.run("salvage", "saved")
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("are not those that were on the disk"))
        #expect(!FileManager.default.fileExists(atPath: site.directory["saved"].path))
    }

    @Test("refuses a store that holds, a directory that has one, and a journal whose first line is damaged")
    func refused() throws {
        let (site, starts) = try cancelled()
        let sound = try site.run("salvage", "saved")
        #expect(sound.ending == .exit(65))
        #expect(sound.errors.contains("it needs no salvage"))
        try site.append(Array("half a line".utf8))
        try #expect(site.run("salvage", "saved").errors.contains("it needs no salvage"))
        try #expect(site.answer(Contract.dispatchJob.cancel("J-1")).status == 400)

        var journal = try site.journalBytes()
        journal[starts[2] + 80] ^= 1
        try site.overwriteJournal(journal)
        let existing = try site.run("salvage", "store")
        #expect(existing.ending == .exit(74))
        #expect(existing.errors.contains("there is a store in store already"))
        try #expect(site.journalBytes() == journal)

        try #expect(site.run("salvage").ending == .exit(64))
        try #expect(site.run("salvage", "file:saved").ending == .exit(64))
        try #expect(site.run("salvage", "saved", "--store", "memory:").ending == .exit(64))
        journal[3] ^= 1
        try site.overwriteJournal(journal)
        try #expect(site.run("salvage", "saved").ending != .exit(0))
        #expect(!FileManager.default.fileExists(atPath: site.directory["saved/journal"].path))
    }
}
