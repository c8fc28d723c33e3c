import Foundation
import JSON
import Storage
import TestSupport
import Testing

@testable import FileStore

/// Everything that a process writes while it cancels jobs, recorded, and replayed as far as every point at which it,
/// or the machine, could have stopped.
@Suite("Recorded writes", .enabled(if: RecordedWrites.canRecord, "strace has to be installed"))
struct RecordedWritesTests {
    @Test("C2 replayed as far as any point, with the last write torn or whole, leave whole transactions")
    func killedProcess() throws {
        let recorded = try RecordedWrites()
        for end in 0...recorded.operations.count {
            for isTorn in [false, true] where !isTorn || end < recorded.operations.count {
                var files = recorded.before
                for operation in recorded.operations[..<end] { files.apply(operation) }
                if isTorn { files.apply(recorded.operations[end].torn) }
                try check(files, acknowledged: recorded.answers(before: end))
            }
        }
    }

    enum Unsynced: CaseIterable {
        case lost, torn, kept

        /// What a crash leaves of a write that was not synced.
        func remains(of operation: RecordedWrites.Operation) -> RecordedWrites.Operation? {
            switch self {
            case .lost: nil
            case .torn: operation.torn
            case .kept: operation
            }
        }
    }

    @Test(
        "C2 with everything unsynced lost, torn or kept, leave all that was answered",
        arguments: Unsynced.allCases, Unsynced.allCases)
    func crashedMachine(ofJournal: Unsynced, ofSynced: Unsynced) throws {
        let recorded = try RecordedWrites()
        for end in 0...recorded.operations.count {
            let lastSync = recorded.operations[..<end].lastIndex { $0 == .sync(.journal) } ?? 0
            var files = recorded.before
            for (index, operation) in recorded.operations[..<end].enumerated() {
                let unsynced = operation.file == .journal ? ofJournal : ofSynced
                let isSynced = operation.file == .journal && index < lastSync
                if let left = isSynced ? operation : unsynced.remains(of: operation) { files.apply(left) }
            }
            // An index of before the crash is not used.
            files.contents[.index] = nil
            try check(files, acknowledged: recorded.answers(before: end))
        }
    }

    @Test("C2 never have a position in synced that the journal was not synced up to")
    func positions() throws {
        let recorded = try RecordedWrites()
        var files = recorded.before
        var syncedBytes = files.contents[.journal]?.count ?? 0
        let directory = TemporaryStore()
        for operation in recorded.operations {
            files.apply(operation)
            if operation == .sync(.journal) { syncedBytes = files.contents[.journal]?.count ?? 0 }
            guard operation.file == .synced else { continue }
            try files.write(to: directory)
            let file = try #require(SyncedFile(directory: directory.path))
            defer { file.close() }
            let position = file.read()
            #expect(position == .synced(upTo: position.head))
            #expect(position.head.offset == syncedBytes)
        }
    }

    private func check(_ files: RecordedWrites.Files, acknowledged: Int) throws {
        let directory = TemporaryStore()
        try files.write(to: directory)
        let store = FileStore(directory: directory.path)
        var cancelled: [String] = []
        for stored in try store.allRecords() where stored.record.status == "Cancelled" {
            cancelled.append(stored.record.key.id)
        }
        // One after the other, as they were asked for.
        #expect(cancelled == RecordedWrites.jobs.prefix(cancelled.count).map { $0 })
        #expect(cancelled.count >= acknowledged)
        let events = try store.events(after: nil, limit: 99).map(\.event.subject)
        #expect(events == cancelled.map { "dispatch-job/\($0)" })
        try store.put(Sample.record(1))
        #expect(try FileStore(directory: directory.path).counts(of: [Sample.list()]) == [1])
        #expect(try Verification(directory: directory.path).faults == [])
    }
}

/// What `strace` saw of one process on one store.
struct RecordedWrites {
    /// Enough for an index that lags behind, and is written before the end.
    static let jobs = (1...36).map { "J-\($0)" }
    private static let strace = URL(filePath: "/usr/bin/strace")
    static let canRecord = FileManager.default.isExecutableFile(atPath: strace.path)

    enum File: String, CaseIterable { case journal, index, synced }

    enum Operation: Equatable {
        case write(File, [UInt8], at: Int)
        case truncate(File, Int)
        case sync(File)
        case answer

        /// The file that is changed.
        var file: File? {
            switch self {
            case .write(let file, _, _), .truncate(let file, _): file
            case .sync, .answer: nil
            }
        }

        /// As a stop in the middle of it leaves it.
        var torn: Operation {
            if case .write(let file, let bytes, let offset) = self {
                .write(file, Array(bytes[..<(bytes.count / 2)]), at: offset)
            } else {
                self
            }
        }
    }

    struct Files {
        var contents: [File: [UInt8]]

        init(of directory: TemporaryStore) throws {
            contents = [:]
            for file in File.allCases {
                contents[file] = try [UInt8](Data(contentsOf: URL(filePath: "\(directory.path)/\(file)")))
            }
        }

        mutating func apply(_ operation: Operation) {
            switch operation {
            case .write(let file, let bytes, let offset):
                Self.write(bytes, at: offset, to: &contents[file, default: []])
            case .truncate(let file, let size): Self.resize(&contents[file, default: []], size)
            case .sync, .answer: break
            }
        }

        private static func write(_ bytes: [UInt8], at offset: Int, to file: inout [UInt8]) {
            if file.count < offset + bytes.count { resize(&file, offset + bytes.count) }
            file.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        }

        private static func resize(_ file: inout [UInt8], _ size: Int) {
            file = file.prefix(size) + [UInt8](repeating: 0, count: max(0, size - file.count))
        }

        func write(to directory: TemporaryStore) throws {
            try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
            for (file, bytes) in contents { try Data(bytes).write(to: URL(filePath: "\(directory.path)/\(file)")) }
        }
    }

    let before: Files
    private(set) var operations: [Operation] = []

    func answers(before end: Int) -> Int { operations[..<end].count { $0 == .answer } }

    init() throws {
        let directory = TemporaryStore()
        let store = FileStore(directory: directory.path)
        for id in Self.jobs {
            try store.put(
                Record(
                    RecordKey(RecordKind("dispatch-job"), id), status: "Created", scopes: [],
                    document: ["id": .string(id), "status": "Created"]))
        }
        before = try Files(of: directory)
        let trace = directory.path + "/trace"
        let program = Program(
            Self.strace, environment: ["COUNTERMAND_STORE": "file:\(directory.path)"], in: URL(filePath: directory.path)
        )
        let calls = "trace=openat,pwrite64,ftruncate,fdatasync,write"
        let ended = try program.run(
            ["-qq", "-xx", "-s", "1000000", "-e", calls, "-o", trace, Program.product("countermand").path, "stream"],
            input: Self.jobs.flatMap { Self.envelope($0) + [UInt8(ascii: "\n")] })
        try #require(ended.lines.count { $0.hasPrefix(#"{"statusCode":200"#) } == Self.jobs.count)
        try read(String(contentsOfFile: trace, encoding: .utf8))
        try #require(operations.count { $0 == .answer } == Self.jobs.count)
        try #require(operations.count { $0 == .sync(.journal) } == Self.jobs.count)
    }

    private static func envelope(_ id: String) -> [UInt8] {
        let envelope: JSONObject = [
            "rawPath": "/jobs/\(id)/cancel",
            "requestContext": [
                "http": ["method": "POST"], "authorizer": ["jwt": ["claims": ["sub": "7", "role": "Admin"]]],
            ],
        ]
        return envelope.bytes
    }

    /// One call a line: `pwrite64(3, "\x7b\x22", 2, 1054) = 2`.
    private mutating func read(_ trace: String) throws {
        var files: [String: File] = [:]
        for line in trace.split(separator: "\n") {
            let name = line.prefix { $0 != "(" }
            let arguments = line.dropFirst(name.count + 1).split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let numbers = arguments.map { $0.prefix { $0.isNumber } }
            switch (name, files[String(numbers[0])]) {
            case ("openat", _):
                let path = String(decoding: Self.bytes(arguments[1]), as: UTF8.self)
                let number = line.split(separator: " ").last.map(String.init) ?? ""
                files[number] = File.allCases.first { path.hasSuffix("/\($0)") }
            case ("pwrite64", let file?):
                operations.append(.write(file, Self.bytes(arguments[1]), at: try #require(Int(numbers[3]))))
            case ("ftruncate", let file?): operations.append(.truncate(file, try #require(Int(numbers[1]))))
            case ("fdatasync", let file?): operations.append(.sync(file))
            case ("write", _): if numbers[0] == "1" { operations.append(.answer) }
            default: break
            }
        }
    }

    private static func bytes(_ quoted: String) -> [UInt8] {
        quoted.split(separator: "\\x").compactMap { UInt8($0.prefix(2), radix: 16) }
    }
}
