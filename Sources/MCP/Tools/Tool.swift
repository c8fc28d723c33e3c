import ASCII
import JSON

/// What a model can call.
struct Tool {
    enum Action {
        case read
        /// Shows what the change would come to, by a dry run.
        case preview
        case change
    }

    let action: Action
    let endpoint: Endpoint
    /// The operation that shows the record; nil for those that read.
    let record: Endpoint?

    private init(_ action: Action, _ endpoint: Endpoint, record: Endpoint? = nil) {
        self.action = action
        self.endpoint = endpoint
        self.record = record
    }

    var name: String { action == .preview ? Self.previewName(of: endpoint) : endpoint.id }

    /// `previewCancelJob` for `cancelJob`.
    static func previewName(of endpoint: Endpoint) -> String {
        var bytes = Array(endpoint.id.utf8)
        if let first = bytes.first { bytes[0] = first.asciiUppercased }
        return "preview" + String(decoding: bytes, as: UTF8.self)
    }

    /// The argument with which a change is confirmed where nobody can be asked.
    static let confirmation = "confirmation"
}

extension Tool {
    /// A tool for each operation that reads, and two for each that changes one record: its preview, and the change itself
    /// unless the server only reads. An operation on several records is none, because a confirmation is of one record as
    /// it was seen; nor is one on a record that cannot be shown.
    static func all(in document: JSONObject, isReadOnly: Bool) -> [Tool] {
        let endpoints = Endpoint.all(in: document)
        var tools: [Tool] = []
        for endpoint in endpoints {
            if endpoint.isRead {
                tools.append(Tool(.read, endpoint))
            } else if let segments = endpoint.recordSegments,
                let record = endpoints.first(where: { $0.isRead && $0.segments == segments })
            {
                tools.append(Tool(.preview, endpoint, record: record))
                if !isReadOnly { tools.append(Tool(.change, endpoint, record: record)) }
            }
        }
        return tools
    }
}
