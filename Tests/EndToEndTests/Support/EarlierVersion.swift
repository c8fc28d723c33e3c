import Foundation
import JSON
import TestSupport
import Testing

/// What an earlier version of the program wrote and answered: a folder in `Earlier`, whose README says what it holds.
struct EarlierVersion: CustomTestStringConvertible, Sendable {
    let name: String

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Earlier")

    static let all = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        .map(EarlierVersion.init)

    func bytes(_ file: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: Self.folder.appending(path: "\(name)/\(file)")))
    }

    func lines(_ file: String) throws -> [String] { try String(decoding: bytes(file), as: UTF8.self).lines }

    /// A copy of the store.
    func site(_ files: StoreFiles) throws -> Site {
        let site = try emptySite()
        try FileManager.default.createDirectory(at: site.directory["store"], withIntermediateDirectories: true)
        for file in files.names { try Data(bytes("store/\(file)")).write(to: site.directory["store/\(file)"]) }
        return site
    }

    /// Without a store, for the same bearer tokens.
    func emptySite() throws -> Site {
        var site = try Site()
        site.environment["COUNTERMAND_JWT_SECRET"] = Samples.secret
        return site
    }

    /// A request that changes nothing, and the answer of then.
    struct Exchange {
        let request: String
        let answer: String

        private var envelope: JSONValue? { try? JSONValue(parsing: Array(request.utf8)) }

        var name: String { envelope?["requestContext"]?["requestId"]?.string ?? "" }

        /// Whether it reads one work order: the answer goes by the record alone, not by what has become of it before.
        var readsWorkOrder: Bool {
            let method = envelope?["httpMethod"] ?? envelope?["requestContext"]?["http"]?["method"]
            return method == "GET" && name.hasPrefix("work-order-")
        }
    }

    func exchanges() throws -> [Exchange] {
        let requests = try lines("asked.requests.ndjson")
        let answers = try lines("asked.answers.ndjson")
        try #require(!requests.isEmpty && requests.count == answers.count)
        return zip(requests, answers).map(Exchange.init)
    }
}

/// The files of a store that are there when it is opened.
enum StoreFiles: String, CaseIterable, CustomTestStringConvertible {
    case journalAndIndex = "journal and index"
    case journal = "journal alone"

    var testDescription: String { rawValue }

    fileprivate var names: [String] { self == .journal ? ["journal"] : ["journal", "index"] }
}

extension String {
    /// Without their line feeds.
    fileprivate var lines: [String] { split(separator: "\n").map(String.init) }
}
