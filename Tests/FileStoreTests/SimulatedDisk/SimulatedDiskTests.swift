import Foundation
import Storage
import TestSupport
import Testing

@testable import FileStore

/// A store on a disk that does what disks may do: of everything that was not synced when the machine stopped, any sector,
/// length or name is there or not, in any order. Whatever is left, nothing that was answered is missing, nothing half done is
/// visible, and damage is called damage.
@Suite("A simulated disk", .enabled(if: RecordedHistory.canRecord, "strace has to be installed"))
struct SimulatedDiskTests {
    private static let history = Result { try RecordedHistory() }
    private static let states =
        ProcessInfo.processInfo.environment["COUNTERMAND_TEST_STATES"].flatMap(Int.init) ?? 100_000
    private static let parts = 4
    /// How many states are taken before the import into the store for each one during it: those take as much longer.
    private static let weightBeforeImport = 8

    /// How likely a sector, length or name is to be the newest one, in percent; each state draws one of these.
    private static let newest = [0, 50, 90, 100]

    @Test("C2 leaves everything that was answered, whatever a crash of the machine leaves", arguments: 0..<parts)
    func crashes(part: Int) throws {
        let history = try Self.history.get()
        var random = SeededGenerator(for: "crashes of the machine, part \(part)", seed: 20_261_125 + UInt64(part))
        let weights = history.operations.indices.map { $0 < history.importStart ? Self.weightBeforeImport : 1 }
        let states = Self.states / Self.parts
        let total = weights.reduce(0, +)
        var disk = SimulatedDisk()
        var answered = Answered()
        var checked = 0
        var passed = 0
        for (number, operation) in history.operations.enumerated() {
            disk.apply(operation, number: number)
            answered.add(operation)
            passed += weights[number]
            while checked * total < passed * states {
                let newest = Self.newest[Int.random(in: 0..<Self.newest.count, using: &random)]
                let files = disk.remains { count in
                    let isNewest = Int.random(in: 0..<100, using: &random) < newest
                    return isNewest ? count - 1 : Int.random(in: 0..<count, using: &random)
                }
                let state = CrashedStore(files, of: history.store)
                try state.check(answered, "after operation \(number), \(operation), with \(newest) percent", &random)
                checked += 1
            }
        }
        #expect(checked == states)
    }

    @Test("C2 leaves everything that was answered when a process is killed, in the middle of a write too")
    func kills() throws {
        let history = try Self.history.get()
        var random = SeededGenerator(for: "killed processes", seed: 20_261_126)
        var disk = SimulatedDisk()
        var answered = Answered()
        for (number, operation) in history.operations.enumerated() {
            if case .write(let file, let bytes, let offset) = operation, !bytes.isEmpty {
                var torn = disk
                let part = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
                torn.apply(.write(file: file, part, at: offset), number: number)
                try CrashedStore(torn.current, of: history.store, keepsIndex: true)
                    .check(answered, "within operation \(number)", &random)
            }
            disk.apply(operation, number: number)
            answered.add(operation)
            try CrashedStore(disk.current, of: history.store, keepsIndex: true)
                .check(answered, "after operation \(number)", &random)
        }
    }

    @Test("C2 would show a loss: without its syncs, answers are missing")
    func withoutSyncs() throws {
        let history = try Self.history.get()
        var random = SeededGenerator(for: "a disk that is never synced", seed: 20_261_127)
        var disk = SimulatedDisk()
        var answered = Answered()
        var lost = 0
        for (number, operation) in history.operations[..<history.importStart].enumerated() {
            if case .sync = operation { continue }
            disk.apply(operation, number: number)
            answered.add(operation)
            let files = disk.remains { Int.random(in: 0..<$0, using: &random) }
            if CrashedStore(files, of: history.store).hasLost(answered) { lost += 1 }
        }
        #expect(lost > 0)
        #expect(!CrashedStore(disk.current, of: history.store).hasLost(answered))
    }
}

/// What has been told to somebody.
struct Answered {
    private(set) var cancelled: Set<String> = []
    private(set) var isMade = false
    private(set) var hasImported = false

    mutating func add(_ operation: DiskOperation) {
        cancelled.formUnion(RecordedHistory.cancelled(by: operation))
        switch RecordedHistory.loaded(by: operation) {
        case RecordedHistory.jobs.count: isMade = true
        case RecordedHistory.imported.count: hasImported = true
        default: break
        }
    }
}
