import JSON

/// A question that was sent to a client as a request, as before revision 2026-07-28, and the call that waits for its answer.
struct OpenQuestion {
    let id: String
    /// Of the client's request.
    let requestID: JSONValue
    let call: Call
    let confirmation: Confirmation
}

extension MCPServer {
    private static let maximumOpenQuestions = 64

    /// The request to the client, in place of an answer to its own. The oldest question is forgotten where there are too
    /// many: its call is answered as not confirmed.
    mutating func ask(_ question: Question, for requestID: JSONValue) -> [JSONObject] {
        var messages: [JSONObject] = []
        if openQuestions.count == Self.maximumOpenQuestions {
            messages.append(Self.answer(to: openQuestions.removeFirst().requestID, .unanswered))
        }
        let open = OpenQuestion(
            id: "question-" + makeID(), requestID: requestID, call: question.call, confirmation: question.confirmation)
        openQuestions.append(open)
        messages.append([
            "jsonrpc": "2.0", "id": .string(open.id), "method": "elicitation/create", "params": question.params,
        ])
        return messages
    }

    /// Answers the call that waits for this answer. An answer to no open question is ignored.
    mutating func answer(toQuestion id: JSONValue, _ result: JSONObject?) -> [JSONObject] {
        guard let index = openQuestions.firstIndex(where: { .string($0.id) == id }) else { return [] }
        let open = openQuestions.remove(at: index)
        let isConfirmed = Question.isConfirmed(by: result.map { .object($0) })
        let given: ToolResult =
            if !isConfirmed {
                .declined
            } else if now() >= open.confirmation.expires {
                .unanswered
            } else {
                calls.change(open.call, open.confirmation)
            }
        return [Self.answer(to: open.requestID, given)]
    }

    /// The client no longer waits for an answer to this request.
    mutating func forgetQuestion(of requestID: JSONValue?) { openQuestions.removeAll { $0.requestID == requestID } }

    private static func answer(to requestID: JSONValue, _ result: ToolResult) -> JSONObject {
        message(id: requestID, "result", .object(result.json))
    }
}

extension ToolResult {
    static let declined = ToolResult(
        .notConfirmed,
        "The person who was asked did not confirm it. Nothing was changed; do not ask again unless told to.")

    fileprivate static let unanswered = ToolResult(
        .notConfirmed,
        "The person who was asked did not answer in time, and nothing was changed. The call can be made again.")
}
