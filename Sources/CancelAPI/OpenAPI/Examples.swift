import JSON

/// Records that the examples of the OpenAPI document are about: some of those in `events/records.ndjson`.
enum Examples {
    static let time: JSONValue = "2025-10-20T10:30:00.123Z"
    static let etag: JSONValue = "\"cde0b5079657dd47fa5993ef30f9602d\""
    static let event: JSONValue = "d0222ea8-82af-462b-871a-447089bfde07"

    /// Of the pending work orders of client 1.
    static let cursor = "2s_1s5n1x4"

    static let cleaningJob: JSONValue = [
        "id": "JOB_X123", "status": "scheduled", "title": "Weekly office clean", "cleaners": ["CLN_1", "CLN_2"],
    ]

    static let dispatchJob: JSONValue = [
        "id": "J-1001", "status": "Assigned", "jobNumber": "SS-2025-1001",
        "assignment": ["id": "A-1", "contractorId": "C-9", "status": "Active"],
    ]

    static let cancelledDispatchJob: JSONValue = [
        "id": "J-1001", "status": "Cancelled", "jobNumber": "SS-2025-1001",
        "assignment": ["id": "A-1", "contractorId": "C-9", "status": "Cancelled"], "updatedAt": time,
        "cancelledAt": time, "cancelledBy": "7",
    ]

    static let workOrder: JSONValue = [
        "id": 28, "job_no": "WO-2025-001", "status": "pending", "description": "Fix leaking tap",
        "authorized_email": "jane@visionwest.org.nz", "client_id": 1, "updatedAt": "2025-10-20T02:45:15.629Z",
    ]

    static let cancelledWorkOrder: JSONValue = [
        "id": 28, "job_no": "WO-2025-001", "status": "cancelled", "description": "Fix leaking tap",
        "authorized_email": "jane@visionwest.org.nz", "client_id": 1, "updatedAt": time,
    ]
}
