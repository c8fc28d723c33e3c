import HTTPMessage
import JSON

/// What a change would do to a record as it is.
struct Preview {
    let record: JSONValue
    let entityTag: String
    /// What the API has answered to the dry run.
    let response: Response
    let changes: JSONValue
}

/// Carries out the calls of tools, each by one request to the API or several.
struct Calls {
    enum PreviewOutcome {
        case changes(Preview)
        /// There is nothing to change, or the change would be refused.
        case nothing(ToolResult)
    }

    /// The value of `Authorization`: the caller's, for every request.
    let authorization: String
    let respond: (Request) -> Response

    private func send(_ request: Request, adding fields: [(String, String)] = []) -> Response {
        var request = request
        request.via = "mcp"
        request.fields.append("Authorization", authorization)
        for (name, value) in fields { request.fields.append(name, value) }
        return respond(request)
    }

    func read(_ call: Call) -> ToolResult {
        let response = send(call.request)
        var result = ToolResult(Self.outcome(response, success: .read), Self.advice(on: response))
        result.add(response)
        return result
    }

    /// Looks the record up, and asks for a dry run on it as it is.
    func preview(_ call: Call) -> PreviewOutcome {
        var dryRun = call.request
        dryRun.query = Query(dryRun.query.parameters + [Query.Parameter(name: "dryRun", value: "true")])
        guard let endpoint = call.tool.record else { return .nothing(ToolResult(.refused)) }
        let shown = send(call.recordRequest(endpoint))
        guard shown.status == .ok, let tag = shown.fields["ETag"], let record = shown.json else {
            // The change itself says best why it is refused.
            let response = send(dryRun)
            return .nothing(refusal(response.status == .ok ? shown : response))
        }
        let response = send(dryRun, adding: [("If-Match", tag)])
        guard response.status == .ok else { return .nothing(refusal(response)) }
        let changes = response.json?.object?["changes"]?.object ?? [:]
        guard changes["events"]?.array?.isEmpty == false else {
            var result = ToolResult(.unchanged, "The record is so already: there is nothing to change.")
            result.add(response)
            result["record"] = record
            return .nothing(result)
        }
        return .changes(Preview(record: record, entityTag: tag, response: response, changes: .object(changes)))
    }

    private func refusal(_ response: Response) -> ToolResult {
        var result = ToolResult(.refused, Self.advice(on: response))
        result.add(response)
        return result
    }

    /// Makes the change, once, if the record is as it was when it was confirmed.
    func change(_ call: Call, _ confirmation: Confirmation) -> ToolResult {
        let response = send(
            call.request,
            adding: [("If-Match", confirmation.entityTag), ("Idempotency-Key", confirmation.requestKey)])
        let success: ToolResult.Outcome = response.fields["Idempotent-Replayed"] == "true" ? .doneBefore : .done
        let outcome = Self.outcome(response, success: success, failure: .unknown)
        var result = ToolResult(outcome, outcome == .unknown ? Self.unknown(call) : Self.advice(on: response))
        result.add(response)
        result["requestKey"] = .string(confirmation.requestKey)
        return result
    }
}

// What an answer means, and what to do then.
extension Calls {
    private static func outcome(
        _ response: Response, success: ToolResult.Outcome, failure: ToolResult.Outcome = .refused
    ) -> ToolResult.Outcome {
        switch response.status.code {
        case ..<400: success
        case ..<500: .refused
        default: failure
        }
    }

    private static func unknown(_ call: Call) -> String {
        "Whether the change was made is not known. Report it neither as done nor as not done: look the record up with "
            + "\(call.tool.record?.id ?? ""), or ask what came of the request, by the key under `requestKey`."
    }

    /// Nil for an answer that is no refusal.
    private static func advice(on response: Response) -> String? {
        guard response.status.code >= 400 else { return nil }
        let remedy =
            switch response.status {
            case .unauthorized:
                "The token that this server was started with does not hold, or may not do this: calling again does not help; "
                    + "whoever set the server up can change that."
            case .forbidden: "The caller of this server may not do this: calling again does not help."
            case .notFound: "Check the id with whoever named it; do not try others."
            case .conflict: "Call again in a moment with the same arguments."
            case .preconditionFailed: "The record was changed since it was shown: preview the change again."
            case let status where status.code >= 500: "The service failed, and nothing was changed. Try again later."
            default: ""
            }
        return "Refused (\(response.status.code)): \(response.sentence)" + (remedy.isEmpty ? "" : " " + remedy)
    }
}
