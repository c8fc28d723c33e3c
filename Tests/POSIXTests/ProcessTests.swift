import POSIX
import Testing

struct ProcessTests {
    /// RFC 9562 §5.4: version 4, variant 10.
    @Test func `a UUID has the form of a random one, in lower case`() {
        let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        let uuids = (0..<1000).map { _ in Process.makeUUID() }
        for uuid in uuids { #expect(uuid.wholeMatch(of: form) != nil, "\(uuid)") }
        #expect(Set(uuids).count == uuids.count)
        // Each digit that is free takes all of its values.
        for place in [0, 7, 9, 15, 20, 24, 35] {
            #expect(Set(uuids.map { Array($0.utf8)[place] }).count == 16, "digit \(place)")
        }
    }

    @Test func `a variable that is not set has no value`() {
        #expect(Process.environment("PATH") != nil)
        #expect(Process.environment("COUNTERMAND_NOT_SET") == nil)
    }

    @Test func `the time is in milliseconds since 1970`() {
        let start = Process.now()
        // Between 2025 and 2100.
        #expect((1_735_689_600_000..<4_102_444_800_000).contains(start))
    }
}
