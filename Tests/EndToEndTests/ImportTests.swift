import Foundation
import JSON
import TestSupport
import Testing

/// `countermand import` and `export`: what goes in comes out.
struct ImportTests {
    @Test("C3 what was imported is exported byte for byte") func roundTrip() throws {
        let site = try Site.withSamples()
        let ended = try site.run("export")
        #expect(ended.ending == .exit(0))
        try #expect(ended.lines.sorted() == Samples.recordLines().sorted())
    }

    @Test("C3 an export after changes makes the same store again, but for its events") func copy() throws {
        let site = try Site.withSamples()
        for contract in Contract.allCases { try #require(site.answer(contract.cancel).status == 200) }
        let exported = try site.run("export")
        let copy = try Site()
        let imported = try copy.run("import", "-", input: exported.output)
        #expect(imported.ending == .exit(0))
        // The cancel of a work order has added a note.
        let count = try Samples.recordLines().count + 1
        #expect(imported.errors.contains("\(count) new, 0 replaced, 0 there already"))
        try #expect(copy.run("export").lines.sorted() == exported.lines.sorted())
        try #expect(copy.run("events").lines == [])
    }

    @Test("a record with the deepest nesting allowed is cancelled, verified and exported like others") func deepest()
        throws
    {
        let site = try Site.with([BadLine.deep(levels: 64)])
        try #expect(site.answer(Contract.cleaningJob.cancel).status == 200)
        try #expect(site.run("verify").ending == .exit(0))
        let exported = try site.run("export").lines
        #expect(exported.count == 1 && exported[0].contains(String(repeating: "[", count: 63)))
    }

    @Test("C16 a job that no path shows is imported with a warning") func hidden() throws {
        let site = try Site()
        let lines =
            #"{"kind":"dispatch-job","id":"J","status":"Open"}"# + "\n"
            + #"{"kind":"dispatch-job","id":"cancel","status":"Open"}"# + "\n"
        let ended = try site.run("import", "-", input: Array(lines.utf8))
        #expect(ended.ending == .exit(0))
        #expect(ended.errors.contains("line 2: dispatch-job/cancel can be cancelled, but not read: "))
        #expect(ended.errors.contains("2 new, 0 replaced, 0 there already"))
        try #expect(site.answer(.get("/jobs/cancel")).status == 405)
        try #expect(site.answer(.get("/jobs/J")).status == 200)
        try #expect(site.answer(Contract.dispatchJob.cancel("cancel")).status == 200)
    }

    @Test("a pipe is read as a file is") func standardInput() throws {
        let site = try Site()
        let shell = try site.shell(#"cat "$1" | "$0" import -"#, Samples.records.path)
        #expect(shell.ending == .exit(0))
        try #expect(site.contents() == Samples.recordLines().sorted())
    }

    @Test("blank lines are passed over, and the last line needs no line feed") func blankLines() throws {
        let lines = try Samples.recordLines()
        let site = try Site()
        let text = "\n \t\r\n" + lines.joined(separator: "\r\n\n")
        try #expect(site.run("import", "-", input: Array(text.utf8)).ending == .exit(0))
        try #expect(site.contents() == lines.sorted())
    }

    @Test("a pipe that has a name is read as standard input is") func namedPipe() throws {
        let site = try Site()
        let ended = try site.shell("mkfifo pipe; cat \"$1\" > pipe & \"$0\" import pipe", Samples.records.path)
        #expect(ended.ending == .exit(0), "\(ended.errors)")
        try #expect(site.contents() == Samples.recordLines().sorted())
    }

    @Test("an empty import makes no record") func nothing() throws {
        let site = try Site()
        let ended = try site.run("import", "-")
        #expect(ended.ending == .exit(0))
        #expect(ended.errors.contains("0 new, 0 replaced, 0 there already"))
    }

    @Test("the same record once more is skipped") func sameRecords() throws {
        let site = try Site.withSamples()
        let before = try site.journalBytes()
        let ended = try site.run("import", Samples.records.path)
        #expect(ended.ending == .exit(0))
        let count = try Samples.recordLines().count
        #expect(ended.errors.contains("0 new, 0 replaced, \(count) there already"))
        try #expect(site.journalBytes() == before)
    }

    private static let other = #"{"kind":"dispatch-job","id":"J-1001","status":"Created"}"#
    private static let new = #"{"kind":"dispatch-job","id":"J-2000","status":"Created"}"#

    @Test("a record that is there with other content is refused, by line, with all that came with it")
    func differentRecord() throws {
        let site = try Site.withSamples()
        let before = try site.contents()
        let ended = try site.run("import", "-", input: Array("\(Self.new)\n\(Self.other)\n".utf8))
        #expect(ended.ending == .exit(65))
        #expect(
            ended.errors.contains("line 2: dispatch-job/J-1001 is there with other content; --replace overwrites it"))
        try #expect(site.contents() == before)
    }

    @Test("--replace overwrites a record that is there with other content") func replace() throws {
        let site = try Site.withSamples()
        let ended = try site.run("import", "--replace", "-", input: Array("\(Self.new)\n\(Self.other)\n".utf8))
        #expect(ended.ending == .exit(0))
        #expect(ended.errors.contains("1 new, 1 replaced, 0 there already"))
        let kept = try Samples.recordLines().filter { !$0.contains(#""id":"J-1001""#) }
        try #expect(site.run("export").lines.sorted() == (kept + [Self.other, Self.new]).sorted())
    }

    @Test("C1 an import does not undo a cancel", arguments: Contract.allCases) func cancelStays(_ contract: Contract)
        throws
    {
        let site = try Site.withSamples()
        try #require(site.answer(contract.cancel).status == 200)
        let before = try site.contents()
        let ended = try site.run("import", Samples.records.path)
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains("\(contract.rawValue)/\(contract.sampleID) is there with other content"))
        try #expect(site.contents() == before)
    }
}
