import Importing
import JSON
import POSIX
import Storage

/// `export`: prints every record, one per line, in the form that `import` reads.
enum Export {
    static func run(_ configuration: Configuration) throws(CommandError) -> ExitCode {
        let store = try configuration.store.open()
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
        } catch { throw CommandError(error) }
        if let failure { throw CommandError(failure) }
        try CommandError.wrapping { () throws(SystemError) in try output.flush() }
        return .success
    }
}
