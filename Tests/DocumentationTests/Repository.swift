import Foundation

/// The files of the repository that people write.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let documentation = "Sources/Documentation"

    private static let folders = ["README.md", "template.yaml", "Sources", "Tests", "events", ".github", ".ci"]

    /// Paths from the root on, of all files with one of these endings.
    static func files(_ endings: String...) -> [String] {
        folders.flatMap { folder in
            let inside = (try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
            return [folder] + inside.map { "\(folder)/\($0)" }
        }
        .filter { path in isFile(path) && endings.contains { path.hasSuffix($0) } }
        .sorted()
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    private static func isFile(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: root.appending(path: path).path, isDirectory: &isDirectory)
        return exists && !isDirectory.boolValue
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
