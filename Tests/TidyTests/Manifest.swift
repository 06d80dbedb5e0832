import Foundation

/// The targets of Package.swift with what they use, read as text: asked while it runs the tests, SwiftPM would wait
/// for itself.
struct Manifest {
    struct Target {
        let name: String
        let folder: String
        let uses: [String]
        var room: String { folder.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var isTest: Bool { folder.hasPrefix("Tests/") }
    }

    let targets: [Target]

    init() throws { try self.init(text: Checkout.text("Package.swift")) }

    /// Understands `let x = Target.Dependency.product(name: "X", …)`, shorthands (`feature`, …) and whole targets.
    init(text: String) throws {
        let products = Dictionary(
            text.matches(of: /let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/)
                .map { (String($0.output.1), String($0.output.2)) }, uniquingKeysWith: { a, _ in a })
        func modules(_ list: Substring) -> [String] {
            list.matches(of: /"(\w+)"|\b([a-zA-Z]\w*)\b/).compactMap { match in
                match.output.1.map(String.init) ?? match.output.2.flatMap { products[String($0)] }
            }
        }
        var shorthands: [String: (folder: String, uses: [String])] = [:]
        let pattern = /(?s)func (\w+)\(_ name: String.*?\) -> Target \{(.*?)\n\}/
        for match in text.matches(of: pattern) {
            let body = match.output.2
            let folder = body.firstMatch(of: /path: "([^"\\]*)\\\(name\)"/)?.output.1 ?? ""
            let always = body.firstMatch(of: /(?s)dependencies: \[(.*?)\] \+ uses/)?.output.1 ?? ""
            shorthands[String(match.output.1)] = (String(folder), modules(always))
            // A shorthand of a shorthand: `tests(name, ["Web", …])`.
            if let inner = body.firstMatch(of: /(?s)(\w+)\(\s*name,\s*\[(.*?)\]/),
                let outer = shorthands[String(inner.output.1)]
            {
                shorthands[String(match.output.1)] = (outer.folder, outer.uses + modules(inner.output.2))
            }
        }
        guard let start = text.range(of: "targets: [\n        // App") else { throw Unreadable(what: "targets") }
        let list = text[start.upperBound...]
        var found: [Target] = []
        for match in list.matches(of: /(?s)\b(\w+)\(\s*"(\w+)"(?:,\s*\[(.*?)\])?\s*\)/) {
            guard let shorthand = shorthands[String(match.output.1)] else { continue }
            let name = String(match.output.2)
            found.append(
                .init(name: name, folder: shorthand.folder + name, uses: shorthand.uses + modules(match.output.3 ?? ""))
            )
        }
        let whole = /(?s)\.(?:executableTarget|target)\(\s*name: "(\w+)",\s*dependencies: \[(.*?)\],\s*path: "([^"]+)"/
        for match in list.matches(of: whole) {
            found.append(
                .init(name: String(match.output.1), folder: String(match.output.3), uses: modules(match.output.2)))
        }
        targets = found
    }

    struct Unreadable: Error { let what: String }
}
