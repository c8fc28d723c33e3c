import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

@Suite("The file synced")
struct SyncedFileTests {
    private let directory = TemporaryStore()
    private let file: SyncedFile

    init() throws {
        try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
        file = try #require(SyncedFile(directory: directory.path))
    }

    private func head(_ offset: Int) -> JournalHead {
        JournalHead(
            offset: offset, lastLine: offset - 99, lines: offset / 100,
            hash: (0..<32).map { UInt8(truncatingIfNeeded: offset &* ($0 + 1)) })
    }

    private func bytes() throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(filePath: directory.synced))) }

    private func set(_ bytes: [UInt8]) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: directory.synced))
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
    }

    @Test("says nothing before anything is written, and then what was written last")
    func positions() throws {
        #expect(try file.read() == .unknown)
        for offset in [1000, 77_777_777, 200] {
            file.write(synced: head(offset))
            #expect(try file.read() == .synced(upTo: head(offset)))
        }
    }

    @Test("that is read while it is written gives the old position, the new one, or none")
    func halfWritten() throws {
        file.write(synced: head(1000))
        let old = try bytes()
        file.write(synced: head(54_321))
        let new = try bytes()
        let allowed: [SyncedPosition] = [.unknown, .synced(upTo: head(1000)), .synced(upTo: head(54_321))]
        for cut in 0...old.count {
            for mixture in [new[..<cut] + old[cut...], old[..<cut] + new[cut...], old[..<cut]] {
                try FileManager.default.removeItem(atPath: directory.synced)
                try Data(mixture).write(to: URL(filePath: directory.synced))
                let read = try #require(SyncedFile(directory: directory.path))
                #expect(try allowed.contains(read.read()))
                read.close()
            }
        }
    }

    @Test("with a flipped bit in a position says nothing")
    func flipped() throws {
        file.write(synced: head(1000))
        let whole = try bytes()
        for index in whole.indices {
            var flipped = whole
            flipped[index] ^= 1 << UInt8(index % 8)
            try set(flipped)
            #expect(try file.read() == .unknown)
        }
    }

    @Test("says that a sync has failed until that is cleared, whatever position is written meanwhile")
    func failure() throws {
        file.write(synced: head(1000))
        file.write(failedSince: head(900))
        #expect(try file.read() == .failed(since: head(900)))
        file.write(synced: head(2000))
        #expect(try file.read() == .failed(since: head(900)))
        file.clearFailure()
        #expect(try file.read() == .synced(upTo: head(2000)))
    }

    @Test("with any damage to a failure says that a sync has failed, and nothing else is known")
    func damagedFailure() throws {
        file.write(failedSince: head(900))
        let whole = try bytes()
        for index in whole.indices.suffix(72) {
            var flipped = whole
            flipped[index] ^= 1
            try set(flipped)
            #expect(try file.read() == .failed(since: .start))
        }
    }

    @Test(
        "C2 is left alone if it is another's, a link or a directory, and then nothing is changed",
        arguments: ["file", "link", "directory"])
    func foreign(_ kind: String) throws {
        try FileManager.default.removeItem(atPath: directory.synced)
        let target = directory.path + "/precious"
        try Data("precious".utf8).write(to: URL(filePath: target))
        switch kind {
        case "file": try FileManager.default.moveItem(atPath: target, toPath: directory.synced)
        case "link": try FileManager.default.createSymbolicLink(atPath: directory.synced, withDestinationPath: target)
        default:
            try FileManager.default.createDirectory(atPath: directory.synced, withIntermediateDirectories: false)
        }
        #expect(SyncedFile(directory: directory.path) == nil)

        // A failed sync could not be recorded there for other processes.
        let store = FileStore(directory: directory.path)
        let error = #expect(throws: StoreError.self) { try store.put(Sample.record(1)) }
        guard case .unavailable(let why)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(why.contains("\(directory.synced) is not a file of Countermand"))
        // Nor is anything shown: what was synced, and what is damage, only that file says.
        #expect(throws: StoreError.self) { try FileStore(directory: directory.path).load(Sample.key(1)) }
        if kind != "directory" { #expect(try bytes() == Array("precious".utf8)) }
    }
}
