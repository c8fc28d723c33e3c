import JSON
import TestSupport
import Testing

/// A secret file that others than its owner and group can read is used, with a warning.
struct SecretFileTests {
    private func ended(mode: Int, _ level: String? = nil, _ secrets: String = "@secret") throws -> Ended {
        var site = try Site.withSamples()
        try site.permit(mode, "secret")
        site.environment["COUNTERMAND_JWT_SECRET"] = secrets
        site.environment["COUNTERMAND_LOG"] = level
        var ask = Contract.workOrder.cancel
        ask.claims = nil
        ask.fields = ["Authorization": .string("Bearer " + Token.signed(["sub": "1", "role": "admin"]))]
        let ended = try site.run(input: ask.envelope)
        try #expect(Answer(ended).status == 200)
        #expect(!ended.errors.contains(Token.secret))
        return ended
    }

    private func warnings(_ ended: Ended) throws -> [JSONObject] {
        try ended.errors.split(separator: "\n").map { try #require(JSONValue(parsing: Array($0.utf8)).object) }
            .filter { $0["level"] == "warning" }
    }

    @Test("a mode of 0640 or less causes none", arguments: [0o640, 0o600, 0o440, 0o400])
    func narrow(_ mode: Int) throws { try #expect(ended(mode: mode).errors == "") }

    @Test(
        "a wider mode causes a warning with the variable, the file, the mode and what to do",
        arguments: [0o644, 0o660, 0o604, 0o641, 0o700, 0o666, 0o777])
    func wide(_ mode: Int) throws {
        let warnings = try warnings(ended(mode: mode))
        #expect(warnings.count == 1)
        let text = try #require(warnings.first?["warning"]?.string)
        let octal = "0" + String(mode, radix: 8)
        #expect(text.hasPrefix("COUNTERMAND_JWT_SECRET is read from secret, whose mode is \(octal): "))
        #expect(text.hasSuffix(" so make it 0640 or less"))
    }

    @Test("each level has the warning, but for off", arguments: ["info": 1, "error": 1, "off": 0])
    func levels(_ level: String, count: Int) throws {
        let ended = try ended(mode: 0o644, level)
        try #expect(warnings(ended).count == count)
        if level == "off" { #expect(ended.errors == "") }
    }

    @Test("each file of several is checked, a secret without a file is not") func several() throws {
        let secrets = "@secret,another secret of more than thirty-two bytes,@secret"
        try #expect(warnings(ended(mode: 0o644, nil, secrets)).count == 2)
        try #expect(ended(mode: 0o600, nil, secrets).errors == "")
    }
}
