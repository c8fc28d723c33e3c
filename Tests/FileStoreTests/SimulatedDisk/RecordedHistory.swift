import Foundation
import JSON
import TestSupport
import Testing

/// A store's life, recorded from the built program: made by an import, used by two processes at once, with failed syncs, a
/// process that is killed in the middle of a line, and an import into it beside a stream.
struct RecordedHistory {
    private static let strace = URL(filePath: "/usr/bin/strace")
    static let canRecord = FileManager.default.isExecutableFile(atPath: strace.path)

    static let jobs = (1...26).map { "J-\($0)" }
    /// More than one line of the journal takes.
    static let imported = (1...501).map { "I-\($0)" }

    let operations: [DiskOperation]
    /// The number of the first operation of the import into the store, with which states are larger.
    let importStart: Int
    let directory: TemporaryDirectory

    var store: String { directory["store"].path }

    init() throws {
        let directory = try TemporaryDirectory()
        self.directory = directory
        var trace = SystemCallTrace(below: directory["store"].path)
        func run(_ script: String, faults: [String] = [], crashPoint: String = "") throws {
            let output = directory["trace"].path
            let program = Program(
                Self.strace,
                environment: [
                    "COUNTERMAND_STORE": "file:\(directory["store"].path)", "COUNTERMAND_CRASH_POINT": crashPoint,
                    "P": Program.product("countermand").path, "PATH": "/usr/bin:/bin", "TMPDIR": "/tmp",
                ], in: directory.url)
            let calls = "trace=openat,close,pwrite64,ftruncate,fdatasync,fsync,rename,link,unlink,write"
            let ended = try program.run(
                ["-f", "-qq", "-xx", "-s", "1000000", "-e", calls] + faults.flatMap { ["-e", "inject=\($0)"] }
                    + ["-o", output, "/bin/bash", "-c", script])
            try #require(ended.ending == .exit(0), "\(script): \(ended.errors)")
            try trace.read(String(contentsOfFile: output, encoding: .utf8))
        }
        try Self.write(Self.jobs, to: directory["jobs"])
        try Self.write(Self.imported, to: directory["more"])
        for (name, ids) in ["a": 1...8, "b": 9...16, "c": 17...19, "d": 20...20, "e": 20...22, "f": 23...26] {
            // More than is read at once, so that each line of the stream with failed syncs has its own.
            let padding = [UInt8](repeating: UInt8(ascii: " "), count: name == "c" ? 70_000 : 0)
            let envelopes = ids.flatMap { Self.envelope("J-\($0)") + padding + [UInt8(ascii: "\n")] }
            try Data(envelopes).write(to: directory[name])
        }
        try run("$P import jobs")
        try run("$P stream < a & $P stream < b & wait")
        // The second cancel's sync, that of `synced`, and both tries of its repair.
        try run("$P stream < c", faults: ["fdatasync:error=EIO:when=2..5"])
        try run("$P < d || true", crashPoint: "half-appended")
        try run("$P stream < e")
        importStart = trace.operations.count
        try run("$P import more & $P stream < f & wait")
        operations = trace.operations
        let answers = operations.flatMap { Self.cancelled(by: $0) }
        // One of those whose sync failed was answered with a 503.
        try #require(answers.count == Self.jobs.count - 1, "\(answers)")
    }

    private static func write(_ ids: [String], to file: URL) throws {
        let lines = ids.map { #"{"kind":"dispatch-job","id":"\#($0)","status":"Created"}"# + "\n" }
        try Data(lines.joined().utf8).write(to: file)
    }

    private static func envelope(_ id: String) -> [UInt8] {
        let envelope: JSONObject = [
            "rawPath": .string("/jobs/\(id)/cancel"),
            "requestContext": [
                "http": ["method": "POST"], "authorizer": ["jwt": ["claims": ["sub": "7", "role": "Admin"]]],
            ],
        ]
        return envelope.bytes
    }

    /// The jobs that an answer says are cancelled.
    static func cancelled(by operation: DiskOperation) -> [String] {
        guard case .answer(let bytes) = operation else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            guard line.hasPrefix(#"{"statusCode":200"#), let id = line.range(of: #"\"id\":\""#) else { return nil }
            return String(line[id.upperBound...].prefix { $0 != "\\" })
        }
    }

    /// How many records an import says that it has loaded.
    static func loaded(by operation: DiskOperation) -> Int? {
        guard case .report(let bytes) = operation else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return words.count > 2 && words[2] == "new," ? Int(words[1]) : nil
    }
}
