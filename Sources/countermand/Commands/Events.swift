import JSON
import POSIX
import Storage

/// `events`: prints the events as CloudEvents, one per line, oldest first.
enum Events {
    private static let eventsPerQuery = 1000
    private static let pauseMilliseconds = 200

    /// With `follows`, waits for more events until the reader closes standard output.
    static func run(_ configuration: Configuration, after: String?, follows: Bool) throws(CommandError) -> ExitCode {
        let store = try configuration.store.open()
        var cursor = try after.map(Self.cursor)
        var output = BufferedOutput(.standardOutput)
        while true {
            let entries: [EventEntry]
            do throws(StoreError) {
                entries = try store.events(after: cursor, limit: eventsPerQuery)
                // An event that was printed must survive a crash.
                try store.synchronize()
            } catch { throw CommandError(error) }
            try CommandError.wrapping { () throws(SystemError) in
                for entry in entries { try output.write(line: entry.event.cloudEvent(at: entry.cursor).bytes) }
                try output.flush()
            }
            cursor = entries.last?.cursor ?? cursor
            if entries.isEmpty {
                guard follows else { return .success }
                Process.pause(milliseconds: pauseMilliseconds)
            }
        }
    }

    private static func cursor(_ text: String) throws(CommandError) -> EventCursor {
        guard let cursor = EventCursor(text) else {
            throw CommandError(.usage, "--after needs the sequence of an event, such as 00000000000000000042")
        }
        return cursor
    }
}
