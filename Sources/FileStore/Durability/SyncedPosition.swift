/// How far a journal is known to be on the disk.
enum SyncedPosition: Equatable {
    /// Everything before the head is on the disk. `.start` if nothing is known.
    case synced(upTo: JournalHead)
    /// A sync has failed. What is after `since` has to be written again before another sync says anything about it.
    case failed(since: JournalHead)

    static let unknown = SyncedPosition.synced(upTo: .start)

    /// Everything before it is on the disk.
    var head: JournalHead {
        switch self {
        case .synced(let head), .failed(let head): head
        }
    }
}
