import ASCII

/// What the operating system provides to a process besides files.
package enum Process {
    /// The value of a variable. Bytes that are not UTF-8 are replaced by U+FFFD.
    package static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// The value of a variable, which need not be UTF-8.
    package static func environmentBytes(_ name: String) -> [UInt8]? {
        getenv(name).map { [UInt8](UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }

    /// The command line without the name of the program, as bytes that need not be UTF-8; empty if it has more than 1 MiB or
    /// the system has no `/proc`. Embedded Swift has no `CommandLine`.
    package static var arguments: [[UInt8]] {
        let maximumBytes = 1 << 20
        guard let file = try? FileDescriptor.open("/proc/self/cmdline", .read) else { return [] }
        defer { file.close() }
        let bytes = try? file.readToEnd(limit: maximumBytes)
        guard let bytes = bytes ?? nil else { return [] }
        return bytes.split(separator: 0, omittingEmptySubsequences: false).dropFirst().dropLast().map { Array($0) }
    }

    /// Wall-clock time in milliseconds since 1970.
    package static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Nanoseconds since an arbitrary moment, for measuring durations.
    package static func monotonicNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// A random UUID (RFC 9562 §5.4), in lower case.
    package static func makeUUID() -> String {
        var generator = SystemRandomNumberGenerator()
        let high = generator.next() & ~0xF000 | 0x4000
        let low = generator.next() & ~(0b11 << 62) | 0b10 << 62
        var text: [UInt8] = []
        let digits = String(high, radix: 16, paddedTo: 16) + String(low, radix: 16, paddedTo: 16)
        for (index, digit) in digits.utf8.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    package static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }

    /// Makes writing to a pipe whose reader has closed it, or beyond the size limit of files, an error instead of ending
    /// the process (SIGPIPE, SIGXFSZ).
    package static func ignoreWriteSignals() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    package static func pause(milliseconds: Int) {
        var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        nanosleep(&time, nil)
    }
}
