/// The Dutch stemmer of the Snowball project. Source: W. Kraaij and R. Pohlmann (1994), snowballstem.org,
/// algorithms/dutch.
struct StemDutch {
    private static let vowels = Letters.group("aäáàâeëéèêiïíìîoöóòôuüúùûy")
    private static let strong = Letters.group("aäáàâiïíìîoöóòôuüúùû")
    private static let anyE = Letters.group("eëéèê")
    private static let simple = strong.union(anyE)
    private static let notLong = vowels.union(Letters.group("wx"))
    private static let step1 = endings("'s s ies es és aus en nde")
    private static let step2 = endings("je ge lijke ische de te se re le ene ieve")
    private static let step3 = endings("atie iteit heid sel ster rder ing isme erij arij fie gie tst dst")
    private static let step4 = endings(
        "ioneel atief baar naar laar raar tant lijker lijkst achtig achtiger achtigst eriger erigst erig end")
    private static let step4b = endings("iger igst ig")

    private var b: StemBuffer

    static func stem(_ word: some Collection<UInt8>) -> String {
        var stemmer = StemDutch(b: StemBuffer(word))
        stemmer.run()
        return stemmer.b.text
    }

    private mutating func run() {
        measure()
        var stemmed = first()
        stemmed = second() || stemmed
        stemmed = third() || stemmed
        stemmed = fourth() || stemmed
        if losePrefix() {
            stemmed = true
            measure()
            participle()
        }
        if loseInfix() {
            stemmed = true
            measure()
            participle()
        }
        for ending: Letters in ["kt", "ft", "pt"] where b.ends(ending) {
            b.drop(1)
            stemmed = true
            break
        }
        if stemmed { undouble() }
    }

    // MARK: Tests on what stands before `end`

    private func isVowel(_ end: Int) -> Bool {
        b.ends("ij", before: end) || end > 0 && Self.vowels.contains(b.letters[end - 1])
    }

    private func isConsonant(_ end: Int) -> Bool {
        end > 0 && !b.ends("ij", before: end) && !Self.vowels.contains(b.letters[end - 1])
    }

    private func inR1(_ at: Int) -> Bool { at >= b.p1 }

    /// Before `end` stands `text`, itself in R1.
    private func hasInR1(_ text: Letters, before end: Int) -> Bool {
        b.ends(text, before: end) && inR1(end - text.count)
    }

    // MARK: Regions

    private mutating func measure() {
        b.p1 = b.count
        b.p2 = b.count
        guard let first = region(from: 0) else { return }
        b.p1 = first
        guard let second = region(from: first) else { return }
        b.p2 = second
    }

    /// Behind the first consonant after a run of vowels.
    private func region(from start: Int) -> Int? {
        var at = start
        while at < b.count && !Self.vowels.contains(b.letters[at]) { at += 1 }
        let end = vowelRun(at)
        guard end > at, end < b.count, !Self.vowels.contains(b.letters[end]) else { return nil }
        return end + 1
    }

    /// The end of the vowels beginning here; ij is one.
    private func vowelRun(_ start: Int) -> Int {
        var at = start
        while at < b.count {
            if b.letters[at] == 0x69, at + 1 < b.count, b.letters[at + 1] == 0x6A {
                at += 2
            } else if Self.vowels.contains(b.letters[at]) {
                at += 1
            } else {
                break
            }
        }
        return at
    }

    /// Doubles the vowel before the last consonant, so that *maken* and *maak* meet.
    private mutating func lengthen() -> Bool {
        let n = b.count
        guard n >= 2, !Self.notLong.contains(b.letters[n - 1]) else { return true }
        if b.ends("eë", before: n - 1) {
            b.letters.insert(0x65, at: n - 1)
            return true
        }
        if b.ends("ië", before: n - 1) {
            b.letters.replaceSubrange(n - 3..<n - 1, with: "iee".utf16)
            return true
        }
        let vowel = b.letters[n - 2]
        let isFree = n == 2 || !Self.simple.contains(b.letters[n - 3])
        guard isFree else { return true }
        if Letters.group("aäáàâoöóòôuüúùû").contains(vowel) {
            b.letters.insert(vowel, at: n - 1)
        } else if Letters.group("eéèê").contains(vowel), isStressed(before: max(0, n - 3)) {
            b.letters.insert(vowel, at: n - 1)
        }
        return true
    }

    /// No other vowel is near enough before the syllable to take its stress.
    private func isStressed(before k: Int) -> Bool {
        if k > 0 && Self.strong.contains(b.letters[k - 1]) { return false }
        if k == 1 && Self.anyE.contains(b.letters[0]) { return false }
        return !(k >= 3 && Self.strong.contains(b.letters[k - 2]) && !Self.simple.contains(b.letters[k - 3]))
    }

    // MARK: Steps; each says whether it did something

    private mutating func drop(_ count: Int) -> Bool {
        b.drop(count)
        return true
    }

    private mutating func replace(_ count: Int, _ text: Letters, if holds: Bool) -> Bool {
        guard holds else { return false }
        b.replaceLast(count, with: text)
        return true
    }

    private mutating func first() -> Bool {
        guard let found = b.longest(Self.step1) else { return false }
        let ending = Self.step1[found]
        let start = b.count - ending.count
        switch ending.text {
        case "'s": return drop(2)
        case "s": return inR1(start) && !hasInR1("t", before: start) && isConsonant(start) && drop(1)
        case "ies": return replace(3, "ie", if: inR1(start))
        case "es":
            if hasInR1("ar", before: start) && isConsonant(start - 2) { return drop(2) && lengthen() }
            if hasInR1("er", before: start) && isConsonant(start - 2) { return drop(2) }
            return replace(2, "e", if: inR1(start) && isConsonant(start))
        case "és": return replace(2, "é", if: inR1(start))
        case "aus": return replace(3, "au", if: inR1(start) && isVowel(start))
        case "en": return firstEn(start)
        default: return replace(3, "nd", if: true)
        }
    }

    private mutating func firstEn(_ start: Int) -> Bool {
        if hasInR1("hed", before: start) { return replace(5, "heid", if: true) }
        if b.ends("nd", before: start) { return drop(2) }
        if hasInR1("d", before: start) && isConsonant(start - 1) { return drop(3) }
        if b.ends("i", before: start) || b.ends("j", before: start), isVowel(start - 1) { return drop(2) }
        return inR1(start) && isConsonant(start) && drop(2) && lengthen()
    }

    private mutating func second() -> Bool {
        guard let found = b.longest(Self.step2) else { return false }
        let ending = Self.step2[found]
        let start = b.count - ending.count
        switch ending.text {
        case "je": return secondJe(start)
        case "ge", "lijke", "ische", "te", "se", "re": return inR1(start) && drop(1)
        case "de": return inR1(start) && isConsonant(start) && drop(2)
        case "le": return replace(2, "l", if: inR1(start)) && lengthen()
        case "ene": return replace(3, "en", if: inR1(start) && isConsonant(start)) && lengthen()
        default: return replace(4, "ief", if: inR1(start) && isConsonant(start))
        }
    }

    private mutating func secondJe(_ start: Int) -> Bool {
        if b.ends("'t", before: start) { return drop(4) }
        if hasInR1("et", before: start) && isConsonant(start - 2) { return drop(4) }
        if b.ends("rnt", before: start) { return drop(3) }
        if hasInR1("t", before: start), start - 1 > 0, isVowel(start - 2) { return drop(3) }
        if b.ends("ink", before: start) { return replace(5, "ing", if: true) }
        if b.ends("mp", before: start) { return drop(3) }
        if hasInR1("'", before: start) { return drop(3) }
        return inR1(start) && isConsonant(start) && drop(2)
    }

    private mutating func third() -> Bool {
        guard let found = b.longest(Self.step3) else { return false }
        let ending = Self.step3[found]
        let start = b.count - ending.count
        switch ending.text {
        case "atie": return replace(4, "eer", if: inR1(start))
        case "iteit": return inR1(start) && drop(5) && lengthen()
        case "heid", "sel", "ster": return inR1(start) && drop(ending.count)
        case "rder": return drop(3)
        case "ing", "isme", "erij":
            if b.ends("ild", before: start) { return replace(ending.count, "er", if: true) }
            return inR1(start) && drop(ending.count) && lengthen()
        case "arij": return replace(4, "aar", if: inR1(start) && isConsonant(start))
        case "fie": return replace(3, "f", if: start >= b.p2) && lengthen()
        case "gie": return replace(3, "g", if: start >= b.p2) && lengthen()
        case "tst": return replace(3, "t", if: inR1(start) && isConsonant(start))
        default: return replace(3, "d", if: inR1(start) && isConsonant(start))
        }
    }

    private mutating func fourth() -> Bool {
        if let found = b.longest(Self.step4), fourth(Self.step4[found]) { return true }
        guard let found = b.longest(Self.step4b) else { return false }
        let count = Self.step4b[found].count
        let start = b.count - count
        let isInnig = start == 3 && b.begins("inn")
        return inR1(start) && !isInnig && isConsonant(start) && drop(count) && lengthen()
    }

    private mutating func fourth(_ ending: Letters) -> Bool {
        let start = b.count - ending.count
        guard inR1(start) else { return false }
        switch ending.text {
        case "ioneel": return replace(6, "ie", if: true)
        case "atief": return replace(5, "eer", if: true)
        case "baar", "achtig", "achtiger", "achtigst": return drop(ending.count)
        case "naar", "laar", "raar": return isVowel(start) && drop(3)
        case "tant": return replace(4, "teer", if: true)
        case "lijker", "lijkst": return drop(2)
        default: return isConsonant(start) && drop(ending.count) && lengthen()
        }
    }

    // MARK: ge-

    private mutating func losePrefix() -> Bool {
        guard b.begins("ge"), isWord(from: 2) else { return false }
        let rest = Array(b.letters[2...])
        func begins(_ text: Letters) -> Bool { rest.starts(with: text.utf16) }
        if !begins("vali"), begins("eft") || begins("val") || begins("vaa") || begins("vare") { return false }
        removeGe(at: 0)
        return true
    }

    private mutating func loseInfix() -> Bool {
        guard b.count > 3 else { return false }
        for at in 1..<b.count - 1 where b.letters[at] == 0x67 && b.letters[at + 1] == 0x65 {
            guard isWord(from: at + 2) else { return false }
            removeGe(at: at)
            return true
        }
        return false
    }

    /// At least three letters, with something behind their first vowels.
    private func isWord(from start: Int) -> Bool {
        guard b.count - start >= 3 else { return false }
        var at = start
        while at < b.count && !Self.vowels.contains(b.letters[at]) { at += 1 }
        return at < b.count && vowelRun(at) < b.count
    }

    private mutating func removeGe(at start: Int) {
        b.letters.removeSubrange(start..<start + 2)
        if b.letters[start] == 0xEB { b.letters[start] = 0x65 }
        if b.letters[start] == 0xEF { b.letters[start] = 0x69 }
    }

    /// A participle's last d or t.
    private mutating func participle() {
        let start = b.count - 1
        guard start >= b.p1, isConsonant(start) else { return }
        if b.ends("d") {
            if hasInR1("n", before: start) { return }
            b.replaceLast(1, with: start == 2 && b.begins("in") ? "n" : "")
        } else if b.ends("t") {
            if hasInR1("h", before: start) || start == 2 && b.begins("en") { return }
            b.drop(1)
        }
    }

    private mutating func undouble() {
        let n = b.count
        guard n > 0 else { return }
        let last = b.letters[n - 1]
        if n > 1, b.letters[n - 2] == last, Letters.group("bcdfghjklmnpqrstvwxz").contains(last) {
            if last == 0x6E && n == 3 && b.letters[0] == 0x69 { return }
            b.drop(1)
        } else if last == 0x76 {
            b.letters[n - 1] = 0x66
        } else if last == 0x7A {
            b.letters[n - 1] = 0x73
        }
    }
}
