import Foundation
import JSON
import TestSupport
import Testing

/// Sentences that help somebody who did the next best thing.
struct SentenceTests {
    private func errors(_ arguments: String..., input: String = "") throws -> String {
        try Samples.program.run(arguments, input: Array(input.utf8)).errors
    }

    @Test(
        "a misspelt command or option is answered with the nearest name",
        arguments: [
            ("handel", "did you mean handle?"), ("strem", "did you mean stream?"), ("--fial", "did you mean --fail?"),
            ("--strore", "did you mean --store?"), ("--jwtsecret", "did you mean --jwt-secret?"),
            ("--hlep", "did you mean --help?"), ("xyzzy", "see countermand --help"),
            ("--xyzzy", "see countermand --help"),
        ])
    func nearestName(word: String, sentence: String) throws {
        let ended = try Samples.program.run(word)
        #expect(ended.ending == .exit(64))
        #expect(ended.errors.contains(sentence))
    }

    @Test(
        "what may be a secret is not shown, whatever is wrong with the option before it",
        arguments: [
            ["-jwt-secret=hunter2-hunter2"], ["--jwt-secret:hunter2-hunter2"], ["jwt-secret=hunter2-hunter2"],
            ["--jwt-secret hunter2-hunter2"], ["export", "jwt-secret=hunter2-hunter2"],
            ["--jwt-secret", "", "hunter2-hunter2-hunter2-hunter2-hunter2"],
        ])
    func secrets(arguments: [String]) throws {
        let ended = try Samples.program.run(arguments)
        #expect(ended.ending == .exit(64))
        #expect(!ended.errors.contains("hunter2"))
    }

    @Test("a file as the command is answered with how to read it") func fileAsCommand() throws {
        let name = "events/dispatch-job-cancel.http-v2-jwt.json"
        #expect(try errors(name).contains("countermand < \(name)"))
    }

    @Test("a directory as the store is answered with how to write it") func directoryAsStore() throws {
        let ended = try Samples.program.run("--store", ".countermand")
        #expect(ended.ending == .exit(78))
        #expect(ended.errors.contains("COUNTERMAND_STORE must be file:DIR"))
        #expect(ended.errors.contains("write file:.countermand"))
        #expect(try !errors("--store", "postgresql://u:hunter2@x/y").contains("hunter2"))
    }

    @Test(
        "a setting's misspelt variable is refused with the right name",
        arguments: [
            ("COUNTERMAND_STOER", "COUNTERMAND_STORE"), ("COUNTERMAND_JWT_SECRETS", "COUNTERMAND_JWT_SECRET"),
            ("COUNTERMAND_LOGS", "COUNTERMAND_LOG"), ("COUNTERMAND_BASEPATH", "COUNTERMAND_BASE_PATH"),
            ("COUNTERMAND_JWT_ISS", "COUNTERMAND_JWT_ISSUER"), ("COUNTERMAND_JWT_AUD", "COUNTERMAND_JWT_AUDIENCE"),
            ("COUNTERMND_JWT_ISSUER", "COUNTERMAND_JWT_ISSUER"), ("countermand_log", "COUNTERMAND_LOG"),
        ])
    func misspeltVariable(name: String, nearest: String) throws {
        var site = try Site.withSamples()
        for value in ["", "x"] {
            site.environment[name] = value
            let ended = try site.run(input: Contract.dispatchJob.cancel.envelope)
            #expect(ended.ending == .exit(78))
            #expect(ended.errors.contains("\(name) is not a setting; did you mean \(nearest)?"))
        }
    }

    @Test("another variable of that kind is warned about, and does no harm") func unknownVariable() throws {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_SERVICE_HOST"] = "10.0.0.1"
        let answer = try site.answer(Contract.dispatchJob.cancel)
        #expect(answer.status == 200)
        let line = try #require(JSONValue(parsing: Array(answer.ended.errors.utf8)).object)
        #expect(line["warning"] == "COUNTERMAND_SERVICE_HOST is not a setting, and is ignored")
    }

    @Test("no envelope, and several of them, are called so") func notOneEnvelope() throws {
        #expect(try errors().contains("the envelope is missing: the input is empty"))
        let envelope = String(decoding: Contract.dispatchJob.cancel.envelope, as: UTF8.self)
        let several = try errors(input: envelope + "\n" + envelope)
        #expect(several.contains("several envelopes, one per line, are answered by countermand stream"))
    }

    @Test(
        "a file that is JSON but not a line for each record is called so",
        arguments: [
            ("[\n{\"kind\":\"dispatch-job\"}\n]\n", "jq -c '.[]' FILE"), ("[{},\n{}]", "jq -c '.[]' FILE"),
            ("{\n  \"kind\": \"dispatch-job\"\n}\n", "jq -c . FILE"), ("\n { \n}", "jq -c . FILE"),
        ])
    func notLines(input: String, remedy: String) throws {
        let ended = try Site().run("import", "-", input: Array(input.utf8))
        #expect(ended.ending == .exit(65))
        #expect(ended.errors.contains(remedy))
    }

    @Test("what is refused of standard input is called standard input") func standardInput() throws {
        let ended = try Site().run("import", "-", input: Array("x".utf8))
        #expect(ended.errors.contains("nothing of standard input was"))
    }

    @Test("a terminal as standard input is told what is waited for", arguments: [[], ["stream"], ["import", "-"]])
    func terminal(_ arguments: [String]) throws {
        let site = try Site.withSamples()
        // `script` runs the command in a terminal of its own, whose input ends at once.
        let words = arguments.joined(separator: " ")
        let ended = try site.shell(#"script -qec "$0 $1" /dev/null"#, words)
        #expect(ended.text.contains("Ctrl-D"), "\(ended)")
    }

    @Test("an import that is interrupted says how far it came, or was done already", arguments: [SIGINT, SIGTERM])
    func interrupted(_ signal: Int32) throws {
        let site = try Site()
        let lines = (1...50_000).map { #"{"kind":"dispatch-job","id":"J-\#($0)","status":"Created"}"# + "\n" }
        try site.write("records.ndjson", lines.joined())
        let running = try site.start("import", "records.ndjson")
        while kill(running.identifier, 0) == 0, !FileManager.default.fileExists(atPath: site.journal.path) {
            sched_yield()
        }
        kill(running.identifier, signal)
        let ended = try running.wait()
        if ended.ending == .exit(0) { return }
        #expect(ended.ending == .signal(signal))
        let sentence = /interrupted after (\d+) records, which are loaded; run it again for the others/
        let count = try #require(ended.errors.firstMatch(of: sentence)?.1, "\(ended)")
        try #expect(site.run("export").lines.count == Int(count))
        try #expect(site.run("import", "records.ndjson").errors.contains(", 0 replaced, \(count) there already"))
    }

    @Test("help is there for each command, in lines of at most 80 columns", arguments: Self.commands)
    func help(_ command: String) throws {
        for arguments in [["help", command], [command, "--help"], [command, "-h"]] {
            let ended = try Samples.program.run(arguments)
            #expect(ended.ending == .exit(0))
            #expect(ended.text.contains("countermand \(command)") || ended.text.contains("countermand [\(command)]"))
            #expect(ended.lines.allSatisfy { $0.count <= 80 })
        }
    }

    private static let commands = ["handle", "stream", "import", "export", "events", "verify", "openapi", "help"]

    @Test("-h is --help and -v is --version, and neither is wider than 80 columns") func short() throws {
        let help = try Samples.program.run("--help")
        try #expect(Samples.program.run("-h") == help)
        try #expect(Samples.program.run("help") == help)
        try #expect(Samples.program.run("-v") == Samples.program.run("--version"))
        #expect(help.lines.allSatisfy { $0.count <= 80 })
        try #expect(Samples.program.run("help", "handel").ending == .exit(64))
    }
}
