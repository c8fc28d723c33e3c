import TestSupport
import Testing

/// Standard files that are closed, full or gone.
struct ClosedFileTests {
    private static let commands = ["--help", "--version", "openapi", "export", "events", "handle"]

    /// With one event, and one job left to cancel.
    private func makeSite() throws -> Site {
        let site = try Site.withSamples()
        try #require(site.answer(Contract.cleaningJob.cancel).status == 200)
        return site
    }

    private func check(_ ended: Ended, _ site: Site, events: Int) throws {
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("cannot write to standard output"))
        try #expect(site.run("verify").ending == .exit(0))
        try #expect(site.run("events").lines.count == events)
    }

    @Test("a reader that has gone ends the program with 74, not with a signal", arguments: commands)
    func reader(_ command: String) throws {
        let site = try makeSite()
        let ended = try site.runUnread(command, input: Contract.dispatchJob.cancel.envelope)
        try check(ended, site, events: command == "handle" ? 2 : 1)
    }

    @Test(
        "a closed standard output ends the program with 74, and nothing lands in the journal instead",
        arguments: commands)
    func closedOutput(_ command: String) throws {
        let site = try makeSite()
        let ended = try site.shell(#""$0" "$1" >&-"#, command, input: Contract.dispatchJob.cancel.envelope)
        try check(ended, site, events: command == "handle" ? 2 : 1)
    }

    @Test("standard output on a full disk ends the program with 74", arguments: commands)
    func fullDisk(_ command: String) throws {
        let site = try makeSite()
        let ended = try site.shell(#""$0" "$1" >/dev/full"#, command, input: Contract.dispatchJob.cancel.envelope)
        try check(ended, site, events: command == "handle" ? 2 : 1)
    }

    @Test("an answer that could not be read is repeated with the contract's message") func askedAgain() throws {
        let site = try Site.withSamples()
        let ask = Contract.cleaningJob.cancel
        try #expect(site.shell(#""$0" >&-"#, input: ask.envelope).ending == .exit(74))
        let answer = try site.answer(ask)
        #expect(answer.status == 200)
        #expect(answer.body == ["success": true])
        try #expect(site.run("events").lines.count == 1)
    }

    @Test("a closed standard error costs no answer, and nothing lands in the journal instead") func closedErrors()
        throws
    {
        let site = try makeSite()
        let journal = try site.journalBytes()
        let ended = try site.shell(#""$0" 2>&-"#, input: [UInt8(ascii: "{")])
        #expect(ended.ending == .exit(65))
        try #expect(Answer(ended).status == 400)
        try #expect(site.shell(#""$0" import - 2>&-"#, input: [UInt8(ascii: "{")]).ending == .exit(65))
        try #expect(site.journalBytes() == journal)
    }

    @Test("a closed standard input is a file that fails", arguments: ["", "import -"]) func closedInput(
        _ command: String
    ) throws {
        let site = try makeSite()
        let before = try site.journalBytes()
        let ended = try site.shell(#""$0" \#(command) <&-"#)
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains("cannot read standard input"))
        try #expect(site.journalBytes() == before)
    }
}
