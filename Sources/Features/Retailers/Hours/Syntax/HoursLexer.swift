/// A piece of the text and where it stands.
struct HoursToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case number(Int, width: Int)
        case word(HoursWord)
        case comment(String)
        case symbol(Character)
        /// `||`
        case fallback
        case end
    }

    let kind: Kind
    let offset: Int
    /// A blank stands before it.
    let spaced: Bool
}

/// Cuts a text into tokens; unknown words and characters are refused here.
struct HoursLexer {
    private let characters: [Character]
    private let lower: [Character]
    private var position = 0
    private var tokens: [HoursToken] = []

    private init(_ text: String) {
        characters = Array(text)
        lower = characters.map { character in
            let small = character.lowercased()
            return small.count == 1 ? small.first ?? character : character
        }
    }

    /// The tokens of `text`, the last one being `.end`.
    static func tokens(of text: String) throws(HoursRefusal) -> [HoursToken] {
        guard text.utf8.count <= 2000 else { throw HoursRefusal(2000, "opening hours are longer than 2,000 bytes") }
        var lexer = HoursLexer(text)
        while lexer.position < lexer.characters.count { try lexer.step() }
        lexer.append(.end, at: lexer.position)
        return lexer.tokens
    }

    private mutating func append(_ kind: HoursToken.Kind, at offset: Int) {
        let spaced = offset > 0 && offset <= characters.count && characters[offset - 1].isWhitespace
        tokens.append(HoursToken(kind: kind, offset: offset, spaced: spaced))
    }

    private mutating func step() throws(HoursRefusal) {
        let character = lower[position]
        if character.isWhitespace {
            position += 1
        } else if takePhrase() {
            return
        } else if let digit = character.wholeNumberValue, character.isASCII, digit >= 0 {
            takeNumber()
        } else if character.isLetter, character != "ー" {
            try takeWord()
        } else if "\"„“”".contains(character) {
            try takeComment()
        } else {
            try takeSymbol(character)
        }
    }

    private mutating func takeNumber() {
        let start = position
        var value = 0
        while position < lower.count, lower[position].isASCII, let digit = lower[position].wholeNumberValue {
            value = min(value * 10 + digit, 1_000_000)
            position += 1
        }
        append(.number(value, width: position - start), at: start)
    }

    private func run(from start: Int) -> String {
        String(lower[start...].prefix { $0.isLetter || $0 == "_" })
    }

    private mutating func takePhrase() -> Bool {
        guard position == 0 || !(lower[position - 1].isLetter || lower[position - 1].isNumber) else { return false }
        // `week 01-24/7`: the end of a range and its step.
        if lower[position].isNumber, tokens.last?.kind == .symbol("-") { return false }
        let first = String(lower[position...].prefix { $0.isLetter || $0.isNumber })
        guard let candidates = HoursWords.phrases[first] else { return false }
        for (text, kinds) in candidates {
            let end = position + text.count
            guard end <= lower.count, String(lower[position..<end]) == text else { continue }
            if end < lower.count, lower[end].isLetter || lower[end].isNumber { continue }
            for kind in kinds { append(kind, at: position) }
            position = end
            return true
        }
        return false
    }

    private mutating func takeWord() throws(HoursRefusal) {
        let start = position
        // `1.00p.m.`: the phrase begins right after a digit, where phrases are not looked for.
        for (text, kind) in [("p.m.", HoursWord.pm), ("a.m.", .am)]
        where start + 4 <= lower.count && String(lower[start..<start + 4]) == text {
            position += 4
            return append(.word(kind), at: start)
        }
        let word = run(from: start)
        position += word.count
        if let kind = HoursWords.words[word] {
            append(kind, at: start)
        } else if HoursWords.everyDay.contains(word) {
            for kind in [HoursToken.Kind.word(.weekday(1)), .symbol("-"), .word(.weekday(7))] {
                append(kind, at: start)
            }
        } else if let pieces = glued(start, word.count) {
            for (index, kind) in pieces.enumerated() { append(kind, at: start + 2 * index) }
        } else {
            throw HoursRefusal(start, "unknown word")
        }
        // Abbreviations end with a full stop: `Mon.`
        if position < lower.count, lower[position] == "." { position += 1 }
    }

    private func glued(_ start: Int, _ count: Int) -> [HoursToken.Kind]? {
        guard count.isMultiple(of: 2) else { return nil }
        var kinds: [HoursToken.Kind] = []
        for index in stride(from: start, to: start + count, by: 2) {
            let piece = String(characters[index...index + 1])
            guard HoursWords.glued.contains(piece), let kind = HoursWords.words[piece.lowercased()] else { return nil }
            kinds.append(kind)
        }
        return kinds
    }

    private mutating func takeComment() throws(HoursRefusal) {
        let start = position
        let closing: Set<Character> =
            switch characters[start] {
            case "\"": ["\""]
            case "„": ["“", "”"]
            default: ["”"]
            }
        let rest = characters[(start + 1)...]
        guard let end = rest.firstIndex(where: { closing.contains($0) }) else {
            throw HoursRefusal(start, "a comment that does not end")
        }
        let text = rest[..<end]
        guard !text.isEmpty, !text.contains("\""), !text.contains(where: { $0.isNewline || $0 == "\0" }) else {
            throw HoursRefusal(start, "a comment is text on one line without quotes")
        }
        append(.comment(String(text)), at: start)
        position = end + 1
    }

    private mutating func takeSymbol(_ character: Character) throws(HoursRefusal) {
        let start = position
        position += 1
        let next = position < lower.count ? lower[position] : " "
        switch character {
        case ",", ";", "+", "/", "[", "]", ":": append(.symbol(character), at: start)
        case "&": append(.symbol(","), at: start)
        case "：": append(.symbol(":"), at: start)
        case "-", "‐", "‑", "‒", "–", "−", "—", "ー", "=", "~", "～", "→": append(.symbol("-"), at: start)
        case "|" where next == "|":
            append(.fallback, at: start)
            position += 1
        case "°" where next == "°":
            append(.symbol(":"), at: start)
            append(.number(0, width: 2), at: start)
            position += 1
        case "." where followsNumber(at: start): try takeStop(at: start, before: next)
        default: throw HoursRefusal(start, "a character that has no meaning here")
        }
    }

    private func followsNumber(at offset: Int) -> Bool {
        guard offset > 0, case .number = tokens.last?.kind else { return false }
        return characters[offset - 1].isNumber
    }

    /// `10.30` is a time; the stop of `24.` says nothing; `24.12.` is a date in a form that is not read.
    private mutating func takeStop(at start: Int, before next: Character) throws(HoursRefusal) {
        if next.isNumber { return append(.symbol("."), at: start) }
        if tokens.count > 1, tokens[tokens.count - 2].kind == .symbol(".") {
            throw HoursRefusal(start, "a date is written with the name of its month")
        }
    }
}
