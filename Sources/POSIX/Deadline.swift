/// A moment by which something must have happened.
package struct Deadline: Sendable {
    private let nanoseconds: Int64

    package init(inMilliseconds milliseconds: Int) {
        nanoseconds = Process.monotonicNanoseconds() + Int64(milliseconds) * 1_000_000
    }

    /// Rounded up; 0 once the moment has come.
    package var remainingMilliseconds: CInt {
        CInt(clamping: max(0, nanoseconds - Process.monotonicNanoseconds() + 999_999) / 1_000_000)
    }
}
