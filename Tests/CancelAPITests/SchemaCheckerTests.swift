import JSON
import Testing

/// The checker that every answer is held to must itself find what is wrong.
@Suite struct SchemaCheckerTests {
    private static let checker = SchemaChecker(document: ["schemas": ["ID": ["type": "integer", "minimum": 1]]])

    static let cases: [(schema: JSONValue, fits: [JSONValue], fitsNot: [JSONValue])] = [
        (["type": "string"], ["", "x"], [1, nil, true, [], [:]]),
        (["type": ["integer", "null"]], [1, nil], ["1", true]),
        (["type": "object", "required": ["a"]], [["a": nil]], [[:], ["b": 1], []]),
        (["properties": ["a": ["const": 1]]], [[:], ["a": 1], ["b": 2], "x"], [["a": 2], ["a": "1"]]),
        (["properties": ["a": [:]], "additionalProperties": false], [["a": 1], [:]], [["b": 1]]),
        (["enum": ["x", 1]], ["x", 1], ["y", nil]),
        (["items": ["$ref": "#/schemas/ID"]], [[], [1, 2]], [[0], [1, "2"]]),
        (["minimum": 1, "maximum": 3], [1, 3, "x"], [0, 4]),
        (["minLength": 1, "maxLength": 2], ["x", "éé", 7], ["", "xxx"]),
        (["$ref": "#/schemas/ID"], [1], [0, "x"]),
        (["$ref": "#/schemas/None"], [], [1]),
        (["patternProperties": [:]], [], [1]),
    ]

    @Test("A schema takes what fits and nothing else", arguments: cases)
    func check(schema: JSONValue, fits: [JSONValue], fitsNot: [JSONValue]) {
        for value in fits { #expect(Self.checker.problems(with: value, under: schema) == [], "\(value)") }
        for value in fitsNot { #expect(Self.checker.problems(with: value, under: schema) != [], "\(value)") }
    }

    @Test("A problem names its place")
    func place() {
        let schema: JSONValue = ["properties": ["data": ["items": ["type": "string"]]]]
        #expect(
            Self.checker.problems(with: ["data": ["x", 1]], under: schema) == ["/data/1: type does not hold"])
    }
}
