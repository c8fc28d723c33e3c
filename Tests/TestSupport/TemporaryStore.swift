import Foundation

/// A directory that is there as long as the value is held.
package final class TemporaryStore {
    package let path = NSTemporaryDirectory() + "countermand-store-" + UUID().uuidString

    package var journal: String { path + "/journal" }
    package var index: String { path + "/index" }
    package var synced: String { path + "/synced" }

    package init() {}

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func journalBytes() throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: journal))) }

    /// Puts the bytes in the place of the journal, and the index away. Without `synced`, nothing says how much of a journal
    /// there was.
    package func setJournal(_ bytes: some Sequence<UInt8>, keepingSynced: Bool = false) throws {
        try? FileManager.default.removeItem(atPath: index)
        if !keepingSynced { try? FileManager.default.removeItem(atPath: synced) }
        try Data(bytes).write(to: URL(fileURLWithPath: journal))
    }

    /// What was moved aside, by the names of the files.
    package func tornFiles() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name.hasPrefix("journal.torn-") {
            files[name] = try [UInt8](Data(contentsOf: URL(filePath: "\(path)/\(name)")))
        }
        return files
    }

    package func lines() throws -> [[UInt8]] {
        try journalBytes().split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
    }
}
