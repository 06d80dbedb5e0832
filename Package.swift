// swift-tools-version: 6.2
import PackageDescription

// One line per target, with what it uses: this is the picture of Sources/README.md, and the compiler reads it too.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
let lld: [LinkerSetting] = [.unsafeFlags(["-use-ld=lld"])]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let http1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let posix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let http = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let tls = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let ssl = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let client = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")

func platform(_ name: String, _ uses: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/Platform/\(name)", swiftSettings: strict)
}
func kernel(_ name: String, _ uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/Kernels/\(name)", swiftSettings: strict)
}
func feature(_ name: String, _ uses: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: ["Vocabulary", "Tabular", "Postgres", "Jobs", "Web", hummingbird, http, nio] + uses,
        path: "Sources/Features/\(name)", swiftSettings: strict)
}
func tests(_ name: String, _ uses: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: uses, path: "Tests/\(name)", swiftSettings: strict, linkerSettings: lld)
}

/// Tests of a feature may use every feature: a promise to one is often kept by its neighbours.
func featureTests(_ name: String) -> Target {
    tests(
        name,
        [
            "Vocabulary", "Tabular", "Postgres", "Jobs", "Web", "TestSupport", "Cities", "Accounts", "Retailers",
            "Catalogue", "Slots", "Search", "Payments", "Orders", "Tours", "Storefront", "Places", "SearchIndex",
            "OrderRouting",
            "PlanFormats", "RoadNetwork", "MapTiles", "OSMExtract", hummingbird, http, nio, posix, log, client,
        ])
}

let package = Package(
    name: "liefert",
    products: [.executable(name: "liefert", targets: ["liefert"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        // App
        .executableTarget(
            name: "liefert",
            dependencies: [
                "Vocabulary", "Postgres", "Jobs", "Web", "Cities", "Accounts", "Retailers", "Catalogue", "Slots",
                "Search", "Payments", "Orders", "Tours", "Storefront", "Places", "SearchIndex", "OrderRouting",
                "PlanFormats", "RoadNetwork", "MapTiles", "OSMExtract",
                hummingbird, http, nio, posix, log, lifecycle, signals, configuration, arguments,
            ],
            path: "Sources/App", swiftSettings: strict, linkerSettings: lld),

        // Features, a line: each may use those above it
        feature("Cities", []),
        feature(
            "Places",
            ["Cities", "OSMExtract", "RoadNetwork", "MapTiles", "SearchIndex", "CZlib", crypto, log, lifecycle]),
        feature("Accounts", ["Cities", "CArgon2", crypto, jwt, client, http1]),
        feature("Retailers", ["Cities", "Places", "Accounts"]),
        feature("Catalogue", ["Cities", "Accounts", "Retailers"]),
        feature("Slots", ["Cities", "Accounts", "Retailers", "Catalogue"]),
        feature(
            "Search",
            ["Cities", "Places", "Accounts", "Retailers", "Catalogue", "Slots", "SearchIndex", log, lifecycle]),
        feature("Payments", ["Cities", "Accounts"]),
        feature("Orders", ["Cities", "Places", "Accounts", "Retailers", "Catalogue", "Slots", "Payments", crypto]),
        feature(
            "Tours",
            [
                "Cities", "Places", "Accounts", "Retailers", "Catalogue", "Slots", "Payments", "Orders", "OrderRouting",
                "PlanFormats", "RoadNetwork", "MapTiles", "OSMExtract", crypto, posix,
            ]),
        feature(
            "Storefront",
            [
                "Cities", "Places", "Accounts", "Retailers", "Catalogue", "Slots", "Search", "Payments", "Orders",
                "Tours", "MapTiles", mustache, log,
            ]),

        // Kernels
        kernel("SearchIndex"),
        kernel("OrderRouting"),
        kernel("PlanFormats", ["OrderRouting"]),
        kernel("RoadNetwork"),
        kernel("MapTiles"),
        kernel("OSMExtract", ["RoadNetwork", "MapTiles", "CZlib", protobuf]),

        // Platform
        platform("Vocabulary", []),
        platform("Tabular", ["Vocabulary"]),
        platform("Postgres", ["Vocabulary", "CLibPQ", log, crypto]),
        platform("Jobs", ["Vocabulary", "Postgres", log, lifecycle]),
        platform(
            "Web",
            [
                "Vocabulary", "Postgres", "CZlib", hummingbird, hummingbirdCore, tls, ssl, http, http1, nio, posix, log,
                crypto,
                lifecycle,
            ]),
        .systemLibrary(
            name: "CLibPQ", path: "Sources/Platform/CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CArgon2", path: "Sources/Platform/CArgon2", pkgConfig: "libargon2",
            providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/Platform/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Tests
        .target(
            name: "TestSupport",
            dependencies: [
                "Vocabulary", "Postgres", "Jobs", "Web", hummingbird, http, nio, http1, posix, log, client, lifecycle,
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests("TidyTests", []),
        tests("VocabularyTests", ["Vocabulary"]),
        tests("TabularTests", ["Vocabulary", "Tabular"]),
        tests("PostgresTests", ["Vocabulary", "Postgres", "TestSupport", log]),
        tests("JobsTests", ["Vocabulary", "Postgres", "Jobs", "TestSupport", log]),
        tests(
            "WebTests",
            ["Vocabulary", "Postgres", "Web", "TestSupport", hummingbird, http, nio, posix, log, client, lifecycle]),
        tests("SearchIndexTests", ["SearchIndex"]),
        tests("OrderRoutingTests", ["OrderRouting"]),
        tests("RoadNetworkTests", ["RoadNetwork", "OSMExtract"]),
        tests("MapTilesTests", ["MapTiles", "OSMExtract"]),
        tests("OSMExtractTests", ["OSMExtract", "RoadNetwork", "MapTiles", protobuf]),
        tests("PlanFormatsTests", ["OrderRouting", "PlanFormats"]),
        featureTests("SchemaTests"),
        featureTests("ScenarioTests"),
        featureTests("CitiesTests"),
        featureTests("RetailersTests"),
        featureTests("CatalogueTests"),
        featureTests("SlotsTests"),
        featureTests("PaymentsTests"),
        featureTests("OrdersTests"),
        featureTests("SearchTests"),
        featureTests("StorefrontTests"),
        tests(
            "AccountsTests",
            [
                "Vocabulary", "Postgres", "Web", "TestSupport", "Cities", "Accounts", "Payments", hummingbird, crypto,
                nio, http1, client,
            ]),
        featureTests("ToursTests"),
        featureTests("PlacesTests"),
        featureTests("EdgeTests"),
        featureTests("EnduranceTests"),
        featureTests("ContractTests"),
    ]
)
