import JSON
import Testing

struct ObjectTests {
    @Test(arguments: [2, 32, 33, 34, 80, 1000], [false, true])
    func `a second member of one name is refused in an object of any size`(count: Int, isFirst: Bool) {
        let names = (0..<count - 1).map { "m\($0)" }
        let repeated = isFirst ? names[0] : names[names.count - 1]
        let before = "{" + names.map { "\"\($0)\":0," }.joined()
        Refused(before + "\"\(repeated)\":1}", .duplicateMember(repeated), at: before.utf8.count).check()
    }

    @Test(arguments: [1, 32, 33, 1000])
    func `members keep their order in an object of any size`(count: Int) throws {
        let names = (0..<count).map { "m\($0 * 7919 % count)" }
        let text = "{" + names.map { "\"\($0)\":null" }.joined(separator: ",") + "}"
        #expect(try parse(text).object?.members.map(\.name) == names)
    }

    /// Swift's `==` takes each of these pairs for one and the same string.
    @Test(arguments: [("\u{E9}", "e\u{301}"), ("K", "\u{212A}"), (";", "\u{37E}")], [0, 20])
    func `names that Unicode calls equivalent are two members`(names: (String, String), others: Int) throws {
        let rest = (0..<others).map { "\"m\($0)\":0," }.joined()
        let object = try #require(parse("{\(rest)\"\(names.0)\":1,\"\(names.1)\":2}").object)
        #expect(object[names.0] == 1)
        #expect(object[names.1] == 2)
    }

    @Test(arguments: [0, 1, 32, 33, 1000])
    func `an index finds the members of an object of any size, and no others`(count: Int) throws {
        let names = (0..<count).map { "m\($0)" }
        let object = JSONObject(names.enumerated().map { ($1, .number($0)) })
        let index = MemberIndex(object)
        for (number, name) in names.enumerated() { #expect(index[name] == .number(number)) }
        #expect(index["m"] == nil)
        #expect(index["m\(count)"] == nil)
    }

    @Test func `setting an existing member keeps its position`() {
        var object: JSONObject = ["a": 1, "b": 2, "c": 3]
        object["b"] = "two"
        object["d"] = nil
        object["e"] = .null
        object["a"] = nil
        #expect(object == ["b": "two", "c": 3, "e": nil])
        #expect(object["a"] == nil)
        #expect(object["e"] == .some(.null))
    }

    @Test func `objects with members in another order are not equal`() throws {
        #expect(try parse("{\"a\":1,\"b\":2}") != parse("{\"b\":2,\"a\":1}"))
    }

    @Test func `of several members with one name the last value is used, in the position of the first`() {
        #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]) == ["a": 3, "b": 2])
    }
}
