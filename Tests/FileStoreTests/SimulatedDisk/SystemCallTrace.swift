import Foundation
import Testing

/// Reads what `strace -f -xx` has written of any number of processes: operations on the files below a directory, in the
/// order in which the calls returned.
struct SystemCallTrace {
    /// What a descriptor of a process leads to.
    private enum Open {
        case file(Int)
        case directory(String)
    }

    private let root: String
    private var names: [String: Int] = [:]
    private var fileCount = 0
    private var open: [Substring: [Int: Open]] = [:]
    /// Calls that have begun and not returned, by process, with the number of operations before them.
    private var begun: [Substring: (text: Substring, operations: Int)] = [:]
    private(set) var operations: [DiskOperation] = []

    init(below root: String) { self.root = root }

    mutating func read(_ text: String) throws {
        open = [:]
        begun = [:]
        for line in text.split(separator: "\n") {
            let process = line.prefix { $0 != " " }
            let call = line.dropFirst(process.count).drop { $0 == " " }
            if call.hasSuffix(" <unfinished ...>") {
                begun[process] = (call.dropLast(" <unfinished ...>".count), operations.count)
            } else if call.hasPrefix("<... "), let start = begun.removeValue(forKey: process) {
                let rest = call.drop { $0 != ">" }.dropFirst()
                try read(start.text + rest, of: process, begunAt: start.operations)
            } else {
                try read(call, of: process, begunAt: operations.count)
            }
        }
    }

    /// One call: `pwrite64(3, "\x7b\x22", 2, 1054) = 2`.
    private mutating func read(_ call: Substring, of process: Substring, begunAt start: Int) throws {
        let name = call.prefix { $0 != "(" }
        // The result is aligned with spaces.
        guard name.count < call.count, let end = call.range(of: " = ", options: .backwards),
            let closing = call[..<end.lowerBound].lastIndex(of: ")")
        else { return }
        let arguments = call[call.index(after: name.endIndex)..<closing].split(separator: ", ").map(String.init)
        let result = Int(call[end.upperBound...].prefix { $0.isNumber || $0 == "-" }) ?? -1
        let number = arguments.first.flatMap { Int($0) } ?? -1
        if ["fdatasync", "fsync"].contains(name) {
            switch open[process]?[number] {
            case .file(let file):
                operations.append(result == 0 ? .sync(file: file, through: start - 1) : .failedSync(file: file))
            case .directory(let path): if result == 0 { operations.append(.syncDirectory(path)) }
            case nil: break
            }
            return
        }
        guard result >= 0 else { return }
        switch name {
        case "openat": opened(path(arguments[1]), flags: arguments[2], as: result, of: process)
        case "close": open[process]?[number] = nil
        case "write":
            if number == 1 { operations.append(.answer(Self.bytes(arguments[1]))) }
            if number == 2 { operations.append(.report(Self.bytes(arguments[1]))) }
        case "pwrite64":
            guard case .file(let file)? = open[process]?[number] else { return }
            let bytes = Self.bytes(arguments[1])
            try #require(bytes.count >= result)
            operations.append(.write(file: file, Array(bytes.prefix(result)), at: try #require(Int(arguments[3]))))
        case "ftruncate":
            guard case .file(let file)? = open[process]?[number] else { return }
            operations.append(.truncate(file: file, to: try #require(Int(arguments[1]))))
        case "rename":
            let (old, new) = (path(arguments[0]), path(arguments[1]))
            guard let file = names.removeValue(forKey: old) else { return }
            names[new] = file
            operations.append(.rename(old, to: new))
        case "link":
            let (old, new) = (path(arguments[0]), path(arguments[1]))
            guard let file = names[old] else { return }
            names[new] = file
            operations.append(.link(old, to: new))
        case "unlink":
            if names.removeValue(forKey: path(arguments[0])) != nil { operations.append(.remove(path(arguments[0]))) }
        default: break
        }
    }

    private mutating func opened(_ path: String, flags: String, as number: Int, of process: Substring) {
        guard path == root || path.hasPrefix(root + "/") else { return }
        if let file = names[path] {
            open[process, default: [:]][number] = .file(file)
        } else if flags.contains("O_CREAT") {
            fileCount += 1
            names[path] = fileCount
            open[process, default: [:]][number] = .file(fileCount)
            operations.append(.create(path, file: fileCount))
        } else {
            open[process, default: [:]][number] = .directory(path)
        }
    }

    private func path(_ quoted: String) -> String {
        URL(filePath: String(decoding: Self.bytes(quoted), as: UTF8.self)).standardized.path
    }

    private static func bytes(_ quoted: String) -> [UInt8] {
        quoted.split(separator: "\\x").compactMap { UInt8($0.prefix(2), radix: 16) }
    }
}
