import TestSupport
import Testing

/// `countermand verify`, and requests to a store whose journal is damaged.
struct VerifyTests {
    private static let ids = (1...4).map { "J-\($0)" }

    /// Six lines: what the journal is, what was imported, and four cancels.
    private func cancelled() throws -> Site {
        let site = try Site.with(Self.ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# })
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
        #expect(ended.errors.contains("the journal does not hold: "))

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

    @Test("a torn tail is named, and the next cancel takes its place", arguments: [1, 40, 65, 200])
    func tornTail(kept: Int) throws {
        let site = try cancelled()
        let whole = try site.journalBytes()
        let last = try #require(lines(of: whole).last)
        try site.overwriteJournal(Array(whole[..<(last.startIndex + kept)]))

        let ended = try site.run("verify")
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("line 6, at byte \(last.startIndex), was cut off"))
        try #expect(site.journalBytes().count == last.startIndex + kept)

        try #expect(site.answer(Contract.dispatchJob.cancel("J-4")).status == 200)
        try #expect(site.run("verify").ending == .exit(0))
        try #expect(site.run("events").lines.count == 4)
    }

    @Test("verify needs a file store that is there") func noStore() throws {
        try #expect(Site().run("verify").ending == .exit(74))
        let ended = try Site().run("verify", "--store", "memory:")
        #expect(ended.ending == .exit(64))
        #expect(ended.errors.contains("file:DIR"))
    }
}
