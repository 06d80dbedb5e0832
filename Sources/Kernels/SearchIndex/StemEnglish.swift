/// The English stemmer of the Snowball project ("Porter 2").
/// Source: M. F. Porter et al., snowballstem.org, algorithms/english.
enum StemEnglish {
    private static let vowels = Letters.group("aeiouy")
    private static let notShort = Letters.group("aeiouywxY")
    private static let beforeLi = Letters.group("cdeghkmnrt")
    private static let exceptions: [String: String] = [
        "skis": "ski", "skies": "sky", "idly": "idl", "gently": "gentl", "ugly": "ugli", "early": "earli",
        "only": "onli", "singly": "singl", "sky": "sky", "news": "news", "howe": "howe", "atlas": "atlas",
        "cosmos": "cosmos", "bias": "bias", "andes": "andes",
    ]
    private static let heads: [Letters] = [
        "gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter",
    ]
    private static let step1a = endings("sses ied ies s us ss")
    private static let step1b = endings("eed eedly ed edly ing ingly")
    private static let whole = endings("inn out cann herr earr even")
    private static let step2 = Rules(
        """
        tional>tion enci>ence anci>ance abli>able entli>ent izer>ize ization>ize ational>ate ation>ate ator>ate \
        alism>al aliti>al alli>al fulness>ful ousli>ous ousness>ous iveness>ive iviti>ive biliti>ble bli>ble ogist>og \
        ogi>og fulli>ful lessli>less li>
        """)
    private static let step3 = Rules(
        "tional>tion ational>ate alize>al icate>ic iciti>ic ical>ic ful> ness> ative>")
    private static let step4 = endings(
        "al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion")

    static func stem(_ word: some Collection<UInt8>) -> String {
        var b = StemBuffer(word)
        if let exception = exceptions[b.text] { return exception }
        guard b.count > 2 else { return b.text }
        let hasY = prelude(&b)
        markRegions(&b)
        plural(&b)
        pastAndGerund(&b)
        finalY(&b)
        second(&b)
        third(&b)
        fourth(&b)
        fifth(&b)
        if hasY { for i in b.letters.indices where b.letters[i] == 0x59 { b.letters[i] = 0x79 } }
        return b.text
    }

    /// Drops a leading apostrophe and marks consonantal y.
    private static func prelude(_ b: inout StemBuffer) -> Bool {
        if b.letters.first == 39 { b.letters.removeFirst() }
        var found = false
        for i in b.letters.indices where b.letters[i] == 0x79 {
            guard i == 0 || vowels.contains(b.letters[i - 1]) else { continue }
            b.letters[i] = 0x59
            found = true
        }
        return found
    }

    private static func markRegions(_ b: inout StemBuffer) {
        b.markRegions(vowels)
        guard let head = heads.first(where: { b.begins($0) }) else { return }
        b.p1 = head.count
        b.p2 = b.count
        guard let a = b.past(vowels, from: b.p1), let end = b.past(vowels, false, from: a) else { return }
        b.p2 = end
    }

    /// Consonant, vowel, consonant at the end (the last not w, x, Y), or vowel and consonant as the whole word.
    private static func isShort(_ b: StemBuffer) -> Bool {
        let n = b.count
        if b.ends("past") { return true }
        guard n >= 2, vowels.contains(b.letters[n - 2]) else { return false }
        if n == 2 { return !vowels.contains(b.letters[1]) }
        return !notShort.contains(b.letters[n - 1]) && !vowels.contains(b.letters[n - 3])
    }

    private static func hasVowel(_ b: StemBuffer, before end: Int) -> Bool {
        b.letters.prefix(max(0, end)).contains { vowels.contains($0) }
    }

    private static func plural(_ b: inout StemBuffer) {
        for ending: Letters in ["'s'", "'s", "'"] where b.ends(ending) {
            b.drop(ending.count)
            break
        }
        guard let found = b.longest(step1a) else { return }
        switch step1a[found].text {
        case "sses": b.drop(2)
        case "ied", "ies": b.replaceLast(3, with: b.count >= 5 ? "i" : "ie")
        case "s": if hasVowel(b, before: b.count - 2) { b.drop(1) }
        default: break
        }
    }

    private static func pastAndGerund(_ b: inout StemBuffer) {
        guard let found = b.longest(step1b) else { return }
        let ending = step1b[found]
        let start = b.count - ending.count
        if ending.text.hasPrefix("eed") {
            guard start >= b.p1 else { return }
            for head: Letters in ["proc", "exc", "succ"] where start == head.count && b.begins(head) { return }
            return b.replaceLast(ending.count, with: "ee")
        }
        if ending.text == "ing" {
            if start == 2, b.letters[1] == 0x79, !vowels.contains(b.letters[0]) { return b.replaceLast(4, with: "ie") }
            if whole.contains(where: { $0.count == start && b.ends($0, before: start) }) { return }
        }
        guard hasVowel(b, before: start) else { return }
        b.drop(ending.count)
        if b.ends("at") || b.ends("bl") || b.ends("iz") { return b.letters.append(0x65) }
        let n = b.count
        if n >= 2, b.letters[n - 1] == b.letters[n - 2], Letters.group("bdfgmnprt").contains(b.letters[n - 1]) {
            if n == 3 && Letters.group("aeo").contains(b.letters[0]) { return }
            return b.drop(1)
        }
        if n == b.p1 && isShort(b) { b.letters.append(0x65) }
    }

    private static func finalY(_ b: inout StemBuffer) {
        guard b.count > 2, let last = b.letters.last, last == 0x79 || last == 0x59,
            !vowels.contains(b.letters[b.count - 2])
        else { return }
        b.letters[b.count - 1] = 0x69
    }

    private static func second(_ b: inout StemBuffer) {
        guard let found = b.longest(step2.endings) else { return }
        let start = b.count - step2.endings[found].count
        guard start >= b.p1 else { return }
        switch step2.endings[found].text {
        case "ogi": guard start > 0, b.letters[start - 1] == 0x6C else { return }
        case "li": guard start > 0, beforeLi.contains(b.letters[start - 1]) else { return }
        default: break
        }
        b.replaceLast(step2.endings[found].count, with: step2.replacements[found])
    }

    private static func third(_ b: inout StemBuffer) {
        guard let found = b.longest(step3.endings) else { return }
        let start = b.count - step3.endings[found].count
        guard start >= (step3.endings[found].text == "ative" ? b.p2 : b.p1) else { return }
        b.replaceLast(step3.endings[found].count, with: step3.replacements[found])
    }

    private static func fourth(_ b: inout StemBuffer) {
        guard let found = b.longest(step4) else { return }
        let start = b.count - step4[found].count
        guard start >= b.p2 else { return }
        if step4[found].text == "ion" {
            guard start > 0, b.letters[start - 1] == 0x73 || b.letters[start - 1] == 0x74 else { return }
        }
        b.drop(step4[found].count)
    }

    private static func fifth(_ b: inout StemBuffer) {
        guard let last = b.letters.last else { return }
        let start = b.count - 1
        if last == 0x6C, start >= b.p2, start > 0, b.letters[start - 1] == 0x6C { return b.drop(1) }
        guard last == 0x65 else { return }
        var rest = b
        rest.drop(1)
        if start >= b.p2 || (start >= b.p1 && !isShort(rest)) { b.drop(1) }
    }
}
