import JSON
import TestSupport
import Testing

/// The program as Lambda starts it, with the sample records in a file store, before a Runtime API of the test's own.
struct LambdaSite {
    let api: LocalRuntimeAPI
    var site: Site

    init(_ environment: [String: String] = [:]) throws {
        api = try LocalRuntimeAPI()
        site = try Site.withSamples()
        site.environment["AWS_LAMBDA_RUNTIME_API"] = api.address
        site.environment["COUNTERMAND_STORE"] = "file:\(site.directory["store"].path)"
        site.environment.merge(environment) { $1 }
    }

    /// With arguments, which it must not read.
    func start() throws -> Running { try site.start("--help", "verify") }

    /// Ends the program as the platform does, and shows that it has waited for that.
    func end(_ running: Running) throws -> Ended {
        try api.expect("GET", LocalRuntimeAPI.next)
        running.terminate()
        let ended = try running.wait()
        #expect(ended.ending == .exit(0))
        #expect(ended.output == [])
        return ended
    }

    /// The subjects of all events in the store, as another process sees them.
    func cancelled() throws -> [String] {
        var site = site
        site.environment["AWS_LAMBDA_RUNTIME_API"] = nil
        return try site.run("events").lines.map {
            try #require(JSONValue(parsing: Array($0.utf8))["subject"]?.string)
        }
    }
}

extension LocalRuntimeAPI.Call {
    /// The status in the envelope of an answer.
    var status: Int? { (try? JSONValue(parsing: body))?["statusCode"]?.integer }

    var text: String { String(decoding: body, as: UTF8.self) }
}
