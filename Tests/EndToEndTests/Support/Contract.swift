import JSON
import Testing

/// The three contracts, as far as a cancel looks the same in all of them.
enum Contract: String, CaseIterable, CustomTestStringConvertible {
    case cleaningJob = "cleaning-job"
    case dispatchJob = "dispatch-job"
    case workOrder = "work-order"

    var testDescription: String { rawValue }

    /// One of the sample records that can be cancelled.
    var sampleID: String {
        switch self {
        case .cleaningJob: "JOB_X123"
        case .dispatchJob: "J-1001"
        case .workOrder: "28"
        }
    }

    /// Whether it is the id of that record, as a document has it.
    func isSample(_ id: JSONValue?) -> Bool { (id?.string ?? id?.number?.digits) == sampleID }

    var cancelledStatus: String {
        switch self {
        case .cleaningJob: "canceled"
        case .dispatchJob: "Cancelled"
        case .workOrder: "cancelled"
        }
    }

    var role: String {
        switch self {
        case .cleaningJob, .workOrder: "admin"
        case .dispatchJob: "Dispatcher"
        }
    }

    /// The request as in the contract, from a caller who may cancel. `id` is a path segment.
    func cancel(_ id: String, role: String? = nil) -> Ask {
        let claims: JSONObject = ["sub": "7", "role": .string(role ?? self.role), "full_name": "Pat Tester"]
        switch self {
        case .cleaningJob: return Ask(method: "POST", path: "/api/jobs/\(id)/cancel", claims: claims)
        case .dispatchJob: return Ask(method: "POST", path: "/jobs/\(id)/cancel", claims: claims)
        case .workOrder:
            return Ask(
                method: "PATCH", path: "/api/work-orders/\(id)/status", claims: claims, body: #"{"status":"cancelled"}"#
            )
        }
    }

    var cancel: Ask { cancel(sampleID) }

    /// The sentence of a refusal, where this contract puts it.
    func sentence(_ body: JSONValue) -> String? {
        switch self {
        case .cleaningJob: body.object?["error"]?.string
        case .dispatchJob: body.object?["detail"]?.string
        case .workOrder: body.object?["message"]?.string
        }
    }
}
