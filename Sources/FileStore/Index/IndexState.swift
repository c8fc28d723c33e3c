/// What a process has of its journal's index.
///
///     closed ──────── the file is opened ───────▶ unverified
///     closed ──────── it cannot be ─────────────▶ withoutFile
///     withoutFile ─── a temporary file is made ─▶ stale
///     unverified ──── its head is in the journal ▶ verified
///     unverified ──── it is not, or the file is of another boot or version, or half written ▶ stale
///     verified ────── another process has written the file ▶ unverified
///     verified ────── the index contradicts itself or the journal ▶ stale
///     stale ───────── rebuilt from the journal's first line ▶ verified
///     any but closed ─ a system call fails ─────▶ withoutFile
///     verified ────── an update was cut short, or the journal cannot be used ▶ closed, or withoutFile if it was temporary
///
/// Only a verified index is read, and only after it was caught up with the journal's end.
enum IndexState {
    case closed
    /// No index can be kept in the directory.
    case withoutFile
    /// May belong to another journal.
    case unverified(Index)
    /// Holds what the journal has up to the index's head.
    case verified(Index)
    /// To be rebuilt before it is used.
    case stale(Index)

    var index: Index? {
        switch self {
        case .closed, .withoutFile: nil
        case .unverified(let index), .verified(let index), .stale(let index): index
        }
    }

    /// Without the index in memory, so that the next use reads its file again.
    var afterClosing: IndexState {
        switch self {
        case .closed: .closed
        case .withoutFile: .withoutFile
        case .unverified(let index), .verified(let index), .stale(let index):
            index.lifetime == .temporary ? .withoutFile : .closed
        }
    }
}
