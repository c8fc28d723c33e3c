import POSIX
import Testing

struct EnvironmentTests {
    @Test func `a variable of the process is found, and an empty one is not`() {
        setenv("COUNTERMAND_TEST", "a=b=\u{E9}", 1)
        setenv("COUNTERMAND_TEST_EMPTY", "", 1)
        defer { for name in ["COUNTERMAND_TEST", "COUNTERMAND_TEST_EMPTY"] { unsetenv(name) } }
        let environment = Environment.ofProcess
        #expect(environment["COUNTERMAND_TEST"] == "a=b=\u{E9}")
        #expect(environment["COUNTERMAND_TEST_EMPTY"] == nil)
        #expect(environment["COUNTERMAND"] == nil)
        #expect(environment.variables.contains { $0.name == "COUNTERMAND_TEST_EMPTY" && $0.value.isEmpty })
    }

    @Test func `names are case-sensitive`() {
        let environment: Environment = ["Http_Method": "GET", "HTTP_METHOD": "POST"]
        #expect(environment["HTTP_METHOD"] == "POST")
        #expect(environment["http_method"] == nil)
    }
}
