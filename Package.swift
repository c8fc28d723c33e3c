// swift-tools-version: 6.2
import PackageDescription

/// With the trait, Swift's embedded mode, which leaves the runtime out: a process starts as fast as one of C. Without it
/// the same sources are built as usual, for the tests above all.
let embedded = BuildSettingCondition.when(traits: ["Embedded"])
/// As flags: `enableExperimentalFeature` has the package manager link the tests so as well, whatever the condition.
var embeddedFlags = ["-enable-experimental-feature", "Embedded", "-wmo"]
#if compiler(>=6.3)
    // One code generation for the whole program: otherwise each module carries its own copies of generic code.
    embeddedFlags += ["-enable-experimental-feature", "DeferredCodeGen"]
#endif

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .unsafeFlags(embeddedFlags, embedded),
]

#if arch(arm64)
    let unicodeTables = "../embedded/aarch64-unknown-linux-gnu/libswiftUnicodeDataTables.a"
#else
    let unicodeTables = "../embedded/x86_64-unknown-linux-gnu/libswiftUnicodeDataTables.a"
#endif

/// For what every test does by the hundred thousand: without it they would take minutes.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "countermand",
    products: [.executable(name: "countermand", targets: ["countermand"])],
    traits: [.trait(name: "Embedded", description: "One static executable without Swift's runtime.")],
    targets: [
        // Rooms that import no sibling; every other room may import the first four.
        .target(name: "ASCII", swiftSettings: settings + optimized),
        .target(name: "JSON", dependencies: ["ASCII"], swiftSettings: settings + optimized),
        .target(name: "Digest", swiftSettings: settings + optimized),
        .systemLibrary(name: "CLibrary"),
        module("POSIX", "ASCII", "CLibrary"),
        module("Storage", "JSON", "ASCII"),
        module("Cancellation", "Storage", "JSON", "ASCII"),
        module("Importing", "Cancellation", "Storage", "JSON"),
        module("HTTPMessage", "JSON", "ASCII"),
        module("Identity", "JSON", "Digest", "ASCII"),

        module("Envelopes", "HTTPMessage", "JSON", "ASCII"),
        .target(
            name: "FileStore", dependencies: ["Storage", "JSON", "ASCII", "Digest", "POSIX"],
            swiftSettings: settings + optimized),
        module("CancelAPI", "Cancellation", "Storage", "HTTPMessage", "Identity", "JSON", "ASCII", "Digest"),
        module("Runtimes", "Envelopes", "HTTPMessage", "JSON", "ASCII", "POSIX"),
        .executableTarget(
            name: "countermand",
            dependencies: [
                "ASCII", "CancelAPI", "Envelopes", "FileStore", "HTTPMessage", "Identity", "Importing", "JSON", "POSIX",
                "Runtimes", "Storage",
            ],
            swiftSettings: settings,
            linkerSettings: [
                .unsafeFlags(embeddedFlags + ["-use-ld=lld", "-Xclang-linker", "-static"], embedded),
                .linkedLibrary(":" + unicodeTables, embedded), .linkedLibrary("m", embedded),
            ]),

        // What several test targets need: golden answers, processes, tokens.
        .target(
            name: "TestSupport", dependencies: ["ASCII", "Digest", "JSON", "POSIX"], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests(of: "JSON", "JSON"),
        tests(of: "ASCII", "ASCII"),
        tests(of: "Digest", "ASCII", "Digest", "JSON", "TestSupport"),
        tests(of: "POSIX", "POSIX"),
        tests(of: "Storage", "Storage", "JSON"),
        tests(of: "Cancellation", "Cancellation", "Storage", "JSON"),
        tests(of: "Importing", "Cancellation", "Importing", "Storage", "JSON"),
        tests(of: "HTTPMessage", "HTTPMessage", "JSON"),
        tests(of: "Identity", "Identity", "ASCII", "Digest", "JSON", "TestSupport"),
        tests(of: "Envelopes", "Envelopes", "HTTPMessage", "JSON"),
        tests(of: "Runtimes", "Envelopes", "HTTPMessage", "JSON", "POSIX", "Runtimes"),
        tests(
            of: "CancelAPI", "CancelAPI", "Cancellation", "HTTPMessage", "Identity", "Importing", "JSON", "Storage",
            "TestSupport"),
        // One suite over every store, and what the journal promises besides.
        tests(of: "FileStore", "Storage", "FileStore", "Digest", "JSON", "POSIX", "TestSupport"),
        tests(of: "EndToEnd", "FileStore", "JSON", "POSIX", "TestSupport", exclude: ["Golden", "Earlier"]),
        tests(of: "Documentation", "ASCII", "Digest", "JSON", "TestSupport"),
    ]
)

// Needs libFuzzer's main, so only `Tests/Fuzzing/run` builds it.
if Context.environment["COUNTERMAND_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "ASCII", "CancelAPI", "Digest", "Envelopes", "FileStore", "HTTPMessage", "Identity", "Importing",
                "JSON", "POSIX", "Runtimes", "Storage",
            ],
            path: "Tests/Fuzzing", exclude: ["run", "seeds.py"], swiftSettings: settings))
}
