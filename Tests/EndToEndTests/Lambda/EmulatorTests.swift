import Foundation
import JSON
import POSIX
import TestSupport
import Testing

/// Under AWS's Runtime Interface Emulator: its path is in COUNTERMAND_TEST_RIE. The package aws-sam-cli of PyPI has it, as
/// samcli/local/rapid/aws-lambda-rie-x86_64.
struct EmulatorTests {
    private static let emulator = ProcessInfo.processInfo.environment["COUNTERMAND_TEST_RIE"]

    private struct Emulated {
        let running: Running
        let url: String
        let directory: TemporaryDirectory

        init(_ environment: [String: String]) throws {
            let directory = try TemporaryDirectory()
            // Free ports: a listener had them, and is gone.
            let addresses = try [LocalRuntimeAPI(), LocalRuntimeAPI()].map(\.address)
            let program = Program(
                URL(filePath: try #require(EmulatorTests.emulator)), environment: environment, in: directory.url)
            running = try program.start(
                [
                    "--runtime-interface-emulator-address", addresses[0], "--runtime-api-address", addresses[1],
                    Program.product("countermand").path,
                ])
            url = "http://\(addresses[0])/2015-03-31/functions/function/invocations"
            self.directory = directory
            // It says nothing once it listens: whoever wants to know has to try.
            let address = try #require(SocketAddress(addresses[0]))
            while true {
                guard let connection = try? FileDescriptor.connect(to: address) else {
                    sched_yield()
                    continue
                }
                connection.close()
                break
            }
        }

        func invoke(_ event: [UInt8]) throws -> JSONObject {
            let curl = Program(URL(filePath: "/usr/bin/curl"), in: directory.url)
            let ended = try curl.run(["--silent", "--show-error", "--data-binary", "@-", url], input: event)
            try #require(ended.ending == .exit(0), "\(ended.errors)")
            return try #require(JSONValue(parsing: ended.output).object, "\(ended.text)")
        }
    }

    @Test(
        "curl to the invocation URL cancels a job, and the same process answers a second event",
        .enabled(if: emulator != nil), .timeLimit(.minutes(1)))
    func cancel() throws {
        // What a process has in memory is there for as long as it is.
        let emulated = try Emulated(["COUNTERMAND_STORE": "memory:\(Samples.records.path)"])
        let event = try Samples.bytes("dispatch-job-cancel.http-v2-jwt.json")
        let first = try emulated.invoke(event)
        #expect(first["statusCode"] == 200)
        let body = try #require(first["body"]?.string)
        let job = try #require(JSONValue(parsing: Array(body.utf8)).object)
        #expect(job["id"] == "J-1001")
        #expect(job["status"] == "Cancelled")
        let second = try emulated.invoke(event)
        #expect(second["statusCode"] == 400)
        #expect(second["body"]?.string?.contains("job-already-cancelled") == true)
    }

    @Test(
        "a setting that cannot be used is reported to the caller of the function", .enabled(if: emulator != nil),
        .timeLimit(.minutes(1)))
    func initError() throws {
        let error = try Emulated(["COUNTERMAND_STORE": "file:relative"]).invoke(Array("{}".utf8))
        #expect(error["errorType"] == "Runtime.ConfigInvalid")
        #expect(error["errorMessage"]?.string?.contains("COUNTERMAND_STORE") == true)
    }
}
