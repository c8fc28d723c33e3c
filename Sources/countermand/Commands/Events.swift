import JSON
import POSIX
import Storage

/// Writes the events as CloudEvents, a line each, oldest first.
enum Events {
    private static let eventsAtATime = 1000
    private static let pauseMilliseconds = 200

    /// Following, it waits for more until nobody reads its output any more.
    static func run(_ configuration: Configuration, after: String?, follows: Bool) throws(Stop) -> ExitCode {
        let store = try configuration.openExistingStore()
        var cursor = try after.map(Self.cursor)
        var output = BufferedOutput(.standardOutput)
        while true {
            let entries: [EventEntry]
            do throws(StoreError) {
                entries = try store.events(after: cursor, limit: eventsAtATime)
                // An event that is shown must not be lost again.
                try store.synchronize()
            } catch { throw Stop(error) }
            try orStop { () throws(SystemError) in
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

    private static func cursor(_ text: String) throws(Stop) -> EventCursor {
        guard let cursor = EventCursor(text) else {
            throw Stop(.usage, "--after needs the sequence of an event, such as 00000000000000000042")
        }
        return cursor
    }
}
