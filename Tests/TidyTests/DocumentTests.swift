import Foundation
import Testing

/// Documents live beside what they describe, and keep up with it.
struct DocumentTests {
    @Test func `Sources/README.md has a heading and an invariant for each target`() throws {
        let text = try Checkout.text("Sources/README.md")
        for target in try Manifest().targets where !target.isTest {
            let heading = "### \(target.name == "liefert" ? "App" : target.name)\n"
            guard let start = text.range(of: heading) else {
                Issue.record("Sources/README.md has no heading \(target.name)")
                continue
            }
            let section = text[start.upperBound...].prefix { $0 != "#" }
            #expect(section.contains("**Invariant:**"), "\(target.name) has no Invariant paragraph")
        }
    }

    @Test func `Package.swift and the architecture's line agree`() throws {
        let inManifest = try Manifest().targets.filter { $0.room == "Features" }.map(\.name)
        #expect(
            inManifest == ArrowTests.line.filter(inManifest.contains), "features stand in Package.swift in their order")
    }

    @Test func `each decision is short`() throws {
        let entries = try Checkout.text("Sources/DECISIONS.md").split(separator: "\n## ").dropFirst()
        #expect(!entries.isEmpty)
        for entry in entries {
            #expect(entry.split(separator: "\n").count <= 12, "\(entry.prefix(60)): say it in ten lines")
        }
    }

    @Test func `what we ship of others is named`() throws {
        for (path, words) in [
            ("README.md", ["EUPL-1.2", "OpenStreetMap contributors", "Open Food Facts", "ODbL"]),
            ("seed/README.md", ["OpenStreetMap contributors", "Open Food Facts", "Open Database License 1.0"]),
            ("LICENSE", ["EUROPEAN UNION PUBLIC LICENCE v. 1.2", "15.Applicable Law"]),
        ] {
            let text = try Checkout.text(path)
            for word in words { #expect(text.contains(word), "\(path) does not name \(word)") }
        }
    }
}
