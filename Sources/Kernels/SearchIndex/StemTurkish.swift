/// The Turkish stemmer of the Snowball project: strips nominal verb suffixes, then noun suffixes, from right to left.
/// Source: E. Çilden after G. Eryiğit and E. Adalı (2004), snowballstem.org, algorithms/turkish.
struct StemTurkish {
    private static let vowels = Letters.group("aeıioöuü")
    private static let high = Letters.group("ıiuü")
    /// Which vowels a suffix with this vowel may follow.
    private static let harmony: [UInt16: Set<UInt16>] = {
        let table: [(String, String)] = [
            ("a", "aıou"), ("e", "eiöü"), ("ı", "aı"), ("i", "ei"), ("o", "ou"), ("ö", "öü"), ("u", "ou"), ("ü", "öü"),
        ]
        return Dictionary(uniqueKeysWithValues: table.map { ($0.0.utf16.first ?? 0, Letters.group($0.1)) })
    }()

    private var letters: [UInt16]
    /// Where the cursor stands: what is before it is yet to be read.
    private var at: Int
    /// The right end of the slice.
    private var end = 0
    private var goesOn = true

    private init(_ letters: [UInt16]) {
        self.letters = letters
        at = letters.count
    }

    static func stem(_ word: some Collection<UInt8>) -> String {
        var letters = Array(String(decoding: word, as: UTF8.self).utf16.drop { $0 == 39 })
        if letters.count > 2, let mark = letters[2...].firstIndex(of: 39) { letters.removeSubrange(mark...) }
        var stemmer = StemTurkish(letters)
        guard letters.filter({ vowels.contains($0) }).count > 1 else { return stemmer.text }
        stemmer.rewind { $0.verb() }
        guard stemmer.goesOn else { return stemmer.text }
        stemmer.rewind { $0.noun() }
        stemmer.finish()
        return stemmer.text
    }

    private var text: String { String(decoding: letters, as: UTF16.self) }

    private mutating func rewind(_ rule: (inout Self) -> Bool) {
        at = letters.count
        _ = rule(&self)
    }

    // MARK: Steps of a rule

    /// Opens a slice at the cursor.
    private mutating func open() -> Bool {
        end = at
        return true
    }

    /// Drops what the slice holds.
    private mutating func drop() -> Bool {
        letters.removeSubrange(at..<end)
        end = at
        return true
    }

    /// Tries a rule; the cursor stays where it was if it fails.
    private mutating func attempt(_ rule: (inout Self) -> Bool) -> Bool {
        let start = at
        if rule(&self) { return true }
        at = min(start, letters.count)
        return false
    }

    /// A rule that may fail.
    private mutating func maybe(_ rule: (inout Self) -> Bool) -> Bool {
        _ = attempt(rule)
        return true
    }

    private func letter(_ back: Int) -> UInt16? { at - back >= 0 ? letters[at - back] : nil }
    private func isVowel(_ back: Int) -> Bool { letter(back).map { Self.vowels.contains($0) } ?? false }
    private func isConsonant(_ back: Int) -> Bool { letter(back).map { !Self.vowels.contains($0) } ?? false }

    private mutating func take(_ suffix: Suffix) -> Bool {
        attempt { word in
            if suffix.isHarmonic && !word.isInHarmony() { return false }
            guard let form = suffix.forms.first(where: { word.endsHere($0) }) else { return false }
            word.at -= form.count
            guard let buffer = suffix.buffer else { return true }
            if word.letter(1) == buffer {
                guard word.isVowel(2) else { return false }
                word.at -= 1
                return true
            }
            return word.isVowel(2)
        }
    }

    private mutating func takeOne(_ suffixes: [Suffix]) -> Bool {
        for suffix in suffixes where take(suffix) { return true }
        return false
    }

    private mutating func takePossessive() -> Bool {
        attempt { word in
            guard let form = Self.possessive.first(where: { word.endsHere($0) }) else { return false }
            word.at -= form.count
            if let last = word.letter(1), Self.high.contains(last) {
                guard word.isConsonant(2) else { return false }
                word.at -= 1
                return true
            }
            return word.at > 0 && word.isConsonant(2)
        }
    }

    private func endsHere(_ form: Letters) -> Bool {
        guard form.count <= at else { return false }
        for i in 0..<form.count where letters[at - form.count + i] != form.utf16[i] { return false }
        return true
    }

    /// The last vowel agrees with some vowel before it.
    private func isInHarmony() -> Bool {
        guard let last = letters[..<at].lastIndex(where: { Self.vowels.contains($0) }),
            let partners = Self.harmony[letters[last]]
        else { return false }
        return letters[..<last].contains { partners.contains($0) }
    }

    // MARK: Rules

    private static let persons = [sUnUz, lAr, yUm, sUn, yUz]

    private mutating func verb() -> Bool {
        _ = open()
        let found =
            takeOne([Self.ymUs, Self.yDU, Self.ysA, Self.yken])
            || attempt { word in
                guard word.take(Self.cAsInA) else { return false }
                _ = word.takeOne(Self.persons)
                return word.take(Self.ymUs)
            }
            || attempt { word in
                guard word.take(Self.lAr), word.drop() else { return false }
                _ = word.maybe { $0.open() && $0.takeOne([Self.dUr, Self.yDU, Self.ysA, Self.ymUs]) }
                word.goesOn = false
                return true
            }
            || attempt { $0.take(Self.nUz) && $0.takeOne([Self.yDU, Self.ysA]) }
            || attempt { word in
                guard word.takeOne([Self.sUnUz, Self.yUz, Self.sUn, Self.yUm]), word.drop() else { return false }
                return word.maybe { $0.open() && $0.take(Self.ymUs) }
            }
            || attempt { word in
                guard word.take(Self.dUr), word.drop() else { return false }
                return word.maybe { word in
                    _ = word.open()
                    _ = word.takeOne(Self.persons)
                    return word.take(Self.ymUs)
                }
            }
        return found && drop()
    }

    /// Plural behind what was dropped, then another -ki.
    private mutating func pluralAndChain() -> Bool {
        maybe { $0.open() && $0.take(Self.lAr) && $0.drop() && $0.chain() }
    }

    private mutating func chain() -> Bool {
        attempt { word in
            guard word.open(), word.take(Self.ki) else { return false }
            return word.attempt { $0.chainBehindPlace() } || word.attempt { $0.chainBehindOwner() }
                || word.attempt { word in
                    guard word.take(Self.ndA) else { return false }
                    return word.attempt { $0.take(Self.lArI) && $0.drop() }
                        || word.attempt { $0.take(Self.sU) && $0.drop() && $0.pluralAndChain() } || word.chain()
                }
        }
    }

    private mutating func chainBehindPlace() -> Bool {
        guard take(Self.dA), drop() else { return false }
        return maybe { word in
            _ = word.open()
            return word.attempt { $0.take(Self.lAr) && $0.drop() && $0.maybe { $0.chain() } }
                || word.attempt { $0.takePossessive() && $0.drop() && $0.pluralAndChain() }
        }
    }

    private mutating func chainBehindOwner() -> Bool {
        guard take(Self.nUn), drop() else { return false }
        return maybe { word in
            _ = word.open()
            return word.attempt { $0.take(Self.lArI) && $0.drop() }
                || word.attempt {
                    $0.open() && ($0.takePossessive() || $0.take(Self.sU)) && $0.drop() && $0.pluralAndChain()
                }
                || word.chain()
        }
    }

    private mutating func noun() -> Bool {
        attempt { $0.open() && $0.take(Self.lAr) && $0.drop() && $0.maybe { $0.chain() } }
            || attempt { $0.nounInManner() }
            || attempt { word in
                guard word.open(), word.takeOne([Self.ndA, Self.nA]) else { return false }
                return word.attempt { $0.take(Self.lArI) && $0.drop() }
                    || word.attempt { $0.take(Self.sU) && $0.drop() && $0.pluralAndChain() } || word.chain()
            }
            || attempt { word in
                guard word.open(), word.takeOne([Self.ndAn, Self.nU]) else { return false }
                return word.attempt { $0.take(Self.sU) && $0.drop() && $0.pluralAndChain() } || word.take(Self.lArI)
            }
            || attempt { $0.nounFrom() } || attempt { $0.nounOf() }
            || attempt { $0.open() && $0.take(Self.lArI) && $0.drop() }
            || chain()
            || attempt { $0.nounAt() }
            || attempt {
                $0.open() && ($0.takePossessive() || $0.take(Self.sU)) && $0.drop() && $0.pluralAndChain()
            }
    }

    private mutating func nounInManner() -> Bool {
        guard open(), take(Self.ncA), drop() else { return false }
        return maybe { word in
            word.attempt { $0.open() && $0.take(Self.lArI) && $0.drop() }
                || word.attempt {
                    $0.open() && ($0.takePossessive() || $0.take(Self.sU)) && $0.drop() && $0.pluralAndChain()
                }
                || word.attempt { $0.open() && $0.take(Self.lAr) && $0.drop() && $0.chain() }
        }
    }

    private mutating func nounFrom() -> Bool {
        guard open(), take(Self.dAn), drop() else { return false }
        return maybe { word in
            _ = word.open()
            return word.attempt { $0.takePossessive() && $0.drop() && $0.pluralAndChain() }
                || word.attempt { $0.take(Self.lAr) && $0.drop() && $0.maybe { $0.chain() } } || word.chain()
        }
    }

    private mutating func nounOf() -> Bool {
        guard open(), takeOne([Self.nUn, Self.ylA]), drop() else { return false }
        return maybe { word in
            word.attempt { $0.open() && $0.take(Self.lAr) && $0.drop() && $0.chain() }
                || word.attempt {
                    $0.open() && ($0.takePossessive() || $0.take(Self.sU)) && $0.drop() && $0.pluralAndChain()
                }
                || word.chain()
        }
    }

    private mutating func nounAt() -> Bool {
        guard open(), takeOne([Self.dA, Self.yU, Self.yA]), drop() else { return false }
        return maybe { word in
            _ = word.open()
            let found =
                word.attempt { $0.takePossessive() && $0.drop() && $0.maybe { $0.open() && $0.take(Self.lAr) } }
                || word.take(Self.lAr)
            return found && word.drop() && word.open() && word.chain()
        }
    }

    /// A stem hardly ends in d or g, and its last consonant hardens.
    private mutating func finish() {
        if text == "ad" || text == "soyad" { return }
        guard let last = letters.last else { return }
        if last == 0x64 || last == 0x67, let vowel = letters.last(where: { Self.vowels.contains($0) }) {
            let table: [UInt16: String] = [
                0x61: "ı", 0x131: "ı", 0x65: "i", 0x69: "i", 0x6F: "u", 0x75: "u", 0xF6: "ü", 0xFC: "ü",
            ]
            letters += Array((table[vowel] ?? "").utf16)
            return
        }
        let hard: [UInt16: UInt16] = [0x62: 0x70, 0x63: 0xE7, 0x64: 0x74, 0x11F: 0x6B]
        letters[letters.count - 1] = hard[last] ?? last
    }
}
