// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built with the same strict settings.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .enableExperimentalFeature("Lifetimes"),
    // Exclusive access is enforced in debug builds, where every test runs too.
    .unsafeFlags(
        ["-cross-module-optimization", "-enforce-exclusivity=unchecked"],
        .when(configuration: .release)),
]

/// Tests leave strict memory safety out: expansions of `#expect` trip it.
let strictTests: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"), .enableExperimentalFeature("Lifetimes"),
]

func system(_ name: String, _ pkgConfig: String?, _ package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strictTests)
}

// A target imports only what stands above it.
let package = Package(
    name: "costar",
    products: [
        // Tests preload it into the program; nothing links it.
        .library(name: "Faults", type: .dynamic, targets: ["CFaults"])
    ],
    targets: [
        system("CLMDB", "lmdb", "liblmdb-dev"),
        system("CEvent", "libevent", "libevent-dev"),
        .systemLibrary(name: "CSystem"),
        .systemLibrary(name: "CInflate", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        system("CZlib", "zlib", "zlib1g-dev"),
        // nil: Debian's libutf8proc.pc holds a -D flag that SwiftPM refuses with a warning.
        system("CUnicode", nil, "libutf8proc-dev"),
        .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson")]),

        .target(name: "GraphModel", dependencies: ["CSystem", "CUnicode"], swiftSettings: strict),
        .target(
            name: "GraphStore", dependencies: ["GraphModel", "CLMDB", "CInflate"],
            swiftSettings: strict),
        .target(
            name: "GraphLoader",
            dependencies: ["GraphModel", "GraphStore", "CInflate", "CJSON", "CSystem"],
            swiftSettings: strict),
        .target(
            name: "GraphQuery", dependencies: ["GraphModel", "CSystem"], swiftSettings: strict),
        .target(
            name: "GraphServer",
            dependencies: [
                "GraphModel", "GraphStore", "GraphQuery", "CEvent", "CJSON", "CSystem",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "costar",
            dependencies: ["GraphModel", "GraphStore", "GraphLoader", "GraphQuery", "GraphServer"],
            path: "Tools/costar", swiftSettings: strict),

        .executableTarget(
            name: "imdbgen", dependencies: ["CZlib"], path: "Tools/imdbgen",
            swiftSettings: strict),

        .target(name: "CBench", path: "Benchmarks/CBench"),
        .target(name: "CCeiling", path: "Benchmarks/Ceiling"),
        .executableTarget(
            name: "costar-bench",
            dependencies: [
                "GraphModel", "GraphStore", "GraphQuery", "GraphServer", "CBench", "CCeiling",
            ],
            path: "Benchmarks/CostarBench", swiftSettings: strict),

        .target(name: "CFaults", path: "Tests/CFaults"),
        .target(
            name: "TestSupport",
            dependencies: ["GraphModel", "GraphStore", "GraphLoader", "GraphQuery", "GraphServer"],
            path: "Tests/Support", swiftSettings: strictTests),
        tests("GraphModelTests", ["GraphModel", "TestSupport"]),
        tests("GraphStoreTests", ["GraphStore", "TestSupport"]),
        tests("GraphLoaderTests", ["GraphLoader", "CSystem", "TestSupport"]),
        tests("GraphQueryTests", ["GraphQuery", "TestSupport"]),
        tests("GraphServerTests", ["GraphServer", "TestSupport"]),
        tests(
            "AnswerTests",
            ["GraphModel", "GraphStore", "GraphLoader", "GraphQuery", "TestSupport"]),
        tests("TidyTests", ["GraphModel", "GraphStore"]),
        tests("CostarTests", ["costar", "imdbgen", "GraphLoader", "TestSupport"]),
        tests("ImdbgenTests", ["imdbgen", "TestSupport"]),
    ],
    cxxLanguageStandard: .cxx17
)
