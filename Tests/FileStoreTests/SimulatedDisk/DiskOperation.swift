/// What a process did that a crash may undo, or that somebody may rely on afterwards. Files are told apart by numbers, since
/// their names change.
enum DiskOperation: Equatable {
    case create(String, file: Int)
    case write(file: Int, [UInt8], at: Int)
    case truncate(file: Int, to: Int)
    /// Covers the operations up to this number, the first of them being 0: those that had returned when the call began.
    case sync(file: Int, through: Int)
    case failedSync(file: Int)
    case rename(String, to: String)
    case link(String, to: String)
    case remove(String)
    /// Only one process at a time changes names in a directory and syncs it, so there is nothing that it does not cover.
    case syncDirectory(String)
    /// A process told somebody something on standard output.
    case answer([UInt8])
    /// The same on standard error.
    case report([UInt8])
}

extension DiskOperation: CustomStringConvertible {
    /// Without the bytes.
    var description: String {
        switch self {
        case .create(let path, let file): "create \(path) as \(file)"
        case .write(let file, let bytes, let offset): "write \(bytes.count) bytes at \(offset) of \(file)"
        case .truncate(let file, let size): "truncate \(file) to \(size)"
        case .sync(let file, let last): "sync \(file) through operation \(last)"
        case .failedSync(let file): "fail to sync \(file)"
        case .rename(let old, let new): "rename \(old) to \(new)"
        case .link(let old, let new): "link \(old) to \(new)"
        case .remove(let path): "remove \(path)"
        case .syncDirectory(let path): "sync the directory \(path)"
        case .answer(let bytes): "answer \(bytes.count) bytes"
        case .report(let bytes): "report \(String(decoding: bytes, as: UTF8.self))"
        }
    }
}
