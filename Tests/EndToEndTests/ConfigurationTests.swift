import Foundation
import JSON
import TestSupport
import Testing

struct BadSetting: CustomTestStringConvertible {
    let variable: String
    let value: String
    var testDescription: String { "\(variable)=\(value.prefix(20))" }

    var option: String { "--" + variable.dropFirst("COUNTERMAND_".count).lowercased().replacing("_", with: "-") }

    static let all =
        ["nonsense", "file:", "file", "memory", "s3:bucket", "FILE:x", "memory:missing.ndjson", "memory:secret"]
        .map { BadSetting(variable: "COUNTERMAND_STORE", value: $0) }
        + secrets
        + ["v1", "/v1/", "//v1", "/a//b", "/"].map { BadSetting(variable: "COUNTERMAND_BASE_PATH", value: $0) }
        + ["true", "ON", "1"].map { BadSetting(variable: "COUNTERMAND_CONSOLE", value: $0) }
        + ["true", "ON", "1"].map { BadSetting(variable: "COUNTERMAND_MCP_READ_ONLY", value: $0) }
        + [
            "STORE", "JWT_SECRET", "JWT_ISSUER", "JWT_AUDIENCE", "BASE_PATH", "CONSOLE", "MCP_TOKEN", "MCP_READ_ONLY",
        ]
        .map { BadSetting(variable: "COUNTERMAND_\($0)", value: "") }

    static let secrets = [
        "hunter2", "hunter2-hunter2-hunter2-hunter2", "@hunter2", "@hunter2/hunter2-hunter2-hunter2-hunter2",
        "hunter2-hunter2-hunter2-hunter2-hunter2,hunter2", "@.", "@empty", ",", ",,",
        "hunter2-hunter2-hunter2-hunter2-hunter2,", ",hunter2-hunter2-hunter2-hunter2-hunter2",
    ].map { BadSetting(variable: "COUNTERMAND_JWT_SECRET", value: $0) }
}

/// Settings that cannot be used.
struct ConfigurationTests {
    private let site: Site

    init() throws {
        site = try Site()
        try Data().write(to: site.directory["empty"])
    }

    private func check(_ ended: Ended, _ setting: BadSetting) {
        #expect(ended.ending == .exit(78))
        #expect(ended.output == [])
        #expect(ended.errors.contains(setting.variable))
        #expect(!ended.errors.contains("hunter2"))
        #expect(!ended.errors.contains(Token.secret))
    }

    @Test("a variable that cannot be used ends the program with 78, and is named", arguments: BadSetting.all)
    func variable(_ setting: BadSetting) throws {
        var site = site
        site.environment[setting.variable] = setting.value
        check(try site.run(input: Contract.dispatchJob.cancel.envelope), setting)
    }

    @Test("an option that cannot be used is named as its variable", arguments: BadSetting.all)
    func option(_ setting: BadSetting) throws {
        check(try site.run("\(setting.option)=\(setting.value)"), setting)
    }

    @Test(
        "a secret after a mistyped option is not shown", arguments: ["--jwt-secrets=hunter2", "--jwtsecret=hunter2"])
    func mistypedOption(_ word: String) throws {
        let ended = try site.run(word)
        #expect(ended.ending == .exit(64))
        #expect(!ended.errors.contains("hunter2"))
    }

    @Test("empty origins are none, and an empty log level is the default") func emptyVariables() throws {
        var site = try Site.withSamples()
        for name in ["CORS_ORIGINS", "LOG"] { site.environment["COUNTERMAND_\(name)"] = "" }
        try #expect(site.answer(Contract.dispatchJob.cancel).status == 200)
    }

    @Test(
        "a setting that is not UTF-8 cannot be used", arguments: ["STORE", "JWT_ISSUER", "JWT_AUDIENCE", "BASE_PATH"])
    func notUTF8(_ name: String) throws {
        let script = #"v=$(printf '/\377') && eval "COUNTERMAND_$1=\$v" && export "COUNTERMAND_$1" && exec "$0""#
        let ended = try site.shell(script, name, input: Contract.dispatchJob.cancel.envelope)
        #expect(ended.ending == .exit(78))
        #expect(ended.errors.contains("COUNTERMAND_\(name) is not UTF-8"))
    }

    @Test("an argument that is not UTF-8 is refused") func argumentNotUTF8() throws {
        let ended = try site.shell(#"exec "$0" --jwt-secret "$(printf 'hunter2\377')""#)
        #expect(ended.ending == .exit(64))
        #expect(ended.errors.contains("argument 2 is not UTF-8"))
        #expect(!ended.errors.contains("hunter2"))
    }

    @Test("without COUNTERMAND_STORE the store is .countermand here") func defaultStore() throws {
        var site = site
        site.environment["COUNTERMAND_STORE"] = nil
        try #expect(site.run("import", Samples.records.path).ending == .exit(0))
        try #expect(site.directory[".countermand"].checkResourceIsReachable())
    }

    @Test(
        "COUNTERMAND_BASE_PATH is removed from the path, once",
        arguments: ["/v1": 200, "": 200, "/v1/v1": 404, "/v2": 404])
    func basePath(prefix: String, status: Int) throws {
        var site = try Site.withSamples()
        site.environment["COUNTERMAND_BASE_PATH"] = "/v1"
        var ask = Contract.dispatchJob.cancel
        ask.path = prefix + ask.path
        try #expect(site.answer(ask).status == status)
    }

    @Test("a line that cannot be loaded into memory is a setting that cannot be used") func badRecords() throws {
        let site = try Site()
        try Data("{}\n".utf8).write(to: site.directory["bad.ndjson"])
        let ended = try site.run("--store", "memory:bad.ndjson", input: Contract.dispatchJob.cancel.envelope)
        #expect(ended.ending == .exit(78))
        #expect(ended.errors.contains("COUNTERMAND_STORE"))
        #expect(ended.errors.contains("line 1: "))
    }
}
