import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

/// Whether a store can be used, found out without writing to it.
struct HealthTests {
    /// The files of the directory with their bytes; nil if there is no directory.
    private func files(_ directory: TemporaryStore) -> [String: Data?]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path) else { return nil }
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: "\(directory.path)/\($0)")) })
    }

    /// Asks a new process's store, and checks that it leaves everything as it was.
    private func check(_ directory: TemporaryStore) throws {
        let before = files(directory)
        defer { #expect(files(directory) == before) }
        try FileStore(directory: directory.path).checkHealth()
    }

    private func refuses(_ directory: TemporaryStore, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(sourceLocation: sourceLocation) {
            try check(directory)
        } throws: { error in
            if case StoreError.unavailable = error { true } else { false }
        }
    }

    private func used() throws -> TemporaryStore {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        try store.put(Sample.record(1))
        try store.put(Sample.record(2))
        return directory
    }

    @Test(
        "C17 a store that is used is healthy, with its index and without",
        arguments: [[], ["index"], ["index", "synced"]])
    func healthy(without removed: [String]) throws {
        let directory = try used()
        for name in removed { try FileManager.default.removeItem(atPath: "\(directory.path)/\(name)") }
        try check(directory)
    }

    @Test("C17 where there is no store none is made")
    func none() throws {
        let directory = TemporaryStore()
        refuses(directory)
        try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
        refuses(directory)
    }

    @Test("C17 a store that was removed while it was open is no longer healthy")
    func removed() throws {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        try store.put(Sample.record(1))
        try FileManager.default.removeItem(atPath: directory.path)
        #expect(throws: StoreError.self) { try store.checkHealth() }
        #expect(files(directory) == nil)
    }

    @Test(
        "C17 an empty journal, and the beginning of its first line, is a store with nothing in it", arguments: [0, 40])
    func beginning(bytes: Int) throws {
        let directory = try used()
        try directory.setJournal(directory.journalBytes().prefix(bytes))
        try? FileManager.default.removeItem(atPath: directory.synced)
        try check(directory)
    }

    @Test("C17 another program's file, and a directory in the place of the journal, is no store")
    func foreign() throws {
        let directory = try used()
        try directory.setJournal("Dear diary,\nnothing happened.\n".utf8)
        refuses(directory)
        try FileManager.default.removeItem(atPath: directory.journal)
        try FileManager.default.createDirectory(atPath: directory.journal, withIntermediateDirectories: true)
        refuses(directory)
    }

    @Test(
        "C17 a store in which a failed sync could not be recorded takes no changes",
        arguments: ["directory", "file", "link"])
    func withoutSynced(_ kind: String) throws {
        let directory = try used()
        try FileManager.default.removeItem(atPath: directory.synced)
        switch kind {
        case "directory":
            try FileManager.default.createDirectory(atPath: directory.synced, withIntermediateDirectories: false)
        case "file": try Data("precious".utf8).write(to: URL(filePath: directory.synced))
        default: try FileManager.default.createSymbolicLink(atPath: directory.synced, withDestinationPath: "/nowhere")
        }
        refuses(directory)
    }

    @Test("C17 damage behind what the index has read is found")
    func damaged() throws {
        let directory = try used()
        let journal = try directory.journalBytes()
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: directory.journal))
        try file.seekToEnd()
        try file.write(contentsOf: Data("no line\nof this journal\n".utf8))
        try file.close()
        #expect(throws: StoreError.self) { try FileStore(directory: directory.path).checkHealth() }
        #expect(try directory.journalBytes().starts(with: journal))
    }
}
