import Foundation
import TestSupport
import Testing

/// `countermand verify`, and requests to a store whose journal is damaged.
struct VerifyTests {
    private static let ids = (1...4).map { "J-\($0)" }
    private static let jobs = (ids + ["J-5"]).map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# }

    /// Six lines: what the journal is, what was imported, and four cancels.
    private func cancelled() throws -> Site {
        let site = try Site.with(Self.jobs)
        for id in Self.ids { try #require(site.answer(Contract.dispatchJob.cancel(id)).status == 200) }
        return site
    }

    private func lines(of journal: [UInt8]) -> [ArraySlice<UInt8>] { journal.split(separator: UInt8(ascii: "\n")) }

    @Test("an undamaged journal is confirmed") func good() throws {
        let site = try cancelled()
        let ended = try site.run("verify")
        #expect(ended.ending == .exit(0))
        try #expect(ended.errors.contains("all 6 lines hold, \(site.journalBytes().count) bytes"))
    }

    @Test(
        "a flipped bit in the middle is named by line and byte, and nothing is written any more",
        arguments: [10, 64, 90])
    func flippedByte(column: Int) throws {
        let site = try cancelled()
        var journal = try site.journalBytes()
        let start = lines(of: journal)[2].startIndex
        journal[start + column] ^= 1
        try site.overwriteJournal(journal)

        let ended = try site.run("verify")
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("line 3, at byte \(start), "))
        #expect(ended.errors.contains("the journal is damaged: "))

        let answer = try site.answer(Contract.dispatchJob.cancel("J-4"))
        #expect(answer.status == 503)
        #expect(answer.ended.ending == .exit(74))
        #expect(answer.ended.errors.contains("line 3, at byte \(start), "))
        for command in ["export", "events"] { try #expect(site.run(command).ending == .exit(74)) }
        try #expect(site.journalBytes() == journal)
    }

    @Test("a removed line is reported at the line after it") func missingLine() throws {
        let site = try cancelled()
        var journal = try site.journalBytes()
        let line = lines(of: journal)[3]
        journal.removeSubrange(line.startIndex...line.endIndex)
        try site.overwriteJournal(journal)
        let ended = try site.run("verify")
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("line 4, at byte \(line.startIndex), "))
    }

    @Test(
        "a line that was cut off is named; the next cancel moves it aside, says so in the log, and takes its place",
        arguments: [1, 40, 65, 200], [false, true])
    func tornTail(kept: Int, knowsSynced: Bool) throws {
        var site = try cancelled()
        let whole = try site.journalBytes()
        let torn = try Array(#require(lines(of: whole).last)[...].prefix(kept))
        try site.overwriteJournal(whole + torn)
        if !knowsSynced { try FileManager.default.removeItem(at: site.directory["store/synced"]) }

        let ended = try site.run("verify")
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("line 7, at byte \(whole.count), was cut off"))
        try #expect(site.journalBytes().count == whole.count + kept)

        site.environment["COUNTERMAND_LOG"] = "error"
        let answer = try site.answer(Contract.dispatchJob.cancel("J-5"))
        #expect(answer.status == 200)
        #expect(answer.ended.errors.contains("cut short, from byte \(whole.count) to \(whole.count + kept)"))
        try #expect([UInt8](Data(contentsOf: site.directory["store/journal.torn-\(whole.count)"])) == torn)
        try #expect(site.run("verify").ending == .exit(0))
        try #expect(site.run("events").lines.count == 5)
    }

    enum Loss: CaseIterable { case flippedBit, lastLine, everything, journal }

    @Test(
        "the last cancel is not forgotten: what was answered and is changed or gone is damage", arguments: Loss.allCases
    )
    func lostEnd(_ loss: Loss) throws {
        let site = try cancelled()
        var journal = try site.journalBytes()
        let last = try #require(lines(of: journal).last)
        let proof = String(decoding: last.prefix(64), as: UTF8.self)
        switch loss {
        case .flippedBit: journal[last.startIndex + 150] ^= 1
        case .lastLine: journal.removeSubrange(last.startIndex...)
        case .everything: journal = []
        case .journal: break
        }
        try site.overwriteJournal(journal)
        if loss == .journal { try FileManager.default.removeItem(at: site.directory["store/journal"]) }

        for ask in [Ask.get("/jobs/J-4"), Contract.dispatchJob.cancel("J-5")] {
            let answer = try site.answer(ask)
            #expect(answer.status == 503)
            #expect(answer.ended.ending == .exit(74))
            let complaint =
                switch loss {
                case .flippedBit: "line 6, at byte \(last.startIndex), "
                case .lastLine, .everything:
                    "ends at byte \(journal.count), and \(last.endIndex + 1) bytes of it were on the disk"
                case .journal: "journal is missing, and \(last.endIndex + 1) bytes"
                }
            #expect(answer.ended.errors.contains(complaint))
        }
        for arguments in [["verify"], ["verify", "--proof", proof]] {
            let ended = try site.run(arguments)
            #expect(ended.ending == .exit(loss == .journal ? 74 : 65))
            let witness =
                loss == .flippedBit ? "line 6, at byte \(last.startIndex), " : "\(last.endIndex + 1) bytes of it"
            #expect(ended.errors.contains(witness))
            #expect(!ended.errors.contains("was cut off before"))
        }
        if loss != .journal { try #expect(site.journalBytes() == journal) }
    }

    @Test("a proof testifies that a cut off line was acknowledged, where nothing else does")
    func provenTail() throws {
        let site = try cancelled()
        let whole = try site.journalBytes()
        let last = try #require(lines(of: whole).last)
        let proof = String(decoding: last.prefix(64), as: UTF8.self)
        try site.overwriteJournal(Array(whole[..<(last.startIndex + 100)]))
        try FileManager.default.removeItem(at: site.directory["store/synced"])
        let ended = try site.run("verify", "--proof", proof)
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("line 6, at byte \(last.startIndex), is the one of the proof"))
        #expect(ended.errors.contains("no line has the hash of the proof"))
    }

    @Test("verify needs a file store that is there") func noStore() throws {
        try #expect(Site().run("verify").ending == .exit(74))
        let ended = try Site().run("verify", "--store", "memory:")
        #expect(ended.ending == .exit(64))
        #expect(ended.errors.contains("file:DIR"))
    }
}
