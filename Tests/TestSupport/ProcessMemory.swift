import Foundation

/// What the system says of a process's memory (proc_pid_status(5)).
package struct ProcessMemory {
    package static let isKnown = FileManager.default.fileExists(atPath: "/proc/self/status")

    /// The most that was resident at any time.
    package let peakKilobytes: Int

    package struct Unknown: Error {}

    package init(of process: Running) throws {
        let status = try String(contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8)
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let peak = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        else { throw Unknown() }
        peakKilobytes = peak
    }
}
