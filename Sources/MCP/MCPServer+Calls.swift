import HTTPMessage
import JSON

extension MCPServer {
    enum Reply {
        case result(ToolResult)
        /// A person is to be asked first.
        case question(Question)
    }

    /// Answers `tools/call`.
    func call(_ params: JSONObject, from client: Client) throws(ProtocolError) -> Reply {
        guard let name = params["name"]?.string else { throw .invalidParams("\"name\" must be a string.") }
        guard let tool = tools.first(where: { $0.name == name }) else {
            let why = isReadOnly ? " (this server only reads: nothing can be changed through it)" : ""
            throw .invalidParams("Unknown tool: \(name.excerpt)\(why)")
        }
        let given = params["arguments"] ?? .null
        guard let arguments = given.isNull ? [:] : given.object else {
            throw .invalidParams("\"arguments\" must be an object.")
        }
        let call: Call
        do throws(ArgumentError) { call = try Call(tool, arguments) } catch {
            return .result(ToolResult(.refused, error.sentence))
        }
        // Another operation has this path.
        if tool.endpoint.recordSegments != nil, paths.contains(call.request.path.description) {
            return .result(ToolResult(.refused, "An id in the arguments is a path of the API: check it."))
        }
        switch tool.action {
        case .read: return .result(calls.read(call))
        case .preview: return .result(preview(call))
        case .change:
            guard client.canAskPerson else { return .result(changeWithoutQuestion(call)) }
            if client.era == .stateless, let state = params["requestState"] {
                return changeAfterQuestion(call, state.string ?? "", params["inputResponses"]?.object ?? [:])
            }
            return question(call)
        }
    }

    private func preview(_ call: Call) -> ToolResult {
        switch calls.preview(call) {
        case .nothing(let result): return result
        case .changes(let preview):
            var result = ToolResult(.preview)
            result.add(preview.response)
            result["record"] = preview.record
            result["etag"] = .string(preview.entityTag)
            if !isReadOnly {
                let confirmation = newConfirmation(of: preview)
                result["confirmation"] = .string(seal.seal(confirmation, of: call.digest, .preview))
                result["expiresInSeconds"] = .number(Int(ConfirmationSeal.lifetimeMinutes * 60))
            }
            return result
        }
    }

    private func newConfirmation(of preview: Preview) -> Confirmation {
        Confirmation(
            requestKey: makeID(), entityTag: preview.entityTag,
            expires: now() + ConfirmationSeal.lifetimeMinutes * 60_000)
    }

    /// Where nobody can be asked, the confirmation of a preview stands in.
    private func changeWithoutQuestion(_ call: Call) -> ToolResult {
        let preview = Tool.previewName(of: call.tool.endpoint)
        guard let given = call.confirmation else {
            return ToolResult(
                .notConfirmed,
                "Nothing was changed: call \(preview) with the same arguments, show what it says to whoever is responsible, "
                    + "and pass on its `confirmation`.")
        }
        return change(call, given, .preview, "call \(preview) again with these arguments")
    }

    /// Carries out a change with the text of its confirmation.
    private func change(
        _ call: Call, _ text: String, _ purpose: ConfirmationSeal.Purpose, _ remedy: String
    ) -> ToolResult {
        do throws(ConfirmationSeal.Failure) {
            return calls.change(call, try seal.open(text, of: call.digest, purpose, now: now()))
        } catch {
            let why =
                error == .expired
                ? "has expired" : "does not belong to these arguments, or not to this run of the server"
            return ToolResult(
                .notConfirmed,
                "The confirmation \(why). This call has changed nothing; if an earlier one was not answered, look the record "
                    + "up. Otherwise \(remedy).")
        }
    }
}

// Asking a person.
extension MCPServer {
    /// Asks whoever sits in front of the host, where there is anything to change.
    private func question(_ call: Call) -> Reply {
        switch calls.preview(call) {
        case .nothing(let result): return .result(result)
        case .changes(let preview):
            return .question(Question(call, newConfirmation(of: preview), preview))
        }
    }

    /// The answer has come with the call, made again. Without it, the question is asked again.
    private func changeAfterQuestion(_ call: Call, _ state: String, _ responses: JSONObject) -> Reply {
        guard let answer = responses[Question.name] else { return question(call) }
        guard Question.isConfirmed(by: answer) else { return .result(.declined) }
        return .result(change(call, state, .question, "make the call again, and answer the question within its time"))
    }
}
