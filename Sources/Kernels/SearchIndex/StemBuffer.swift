/// A word under a stemmer's knife: UTF-16 letters, regions, suffix tests. Written after Snowball's notions (R1, R2,
/// among).
struct StemBuffer {
    var letters: [UInt16]
    /// Where the regions begin; the names are Snowball's.
    var p1 = 0
    var p2 = 0

    init(_ utf8: some Collection<UInt8>) { letters = Array(String(decoding: utf8, as: UTF8.self).utf16) }

    var count: Int { letters.count }
    var text: String { String(decoding: letters, as: UTF16.self) }

    /// Whether the letters before `end` (default: all) end so.
    func ends(_ ending: Letters, before end: Int? = nil) -> Bool {
        let end = end ?? letters.count
        let length = ending.utf16.count
        guard length <= end else { return false }
        for i in 0..<length where letters[end - length + i] != ending.utf16[i] { return false }
        return true
    }

    /// The longest of the endings the word has (before `end`), as its index in the list; lists are ordered longest
    /// first.
    func longest(_ endings: [Letters], before end: Int? = nil) -> Int? {
        endings.firstIndex { ends($0, before: end) }
    }

    /// Whether the letters begin so.
    func begins(_ start: Letters) -> Bool {
        start.count <= count && letters.prefix(start.count).elementsEqual(start.utf16)
    }

    /// Applies the rule of the longest ending the word has, when the region allows it; true when it did.
    mutating func apply(_ rules: Rules, from region: Int) -> Bool {
        guard let found = longest(rules.endings) else { return false }
        guard count - rules.endings[found].count >= region else { return false }
        replaceLast(rules.endings[found].count, with: rules.replacements[found])
        return true
    }

    mutating func drop(_ count: Int) { letters.removeLast(count) }

    mutating func replaceLast(_ count: Int, with ending: Letters) {
        letters.removeLast(count)
        letters.append(contentsOf: ending.utf16)
    }

    /// The index after the first letter from `start` that is (not) in the group, or the end.
    func past(_ group: Set<UInt16>, _ inside: Bool = true, from start: Int) -> Int? {
        var at = start
        while at < letters.count {
            if group.contains(letters[at]) == inside { return at + 1 }
            at += 1
        }
        return nil
    }

    /// R1 and R2 as most Snowball stemmers mark them: after the first non-vowel behind a vowel, twice.
    mutating func markRegions(_ vowels: Set<UInt16>) {
        p1 = letters.count
        p2 = letters.count
        guard let a = past(vowels, from: 0), let b = past(vowels, false, from: a) else { return }
        p1 = b
        guard let c = past(vowels, from: b), let d = past(vowels, false, from: c) else { return }
        p2 = d
    }
}

/// Letters of a rule, written as a string.
struct Letters: ExpressibleByStringLiteral, Sendable {
    let utf16: [UInt16]
    var count: Int { utf16.count }
    var text: String { String(decoding: utf16, as: UTF16.self) }
    init(stringLiteral value: String) { utf16 = Array(value.utf16) }
    /// The letters as a group.
    static func group(_ text: String) -> Set<UInt16> { Set(text.utf16) }
}

/// Endings ordered longest first, for `StemBuffer.longest`.
func endings(_ list: String) -> [Letters] {
    list.split(separator: " ").map { Letters(stringLiteral: String($0)) }.sorted { $0.count > $1.count }
}

/// Endings and what takes their place: "ational>ate tional>tion ness>" (nothing behind the arrow: dropped), longest
/// first.
struct Rules: Sendable {
    let endings: [Letters]
    let replacements: [Letters]

    init(_ list: String) {
        let pairs = list.split(separator: " ").map { rule in
            let sides = rule.split(separator: ">", omittingEmptySubsequences: false)
            return (
                Letters(stringLiteral: String(sides[0])),
                Letters(stringLiteral: String(sides.count > 1 ? sides[1] : ""))
            )
        }.sorted { $0.0.count > $1.0.count }
        endings = pairs.map(\.0)
        replacements = pairs.map(\.1)
    }
}
