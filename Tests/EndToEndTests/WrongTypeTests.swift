import JSON
import TestSupport
import Testing

/// Envelopes with a member of another type than the platform sends.
struct WrongTypeTests {
    /// `nil` is a member left out.
    private static let values: [JSONValue?] = [.none, .null, -7, "x", [[]], ["a": []]]

    private static let samples = [
        "cleaning-job-cancel.rest-v1-cognito.json", "work-order-cancel.rest-v1-lambda-authorizer.json",
        "work-order-list-cancelled.http-v2-stage.json", "work-order-set-in-progress.function-url.json",
        "work-order-list.alb.json", "work-order-cancel-base64.alb-multi-value.json",
    ]

    @Test(
        "an envelope with a member of the wrong type, or without it, is answered, and without fault", arguments: samples
    )
    func wrongType(sample: String) throws {
        for changed in JSONValue.object(try Samples.event(sample)).changed(to: Self.values) {
            let ended = try Samples.program.run(input: changed.bytes)
            let answer = try Answer(ended)
            #expect(ended.ending == .exit(0) || (ended.ending == .exit(65) && answer.status == 400))
            #expect([200, 400, 401, 403, 404, 405, 413, 415].contains(answer.status), "\(changed)")
        }
    }
}

extension JSONValue {
    /// The value in all the ways in which one member or element in it, however deep, is another or missing (`nil`).
    fileprivate func changed(to others: [JSONValue?]) -> [JSONValue] {
        switch self {
        case .object(let object):
            object.members.flatMap { member in
                member.value.replaced(by: others).map { other in
                    var changed = object
                    changed[member.name] = other
                    return .object(changed)
                }
            }
        case .array(let elements):
            elements.indices.flatMap { index in
                elements[index].replaced(by: others).map { other in
                    .array(elements[..<index] + (other.map { [$0] } ?? []) + elements[(index + 1)...])
                }
            }
        default: []
        }
    }

    /// Text is not put in the place of text: that is the right type.
    private func replaced(by others: [JSONValue?]) -> [JSONValue?] {
        others.filter { $0?.string == nil || string == nil } + changed(to: others)
    }
}
