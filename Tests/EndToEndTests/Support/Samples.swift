import Foundation
import JSON
import TestSupport
import Testing

/// The folder `events`.
enum Samples {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let folder = repository.appending(path: "events")
    static let records = folder.appending(path: "records.ndjson")

    static func recordLines() throws -> [String] {
        try String(contentsOf: records, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    static let secret =
        (try? String(contentsOf: folder.appending(path: "jwt-secret.txt"), encoding: .utf8))?
        .trimmingCharacters(in: .newlines) ?? ""

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".json") }.sorted()

    static func bytes(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: folder.appending(path: name))) }

    static func event(_ name: String) throws -> JSONObject {
        try #require(JSONValue(parsing: bytes(name)).object)
    }

    /// The program as `events/README.md` starts it.
    static let program = Program(
        Program.product("countermand"),
        environment: [
            "COUNTERMAND_STORE": "memory:events/records.ndjson",
            // What `@events/jwt-secret.txt` reads: who may read the file depends on how it was checked out.
            "COUNTERMAND_JWT_SECRET": secret,
            "COUNTERMAND_CONSOLE": "on",
        ],
        in: repository)
}
