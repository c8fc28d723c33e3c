/// Hands libFuzzer one of the targets: `fuzz TARGET [CORPUS...] [-option=value...]`, see
/// https://llvm.org/docs/LibFuzzer.html. `Tests/Fuzzing/run` builds and starts it.
@main
enum Fuzz {
    /// What is tried with every input: it returns where all that is promised of it holds, and traps where it does not.
    private static let targets: [String: @Sendable ([UInt8]) -> Void] = [
        "envelopes": EnvelopeTarget.check,
        "json": JSONTarget.check,
        "tokens": TokenTarget.check,
        "journal": JournalTarget.check,
        "index": IndexTarget.check,
        "cgi": CGITarget.check,
        "mcp": MCPTarget.check,
    ]

    nonisolated(unsafe) private static var check: ([UInt8]) -> Void = { _ in }

    static func main() {
        guard CommandLine.argc > 1, let target = targets[CommandLine.arguments[1]] else {
            print(targets.keys.sorted().joined(separator: "\n"))
            return
        }
        check = target
        // The name of the program stays, that of the target is none of libFuzzer's business.
        var arguments = CommandLine.unsafeArgv + 1
        arguments[0] = CommandLine.unsafeArgv[0]
        var count = CommandLine.argc - 1
        _ = runFuzzer(&count, &arguments) { bytes, count in
            Fuzz.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
            return 0
        }
    }
}

/// https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// A promise: where it does not hold, the input is a finding.
func demand(_ condition: Bool, _ promise: @autoclosure () -> String, line: UInt = #line, file: StaticString = #file) {
    if !condition { fatalError(promise(), file: file, line: line) }
}
