import HTTPMessage
import JSON
import Testing

/// Requests that change something, one for each route that can.
enum Change: String, CaseIterable, CustomTestStringConvertible {
    case cleaningJob = "POST /api/jobs/{id}/cancel"
    case dispatchJob = "POST /jobs/{id}/cancel"
    case dispatchJobs = "POST /jobs/cancel"
    case workOrder = "PATCH /api/work-orders/{id}/status"
    case workOrders = "POST /api/work-orders/cancel"

    var testDescription: String { rawValue }

    /// The roles that all of them need together.
    static let roles = ["admin"]

    static let single: [Change] = [.cleaningJob, .dispatchJob, .workOrder]

    /// Where `request` and `other` both succeed.
    static let records =
        Records.all + [
            #"{"kind":"cleaning-job","id":"JOB_2","status":"scheduled"}"#,
            #"{"kind":"dispatch-job","id":"J-2","status":"Open"}"#,
        ]

    var request: Request { request(as: .admin) }

    func request(as caller: Caller?) -> Request {
        switch self {
        case .cleaningJob: .cancelCleaning("JOB_X123", as: caller)
        case .dispatchJob: .cancelDispatch("J-1001", as: caller)
        case .dispatchJobs: .cancelDispatch(each: #"["J-1001","NONE"]"#, as: caller)
        case .workOrder: .cancelWorkOrder("28", as: caller)
        case .workOrders: .cancelWorkOrders(each: "[28,99]", as: caller)
        }
    }

    /// Of another record.
    var other: Request {
        switch self {
        case .cleaningJob: .cancelCleaning("JOB_2", as: .admin)
        case .dispatchJob: .cancelDispatch("J-2", as: .admin)
        case .dispatchJobs: .cancelDispatch(each: #"["J-2"]"#, as: .admin)
        case .workOrder: .cancelWorkOrder("30", as: .admin)
        case .workOrders: .cancelWorkOrders(each: "[30]", as: .admin)
        }
    }

    /// The status of the same request once more, without an idempotency key.
    var repeatedStatus: Int {
        switch self {
        case .cleaningJob, .dispatchJobs, .workOrders: 200
        case .dispatchJob, .workOrder: 400
        }
    }

    /// A problem, in the form of the route's contract. `refused` is the request if it is not the one of this case.
    func answer(
        _ status: Int, _ type: String, _ title: String, _ detail: String, to refused: Request? = nil,
        fields: [String] = []
    ) -> Answer {
        switch self {
        case .cleaningJob: .error(status, detail.replacing("\"", with: #"\""#), fields: fields)
        case .dispatchJob, .dispatchJobs:
            .problem(
                status, type, title, detail, at: PercentEncoding.encode((refused ?? request).path), fields: fields)
        case .workOrder, .workOrders: .failure(status, detail, fields: fields)
        }
    }

    func badRequest(_ detail: String) -> Answer { answer(400, "bad-request", "Bad request", detail) }
}

struct ChangeTests {
    @Test("Every route that changes something is tried") func routes() {
        let changing = Documentation.operations.filter { $0.method != "GET" }.map { "\($0.method) \($0.path)" }
        #expect(changing.sorted() == Change.allCases.map(\.rawValue).sorted())
    }

    @Test("The requests that the tests start from succeed", arguments: Change.allCases) func success(_ change: Change)
        throws
    {
        let api = try TestAPI(Change.records)
        for request in [change.request, change.other] { #expect(api.respond(to: request).status == 200) }
        #expect(api.events.count == 2)
    }
}
