import HTTPMessage
import Testing

struct QueryTests {
    @Test(arguments: [
        ("", []), ("?", []), ("a=1", ["a=1"]), ("?a=1&b=2", ["a=1", "b=2"]), ("a", ["a="]), ("a=", ["a="]),
        ("=1", ["=1"]),
        ("a=1=2", ["a=1=2"]), ("&&a=1&", ["a=1"]), ("??a=1", ["?a=1"]), ("a=1;b=2", ["a=1;b=2"]),
        ("a=x+y%2B%26&%62=%3D", ["a=x y+&", "b=="]), ("a%3D=1", ["a==1"]), ("a=%2541", ["a=%41"]), ("a=%zz", ["a=%zz"]),
    ])
    func `a query is its parameters, decoded once and in their order`(text: String, expected: [String]) {
        #expect(Query(encoded: text).parameters.map { "\($0.name)=\($0.value)" } == expected)
    }

    @Test func `no more parameters are read than a query may have`() {
        let most = String(repeating: "a&", count: Query.maximumParameters)
        #expect(Query(encoded: most).parameters.count == Query.maximumParameters)
        #expect(!Query(encoded: most).hasTooMany)
        #expect(Query(encoded: most + "&dryRun=true").hasTooMany)
    }

    @Test func `an ampersand separates parameters, whatever follows it`() {
        #expect(Query(encoded: "a=1&\u{301}b=2").parameters.count == 2)
    }

    @Test func `a repeated parameter has both values`() {
        let query = Query(encoded: "status=a&limit=1&status=b&Status=c")
        #expect(query.values("status") == ["a", "b"])
        #expect(query.values("cursor") == [])
    }
}
