import CancelAPI
import Envelopes
import HTTPMessage
import POSIX
import Runtimes
import Storage

#if Network
    import PostgreSQLStore
#endif

/// The configured API together with its log: every front end answers requests with `respond`.
final class Service {
    private let api: CancelAPI
    private let log: Log
    private var isColdStart = true
    private var decided: [Decided] = []
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
        let response = decide(request)
        return settle()?.first ?? response
    }

    /// Answers a request, which must not be sent before `settle`.
    func decide(_ request: Request) -> Response {
        let start = logStart
        let provisional = api.decide(request)
        decided.append(
            Decided(start: start, requestID: request.id, traceID: request.traceIDForLog, provisional: provisional))
        return provisional.outcome.response
    }

    /// Makes what was decided durable, all of it at once, and logs it. Returns nil if that has succeeded, otherwise the
    /// answers to send instead, one for each request since the last call.
    func settle() -> [Response]? {
        var failure: StoreError?
        do { try api.synchronize(decided.map { $0.provisional }) } catch { failure = error }
        var responses: [Response] = []
        for item in decided {
            let outcome = failure.map(item.provisional.unknown) ?? item.provisional.outcome
            log(item, outcome)
            storeFailure = outcome.storeFailure
            if failure != nil { responses.append(outcome.response) }
        }
        decided.removeAll(keepingCapacity: true)
        return failure == nil ? nil : responses
    }

    private struct Decided {
        let start: Int64?
        let requestID: String?
        let traceID: String?
        let provisional: ProvisionalOutcome
    }

    private func log(_ item: Decided, _ outcome: Outcome) {
        guard let start = item.start else { return }
        var entry = entry(outcome.response.status, since: start)
        entry.requestID = item.requestID
        entry.traceID = item.traceID
        entry.route = outcome.pattern
        entry.subject = outcome.subject
        entry.refusal = outcome.refusal
        entry.fault = outcome.storeFailure.map { CommandError($0).sentence }
        log.write(entry)
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
        #if Network
            case .postgresql: "postgresql"
        #endif
        }
    }
}
