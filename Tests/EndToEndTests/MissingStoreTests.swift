import Foundation
import JSON
import TestSupport
import Testing

/// A directory without a store, as after a mistyped path: only an import makes one.
struct MissingStoreTests {
    private func isThere(_ site: Site) -> Bool {
        FileManager.default.fileExists(atPath: site.directory["store"].path)
    }

    private func check(_ errors: String) {
        #expect(errors.contains("there is no store in "))
        #expect(errors.contains("store; countermand import FILE makes one there"))
    }

    @Test("C1 a request makes no store, and the error says where there is none", arguments: Contract.allCases)
    func handle(_ contract: Contract) throws {
        let site = try Site()
        for ask in [contract.cancel, .get("/api/work-orders/28"), .get("/api/work-orders")] {
            let answer = try site.answer(ask)
            #expect(answer.status == (ask.path.hasPrefix("/api/jobs") ? 500 : 503))
            #expect(answer.ended.ending == .exit(74))
            check(answer.ended.errors)
        }
        #expect(!isThere(site))
    }

    @Test("C1 a stream makes no store, not even in the place of one that was removed") func stream() throws {
        let site = try Site.withSamples()
        let running = try site.start("stream", input: Contract.dispatchJob.cancel.envelope + [UInt8(ascii: "\n")])
        #expect(running.nextLine()?.contains(#""statusCode":200"#) == true)
        try FileManager.default.removeItem(at: site.directory["store"])
        try running.write(Contract.workOrder.cancel.envelope + [UInt8(ascii: "\n")])
        #expect(running.nextLine()?.contains(#""statusCode":503"#) == true)
        running.release()
        let ended = try running.wait()
        check(ended.errors)
        #expect(!isThere(site))
    }

    @Test("C1 a request of a web server makes no store") func cgi() throws {
        var site = try Site()
        site.environment["COUNTERMAND_STORE"] = "file:" + site.directory["store"].path
        site.environment["GATEWAY_INTERFACE"] = "CGI/1.1"
        site.environment["REQUEST_METHOD"] = "POST"
        site.environment["PATH_INFO"] = "/jobs/J-1001/cancel"
        site.environment["HTTP_AUTHORIZATION"] = "Bearer " + Token.signed(["sub": "7", "role": "admin"])
        let ended = try site.run()
        #expect(ended.text.hasPrefix("Status: 503 "))
        check(ended.errors)
        #expect(!isThere(site))
    }

    @Test("C1 a command that reads makes no store", arguments: ["export", "events", "verify"])
    func command(_ command: String) throws {
        let site = try Site()
        let ended = try site.run(command)
        #expect(ended.ending == .exit(74))
        check(ended.errors)
        #expect(!isThere(site))
    }

    @Test("an import makes a store and says so, once") func imported() throws {
        let site = try Site()
        let records = Samples.records.path
        let first = try site.run("import", records)
        #expect(first.ending == .exit(0))
        #expect(first.errors.hasPrefix("countermand: made a store in store\ncountermand: "))
        try #expect(!site.run("import", records).errors.contains("made a store"))
    }

    @Test("an import without records makes an empty store") func empty() throws {
        let site = try Site()
        try #expect(site.run("import", "-").errors.contains("made a store in store"))
        try #expect(site.run("verify").ending == .exit(0))
        try #expect(site.answer(Contract.dispatchJob.cancel).status == 404)
    }

    @Test("C1 an import that is refused makes no store") func refused() throws {
        let site = try Site()
        try #expect(site.run("import", "-", input: Array("{}\n".utf8)).ending == .exit(65))
        #expect(!isThere(site))
    }

    @Test("nothing is imported into memory, where it would be lost", arguments: ["memory:", "memory:records"])
    func memory(_ store: String) throws {
        let ended = try Site().run("import", "--store", store, Samples.records.path)
        #expect(ended.ending == .exit(64))
        #expect(ended.errors.contains("file:DIR"))
    }
}
