import Testing

/// Limits that keep a file readable in one sitting. What breaks them stands in a list that may only shrink.
struct SizeTests {
    @Test func `no file is longer than 300 lines`() throws {
        let sizes = try (Checkout.sources(below: "Sources") + Checkout.sources(below: "Tests")).map {
            ($0.path, $0.lineCount)
        }
        try Exceptions(rule: "file").check(sizes, limit: { _ in 300 })
    }

    @Test func `no function is longer than 50 lines, in kernels 70`() throws {
        let sizes = try (Checkout.sources(below: "Sources") + Checkout.sources(below: "Tests")).flatMap { file in
            file.functions.map { ("\(file.path):\($0.name.replacing(" ", with: "-"))", $0.lines) }
        }
        try Exceptions(rule: "function").check(sizes, limit: { $0.hasPrefix("Sources/Kernels/") ? 70 : 50 })
    }

    @Test func `no function has more than 5 parameters`() throws {
        let sizes = try Checkout.sources(below: "Sources").flatMap { file in
            file.functions.filter { $0.name != "init" }.map { ("\(file.path):\($0.name)", $0.parameters) }
        }
        try Exceptions(rule: "parameters").check(sizes, limit: { _ in 5 })
    }

    @Test func `no line is longer than 120 columns`() throws {
        for path in ["Sources", "Tests"].flatMap({ Checkout.files(below: $0, ending: ".swift") }) + ["Package.swift"]
        where !path.contains("/Generated/") {
            for (index, line) in try Checkout.text(path).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            where line.count > 120 {
                Issue.record("\(path):\(index + 1) has \(line.count) columns")
            }
        }
    }

    @Test(arguments: [
        ("func a() {}", 1, 0), ("func b(x: Int, y: [Int: Int]) -> Int {\n  x\n}", 3, 2),
        ("init(from text: String = \"}{\") throws {\n /* { */\n}", 3, 1),
        ("func g(_ f: (Int, Int) -> Void, h: Box<Int, Int>) where A: B\n{\n}", 2, 2),
    ])
    func `functions are measured as a reader counts them`(text: String, lines: Int, parameters: Int) throws {
        let function = try #require(SwiftFile(path: "x.swift", text: text).functions.first)
        #expect(function.lines == lines)
        #expect(function.parameters == parameters)
    }

    @Test func `a requirement without a body is no function`() {
        let file = SwiftFile(path: "x.swift", text: "protocol P {\n  func a(b: Int) -> Int\n  var c: Int { get }\n}\n")
        #expect(file.functions.isEmpty)
    }
}
