import Foundation
import Testing

/// DEPENDENCIES.md names every package that is built in, and what lies in this checkout of others, with version and
/// licence.
///
/// After a change of Package.swift: `LIEFERT_WRITE_GOLDENS=1 swift test --filter DependencyTests`, then read the diff.
struct DependencyTests {
    struct Resolved: Decodable {
        struct Object: Decodable { let dependencies: [Package] }
        struct Package: Decodable {
            struct Reference: Decodable { let identity: String; let location: String }
            struct State: Decodable { let checkoutState: Checkout? }
            struct Checkout: Decodable { let version: String? }
            let packageRef: Reference
            let state: State
            let subpath: String
        }
        let object: Object
    }

    /// Licences that EUPL-1.2 code may be linked with and a city's IT provider knows.
    static let accepted: Set = [
        "Apache-2.0", "Apache-2.0 WITH Swift-exception", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC",
    ]
    @Test func `the committed list is what was resolved, and what lies here of others`() throws {
        let path = Checkout.root.appending(path: "DEPENDENCIES.md")
        var document = try Checkout.text("DEPENDENCIES.md")
        let files = try ForeignFiles.all().map { try $0.row }.joined()
        for (section, rows) in [("packages", try table()), ("files", files)] {
            let start = try #require(document.range(of: "<!-- \(section) -->\n")).upperBound
            let stop = try #require(document.range(of: "<!-- end of \(section) -->\n")).lowerBound
            if ProcessInfo.processInfo.environment["LIEFERT_WRITE_GOLDENS"] != nil {
                document.replaceSubrange(start..<stop, with: rows)
                try Data(document.utf8).write(to: path)
                continue
            }
            #expect(document[start..<stop] == rows, "DEPENDENCIES.md is behind: see the comment of this test")
        }
    }

    @Test func `every licence is one we accept`() throws {
        for package in try packages() {
            let licence = try licence(of: package)
            #expect(Self.accepted.contains(licence), "\(package.packageRef.identity): \(licence)")
        }
        for files in try ForeignFiles.all() {
            #expect(Self.accepted.contains(files.licence), "\(files.folder): \(files.licence)")
        }
    }

    /// The build folder: the one these tests run from, wherever `--scratch-path` has put it.
    private func build() throws -> URL {
        var folder = Bundle.main.bundleURL
        while folder.path().count > 1 {
            if FileManager.default.fileExists(atPath: folder.appending(path: "workspace-state.json").path()) {
                return folder
            }
            folder = folder.deletingLastPathComponent()
        }
        return Checkout.root.appending(path: ".build")
    }

    private func packages() throws -> [Resolved.Package] {
        let state = try Data(contentsOf: build().appending(path: "workspace-state.json"))
        return try JSONDecoder().decode(Resolved.self, from: state).object.dependencies
            .sorted { $0.packageRef.identity < $1.packageRef.identity }
    }

    private func table() throws -> String {
        try packages().map { package in
            let version = package.state.checkoutState?.version ?? "?"
            let name = package.packageRef.identity
            // Which of two spellings of one address is resolved depends on who asks first.
            let location = package.packageRef.location.replacing(/\.git$/, with: "")
            return "| [\(name)](\(location)) | \(version) | \(try licence(of: package)) |\n"
        }.joined()
    }

    /// The licence by its text: the file's own words, not what a registry says.
    private func licence(of package: Resolved.Package) throws -> String {
        let folder = try build().appending(path: "checkouts/" + package.subpath)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        guard let name = names.filter({ $0.uppercased().hasPrefix("LICEN") }).min() else { return "none found" }
        return Licence.name(of: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
}
