import Foundation
import TestSupport
import Testing

/// `Tests/Samples/make`, which writes the samples in `events`.
struct SampleSourceTests {
    @Test("the samples are what `countermand request --envelope` prints") func samples() throws {
        let directory = try TemporaryDirectory()
        let script = Samples.repository.appending(path: "Tests/Samples/make")
        let program = Program(script, environment: ["PATH": "/usr/bin:/bin"], in: directory.url)
        let ended = try program.run(Program.product("countermand").path, ".")
        #expect(ended.ending == .exit(0), "\(ended.errors)")
        let written = try FileManager.default.contentsOfDirectory(atPath: directory.url.path).sorted()
        #expect(written == Samples.names)
        for name in written {
            try #expect(Array(Data(contentsOf: directory[name])) == Samples.bytes(name), "\(name)")
        }
    }
}
