/// What a person typed, taken apart: words, quoted phrases, excluded words. Any text is a query; nothing is an error.
struct QueryText {
    struct Word {
        var form: [UInt8]
        var surface: [UInt8]
        var kind: Token.Kind
        var number: [UInt8]
        /// A letter or digit stands at the very end of the text: the word may be half typed.
        var isOpen: Bool
    }

    private(set) var words: [Word] = []
    private(set) var excluded: [Word] = []
    private(set) var phrases: [Range<Int>] = []
    /// The whole text as an article number, when it could be one.
    let code: [UInt8]?

    /// More of a text is not read; more words are not looked for.
    static let longest = 400
    static let mostWords = 12

    init(_ text: String) {
        let scalars = text.utf8.count > Self.longest ? String(text.unicodeScalars.prefix(Self.longest)) : text
        code = scalars.utf8.count <= 32 ? Analyser.code(scalars) : nil
        var tokeniser = Tokeniser()
        var quoted = false
        if scalars.utf8.contains(UInt8(ascii: "\"")) || scalars.utf8.contains(UInt8(ascii: "-")) {
            for (number, piece) in scalars.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
                quoted = number % 2 == 1
                let start = words.count
                read(String(piece), quoted: quoted, &tokeniser)
                if quoted && words.count > start + 1 { phrases.append(start..<words.count) }
            }
        } else {
            take(scalars, &tokeniser)
        }
        let isOpen =
            !quoted
            && scalars.unicodeScalars.last.map { $0.properties.isAlphabetic || $0.value < 0x3A && $0.value > 0x2F }
                ?? false
        if isOpen && !words.isEmpty { words[words.count - 1].isOpen = true }
    }

    private mutating func read(_ text: String, quoted: Bool, _ tokeniser: inout Tokeniser) {
        var rest = ""
        for part in text.split(separator: " ", omittingEmptySubsequences: true) {
            if !quoted, part.utf8.count > 2, part.utf8.first == UInt8(ascii: "-"),
                part.unicodeScalars.dropFirst().first?.properties.isAlphabetic == true
            {
                tokeniser.read(String(part), limit: 4)
                excluded += tokeniser.tokens.map { word($0, tokeniser) }
            } else {
                rest += rest.isEmpty ? part : " " + part
            }
        }
        take(rest, &tokeniser)
    }

    private mutating func take(_ text: String, _ tokeniser: inout Tokeniser) {
        tokeniser.read(text, limit: 64)
        for token in tokeniser.tokens where words.count < Self.mostWords { words.append(word(token, tokeniser)) }
    }

    private func word(_ token: Token, _ tokeniser: Tokeniser) -> Word {
        Word(
            form: Array(tokeniser.forms[token.form]), surface: Array(tokeniser.surfaces[token.surface]),
            kind: token.kind, number: Array(tokeniser.forms[token.number]), isOpen: false)
    }
}
