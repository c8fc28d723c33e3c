import Foundation
import JSON
import TestSupport
import Testing

/// Processes whose `fdatasync` of the journal fails, as on a failing disk: the kernel is made to return EIO. Nobody is
/// shown a cancel as done before it has been written again and synced.
@Suite("A failed sync", .enabled(if: TracedSite.canTrace, "strace has to be installed"))
struct FailedSyncTests {
    /// What one process does between a failed sync and the next process.
    enum Meanwhile: CaseIterable { case nothing, indexDeleted }

    private static let once = "fdatasync:error=EIO:when=1"
    private static let always = "fdatasync:error=EIO"
    /// The writes are those of the line, of the mark in `synced`, and of the line again.
    private static let killedBeforeRepair = "pwrite64:signal=KILL:when=3"

    private static let markOffset = 128

    private func checkUnknown(_ answer: Answer, _ contract: Contract) {
        #expect(answer.status == (contract == .cleaningJob ? 500 : 503))
        switch contract {
        case .cleaningJob: #expect(answer.body == ["error": "Internal Server Error"])
        case .dispatchJob: #expect(answer.body["type"] == "/problems/outcome-unknown")
        case .workOrder:
            #expect(answer.body["success"] == false)
            #expect(contract.sentence(answer.body)?.contains("look again") == true)
        }
    }

    /// What a second cancel of the sample is answered, once the first one is durable.
    private func checkRepeated(_ answer: Answer, _ contract: Contract) {
        #expect(answer.status == (contract == .cleaningJob ? 200 : 400))
        if contract == .dispatchJob { #expect(answer.body["type"] == "/problems/job-already-cancelled") }
    }

    /// That the store is whole, with these events, and needs no more repair.
    private func checkWhole(_ site: TracedSite, events: [String]) throws {
        #expect(
            try site.site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8))["subject"]?.string }
                == events)
        #expect(try site.site.run("verify").ending == .exit(0))
        let (answer, calls) = try site.trace(.get("/api/work-orders/30"))
        #expect(answer.status == 200)
        #expect(calls == [.answer])
    }

    private func subject(_ contract: Contract) -> String { "\(contract.rawValue)/\(contract.sampleID)" }

    @Test("that fails once is repaired, and the cancel is answered as ever", arguments: Contract.allCases)
    func once(_ contract: Contract) throws {
        let site = try TracedSite()
        let (answer, calls) = try site.trace(contract.cancel, faults: [Self.once])
        #expect(answer.status == 200)
        let end = site.end
        #expect(
            calls == [
                .write(.journal, at: end), .failedSync(.journal), .write(.synced, at: Self.markOffset), .sync(.synced),
                .write(.journal, at: end), .sync(.journal), .write(.synced, at: 0),
                .write(.synced, at: Self.markOffset),
            ])
        try checkWhole(site, events: [subject(contract)])
    }

    @Test(
        "C2 that fails again and again leaves the outcome unknown; the next process writes it again and goes on",
        arguments: Contract.allCases, Meanwhile.allCases)
    func always(_ contract: Contract, _ meanwhile: Meanwhile) throws {
        let site = try TracedSite()
        let (answer, calls) = try site.trace(contract.cancel, faults: [Self.always])
        checkUnknown(answer, contract)
        #expect(answer.ended.ending == .exit(74))
        #expect(answer.ended.errors.contains("Input/output error"))
        #expect(!calls.contains(.sync(.journal)))
        if meanwhile == .indexDeleted { try site.remove("index") }

        let (second, repair) = try site.trace(contract.cancel)
        checkRepeated(second, contract)
        let done = [
            TracedSite.Call.write(.journal, at: site.end), .sync(.journal), .write(.synced, at: 0),
            .write(.synced, at: Self.markOffset), .answer,
        ]
        #expect(repair == done)
        try checkWhole(site, events: [subject(contract)])
    }

    @Test(
        "C2 whose process is killed before its repair is repaired by the next one, before that answers",
        arguments: Meanwhile.allCases)
    func killed(_ meanwhile: Meanwhile) throws {
        let site = try TracedSite()
        let first = Contract.dispatchJob.cancel
        let ended = try site.run(first, faults: [Self.always, Self.killedBeforeRepair])
        #expect(ended.ending == .signal(9))
        #expect(ended.output == [])
        if meanwhile == .indexDeleted { try site.remove("index") }

        // Appends its own line behind the one that may be lost, and then writes both again.
        let appended = try TracedSite.Call.write(.journal, at: site.site.journalBytes().count)
        let (answer, calls) = try site.trace(Contract.workOrder.cancel)
        #expect(answer.status == 200)
        #expect(calls.prefix(2) == [appended, .write(.journal, at: site.end)])
        #expect(
            calls.dropFirst(2) == [
                .sync(.journal), .write(.synced, at: 0), .write(.synced, at: Self.markOffset), .answer,
            ])
        try checkWhole(site, events: [subject(.dispatchJob), subject(.workOrder)])
    }

    @Test(
        "C2 that no process can repair is answered by none of them with what may be lost", arguments: Meanwhile.allCases
    )
    func refused(_ meanwhile: Meanwhile) throws {
        let site = try TracedSite()
        _ = try site.trace(Contract.workOrder.cancel, faults: [Self.always])
        for _ in 0..<3 {
            if meanwhile == .indexDeleted { try site.remove("index") }
            for ask in [Contract.workOrder.cancel, .get("/api/work-orders/28"), .get("/api/work-orders/summary")] {
                let (answer, calls) = try site.trace(ask, faults: [Self.always])
                checkUnknown(answer, .workOrder)
                #expect(calls.contains(.write(.journal, at: site.end)))
            }
            let (other, _) = try site.trace(Contract.dispatchJob.cancel, faults: [Self.always])
            checkUnknown(other, .dispatchJob)
        }
        #expect(try site.site.answer(.get("/api/work-orders/28")).body["data"]?["status"] == "cancelled")
        try checkWhole(site, events: [subject(.workOrder), subject(.dispatchJob)])
    }

    @Test(
        "in a stream leaves one outcome unknown, and the next cancel waits for the repair",
        arguments: ["", "index", "synced"])
    func stream(removed: String) throws {
        let site = try TracedSite()
        // The cancel's sync, that of the mark, both tries of the repair, and again that of the mark.
        let stream = try site.start(faults: ["fdatasync:error=EIO:when=1..5"])
        try stream.write(Contract.workOrder.cancel.line)
        let first = try #require(stream.nextLine())
        if !removed.isEmpty { try site.remove(removed) }
        try stream.write(Contract.dispatchJob.cancel.line)
        let second = try #require(stream.nextLine())
        stream.release()
        let ended = try stream.wait()
        try checkUnknown(Answer(first, ended), .workOrder)
        try #expect(Answer(second, ended).status == 200)
        let end = site.end
        let journalCalls = try site.calls().filter { $0.file == .journal }
        let write = TracedSite.Call.write(.journal, at: end)
        let failed: [TracedSite.Call] = [write, .failedSync(.journal)]
        let expected: [TracedSite.Call] = failed + failed + failed + [write, .sync(.journal)]
        #expect(Array(journalCalls.prefix(8)) == expected)
        // The second cancel.
        #expect(journalCalls.count == 10 && journalCalls.last == .sync(.journal))
        try checkWhole(site, events: [subject(.workOrder), subject(.dispatchJob)])
    }

    @Test("in a stream is remembered by it, though another process has repaired the store meanwhile")
    func twoProcesses() throws {
        let site = try TracedSite()
        let stream = try site.start(faults: [Self.always])
        try stream.write(Contract.workOrder.cancel.line)
        let first = try #require(stream.nextLine())

        let other = try site.site.answer(Contract.dispatchJob.cancel)
        #expect(other.status == 200)
        try #expect(site.site.answer(.get("/api/work-orders/28")).body["data"]?["status"] == "cancelled")

        try stream.write(Contract.cleaningJob.cancel.line)
        let second = try #require(stream.nextLine())
        stream.release()
        let ended = try stream.wait()
        try checkUnknown(Answer(first, ended), .workOrder)
        try checkUnknown(Answer(second, ended), .cleaningJob)
        try #expect(site.site.answer(Contract.cleaningJob.cancel).status == 200)
        #expect(try site.site.run("verify").ending == .exit(0))
    }

    @Test("of which the mark was removed as well is unknown to the next process, which syncs before it answers")
    func markRemoved() throws {
        let site = try TracedSite()
        _ = try site.trace(Contract.dispatchJob.cancel, faults: [Self.always])
        try site.remove("synced")
        let (answer, calls) = try site.trace(Contract.dispatchJob.cancel)
        checkRepeated(answer, .dispatchJob)
        // A new file is made durable once.
        #expect(calls == [.sync(.journal), .write(.synced, at: 0), .sync(.synced), .answer])
    }

    @Test(
        "C2 after which the file system has dropped the line is not taken for a cancel", arguments: Meanwhile.allCases)
    func dropped(_ meanwhile: Meanwhile) throws {
        let site = try TracedSite()
        let ended = try site.run(Contract.dispatchJob.cancel, faults: [Self.always, Self.killedBeforeRepair])
        #expect(ended.ending == .signal(9))
        try site.overwriteEnd()
        if meanwhile == .indexDeleted { try site.remove("index") }

        try #expect(site.site.answer(Contract.workOrder.cancel).status == 200)
        try #expect(site.site.answer(Contract.dispatchJob.cancel).status == 200)
        try checkWhole(site, events: [subject(.workOrder), subject(.dispatchJob)])
    }
}

@Suite("A file synced that cannot be read", .enabled(if: TracedSite.canTrace, "strace has to be installed"))
struct UnreadableSyncedTests {
    @Test("C2 is not taken for one that is absent: nothing is cut off, and nothing denied")
    func unreadable() throws {
        let site = try Site.withSamples()
        try #require(site.answer(Contract.dispatchJob.cancel).status == 200)
        let journal = try Array(site.journalBytes().dropLast())
        try site.overwriteJournal(journal)
        let strace = Program(URL(filePath: "/usr/bin/strace"), environment: site.environment, in: site.directory.url)
        let ended = try strace.run(
            [
                "-qq", "-o", "trace", "-P", site.directory["store/synced"].path, "-e", "trace=pread64", "-e",
                "inject=pread64:error=EIO", Program.product("countermand").path,
            ], input: Contract.dispatchJob.cancel.envelope)
        let answer = try Answer(ended)
        #expect(answer.status == 503)
        #expect(ended.errors.contains("synced"))
        try #expect(site.journalBytes() == journal)

        try #expect(site.shell("rm store/synced; mkdir store/synced").ending == .exit(0))
        try #expect(site.answer(Contract.dispatchJob.cancel).status == 503)
        let verified = try site.run("verify")
        #expect(verified.ending == .exit(65))
        #expect(verified.errors.contains("how much of the journal was on the disk is not known"))
        try #expect(site.journalBytes() == journal)
    }
}

extension Ask {
    fileprivate var line: [UInt8] { envelope + [UInt8(ascii: "\n")] }
}
