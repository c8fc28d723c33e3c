import POSIX
import Testing

struct EnvironmentVariableTests {
    @Test func `a variable is set, changed, cut off and removed`() {
        let name = "COUNTERMAND_TESTS_VARIABLE"
        let variable = EnvironmentVariable(name, maximumBytes: 8)
        #expect(Process.environment(name) == nil)
        for (value, seen) in [("a", "a"), ("", ""), ("12345678", "12345678"), ("123456789", "12345678"), ("b", "b")] {
            variable.set(value)
            #expect(Process.environment(name) == seen)
        }
        variable.set(nil)
        #expect(Process.environment(name) == nil)
        variable.set("again")
        #expect(Process.environment(name) == "again")
        variable.set(nil)
        #expect(Process.environment(name) == nil)
    }
}
