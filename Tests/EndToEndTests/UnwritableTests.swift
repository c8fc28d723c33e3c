import Foundation
import JSON
import TestSupport
import Testing

/// Places where nothing can be written, or not everything.
struct UnwritableTests {
    private static let isRoot = geteuid() == 0

    private func system(_ path: String, _ arguments: String...) throws -> Ended {
        try Program(URL(filePath: path), environment: ["PATH": "/usr/bin:/bin"], in: URL(filePath: "/"))
            .run(arguments)
    }

    /// A disk of 256 KiB, to be unmounted at the end, and a site with its store there.
    private func siteOnSmallDisk() throws -> (Site, disk: URL) {
        var site = try Site()
        let disk = site.directory["disk"]
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        try #require(system("/usr/bin/mount", "-t", "tmpfs", "-o", "size=256k", "none", disk.path).ending == .exit(0))
        site.environment["COUNTERMAND_STORE"] = "file:disk/store"
        return (site, disk)
    }

    @Test(
        "a full disk costs nothing that was answered, and is over when there is room again",
        .enabled(if: isRoot, "a small disk has to be mounted"))
    func fullDisk() throws {
        let records = (1...60).map { #"{"kind":"dispatch-job","id":"J-\#($0)","status":"Created"}"# }
        let (site, disk) = try siteOnSmallDisk()
        defer { _ = try? system("/usr/bin/umount", "-l", disk.path) }
        let input = Array(records.joined(separator: "\n").utf8)
        try #expect(site.run("import", "-", input: input).ending == .exit(0))

        // `dd` ends with an error when nothing is left; then some pages are given back.
        let filler = disk.appending(path: "filler").path
        try #expect(site.answer(.get("/health")).status == 200)
        _ = try system("/usr/bin/dd", "if=/dev/zero", "of=\(filler)", "bs=4096")
        // C17
        let full = try site.answer(.get("/health"))
        #expect(full.status == 503 && full.body == ["status": "unavailable"])
        #expect(full.ended.errors.contains("No space left on device"))
        try #expect(system("/usr/bin/truncate", "-s", "-12288", filler).ending == .exit(0))

        var cancelled: [String] = []
        var refused: [String] = []
        for id in 1...60 {
            let answer = try site.answer(Contract.dispatchJob.cancel("J-\(id)"))
            if answer.status == 200 {
                cancelled.append("J-\(id)")
            } else {
                refused.append("J-\(id)")
                #expect(answer.status == 503)
                #expect(answer.ended.ending == .exit(74))
                #expect(answer.ended.errors.contains("No space left on device"))
            }
        }
        #expect(!cancelled.isEmpty && !refused.isEmpty)
        #expect(try cancelledJobs(site) == cancelled)
        try FileManager.default.removeItem(atPath: filler)
        try #expect(site.answer(.get("/health")).body == ["status": "ok"])
        for id in refused { try #expect(site.answer(Contract.dispatchJob.cancel(id)).status == 200) }
        #expect(try cancelledJobs(site) == cancelled + refused)
        try #expect(site.run("verify").ending == .exit(0))
    }

    @Test(
        "what was cut short is not cut off while a full disk leaves no room to keep it",
        .enabled(if: isRoot, "a small disk has to be mounted"))
    func fullDiskWithATornLine() throws {
        let (site, disk) = try siteOnSmallDisk()
        defer { _ = try? system("/usr/bin/umount", "-l", disk.path) }
        let record = Array(#"{"kind":"dispatch-job","id":"J-1","status":"Created"}"#.utf8)
        try #expect(site.run("import", "-", input: record).ending == .exit(0))
        let journal = disk.appending(path: "store/journal")
        let whole = try Data(contentsOf: journal)
        let torn = whole + Data(repeating: UInt8(ascii: "a"), count: 9000)
        try torn.write(to: journal)
        let filler = disk.appending(path: "filler").path
        _ = try system("/usr/bin/dd", "if=/dev/zero", "of=\(filler)", "bs=4096")

        let refused = try site.answer(Contract.dispatchJob.cancel("J-1"))
        #expect(refused.status == 503)
        #expect(refused.ended.errors.contains("No space left on device"))
        try #expect(Data(contentsOf: journal) == torn)
        let names = try FileManager.default.contentsOfDirectory(atPath: disk.appending(path: "store").path)
        #expect(!names.contains { $0.hasPrefix("journal.torn") })

        try FileManager.default.removeItem(atPath: filler)
        try #expect(site.answer(Contract.dispatchJob.cancel("J-1")).status == 200)
        let aside = disk.appending(path: "store/journal.torn-\(whole.count)")
        try #expect(Data(contentsOf: aside) == torn.dropFirst(whole.count))
    }

    private func cancelledJobs(_ site: Site) throws -> [String] {
        let events = try site.run("events").lines.map { try JSONValue(parsing: Array($0.utf8)) }
        return events.compactMap { $0["data"]?["jobId"]?.string }
    }

    @Test(
        "a store that may only be read is read, and a cancel of it is refused",
        .enabled(if: isRoot, "an ordinary user has to be become"), arguments: [true, false])
    func readOnly(hasIndex: Bool) throws {
        let site = try Site.withSamples()
        _ = try site.answer(.get("/api/work-orders/28"))
        if !hasIndex { try FileManager.default.removeItem(at: site.directory["store/index"]) }
        try FileManager.default.copyItem(
            at: Program.product("countermand"), to: site.directory["countermand"])
        for (path, mode) in [("", "755"), ("store", "555"), ("store/journal", "444"), ("secret", "444")] {
            try #expect(system("/usr/bin/chmod", mode, site.directory[path].path).ending == .exit(0))
        }
        if hasIndex { _ = try system("/usr/bin/chmod", "444", site.directory["store/index"].path) }
        // A reader that may not write cuts nothing off.
        let torn = Array("half a line".utf8)
        let journal = try site.journalBytes() + torn
        try site.append(torn)
        func asNobody(_ ask: Ask) throws -> Answer {
            try Answer(
                site.shell(
                    "exec setpriv --reuid=65534 --regid=65534 --clear-groups ./countermand", input: ask.envelope))
        }
        try #expect(asNobody(.get("/api/work-orders/28")).body["data"]?["status"] == "pending")
        try #expect(asNobody(.get("/api/work-orders/summary")).status == 200)
        let refused = try asNobody(Contract.workOrder.cancel)
        #expect(refused.status == 503)
        #expect(refused.ended.ending == .exit(74))
        #expect(refused.ended.errors.contains("cannot write to store/journal: Permission denied"))
        // C17
        try #expect(asNobody(.get("/health")).body == ["status": "unavailable"])
        try #expect(site.journalBytes() == journal)
    }
}
