// swift-tools-version: 6.2
import PackageDescription

/// The trait `Embedded` builds with Embedded Swift, which has no runtime library, so a process starts as fast as one in C.
/// Tests and debugging use the same sources without it.
let embedded = BuildSettingCondition.when(traits: ["Embedded", "EmbeddedNetwork"])
/// Links everything, the C library too.
let linksStatically = BuildSettingCondition.when(traits: ["Embedded"])
/// Flags instead of `enableExperimentalFeature`, because SwiftPM would also link the tests with the feature, whether or not
/// the trait is enabled.
var embeddedFlags = ["-enable-experimental-feature", "Embedded", "-wmo"]
/// A section for each function, so that the linker leaves out those that nothing calls.
let sectionFlags = ["-Xfrontend", "-function-sections"]
#if compiler(>=6.3)
    // Generates code once for the whole program; otherwise each module has its own copies of generic code.
    embeddedFlags += ["-enable-experimental-feature", "DeferredCodeGen"]
#endif

/// Embedded Swift has the tables that `String` needs in a library that SwiftPM does not link, so it is linked by its path
/// in the toolchain, relative to the Swift libraries. `#if` in a manifest is about the machine that builds, not the one that
/// the program is for; `POSIX/Libc.swift` refuses to be compiled if they differ.
#if arch(arm64)
    let unicodeTables = "../embedded/aarch64-unknown-linux-gnu/libswiftUnicodeDataTables.a"
    let buildMachine = SwiftSetting.define("BUILT_ON_ARM64")
#else
    let unicodeTables = "../embedded/x86_64-unknown-linux-gnu/libswiftUnicodeDataTables.a"
    let buildMachine = SwiftSetting.define("BUILT_ON_X86_64")
#endif

/// Links libpq and OpenSSL, and leaves the C library to the machine. Debian has what libpq.a needs of PostgreSQL's own
/// archives in `postgresql-server-dev-15`, in this directory.
let linksArchives = BuildSettingCondition.when(traits: ["EmbeddedNetwork"])
let postgreSQLArchives = Context.environment["POSTGRESQL_ARCHIVES"] ?? "/usr/lib/postgresql/15/lib"
/// What needs a library of the system.
let network = TargetDependencyCondition.when(traits: ["Network"])

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error),
    .unsafeFlags(embeddedFlags + sectionFlags, embedded),
]

/// For the modules that some tests call hundreds of thousands of times: without it those tests take minutes.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
    of name: String, _ dependencies: Target.Dependency..., exclude: [String] = [], extra: [SwiftSetting] = []
) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: settings + extra)
}

let package = Package(
    name: "countermand",
    products: [.executable(name: "countermand", targets: ["countermand"])],
    traits: [
        .trait(name: "Embedded", description: "A static executable without Swift's runtime library."),
        .trait(name: "Network", description: "Stores in PostgreSQL as well; needs libpq."),
        // A condition cannot say "not Network", so that the combination needs a trait of its own.
        .trait(
            name: "EmbeddedNetwork", description: "Network, without Swift's runtime library.",
            enabledTraits: ["Network"]),
    ],
    targets: [
        // Foundations, which import at most each other.
        .target(name: "ASCII", swiftSettings: settings + optimized),
        .target(name: "JSON", dependencies: ["ASCII"], swiftSettings: settings + optimized),
        .target(name: "Digest", dependencies: ["CSHA256"], swiftSettings: settings + optimized),
        .systemLibrary(name: "CSHA256"),
        .systemLibrary(name: "CLibrary"),
        .target(name: "Console", exclude: ["page", "embed.py"], swiftSettings: settings),
        .target(
            name: "POSIX", dependencies: ["ASCII", "CLibrary"], swiftSettings: settings + optimized + [buildMachine]),
        module("Storage", "JSON", "ASCII"),
        module("Cancellation", "Storage", "JSON", "ASCII"),
        module("Importing", "Cancellation", "Storage", "JSON"),
        module("HTTPMessage", "JSON", "ASCII"),
        module("Identity", "JSON", "Digest", "ASCII"),

        module("Envelopes", "HTTPMessage", "JSON", "ASCII"),
        .target(
            name: "FileStore", dependencies: ["Storage", "JSON", "ASCII", "Digest", "POSIX"],
            swiftSettings: settings + optimized),
        // Without `pkgConfig`, which would link the shared library in any case.
        .systemLibrary(name: "CPostgreSQL"),
        .target(
            name: "PostgreSQLStore",
            dependencies: [
                "Storage", "JSON", "ASCII", "Digest", "POSIX", .target(name: "CPostgreSQL", condition: network),
            ],
            exclude: ["Schema/embed.py", "Schema/001.sql"], swiftSettings: settings + optimized,
            linkerSettings: [
                .unsafeFlags(["-L" + postgreSQLArchives, "-Xlinker", "--as-needed"], linksArchives),
                .linkedLibrary(":libpq.a", linksArchives), .linkedLibrary("pgcommon", linksArchives),
                .linkedLibrary("pgport", linksArchives), .linkedLibrary(":libssl.a", linksArchives),
                .linkedLibrary(":libcrypto.a", linksArchives),
                // Behind `--as-needed`: where the archive has come first it is not.
                .unsafeFlags(["-Xlinker", "-lpq"], .when(traits: ["Network"])),
            ]),
        module(
            "CancelAPI", "Cancellation", "Console", "Storage", "HTTPMessage", "Identity", "JSON", "ASCII", "Digest"),
        module("MCP", "HTTPMessage", "JSON", "ASCII", "Digest"),
        module("Runtimes", "Envelopes", "HTTPMessage", "JSON", "ASCII", "POSIX"),
        .executableTarget(
            name: "countermand",
            dependencies: [
                "ASCII", "CancelAPI", "Envelopes", "FileStore", "HTTPMessage", "Identity", "Importing", "JSON", "MCP",
                "POSIX", "PostgreSQLStore", "Runtimes", "Storage",
            ],
            swiftSettings: settings,
            linkerSettings: [
                .unsafeFlags(embeddedFlags + ["-use-ld=lld"], embedded),
                .unsafeFlags(["-Xclang-linker", "-static"], linksStatically),
                .linkedLibrary(":" + unicodeTables, embedded), .linkedLibrary("m", embedded),
            ]),

        // Shared by several test targets.
        .target(
            name: "TestSupport", dependencies: ["ASCII", "Digest", "JSON", "POSIX", "Storage"],
            path: "Tests/TestSupport", swiftSettings: settings),
        tests(of: "JSON", "JSON"),
        tests(of: "ASCII", "ASCII"),
        tests(of: "Digest", "ASCII", "Digest", "JSON", "TestSupport"),
        tests(of: "POSIX", "POSIX", "TestSupport"),
        tests(of: "Storage", "Storage", "JSON"),
        tests(of: "Cancellation", "Cancellation", "Storage", "JSON"),
        tests(of: "Importing", "Cancellation", "Importing", "Storage", "JSON"),
        tests(of: "HTTPMessage", "HTTPMessage", "JSON"),
        tests(of: "Identity", "Identity", "ASCII", "Digest", "JSON", "TestSupport"),
        tests(of: "Envelopes", "Envelopes", "HTTPMessage", "JSON"),
        tests(
            of: "MCP", "CancelAPI", "Cancellation", "HTTPMessage", "Identity", "Importing", "JSON", "MCP", "Storage",
            "TestSupport"),
        tests(of: "Runtimes", "Envelopes", "HTTPMessage", "JSON", "POSIX", "Runtimes", "TestSupport"),
        tests(
            of: "CancelAPI", "CancelAPI", "Cancellation", "Console", "HTTPMessage", "Identity", "Importing", "JSON",
            "Storage",
            "TestSupport"),
        // The suite that every store must pass.
        tests(of: "Store", "FileStore", "JSON", "PostgreSQLStore", "Storage", "TestSupport", extra: optimized),
        tests(
            of: "FileStore", "Storage", "FileStore", "Digest", "JSON", "POSIX", "TestSupport", extra: optimized),
        tests(
            of: "EndToEnd", "FileStore", "JSON", "POSIX", "TestSupport",
            exclude: [
                "Golden", "Earlier", "Console/console.py", "Console/scenarios.py", "Console/looks.py", "MCP/client.py",
            ]),
        tests(of: "Documentation", "ASCII", "Digest", "JSON", "TestSupport"),
    ]
)

// Needs the main function of libFuzzer, so only `Tests/Fuzzing/run` builds it.
if Context.environment["COUNTERMAND_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "ASCII", "CancelAPI", "Digest", "Envelopes", "FileStore", "HTTPMessage", "Identity", "Importing",
                "JSON", "MCP", "POSIX", "Runtimes", "Storage",
            ],
            path: "Tests/Fuzzing", exclude: ["run", "seeds.py"], swiftSettings: settings))
}
