import Foundation
import JSON
import TestSupport
import Testing

/// The command line: arguments, help and exit codes.
struct CommandLineTests {
    @Test(
        "--help describes every command and setting, in any position", arguments: [["--help"], ["--help", "import"]])
    func help(_ arguments: [String]) throws {
        let ended = try Samples.program.run(arguments)
        #expect(ended.ending == .exit(0))
        #expect(ended.errors == "")
        let words = [
            "handle", "request", "token", "check", "import", "export", "events", "verify", "openapi", "--envelope",
            "--role", "--help", "--version", "--fail", "--replace",
            "--after", "--follow", "--store", "--jwt-secret", "--jwt-issuer", "--jwt-audience", "--base-path",
            "--console",
        ]
        for word in words { #expect(ended.text.contains(word)) }
    }

    @Test("--version prints the version of the OpenAPI document") func version() throws {
        let ended = try Samples.program.run("--version")
        let document = try JSONValue(parsing: Samples.program.run("openapi").output)
        let version = try #require(document["info"]?["version"]?.string)
        #expect(ended.ending == .exit(0))
        #expect(ended.text == "countermand \(version)\n")
    }

    @Test("R2.7 the program prints the document that it serves") func openAPI() throws {
        let ended = try Samples.program.run("openapi")
        let served = try Answer(Samples.program.run(input: Samples.bytes("openapi.rest-v1-public.json")))
        #expect(ended.ending == .exit(0))
        try #expect(JSONValue(parsing: ended.output) == served.body)
        #expect(served.body["openapi"] == "3.1.0")
    }

    @Test("help, version and document need no setting", arguments: ["--help", "--version", "openapi"])
    func needNothing(_ word: String) throws {
        var program = Samples.program
        program.environment = ["COUNTERMAND_STORE": "nonsense", "COUNTERMAND_JWT_SECRET": "short"]
        try #expect(program.run(word).ending == .exit(0))
    }

    @Test(
        "a wrong command line ends with 64, a sentence and no answer",
        arguments: [
            ["handel"], ["handle", "twice"], ["import"], ["import", "a", "b"], ["--fial"], ["--fail=yes"], ["--store"],
            ["export", "--fail"], ["--replace"], ["export", "--follow"], ["handle", "--after", "1"], [""],
        ])
    func usage(_ arguments: [String]) throws {
        let ended = try Samples.program.run(arguments, input: Samples.bytes("dispatch-job-cancel.http-v2-jwt.json"))
        #expect(ended.ending == .exit(64))
        #expect(ended.output == [])
        #expect(ended.errors.hasPrefix("countermand: "))
    }

    @Test("an answer ends with 0 whatever its status, and with 22 under --fail from 400 on")
    func fail() throws {
        let refused = try Samples.bytes("dispatch-job-cancel-completed.http-v2-jwt.json")
        let cancelled = try Samples.bytes("dispatch-job-cancel.http-v2-jwt.json")
        try #expect(Samples.program.run(input: refused).ending == .exit(0))
        try #expect(Samples.program.run("--fail", input: cancelled).ending == .exit(0))
        let ended = try Samples.program.run("handle", "--fail", input: refused)
        #expect(ended.ending == .exit(22))
        try #expect(Answer(ended).status == 400)
    }

    @Test("a missing store ends with 74 and is not created", arguments: ["export", "events", "verify"])
    func noStore(_ command: String) throws {
        let site = try Site()
        let ended = try site.run(command)
        #expect(ended.ending == .exit(74))
        #expect(ended.output == [])
        #expect(ended.errors.contains("store"))
        #expect(!FileManager.default.fileExists(atPath: site.directory["store"].path))
    }

    @Test("options may come before or after the command, with = or without")
    func options() throws {
        let records = Samples.records.path
        let lines = try Samples.program.run("export").lines
        try #expect(lines.count == Samples.recordLines().count)
        for arguments in [
            ["export", "--store", "memory:\(records)"], ["--store=memory:\(records)", "export"],
            ["--store", "memory:\(records)", "export"],
        ] {
            var program = Samples.program
            program.environment = ["COUNTERMAND_STORE": "file:elsewhere"]
            try #expect(program.run(arguments).lines == lines)
        }
    }

    @Test("an envelope is read from a pipe as from a file") func pipe() throws {
        let site = try Site.withSamples()
        let ended = try site.shell(#"cat | "$0" | cat"#, input: Contract.dispatchJob.cancel.envelope)
        try #expect(Answer(ended).status == 200)
    }
}
