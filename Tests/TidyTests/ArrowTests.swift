import Testing

/// Which target may import which: the manifest says it, import lines must agree, and the manifest must fit the picture.
struct ArrowTests {
    static let line = [
        "Cities", "Places", "Accounts", "Retailers", "Catalogue", "Slots", "Search", "Payments", "Orders", "Tours",
        "Storefront",
    ]
    static let system: Set = [
        "Foundation", "FoundationEssentials", "CoreFoundation", "Glibc", "Synchronization", "Dispatch", "CDispatch",
        "Testing",
    ]
    static let kernelsMay: Set = [
        "Glibc", "Synchronization", "Collections", "DequeModule", "HeapModule", "OrderedCollections",
    ]

    /// The importer beside the road network reads files for it: with protocol buffers and zlib.
    static let importersMay: [String: Set<String>] = [
        "OSMExtract": ["SwiftProtobuf", "CZlib", "Foundation", "FoundationEssentials"]
    ]

    @Test func `Sources has four rooms`() {
        #expect(Checkout.folders(in: "Sources") == ["App", "Features", "Kernels", "Platform"])
    }

    @Test func `the manifest is read whole`() throws {
        let manifest = try Manifest()
        #expect(manifest.targets.contains { $0.name == "liefert" && $0.uses.contains("Hummingbird") })
        #expect(manifest.targets.contains { $0.name == "Storefront" && $0.uses.contains("Mustache") })
        for room in ["Features", "Kernels", "Platform"] {
            for folder in Checkout.folders(in: "Sources/" + room) where !folder.hasPrefix("C") || room != "Platform" {
                #expect(
                    manifest.targets.contains { $0.folder == "Sources/\(room)/\(folder)" }, "\(folder) is no target")
            }
        }
    }

    @Test func `every import is declared in the manifest`() throws {
        for target in try Manifest().targets {
            let allowed = Self.system.union(target.uses).union([target.name])
            for file in try Checkout.sources(below: target.folder) {
                for module in file.imports where !allowed.contains(module) {
                    Issue.record("\(file.path) imports \(module), which \(target.name) does not declare")
                }
            }
        }
    }

    @Test func `features stand in one line and use only what is left of them`() throws {
        let features = try Manifest().targets.filter { $0.room == "Features" }
        for feature in features {
            let place = try #require(Self.line.firstIndex(of: feature.name), "\(feature.name) has no place in the line")
            for used in feature.uses {
                if let other = Self.line.firstIndex(of: used), other >= place {
                    Issue.record("\(feature.name) uses \(used), which does not stand left of it")
                }
            }
        }
    }

    @Test func `nothing points upward`() throws {
        let manifest = try Manifest()
        let rooms = Dictionary(manifest.targets.map { ($0.name, $0.room) }, uniquingKeysWith: { a, _ in a })
        for target in manifest.targets where !target.isTest {
            for used in target.uses {
                switch (target.room, rooms[used]) {
                case ("Platform", "Features"), ("Platform", "Kernels"), ("Kernels", "Features"),
                    ("Kernels", "Platform"),
                    ("Platform", "App"), ("Kernels", "App"), ("Features", "App"):
                    Issue.record("\(target.name) uses \(used)")
                default: break
                }
            }
        }
    }

    @Test func `kernels know the standard library and collections only`() throws {
        let kernels = Set(try Manifest().targets.filter { $0.room == "Kernels" }.map(\.name))
        for file in try Checkout.sources(below: "Sources/Kernels") {
            let importer = file.path.split(separator: "/").dropFirst(2).first.map(String.init) ?? ""
            let allowed = Self.kernelsMay.union(kernels).union(Self.importersMay[importer] ?? [])
            for module in file.imports where !allowed.contains(module) {
                Issue.record("\(file.path) imports \(module)")
            }
        }
    }

    @Test func `public is for kernels`() throws {
        for room in ["App", "Features", "Platform"] {
            for file in try Checkout.sources(below: "Sources/" + room) where file.code.contains(/(?m)^\s*public\b/) {
                Issue.record("\(file.path) says public; between our targets the word is package")
            }
        }
    }
}
