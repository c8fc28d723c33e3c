import POSIX
import Storage

/// The line of an import that first named each record, for any number of records in a fixed amount of memory: an index
/// without a journal, in a temporary file.
package final class ImportedKeys {
    private let index: Index

    package init() throws(StoreError) {
        do throws(SystemError) {
            index = Index(try FileDescriptor.temporary(), .temporary, boot: nil)
        } catch { throw .unavailable("\(error)") }
        try Self.attempt { () throws(IndexError) in try index.clear() }
    }

    /// Returns the line that the key was registered with before, or nil the first time.
    package func register(_ key: RecordKey, line: Int) throws(StoreError) -> Int? {
        try Self.attempt { () throws(IndexError) in
            let key = IndexKey(key)
            if let number = try index.find(key) { return Int(clamping: try index.entry(number).location) }
            var entry = IndexEntry(key)
            entry.location = UInt64(line)
            try index.setEntry(try index.makeEntry(key), entry)
            return nil
        }
    }

    private static func attempt<Answer>(_ body: () throws(IndexError) -> Answer) throws(StoreError) -> Answer {
        do throws(IndexError) { return try body() } catch {
            switch error {
            case .system(let error): throw .unavailable("\(error)")
            case .damaged, .journal: throw .unavailable("the index of an import's keys is damaged")
            }
        }
    }
}
