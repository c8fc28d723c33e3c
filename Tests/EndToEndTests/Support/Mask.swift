import Foundation

/// Takes out of an answer what differs from run to run, times of the run itself and generated ids, and the page of the
/// console, with its hashes.
struct Mask {
    private let seconds: ClosedRange<String>
    /// All that the program had been given.
    private let given: String

    init(from start: Date, to end: Date, given: String) {
        seconds = Self.second(start)...max(Self.second(start), Self.second(end))
        self.given = given
    }

    /// The time down to the second, as times in answers begin.
    private static func second(_ date: Date) -> String { String(date.formatted(.iso8601).dropLast()) }

    /// An entity tag goes by the record: it is masked where the record has a time of the run in it.
    func applied(to text: String) -> String {
        let masked = withoutTimesAndIDs(withoutPage(text))
        guard masked.contains("<now>") else { return masked }
        return masked.replacing(/"[0-9a-f]{32}(\\+")/) { #""<tag>\#($0.1)"# }
    }

    private func withoutPage(_ text: String) -> String {
        text.replacing(/<!DOCTYPE html>.*<\/html>/, with: "<page>").replacing(/sha256-[^']+/, with: "sha256-<hash>")
    }

    private func withoutTimesAndIDs(_ text: String) -> String {
        text.replacing(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{3}Z/) { match in
            seconds.contains(String(match.1)) ? "<now>" : String(match.0)
        }
        .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) { match in
            given.contains(match.0) ? String(match.0) : "<id>"
        }
    }
}
