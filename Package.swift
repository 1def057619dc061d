// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target: the upcoming language features we use, and warnings as errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .treatAllWarnings(as: .error),  // SE-0480
]

/// Settings of the targets in Sources: unsafe code must also say `unsafe` (SE-0458).
let strict = settings + [.strictMemorySafety()]

/// Settings of the modules that no record passes through one by one. scripts/test leaves them unoptimized:
/// that saves more than a minute of building and costs a second of running.
let cold =
    strict
    + (Context.environment["TESTING"] == "1" ? [.unsafeFlags(["-Onone"])] : [])

/// Settings of the tests. Even when the code under test is optimized (scripts/test), the tests are not:
/// optimizing them would take longer than running them all.
let tests = settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

let package = Package(
    name: "mimecast2sophos",
    products: [.executable(name: "mimecast2sophos", targets: ["mimecast2sophos"])],
    traits: [
        .trait(
            name: "ISAL",
            description: "Decode gzip with ISA-L (Debian's libisal-dev), which is faster.")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .target(name: "CProcessor"),
        .target(
            name: "ByteStreams",
            dependencies: [
                "CZlib", "CProcessor", .target(name: "CISAL", condition: .when(traits: ["ISAL"])),
            ],
            swiftSettings: strict),
        .target(name: "JSONRecords", dependencies: ["CProcessor"], swiftSettings: strict),
        .target(name: "Mimecast", dependencies: ["JSONRecords"], swiftSettings: strict),
        .target(
            name: "Sophos", dependencies: ["ByteStreams", "JSONRecords"], exclude: ["threats.json"],
            swiftSettings: strict),
        .target(
            name: "Accounts", dependencies: ["ByteStreams", "JSONRecords", "Mimecast", "Sophos"],
            swiftSettings: strict),
        .target(
            name: "Pipeline",
            dependencies: ["Accounts", "ByteStreams", "JSONRecords", "Mimecast", "Sophos"],
            swiftSettings: strict),
        .target(
            name: "Runs",
            dependencies: [
                "Pipeline", "Accounts", "ByteStreams", "JSONRecords", "Mimecast", "Sophos",
            ],
            swiftSettings: cold),
        .target(
            name: "Reports",
            dependencies: [
                "Runs", "Pipeline", "Accounts", "ByteStreams", "JSONRecords", "Mimecast", "Sophos",
            ],
            swiftSettings: cold),
        .executableTarget(
            name: "mimecast2sophos",
            dependencies: [
                "Reports", "Runs", "Pipeline", "Accounts", "Mimecast", "Sophos", "JSONRecords",
                "ByteStreams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: cold),
        .target(
            name: "TestSupport",
            dependencies: ["ByteStreams", "CZlib", "JSONRecords", "Mimecast", "Sophos"],
            path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "ByteStreamsTests", dependencies: ["ByteStreams", "CZlib", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "JSONRecordsTests", dependencies: ["JSONRecords", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "MimecastTests", dependencies: ["Mimecast", "JSONRecords", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "SophosTests", dependencies: ["Sophos", "JSONRecords", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "ConversionTests",
            dependencies: [
                "Reports", "Runs", "Pipeline", "Accounts", "ByteStreams", "JSONRecords", "Mimecast",
                "Sophos", "TestSupport",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Reports", "Runs", "Pipeline", "Accounts", "ByteStreams", "JSONRecords", "Sophos",
                "TestSupport",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "ProgramTests",
            dependencies: [
                "mimecast2sophos", "Runs", "Pipeline", "Accounts", "Sophos", "ByteStreams",
                "TestSupport",
            ],
            swiftSettings: tests),
    ]
)

// Set by scripts/fuzz: these targets link only with a sanitizer's runtime.
if Context.environment["FUZZ"] == "1" {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CLibFuzzer", "CZlib", "ByteStreams", "JSONRecords", "Mimecast", "Sophos",
                "Runs", "Pipeline", "Accounts", "TestSupport",
            ],
            path: "Tests/Fuzz/Fuzz", swiftSettings: settings),
    ]
}
