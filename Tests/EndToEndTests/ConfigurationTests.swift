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

    static let secrets = [
        "hunter2", "hunter2-hunter2-hunter2-hunter2", "@hunter2", "@hunter2/hunter2-hunter2-hunter2-hunter2",
        "hunter2-hunter2-hunter2-hunter2-hunter2,hunter2", "@.", "@empty",
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

    @Test("an empty variable counts as missing") func emptyVariables() throws {
        var site = site
        for name in ["JWT_SECRET", "JWT_ISSUER", "JWT_AUDIENCE", "BASE_PATH"] {
            site.environment["COUNTERMAND_\(name)"] = ""
        }
        try #expect(site.answer(Contract.dispatchJob.cancel).status == 404)
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
