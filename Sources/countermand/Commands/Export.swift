import Importing
import JSON
import POSIX
import Storage

/// Writes every record, a line each, in the form that `import` reads.
enum Export {
    static func run(_ configuration: Configuration) throws(Stop) -> ExitCode {
        let store = try configuration.openExistingStore()
        var output = BufferedOutput(.standardOutput)
        var failure: SystemError?
        do throws(StoreError) {
            try store.forEachRecord { stored in
                guard let exported = stored.record.exported else { return true }
                do throws(SystemError) { try output.write(line: exported.bytes) } catch {
                    failure = error
                }
                return failure == nil
            }
            try store.synchronize()
        } catch { throw Stop(error) }
        if let failure { throw Stop(failure) }
        try orStop { () throws(SystemError) in try output.flush() }
        return .success
    }
}
