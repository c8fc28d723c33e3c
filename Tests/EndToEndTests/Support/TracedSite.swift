import Foundation
import TestSupport
import Testing

/// A store with the sample records in it, and the program under `strace`, which shows what it does to the store's files
/// and has calls on the journal fail.
struct TracedSite {
    private static let strace = URL(filePath: "/usr/bin/strace")
    static let canTrace = FileManager.default.isExecutableFile(atPath: strace.path)

    enum File: String { case journal, synced }

    enum Call: Equatable {
        case write(File, at: Int)
        case sync(File)
        case failedSync(File)
        /// A write to standard output.
        case answer

        var file: File? {
            switch self {
            case .write(let file, _), .sync(let file), .failedSync(let file): file
            case .answer: nil
            }
        }
    }

    let site: Site
    /// Of the journal, before anything was cancelled.
    let end: Int

    init() throws {
        site = try Site.withSamples()
        // With an index, and everything synced.
        try #require(site.answer(.get("/api/work-orders/28")).status == 200)
        end = try site.journalBytes().count
    }

    /// Runs the program over one request, with strace's faults on the journal's calls.
    func run(_ ask: Ask, faults: [String] = []) throws -> Ended {
        try withExtendedLifetime(site.directory) {
            try strace.run(arguments(faults), input: ask.envelope)
        }
    }

    func trace(_ ask: Ask, faults: [String] = []) throws -> (Answer, [Call]) {
        (try Answer(run(ask, faults: faults)), try calls())
    }

    /// Runs the program over a stream whose lines have all arrived.
    func traceStream(_ lines: [UInt8], faults: [String] = []) throws -> (Ended, [Call]) {
        let ended = try withExtendedLifetime(site.directory) {
            try strace.run(arguments(faults) + ["stream"], input: lines)
        }
        return (ended, try calls())
    }

    /// Starts the program over a stream of requests.
    func start(faults: [String]) throws -> Running { try strace.start(arguments(faults) + ["stream"]) }

    func remove(_ file: String) throws { try FileManager.default.removeItem(at: site.directory["store/\(file)"]) }

    /// Puts zeros in the place of what was appended.
    func overwriteEnd() throws {
        let length = try site.journalBytes().count - end
        let handle = try FileHandle(forUpdating: site.journal)
        try handle.seek(toOffset: UInt64(end))
        try handle.write(contentsOf: Data(count: length))
        try handle.close()
    }

    private var strace: Program {
        Program(Self.strace, environment: site.environment, in: site.directory.url)
    }

    private var traceFile: URL { site.directory["trace"] }

    /// With faults, the calls on `journal` and `synced` alone are traced, counted and failed; without, answers are traced too.
    private func arguments(_ faults: [String]) -> [String] {
        var arguments = ["-qq", "-y", "-s", "0", "-o", traceFile.path, "-e", "trace=pwrite64,fdatasync,write"]
        if !faults.isEmpty {
            for file in [File.journal, .synced] { arguments += ["-P", site.directory["store/\(file)"].path] }
        }
        return arguments + faults.flatMap { ["-e", "inject=\($0)"] } + [Program.product("countermand").path]
    }

    /// What the process that was traced last has done, in order.
    func calls() throws -> [Call] {
        try String(contentsOf: traceFile, encoding: .utf8).split(separator: "\n").compactMap(Call.init)
    }
}

extension TracedSite.Call {
    /// Out of a line such as `pwrite64(3</tmp/store/journal>, ""..., 846, 1054) = 846`; nil for a call on another file.
    fileprivate init?(_ line: Substring) {
        if line.hasPrefix("write(1<") {
            self = .answer
            return
        }
        let files = [TracedSite.File.journal, .synced]
        guard let file = files.first(where: { line.contains("/\($0)>") }) else {
            return nil
        }
        if line.hasPrefix("fdatasync(") {
            self = line.contains(" = -1 EIO") ? .failedSync(file) : .sync(file)
        } else if line.hasPrefix("pwrite64("),
            let offset = line.split(separator: ") = ").first?.split(separator: ", ").last.flatMap({ Int($0) })
        {
            self = .write(file, at: offset)
        } else {
            return nil
        }
    }
}
