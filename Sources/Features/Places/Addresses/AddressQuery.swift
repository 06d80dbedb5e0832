import OSMExtract

/// What somebody typed, taken apart: words, perhaps a house number, perhaps a postcode. Any text is a query.
struct AddressQuery: Equatable {
    /// Words of street, town or shop, as they were written.
    var words: [String] = []
    var number: HouseNumber?
    /// Known here, or what may be a slip of one that is.
    var postcode: String?
    /// The text ends in a word, which may be half typed.
    var endsInWord = false

    static let longest = 200

    init() {}

    init(_ text: String, _ postcodes: Postcodes) {
        let written = String(text.unicodeScalars.prefix(Self.longest))
            .split(whereSeparator: { $0.isWhitespace || ",;()\"".contains($0) }).map(String.init)
        let parts = Self.apart(written, postcodes)
        var isWord = [Bool](repeating: true, count: parts.count)
        takePostcode(parts, &isWord, postcodes)
        takeNumber(parts, &isWord)
        takeMistypedPostcode(parts, &isWord, postcodes)
        words = parts.indices.filter { isWord[$0] }.map { parts[$0] }
        endsInWord = isWord.last == true && text.last?.isLetter == true
    }

    private mutating func takePostcode(_ parts: [String], _ isWord: inout [Bool], _ postcodes: Postcodes) {
        for at in parts.indices.reversed() {
            // `D-63303`, `1012 AB`
            let bare = parts[at].split(separator: "-").last.map(String.init) ?? parts[at]
            let both = at + 1 < parts.count ? "\(parts[at]) \(parts[at + 1])" : ""
            if !both.isEmpty, postcodes.contains(both) {
                (isWord[at], isWord[at + 1]) = (false, false)
                postcode = both.uppercased()
                return
            }
            if postcodes.contains(bare) || bare.count == 5 && bare.allSatisfy(\.isNumber) && at > 0 {
                isWord[at] = false
                postcode = bare.uppercased()
                return
            }
        }
    }

    /// The last number that is one; with the letter behind it, if that stands apart.
    private mutating func takeNumber(_ parts: [String], _ isWord: inout [Bool]) {
        let at = parts.indices.last { at in
            // `17.` counts a day or a street; `17` behind it is the house.
            isWord[at] && parts[at].first?.isNumber == true && !(parts[at].hasSuffix(".") && at + 1 < parts.count)
                && HouseNumber(Self.first(of: parts[at])) != nil
        }
        guard let at else { return }
        take(at, parts, &isWord)
    }

    private mutating func take(_ at: Int, _ parts: [String], _ isWord: inout [Bool]) {
        let text = Self.first(of: parts[at])
        guard let plain = HouseNumber(text) else { return }
        isWord[at] = false
        number = plain
        if at > 0, isWord[at - 1], Self.callsANumber(parts[at - 1]) { isWord[at - 1] = false }
        if plain.suffix.isEmpty, at + 1 < parts.count, isWord[at + 1], parts[at + 1].count == 1,
            let lettered = HouseNumber(text + parts[at + 1])
        {
            isWord[at + 1] = false
            number = lettered
        }
    }

    /// A number too long for a house, or the farther of two, is a postcode with a slip if it is nearly one.
    private mutating func takeMistypedPostcode(
        _ parts: [String], _ isWord: inout [Bool], _ postcodes: Postcodes
    ) {
        guard postcode == nil else { return }
        let near = parts.indices.filter { at in
            (isWord[at] || number?.description == parts[at].lowercased()) && parts[at].count > 3
                && postcodes.likeness(parts[at]) > 0
        }
        guard let at = near.last else { return }
        if isWord[at] {
            isWord[at] = false
            postcode = parts[at].uppercased()
            return
        }
        // Taken for the house's number: only if another number is there to be that.
        let others = parts.indices.filter { other in
            other != at && isWord[other] && parts[other].first?.isNumber == true
                && HouseNumber(Self.first(of: parts[other])) != nil
        }
        guard let other = others.last else { return }
        postcode = parts[at].uppercased()
        take(other, parts, &isWord)
    }
}

extension AddressQuery {
    /// Of a range, its first number.
    private static func first(of text: String) -> String {
        let ends = text.split(whereSeparator: { "-–".contains($0) })
        guard ends.count == 2, HouseNumber(ends[0]) != nil, HouseNumber(ends[1]) != nil else { return text }
        return String(ends[0])
    }

    private static func callsANumber(_ text: String) -> Bool {
        ["nr", "nr.", "no", "no.", "nummer", "hausnr", "hausnr.", "hausnummer", "#", "№"].contains(text.lowercased())
    }

    /// Parts that people run together, set apart, and ranges that they set apart, put together: `12 - 14`,
    /// `Hauptstraße12a`, `63303Dreieich`, `633 03`.
    private static func apart(_ parts: [String], _ postcodes: Postcodes) -> [String] {
        var found: [String] = []
        var at = 0
        while at < parts.count {
            defer { at += 1 }
            let part = parts[at]
            if at + 2 < parts.count, ["-", "–"].contains(parts[at + 1]), HouseNumber(part) != nil,
                HouseNumber(parts[at + 2]) != nil
            {
                found.append(part + "-" + parts[at + 2])
                at += 2
            } else if at + 1 < parts.count, part.allSatisfy(\.isNumber), part.count < 4,
                parts[at + 1].allSatisfy(\.isNumber), postcodes.contains(part + parts[at + 1])
            {
                found.append(part + parts[at + 1])
                at += 1
            } else {
                found += split(part, postcodes)
            }
        }
        return found
    }

    private static func split(_ part: String, _ postcodes: Postcodes) -> [String] {
        let digits = part.prefix { $0.isASCII && $0.isNumber }
        if digits.count > 3, digits.count < part.count, part.dropFirst(digits.count).allSatisfy(\.isLetter),
            postcodes.contains(String(digits))
        {
            return [String(digits), String(part.dropFirst(digits.count))]
        }
        let letters = part.prefix { $0.isLetter || $0 == "." || $0 == "-" }
        let rest = part.dropFirst(letters.count)
        guard streets.contains(where: letters.lowercased().hasSuffix), let number = HouseNumber(rest),
            number.suffix.count < 2
        else { return [part] }
        return [String(letters), String(rest)]
    }

    /// What names of streets end in; a shop's may end in a number.
    private static let streets = [
        "str", "str.", "straße", "strasse", "weg", "gasse", "platz", "allee", "ring", "ufer", "damm", "pfad", "markt",
    ]
}

/// The postcodes of a town, also as people mistype them.
struct Postcodes: Sendable {
    private let all: Set<String>
    private let letters: [[UInt8]]

    init(_ texts: some Sequence<String>) {
        all = Set(texts.map { $0.uppercased() }).subtracting([""])
        letters = all.sorted().map { Array($0.utf8) }
    }

    func contains(_ text: String) -> Bool { all.contains(text.uppercased()) }

    /// How likely a text is meant to be one that is known here, 0 to 1.
    func likeness(_ text: String) -> Double {
        if contains(text) { return 1 }
        guard (4...10).contains(text.utf8.count), text.contains(where: \.isNumber) else { return 0 }
        let typed = Array(text.uppercased().utf8)
        return letters.lazy.map { Self.likeness(typed, $0) }.max() ?? 0
    }

    /// How much a text looks like a postcode: one slip is forgiven, two digits that changed places first.
    static func likeness(_ text: String, _ postcode: String) -> Double {
        likeness(Array(text.uppercased().utf8), Array(postcode.uppercased().utf8))
    }

    private static func likeness(_ typed: [UInt8], _ postcode: [UInt8]) -> Double {
        if typed == postcode { return 1 }
        guard postcode.count > 3, AddressWords.edits(typed, postcode, upTo: 1) == 1 else { return 0 }
        let isSwapped = typed.count == postcode.count && typed.sorted() == postcode.sorted()
        return isSwapped ? 0.6 : 0.5
    }
}
