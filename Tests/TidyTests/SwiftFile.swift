/// A Swift file taken apart: its code with strings and comments blanked, and its string literals.
struct SwiftFile {
    struct Literal {
        let line: Int
        let text: String
        let isInterpolated: Bool
    }
    struct Function {
        let name: String
        let line: Int
        let lines: Int
        let parameters: Int
    }

    let path: String
    let text: String
    let code: String
    let literals: [Literal]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        var scanner = Scanner(Array(text.utf8))
        scanner.scan()
        code = String(decoding: scanner.code, as: UTF8.self)
        literals = scanner.literals
    }

    var name: String { String(path.split(separator: "/").last ?? "") }
    var lineCount: Int { text.utf8.count { $0 == 10 } + (text.hasSuffix("\n") || text.isEmpty ? 0 : 1) }

    /// Modules that the file imports.
    var imports: [String] {
        code.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), words[..<place].allSatisfy(Self.mayPrecedeImport) else {
                return nil
            }
            let isDeclaration = words.count > place + 2
            return words.last.map { String(isDeclaration ? $0.prefix { $0 != "." } : $0) }
        }
    }

    private static func mayPrecedeImport(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "private", "fileprivate"].contains(word)
    }

    /// Types declared here with a name of their own.
    var types: [String] {
        code.matches(of: /\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/).map { String($0.output.1) }
    }

    /// Functions and initialisers with a body.
    var functions: [Function] { FunctionFinder(code: Array(code.utf8)).functions() }
}

/// Blanks strings and comments, byte for byte, so that lines and columns stay.
private struct Scanner {
    let bytes: [UInt8]
    var code: [UInt8]
    var literals: [SwiftFile.Literal] = []
    private var at = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        code = bytes
    }

    mutating func scan() {
        while at < bytes.count { step() }
    }

    private mutating func step() {
        if starts("//") {
            while at < bytes.count, bytes[at] != 10 { blank() }
        } else if starts("/*") {
            comment()
        } else if starts("\"") {
            string(hashes: 0)
        } else if starts("#"), let hashes = hashesBeforeQuote() {
            for _ in 0..<hashes { blank() }
            string(hashes: hashes)
        } else {
            forward()
        }
    }

    private func starts(_ text: StaticString, offset: Int = 0) -> Bool {
        text.withUTF8Buffer { wanted in
            at + offset + wanted.count <= bytes.count
                && wanted.indices.allSatisfy { bytes[at + offset + $0] == wanted[$0] }
        }
    }

    private func hashesBeforeQuote() -> Int? {
        var count = 0
        while at + count < bytes.count, bytes[at + count] == UInt8(ascii: "#") { count += 1 }
        return at + count < bytes.count && bytes[at + count] == UInt8(ascii: "\"") ? count : nil
    }

    private mutating func forward() {
        if bytes[at] == 10 { line += 1 }
        at += 1
    }

    private mutating func blank() {
        if bytes[at] != 10 { code[at] = UInt8(ascii: " ") }
        forward()
    }

    private mutating func comment() {
        var depth = 0
        repeat {
            if starts("/*") { depth += 1; blank() } else if starts("*/") { depth -= 1; blank() }
            blank()
        } while at < bytes.count && depth > 0
    }

    /// From the opening quote to behind the closing one; code inside `\(…)` is kept as code.
    private mutating func string(hashes: Int) {
        let first = line
        let isLong = starts("\"\"\"")
        let quotes = isLong ? 3 : 1
        var text: [UInt8] = []
        var isInterpolated = false
        for _ in 0..<quotes { blank() }
        while at < bytes.count, !closes(quotes: quotes, hashes: hashes), isLong || bytes[at] != 10 {
            if opensInterpolation(hashes: hashes) {
                isInterpolated = true
                interpolation(hashes: hashes)
                text += Array("\\()".utf8)
            } else if bytes[at] == UInt8(ascii: "\\"), hashes == 0, at + 1 < bytes.count {
                text.append(UInt8(ascii: " "))
                blank()
                blank()
            } else {
                text.append(bytes[at])
                blank()
            }
        }
        for _ in 0..<(quotes + hashes) where at < bytes.count { blank() }
        literals.append(.init(line: first, text: String(decoding: text, as: UTF8.self), isInterpolated: isInterpolated))
    }

    private func closes(quotes: Int, hashes: Int) -> Bool {
        guard quotes == 3 ? starts("\"\"\"") : starts("\"") else { return false }
        let end = at + quotes + hashes
        return end <= bytes.count && bytes[(at + quotes)..<end].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private func opensInterpolation(hashes: Int) -> Bool {
        guard bytes[at] == UInt8(ascii: "\\"), at + hashes + 1 < bytes.count else { return false }
        return bytes[(at + 1)..<(at + 1 + hashes)].allSatisfy { $0 == UInt8(ascii: "#") }
            && bytes[at + 1 + hashes] == UInt8(ascii: "(")
    }

    private mutating func interpolation(hashes: Int) {
        for _ in 0..<(hashes + 2) { blank() }
        var depth = 1
        while at < bytes.count, depth > 0 {
            if bytes[at] == UInt8(ascii: "(") { depth += 1 }
            if bytes[at] == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { blank() } else { step() }
        }
    }
}
