// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// For what every test does by the hundred thousand: without it they would take minutes.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func room(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "countermand",
    products: [.executable(name: "countermand", targets: ["countermand"])],
    targets: [
        // Rooms that import no sibling; every other room may import the first four.
        .target(name: "JSON", swiftSettings: settings + optimized),
        .target(name: "Digest", swiftSettings: settings + optimized),
        room("ASCII"),
        room("POSIX"),
        room("Cancellation", "JSON", "ASCII"),
        room("HTTPMessage", "JSON", "ASCII"),
        room("Identity", "JSON", "Digest", "ASCII"),

        room("Envelopes", "HTTPMessage", "JSON", "ASCII"),
        .target(
            name: "FileStore", dependencies: ["Cancellation", "JSON", "ASCII", "Digest", "POSIX"],
            swiftSettings: settings + optimized),
        room("CancelAPI", "Cancellation", "HTTPMessage", "Identity", "JSON", "ASCII", "Digest"),
        room("Runtimes", "Envelopes", "HTTPMessage", "JSON", "ASCII", "POSIX"),
        .executableTarget(
            name: "countermand",
            dependencies: [
                "ASCII", "CancelAPI", "Cancellation", "Envelopes", "FileStore", "HTTPMessage", "Identity", "JSON",
                "POSIX",
                "Runtimes",
            ],
            swiftSettings: settings),

        // What several test targets need: golden answers, processes, tokens.
        .target(
            name: "TestSupport", dependencies: ["ASCII", "Digest", "JSON", "POSIX"], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests(of: "JSON", "JSON"),
        tests(of: "ASCII", "ASCII"),
        tests(of: "Digest", "ASCII", "Digest", "JSON", "TestSupport"),
        tests(of: "POSIX", "POSIX"),
        tests(of: "Cancellation", "Cancellation", "JSON"),
        tests(of: "HTTPMessage", "HTTPMessage", "JSON"),
        tests(of: "Identity", "Identity", "ASCII", "Digest", "JSON", "TestSupport"),
        tests(of: "Envelopes", "Envelopes", "HTTPMessage", "JSON"),
        tests(of: "Runtimes", "Envelopes", "HTTPMessage", "JSON", "POSIX", "Runtimes"),
        tests(of: "CancelAPI", "CancelAPI", "Cancellation", "HTTPMessage", "Identity", "JSON", "TestSupport"),
        // One suite over every store, and what the journal promises besides.
        tests(of: "FileStore", "Cancellation", "FileStore", "Digest", "JSON", "POSIX", "TestSupport"),
        tests(of: "EndToEnd", "FileStore", "JSON", "POSIX", "TestSupport", exclude: ["Golden"]),
    ]
)

// Needs libFuzzer's main, so only `Tests/Fuzzing/run` builds it.
if Context.environment["COUNTERMAND_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "ASCII", "CancelAPI", "Cancellation", "Digest", "Envelopes", "FileStore", "HTTPMessage", "Identity",
                "JSON", "POSIX", "Runtimes",
            ],
            path: "Tests/Fuzzing", exclude: ["run", "seeds.py"], swiftSettings: settings))
}
