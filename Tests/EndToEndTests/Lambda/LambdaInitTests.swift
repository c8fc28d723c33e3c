import JSON
import TestSupport
import Testing

/// Settings that a Lambda function cannot start with.
struct LambdaInitTests {
    private static let bad: [[String: String]] = [
        ["COUNTERMAND_STORE": ""], ["COUNTERMAND_STORE": "file:store"], ["COUNTERMAND_STORE": "s3:bucket"],
        ["COUNTERMAND_STORE": "memory:/nowhere/records.ndjson"], ["COUNTERMAND_JWT_SECRET": "hunter2"],
        ["COUNTERMAND_LOG": "loud"], ["COUNTERMAND_CORS_ORIGINS": "*"],
    ]

    @Test("a setting that cannot be used is reported to the platform, and ends the program with 78", arguments: bad)
    func badSetting(_ setting: [String: String]) throws {
        let lambda = try LambdaSite(setting)
        let running = try lambda.start()
        let call = try lambda.api.expect("POST", LocalRuntimeAPI.initError)
        try lambda.api.reply(202, body: Array(#"{"status":"OK"}"#.utf8))
        let ended = try running.wait()
        #expect(ended.ending == .exit(78))
        #expect(call.fields["lambda-runtime-function-error-type"] == "Runtime.ConfigInvalid")
        let error = try #require(JSONValue(parsing: call.body).object)
        #expect(error["errorType"] == "Runtime.ConfigInvalid")
        #expect(error["stackTrace"] == [])
        let message = try #require(error["errorMessage"]?.string)
        #expect(try message.contains(#require(setting.keys.first)))
        #expect(!message.contains("hunter2"))
        #expect(ended.errors == "countermand: \(message)\n")
    }

    @Test("an init error that cannot be sent ends the program as well", arguments: [403, 500, 0])
    func notTaken(_ status: Int) throws {
        let lambda = try LambdaSite(["COUNTERMAND_STORE": "file:store"])
        let running = try lambda.start()
        try lambda.api.expect("POST", LocalRuntimeAPI.initError)
        if status == 0 { lambda.api.closeConnection() } else { try lambda.api.reply(status) }
        try #expect(running.wait().ending == .exit(78))
        #expect(!lambda.api.isWantedAgain)
    }

    @Test(
        "anything but an address is a setting that cannot be used",
        arguments: ["nonsense", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:70000", ":9001", "host:9001"])
    func badAddress(_ address: String) throws {
        let lambda = try LambdaSite(["AWS_LAMBDA_RUNTIME_API": address])
        let ended = try lambda.start().wait()
        #expect(ended.ending == .exit(78))
        #expect(ended.errors.contains("AWS_LAMBDA_RUNTIME_API"))
    }

    @Test("a Runtime API that does not listen ends the program with 74") func nobody() throws {
        let lambda = try LambdaSite()
        // The port is free again once its server is gone.
        let address = try LocalRuntimeAPI().address
        var site = lambda.site
        site.environment["AWS_LAMBDA_RUNTIME_API"] = address
        let ended = try site.start().wait()
        #expect(ended.ending == .exit(74))
        #expect(ended.errors.contains(address))
    }
}
