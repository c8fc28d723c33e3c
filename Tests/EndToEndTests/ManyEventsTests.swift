import JSON
import TestSupport
import Testing

/// A process that lives long.
@Suite(.serialized) struct ManyEventsTests {
    private static let events = 10_000
    private static let warmUp = 1_000
    private static let maximumGrowthKilobytes = 2048

    /// Each asks for a job of its own, which the answer names.
    private func event(_ number: Int) -> [UInt8] { Contract.dispatchJob.cancel("J-\(number)-x").envelope }

    private func isAnswer(_ line: some StringProtocol, to number: Int) -> Bool {
        line.contains("There is no job J-\(number)-x.")
    }

    /// Asks 10,000 times, and shows that memory stays as it is from the first 1,000 on.
    private func check(_ running: Running, _ ask: (Int) throws -> String) throws {
        var peak = 0
        for number in 1...Self.events {
            let answer = try ask(number)
            try #require(isAnswer(answer, to: number), "event \(number) got \(answer)")
            if number == Self.warmUp { peak = try ProcessMemory(of: running).peakKilobytes }
        }
        let growth = try ProcessMemory(of: running).peakKilobytes - peak
        #expect(growth < Self.maximumGrowthKilobytes, "\(growth) kB more than \(peak) kB")
    }

    @Test("10,000 lines are answered in order, in flat memory", .enabled(if: ProcessMemory.isKnown)) func stream()
        throws
    {
        var site = try Site()
        site.environment["COUNTERMAND_STORE"] = "memory:"
        site.environment["COUNTERMAND_LOG"] = "info"
        let running = try site.start("stream")
        try check(running) { number in
            try running.write(event(number) + [UInt8(ascii: "\n")])
            return try #require(running.nextLine())
        }
        running.release()
        let ended = try running.wait()
        #expect(ended.ending == .exit(0))
        #expect(ended.errors.split(separator: "\n").count == Self.events)
    }

    @Test("10,000 invocations are answered in order, in flat memory", .enabled(if: ProcessMemory.isKnown))
    func lambda() throws {
        let lambda = try LambdaSite(["COUNTERMAND_STORE": "memory:"])
        let running = try lambda.start()
        try check(running) { number in
            // A trace id of its own, which goes into the environment.
            let trace = "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-\(number)-ad49b0e87f6ef6c87fc2e700;Sampled=0"
            return try lambda.api.invoke(event(number), id: "id-\(number)", fields: [trace]).text
        }
        let ended = try lambda.end(running)
        #expect(ended.errors.split(separator: "\n").count == Self.events)
        #expect(lambda.api.connections == 1)
    }
}
