import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

/// The files of a store as a crash has left them, in a directory in memory where there is one.
final class CrashedStore {
    private static let parent =
        FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm/" : NSTemporaryDirectory()
    /// How many states are checked for each one that is also written to, or damaged.
    private static let statesPerChange = 16

    private let path = CrashedStore.parent + "countermand-crashed-" + UUID().uuidString
    private let files: [String: [UInt8]]

    /// Without the index unless `keepsIndex`: the machine of the test has not restarted, so the program would believe it.
    init(_ files: [String: [UInt8]], of store: String, keepsIndex: Bool = false) {
        self.files = Dictionary(
            uniqueKeysWithValues: files.map { (String($0.key.dropFirst(store.count + 1)), $0.value) }
        ).filter { keepsIndex || !$0.key.hasSuffix("index") }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func write() throws {
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path + "/journal.unfinished", withIntermediateDirectories: true)
        for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: "\(path)/\(name)")) }
    }

    private func open() -> FileStore { FileStore(directory: path, makesStore: false) }

    private func statuses(_ store: FileStore) throws -> [String: String] {
        var statuses: [String: String] = [:]
        try store.forEachRecord { stored in
            if stored.record.key.kind == RecordKind("dispatch-job") {
                statuses[stored.record.key.id] = stored.record.status
            }
            return true
        }
        return statuses
    }

    /// Whether the store can be read, and something that was answered is missing.
    func hasLost(_ answered: Answered) -> Bool {
        guard (try? write()) != nil, let statuses = try? statuses(open()) else { return false }
        return !answered.cancelled.allSatisfy { statuses[$0] == "Cancelled" }
    }

    func check(_ answered: Answered, _ comment: String, _ random: inout SeededGenerator) throws {
        try write()
        guard files["journal"] != nil else {
            #expect(!answered.isMade, "\(comment)")
            return try checkNone(comment)
        }
        let store = open()
        let statuses: [String: String]
        let events: [String]
        do {
            statuses = try self.statuses(store)
            events = try store.events(after: nil, limit: 999).map(\.event.subject)
            try store.synchronize()
        } catch {
            Issue.record("\(comment): \(error)")
            return
        }
        let cancelled = Set(statuses.filter { $0.value == "Cancelled" }.keys)
        #expect(cancelled.isSuperset(of: answered.cancelled), "\(comment)")
        #expect(
            events.count == cancelled.count && Set(events) == Set(cancelled.map { "dispatch-job/\($0)" }), "\(comment)")
        #expect(RecordedHistory.jobs.allSatisfy { statuses[$0] != nil }, "\(comment)")
        let imported = RecordedHistory.imported.prefix { statuses[$0] != nil }.count
        #expect(statuses.count == RecordedHistory.jobs.count + imported, "\(comment)")
        #expect(imported == RecordedHistory.imported.count || !answered.hasImported, "\(comment)")
        if Int.random(in: 0..<Self.statesPerChange, using: &random) == 0 { try checkWriting(comment) }
        if Int.random(in: 0..<Self.statesPerChange, using: &random) == 0 { try checkDamage(comment, &random) }
    }

    /// Nothing of a store that is not made yet shows, and it can be made.
    private func checkNone(_ comment: String) throws {
        let error = #expect(throws: StoreError.self) { try open().load(Sample.key(1)) }
        #expect("\(error as Any)".contains("there is no store"), "\(comment)")
        let new = try #require(try NewStore(in: path))
        try new.add(Sample.record(1), at: Sample.at)
        try new.publish()
        #expect(try open().load(Sample.key(1)) != nil, "\(comment)")
    }

    private func checkWriting(_ comment: String) throws {
        try open().put(Sample.record(1))
        #expect(try open().counts(of: [Sample.list()]) == [1], "\(comment)")
        #expect(try Verification(directory: path).faults == [], "\(comment)")
    }

    /// A changed bit in front of the position in `synced` is refused.
    private func checkDamage(_ comment: String, _ random: inout SeededGenerator) throws {
        try write()
        guard let file = SyncedFile(directory: path) else { return }
        let synced = try file.read().head.offset
        file.close()
        guard synced > 0 else { return }
        var journal = try #require(files["journal"])
        let offset = Int.random(in: 0..<synced, using: &random)
        journal[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        try Data(journal).write(to: URL(filePath: path + "/journal"))
        try? FileManager.default.removeItem(atPath: path + "/index")
        #expect(throws: StoreError.self, "\(comment), with byte \(offset) of the journal changed") {
            try open().load(Sample.key(1))
        }
        #expect(try [UInt8](Data(contentsOf: URL(filePath: path + "/journal"))) == journal, "\(comment)")
    }
}
