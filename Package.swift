// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6 mode, each unsafe expression marked, no warning left.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "RDBKit",
    products: [
        .library(name: "RDBKit", targets: ["RDBKit"]),
        .executable(name: "rdbtool", targets: ["rdbtool"]),
        .executable(name: "aoftool", targets: ["aoftool"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CLZF", pkgConfig: "liblzf", providers: [.apt(["liblzf-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CLua", pkgConfig: "lua5.1", providers: [.apt(["liblua5.1-0-dev"])]),
        .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CXattr"),
        .target(name: "CEscape"),
        .target(
            name: "RDBKit",
            dependencies: [
                "CCrypto", "CEscape", "CISAL", "CLZF", "CLZ4", "CPCRE2", "CXattr", "CZlib", "CZstd",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ToolSupport",
            dependencies: [
                "RDBKit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(name: "rdbtool", dependencies: ["ToolSupport", "CLua"], swiftSettings: settings),
        .executableTarget(name: "aoftool", dependencies: ["ToolSupport"], swiftSettings: settings),
        .testTarget(
            name: "RDBKitTests",
            dependencies: [
                "RDBKit", "CEscape", "CLZF", "CZlib", "CZstd", "CLZ4", "CXattr",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ToolTests",
            dependencies: [
                "ToolSupport", "RDBKit", "rdbtool", "aoftool",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            exclude: ["Cases"],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
