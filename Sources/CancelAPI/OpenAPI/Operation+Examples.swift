import HTTPMessage
import JSON

extension Operation {
    /// What a request to the operation may have wrong.
    var malformed: [Problem] {
        var problems: [Problem] = []
        for parameter in parameters {
            switch parameter {
            case "CleaningJobID", "DispatchJobID": problems.append(.badJobID)
            case "WorkOrderID": problems.append(.badWorkOrderID)
            case "ClientContext": problems.append(.badClientContext)
            default: break
            }
        }
        switch body {
        case "CancelJobs", "CancelWorkOrders": problems.append(.badIDs)
        case "Cancel": problems.append(.badReason)
        case "SetStatus": problems.append(.missingStatus)
        default: break
        }
        if problems.isEmpty { problems.append(.cutOffBody) }
        return problems
    }

    /// The problems as bodies, each under a name of its own.
    func examples(of problems: [Problem], on route: Route) -> JSONObject {
        let path = Self.examplePath(of: route, parameters)
        var examples: JSONObject = [:]
        for problem in problems {
            let body = JSONValue.object(route.errorFormat.body.json(problem, path))
            if examples.members.contains(where: { $0.value["value"] == body }) { continue }
            let count = examples.members.filter { $0.name.hasPrefix(problem.type) }.count
            examples[count == 0 ? problem.type : "\(problem.type)-\(count + 1)"] = [
                "summary": .string(problem.title), "value": body,
            ]
        }
        return examples
    }

    /// The route's path with the example of its parameter.
    private static func examplePath(of route: Route, _ parameters: [String]) -> Path {
        var segments: [String] = []
        for segment in Path("\(route.path)").segments {
            guard segment.utf8.first == UInt8(ascii: "{") else {
                segments.append(segment)
                continue
            }
            for name in parameters {
                guard let parameter = Components.parameters[name]?.object, parameter["in"] == "path" else { continue }
                segments.append(parameter["example"]?.string ?? parameter["example"]?.number?.digits ?? "")
            }
        }
        return Path(segments.joined(separator: "/"), .decoded)
    }
}

extension Problem {
    static func unauthorized(_ detail: String) -> Problem {
        Problem(.unauthorized, "unauthorized", "Unauthorized", detail)
    }

    /// An example.
    fileprivate static var cutOffBody: Problem {
        do {
            _ = try JSONValue(parsing: Array("{\"reason\":".utf8))
            return .badRequest("")
        } catch { return .bodyNotJSON(error) }
    }
}

extension JSONValue {
    fileprivate subscript(name: String) -> JSONValue? { object?[name] }
}
