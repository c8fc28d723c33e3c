import Foundation
import TestSupport

/// The store `.countermand` in a directory of its own, where the commands of the pages look for it, with the samples and the
/// program beside it.
struct Store {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            at: directory["events"], withDestinationURL: Repository.root.appending(path: "events"))
        try FileManager.default.createSymbolicLink(
            at: directory["countermand"], withDestinationURL: Program.product("countermand"))
    }

    var journal: Data { get throws { try Data(contentsOf: directory[".countermand/journal"]) } }

    var synced: Data { get throws { try Data(contentsOf: directory[".countermand/synced"]) } }

    /// Makes a store of these bytes.
    func setJournal(_ bytes: Data) throws {
        try FileManager.default.createDirectory(at: directory[".countermand"], withIntermediateDirectories: true)
        try? FileManager.default.removeItem(at: directory[".countermand/synced"])
        try bytes.write(to: directory[".countermand/journal"])
    }

    /// Runs the built program.
    func run(_ arguments: String..., input: [UInt8] = []) throws -> Ended {
        try withExtendedLifetime(directory) {
            try Program(Program.product("countermand"), in: directory.url).run(arguments, input: input)
        }
    }

    func shell(_ command: String) throws -> Ended {
        try withExtendedLifetime(directory) {
            try Program(
                URL(filePath: "/bin/sh"), environment: ["PATH": "\(directory.url.path):/usr/local/bin:/usr/bin:/bin"],
                in: directory.url
            ).run("-c", command)
        }
    }
}
