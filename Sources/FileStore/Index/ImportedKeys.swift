import POSIX
import Storage

/// Which line named a record first, for any number of records in a fixed amount of memory: an index without a journal, in
/// a file without a name.
package final class ImportedKeys {
    private let index: Index

    package init() throws(StoreError) {
        do throws(SystemError) {
            index = Index(try FileDescriptor.temporary(), boot: nil)
        } catch { throw .unavailable("\(error)") }
        try Self.attempt { () throws(IndexError) in try index.clear() }
    }

    /// The line that the key was registered with before; `nil` the first time.
    package func register(_ key: RecordKey, line: Int) throws(StoreError) -> Int? {
        try Self.attempt { () throws(IndexError) in
            let key = IndexKey(key)
            if let number = try index.find(key) { return Int(clamping: try index.slot(number).place) }
            var slot = Slot(key)
            slot.place = UInt64(line)
            try index.setSlot(try index.makeSlot(key), slot)
            return nil
        }
    }

    private static func attempt<Answer>(_ body: () throws(IndexError) -> Answer) throws(StoreError) -> Answer {
        do throws(IndexError) { return try body() } catch {
            switch error {
            case .system(let error): throw .unavailable("\(error)")
            case .damaged, .journal: throw .unavailable("the register of an import does not hold")
            }
        }
    }
}
