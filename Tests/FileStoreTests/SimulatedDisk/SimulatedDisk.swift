import Foundation

/// Files and their names as a disk may hold them after a crash. Directories are on the disk as soon as they are made.
struct SimulatedDisk {
    private var files: [Int: SimulatedFile] = [:]
    /// As programs see them.
    private var names: [String: Int] = [:]
    private var settledNames: [String: Int] = [:]
    /// Changes of names that are not synced, oldest first, with the directory whose sync settles each.
    private var pendingNames: [(change: DiskOperation, directory: String)] = []

    mutating func apply(_ operation: DiskOperation, number: Int) {
        switch operation {
        case .create(let path, let file):
            files[file] = SimulatedFile()
            change(operation, in: path)
        case .write(let file, let bytes, let offset): files[file]?.write(bytes, at: offset, number)
        case .truncate(let file, let size): files[file]?.truncate(to: size, number)
        case .sync(let file, let last): files[file]?.sync(through: last)
        case .failedSync(let file): files[file]?.failSync()
        case .rename(_, let path), .link(_, let path), .remove(let path): change(operation, in: path)
        case .syncDirectory(let directory):
            for pending in pendingNames where pending.directory == directory {
                Self.apply(pending.change, to: &settledNames)
            }
            pendingNames.removeAll { $0.directory == directory }
        case .answer, .report: break
        }
    }

    private mutating func change(_ operation: DiskOperation, in path: String) {
        Self.apply(operation, to: &names)
        pendingNames.append((operation, URL(filePath: path).deletingLastPathComponent().path))
    }

    private static func apply(_ change: DiskOperation, to names: inout [String: Int]) {
        switch change {
        case .create(let path, let file): names[path] = file
        case .link(let old, let new): names[new] = names[old]
        case .rename(let old, let new):
            guard let file = names.removeValue(forKey: old) else { return }
            names[new] = file
        case .remove(let path): names[path] = nil
        default: break
        }
    }

    /// Everything as programs see it.
    var current: [String: [UInt8]] { names.compactMapValues { files[$0]?.current } }

    /// What a crash leaves.
    func remains(_ choose: (Int) -> Int) -> [String: [UInt8]] {
        var names = settledNames
        for pending in pendingNames where choose(2) == 1 { Self.apply(pending.change, to: &names) }
        return names.compactMapValues { files[$0]?.remains(choose) }
    }
}
