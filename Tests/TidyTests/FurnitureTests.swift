import Testing

/// The grammar of a feature's file names: front door, verbs, nouns, and the rims Problem, Statements, Routes.
struct FurnitureTests {
    static let perFolder = 12

    /// Features that have begun: a folder with nothing but a placeholder is a name on a door.
    static var features: [String] {
        Checkout.folders(in: "Sources/Features").filter {
            Checkout.files(below: "Sources/Features/" + $0, ending: ".swift").contains {
                !$0.hasSuffix("/Placeholder.swift")
            }
        }
    }

    @Test func `each feature has a front door of its own name`() throws {
        for feature in Self.features {
            let path = "Sources/Features/\(feature)/\(feature).swift"
            guard let text = try? Checkout.text(path) else {
                Issue.record("\(path) is missing: the front door")
                continue
            }
            let door = SwiftFile(path: path, text: text)
            #expect(door.code.contains(try Regex("package (final class|struct|actor) \(feature)\\b")), "\(path)")
            #expect(door.lineCount <= 120, "\(path) holds more than a front door: \(door.lineCount) lines")
        }
    }

    @Test func `the rims hold what their names say`() throws {
        for file in try Checkout.sources(below: "Sources/Features") {
            if file.name.hasSuffix("Problem.swift") {
                #expect(file.code.contains(/enum \w+Problem\b/), "\(file.path) has no enum …Problem")
            }
            if file.name.hasSuffix("Routes.swift") {
                #expect(file.code.contains(/struct \w+Routes\b/), "\(file.path) has no struct …Routes")
            }
            if file.name.hasSuffix("Statements.swift") {
                #expect(
                    file.code.contains(/: (?:[\w, ]+, )?\w*(Statement|Staging|Copied)\b/),
                    "\(file.path) has no Statement")
            }
        }
    }

    @Test func `SQL of features lives in Statements files`() throws {
        for file in try Checkout.sources(below: "Sources/Features") where !file.name.hasSuffix("Statements.swift") {
            for literal in file.literals where Tables.isSQL(literal.text) {
                Issue.record("\(file.path):\(literal.line) holds SQL outside a …Statements.swift")
            }
        }
    }

    @Test func `a folder that grows too large is split by noun`() throws {
        let folders = Dictionary(grouping: Checkout.files(below: "Sources", ending: ".swift")) {
            $0.split(separator: "/").dropLast().joined(separator: "/")
        }
        let inFeatures = folders.filter { $0.key.hasPrefix("Sources/Features/") }
        try Exceptions(rule: "folder").check(
            inFeatures.map { ($0.key, $0.value.count) }, limit: { _ in Self.perFolder })
    }
}
