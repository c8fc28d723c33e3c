import JSON

/// Records that the tests start from, as an import takes them.
enum Records {
    static let cleaningJob =
        #"{"kind":"cleaning-job","id":"JOB_X123","status":"scheduled","cleaners":["CLN_1","CLN_2"]}"#
    static let canceledJob = #"{"kind":"cleaning-job","id":"JOB_GONE","status":"canceled","cleaners":[]}"#

    static let dispatchJob = #"{"kind":"dispatch-job",\#(dispatchJobMembers)}"#
    static let dispatchJobMembers =
        #""id":"J-1001","status":"Assigned","title":"Fix tap","#
        + #""assignment":{"id":"A-1","contractorId":"C-9","status":"Active"}"#
    static let completedJob = #"{"kind":"dispatch-job","id":"J-DONE","status":"Completed"}"#
    static let cancelledJob = #"{"kind":"dispatch-job","id":"J-GONE","status":"Cancelled"}"#

    /// The work order of contract 3's example, as it was before.
    static let workOrder = #"{"kind":"work-order",\#(workOrderMembers(.before))}"#
    /// As the contract's example shows it.
    static let cancelledWorkOrder = "{\(workOrderMembers(.after))}"

    struct Moment {
        let status: String
        let updatedAt: String

        static let before = Moment(status: "pending", updatedAt: "2025-10-20T02:45:15.629Z")
        static let after = Moment(status: "cancelled", updatedAt: TestAPI.now)
    }

    static func workOrderMembers(_ moment: Moment) -> String {
        """
        "id":28,"job_no":"WO-2025-001","status":"\(moment.status)","work_order_type":"manual",\
        "supplier_name":"Williams Property Service","property_name":"123 Main St",\
        "property_address":"Auckland, NZ","description":"Fix leaking tap","is_urgent":false,\
        "authorized_by":"Jane Manager","authorized_email":"jane@visionwest.org.nz","client_id":1,"created_by":45,\
        "createdAt":"2025-10-20T02:45:15.629Z","updatedAt":"\(moment.updatedAt)"
        """
    }

    static func workOrder(
        _ id: Int, _ status: String = "pending", client: Int? = nil, email: String? = nil
    ) -> String {
        var record: JSONObject = ["kind": "work-order", "id": .number(id), "status": .string(status)]
        if let client { record["client_id"] = .number(client) }
        if let email { record["authorized_email"] = .string(email) }
        return String(decoding: record.bytes, as: UTF8.self)
    }

    /// One of each kind, and those that a contract refuses to cancel.
    static let all = [
        cleaningJob, canceledJob, dispatchJob, completedJob, cancelledJob, workOrder,
        workOrder(29, "cancelled", client: 1, email: "jane@visionwest.org.nz"), workOrder(30, client: 2),
        #"{"kind":"work-order-note","id":"n-1","work_order_id":28,"note":"Called","created_by":null}"#,
    ]
}
