/// A word found in a text: its folded form, its lower-case surface (for stemmers that need accents), its place in the
/// source.
struct Token: Sendable {
    enum Kind: UInt8, Sendable { case word, number, quantity, count }

    var kind: Kind
    /// Range in `Tokeniser.forms`.
    var form: Range<Int>
    /// Range in `Tokeniser.surfaces`.
    var surface: Range<Int>
    /// UTF-8 offsets in the source text.
    var source: Range<Int>
    /// A quantity's bare number in `Tokeniser.forms` ("3.5" of "3.5%"); empty for other tokens.
    var number: Range<Int> = 0..<0
}

/// Cuts text into words, numbers and quantities. Reused from text to text so that nothing is allocated per word.
///
/// Hyphens and punctuation part words, apostrophes vanish; letters and digits stay together (*ps4*, *3d*) unless they
/// are a quantity: *1,5l*, *1.5 l*, *1500 ml* are all the one token `1500ml`; *6er* and *6 x* are `6x`.
struct Tokeniser: Sendable {
    private(set) var forms: [UInt8] = []
    private(set) var surfaces: [UInt8] = []
    private(set) var tokens: [Token] = []
    private var formStart = 0
    private var surfaceStart = 0
    private var sourceStart = 0
    private var hasDigit = false
    private var hasLetter = false
    private var digraph = Digraph.plain
    /// Some token of the text has a digit.
    private var sawDigit = false

    /// Longest form kept, in bytes: nobody searches for more, and hostile input must not grow the dictionary.
    static let longest = 48

    func form(_ token: Token) -> [UInt8] { Array(forms[token.form]) }

    /// Replaces the tokens by those of this text, at most `limit` of them.
    mutating func read(_ text: String, limit: Int = .max) {
        forms.removeAll(keepingCapacity: true)
        surfaces.removeAll(keepingCapacity: true)
        tokens.removeAll(keepingCapacity: true)
        sawDigit = false
        begin(at: 0)
        var text = text
        text.withUTF8 { bytes in
            var at = 0
            while at < bytes.count && tokens.count < limit {
                let byte = bytes[at]
                if byte < 0x80 {
                    readASCII(byte, bytes, at)
                    at += 1
                } else {
                    at += readScalar(bytes, at)
                }
            }
            end(at: min(at, bytes.count))
        }
        if sawDigit { joinQuantities() }
    }

    private mutating func begin(at source: Int) {
        formStart = forms.count
        surfaceStart = surfaces.count
        sourceStart = source
        hasDigit = false
        hasLetter = false
        digraph = .plain
    }

    private mutating func readASCII(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) {
        switch byte {
        case 97...122: letter(byte)
        case 65...90: letter(byte | 0x20)
        case 48...57: digit(byte, at)
        case UInt8(ascii: "'"), UInt8(ascii: "`"):
            if formStart == forms.count { begin(at: at + 1) } else if byte == 39 { surfaces.append(byte) }
        case UInt8(ascii: "."), UInt8(ascii: ","):
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            if hasDigit && !hasLetter && next >= 48 && next <= 57 && !isDecimal {
                separator(byte, bytes, at)
            } else {
                end(at: at)
                begin(at: at + 1)
            }
        case UInt8(ascii: "%"):
            end(at: at)
            begin(at: at)
            if tokens.last?.kind == .number { letter(byte) }
            end(at: at + 1)
            begin(at: at + 1)
        default:
            end(at: at)
            begin(at: at + 1)
        }
    }

    private var isDecimal: Bool { forms[formStart...].contains(UInt8(ascii: ".")) }

    /// "." before exactly three digits groups thousands (unless a zero leads); everything else is a decimal mark.
    private mutating func separator(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) {
        var digits = 0
        while at + 1 + digits < bytes.count, bytes[at + 1 + digits] >= 48, bytes[at + 1 + digits] <= 57 { digits += 1 }
        if byte == UInt8(ascii: ".") && digits == 3 && forms[formStart] != 48 { return }
        forms.append(UInt8(ascii: "."))
    }

    private mutating func letter(_ byte: UInt8) {
        hasLetter = true
        if !digraph.swallows(byte) || hasDigit { forms.append(byte) }
        surfaces.append(byte)
    }

    /// "6x" of "6x1,5l" is a word of its own.
    private var isMultiple: Bool {
        forms.last == UInt8(ascii: "x") && forms[formStart..<forms.count - 1].allSatisfy { $0 >= 48 && $0 < 58 }
            && forms.count > formStart + 1
    }

    private mutating func digit(_ byte: UInt8, _ at: Int) {
        if hasLetter && hasDigit && isMultiple {
            end(at: at)
            begin(at: at)
        }
        hasDigit = true
        forms.append(byte)
        surfaces.append(byte)
    }

    /// Reads one scalar above ASCII; returns its length in bytes.
    private mutating func readScalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let lead = bytes[at]
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for i in 1..<length { value = value << 6 | UInt32(bytes[at + i] & 0x3F) }
        guard let scalar = Unicode.Scalar(value) else { return length }
        switch Fold.fold(scalar, into: &forms) {
        case .letter:
            hasLetter = true
            digraph = .vowel
            surfaces.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        case .digit:
            hasDigit = true
            surfaces.append(forms[forms.count - 1])
        case .mark:
            digraph = .vowel
            Compose.add(mark: value, to: &surfaces, from: surfaceStart)
        case .apostrophe: if formStart == forms.count { begin(at: at + length) } else { surfaces.append(39) }
        case .other:
            end(at: at)
            begin(at: at + length)
        }
        return length
    }

    private mutating func end(at source: Int) {
        guard forms.count > formStart else { return }
        sawDigit = sawDigit || hasDigit
        if forms.count - formStart > Self.longest { truncate() }
        tokens.append(
            Token(
                kind: hasDigit && !hasLetter ? .number : .word, form: formStart..<forms.count,
                surface: surfaceStart..<surfaces.count, source: sourceStart..<source))
    }

    /// Cuts an overlong form at a scalar's border.
    private mutating func truncate() {
        var keep = formStart + Self.longest
        while keep > formStart && forms[keep] & 0xC0 == 0x80 { keep -= 1 }
        forms.removeLast(forms.count - keep)
    }
}

extension Tokeniser {
    /// Numbers with a unit, written together or apart, become one token in base units; "6er" and "6 x" become "6x".
    private mutating func joinQuantities() {
        var joined: [Token] = []
        joined.reserveCapacity(tokens.count)
        var at = 0
        while at < tokens.count {
            let token = tokens[at]
            let next = at + 1 < tokens.count ? tokens[at + 1] : nil
            if token.kind == .number, let next, let quantity = quantity(token, unitOf: next) {
                joined.append(quantity)
                at += 2
            } else {
                joined.append(token.kind == .word ? split(token) : token)
                at += 1
            }
        }
        tokens = joined
    }

    /// "250g" and "6er" in one piece.
    private mutating func split(_ token: Token) -> Token {
        let form = forms[token.form]
        let digits = form.prefix { $0 >= 48 && $0 <= 57 || $0 == 46 }
        guard !digits.isEmpty, digits.count < form.count else { return token }
        return quantity(token, number: Array(digits), unit: Array(form[digits.endIndex...])) ?? token
    }

    private mutating func quantity(_ token: Token, unitOf next: Token) -> Token? {
        guard next.kind == .word, next.source.lowerBound - token.source.upperBound <= 1 else { return nil }
        var whole = token
        whole.source = token.source.lowerBound..<next.source.upperBound
        return quantity(whole, number: form(token), unit: form(next))
    }

    private mutating func quantity(_ token: Token, number: [UInt8], unit: [UInt8]) -> Token? {
        guard let canonical = Quantity.canonical(number: number, unit: unit) else { return nil }
        var result = token
        let start = forms.count
        forms.append(contentsOf: canonical.text)
        result.form = start..<forms.count
        result.kind = canonical.isCount ? .count : .quantity
        forms.append(contentsOf: number)
        result.number = forms.count - number.count..<forms.count
        return result
    }
}
