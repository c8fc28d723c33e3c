import CancelAPI
import Envelopes
import HTTPMessage
import POSIX
import Runtimes
import Storage

/// What a front end asks: answers requests and keeps the log of them.
final class Service {
    private let api: CancelAPI
    private let log: Log
    private var isColdStart = true
    /// Why the store failed for the last request.
    private(set) var storeFailure: StoreError?

    init(_ configuration: Configuration) throws(Stop) {
        api = CancelAPI(
            store: try configuration.openStore(), authenticator: configuration.authenticator,
            basePath: configuration.basePath, corsPolicy: configuration.corsPolicy, now: { .now },
            makeID: Process.makeUUID)
        log = Log(configuration.logLevel, store: configuration.store.kind) { Timestamp.now.description }
        for warning in configuration.warnings { log.warn(warning) }
    }

    func respond(to request: Request) -> Response {
        let start = startOfEntry
        let outcome = api.respond(to: request)
        storeFailure = outcome.storeFailure
        if let start {
            var entry = entry(outcome.response.status, since: start)
            entry.requestID = request.id
            entry.traceID = request.trace
            entry.route = outcome.pattern
            entry.subject = outcome.subject
            entry.fault = outcome.storeFailure.map { Stop($0).sentence }
            log.write(entry)
        }
        return outcome.response
    }

    /// Input that was no request was answered by the front end itself.
    func note(_ error: EnvelopeError, id: String? = nil) {
        guard let start = startOfEntry else { return }
        var entry = entry(.badRequest, since: start)
        entry.requestID = id
        entry.fault = "\(error)"
        log.write(entry)
    }

    /// `nil` where there is no log: not even the clock is asked then.
    private var startOfEntry: Int64? { log.level == .off ? nil : Process.monotonicNanoseconds() }

    private func entry(_ status: Status, since start: Int64) -> Log.Entry {
        defer { isColdStart = false }
        return Log.Entry(
            status: status, nanoseconds: Process.monotonicNanoseconds() - start, isColdStart: isColdStart)
    }
}

extension Configuration.Store {
    fileprivate var kind: String {
        switch self {
        case .file: "file"
        case .memory: "memory"
        }
    }
}
