import CancelAPI
import Envelopes
import HTTPMessage
import POSIX
import Runtimes
import Storage

/// The configured API together with its log: every front end answers requests with `respond`.
final class Service {
    private let api: CancelAPI
    private let log: Log
    private var isColdStart = true
    /// The store's error during the last request, if there was one.
    private(set) var storeFailure: StoreError?

    init(_ configuration: Configuration) throws(CommandError) {
        let log = Log(configuration.logLevel, store: configuration.store.kind) { Timestamp.now.description }
        self.log = log
        api = CancelAPI(
            store: try configuration.store.open { log.warn($0) }, authenticator: configuration.authenticator,
            basePath: configuration.basePath, corsPolicy: configuration.corsPolicy,
            hasConsole: configuration.hasConsole, now: { .now }, makeID: Process.makeUUID)
        for warning in configuration.warnings { log.warn(warning) }
    }

    func respond(to request: Request) -> Response {
        let start = logStart
        let outcome = api.respond(to: request)
        storeFailure = outcome.storeFailure
        if let start {
            var entry = entry(outcome.response.status, since: start)
            entry.requestID = request.id
            entry.traceID = request.traceIDForLog
            entry.route = outcome.pattern
            entry.subject = outcome.subject
            entry.refusal = outcome.refusal
            entry.fault = outcome.storeFailure.map { CommandError($0).sentence }
            log.write(entry)
        }
        return outcome.response
    }

    /// Logs input that was not an envelope, which the runtime has answered itself.
    func logUnreadable(_ error: EnvelopeError, id: String? = nil) {
        guard let start = logStart else { return }
        var entry = entry(.badRequest, since: start)
        entry.requestID = id
        entry.fault = "\(error)"
        log.write(entry)
    }

    /// The time from which a log entry counts; `nil` if the log is off.
    private var logStart: Int64? { log.level == .off ? nil : Process.monotonicNanoseconds() }

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
