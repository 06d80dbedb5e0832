/// The German stemmer of the Snowball project (the variant of 2024 on, which reads ae, oe, ue as umlauts).
/// Source: M. F. Porter et al., snowballstem.org, algorithms/german.
enum StemGerman {
    private static let vowels = Letters.group("aeiouyäöü")
    private static let etEnding = Letters.group("dfgklmnrstUzä")
    private static let sEnding = Letters.group("bdfghklmnrt")
    private static let stEnding = Letters.group("bdfghklmnt")
    private static let step1 = endings("em ern er erin erinnen e en es s ln lns")
    private static let step2 = endings("en er est st et")
    private static let step3 = endings("end ung ig ik isch lich heit keit")
    private static let notBeforeEt = endings("geordn intern plan tick tr")

    static func stem(_ word: some Collection<UInt8>) -> String {
        var b = StemBuffer(word)
        prelude(&b)
        b.markRegions(vowels)
        if b.p1 < 3 { b.p1 = min(3, b.count) }
        first(&b)
        second(&b)
        third(&b)
        apostrophes(&b)
        return postlude(b)
    }

    /// Marks consonantal u and y, writes ß as ss and the digraphs as umlauts.
    private static func prelude(_ b: inout StemBuffer) {
        let u = UInt16(UInt8(ascii: "u"))
        let y = UInt16(UInt8(ascii: "y"))
        if b.count > 2 {
            for i in 1..<b.count - 1 where b.letters[i] == u || b.letters[i] == y {
                if vowels.contains(b.letters[i - 1]) && vowels.contains(b.letters[i + 1]) { b.letters[i] -= 32 }
            }
        }
        let old = b.letters
        b.letters.removeAll(keepingCapacity: true)
        var i = 0
        while i < old.count {
            let next = i + 1 < old.count ? old[i + 1] : 0
            switch (old[i], next) {
            case (0xDF, _): b.letters += [115, 115]
            case (97, 101), (111, 101), (117, 101):
                b.letters.append(old[i] == 97 ? 0xE4 : old[i] == 111 ? 0xF6 : 0xFC)
                i += 1
            case (113, 117):
                b.letters += [113, 117]
                i += 1
            default: b.letters.append(old[i])
            }
            i += 1
        }
    }

    private static func first(_ b: inout StemBuffer) {
        guard let found = b.longest(step1) else { return }
        let ending = step1[found]
        let start = b.count - ending.count
        guard start >= b.p1 else { return }
        switch ending.text {
        case "em": if !b.ends("syst", before: start) { b.drop(2) }
        case "ern", "er", "erin", "erinnen": b.drop(ending.count)
        case "e", "en", "es":
            b.drop(ending.count)
            if b.ends("niss") { b.drop(1) }
        case "s": if start > 0, sEnding.contains(b.letters[start - 1]) { b.drop(1) }
        default: b.replaceLast(ending.count, with: "l")
        }
    }

    private static func second(_ b: inout StemBuffer) {
        guard let found = b.longest(step2) else { return }
        let ending = step2[found]
        let start = b.count - ending.count
        guard start >= b.p1 else { return }
        switch ending.text {
        case "st": if start > 3, stEnding.contains(b.letters[start - 1]) { b.drop(2) }
        case "et":
            if start > 0, etEnding.contains(b.letters[start - 1]), b.longest(notBeforeEt, before: start) == nil {
                b.drop(2)
            }
        default: b.drop(ending.count)
        }
    }

    private static func third(_ b: inout StemBuffer) {
        guard let found = b.longest(step3) else { return }
        let ending = step3[found]
        let start = b.count - ending.count
        guard start >= b.p2 else { return }
        switch ending.text {
        case "end", "ung":
            b.drop(3)
            if b.ends("ig"), !b.ends("e", before: b.count - 2), b.count - 2 >= b.p2 { b.drop(2) }
        case "ig", "ik", "isch": if !b.ends("e", before: start) { b.drop(ending.count) }
        case "lich", "heit":
            b.drop(4)
            if b.ends("er") || b.ends("en"), b.count - 2 >= b.p1 { b.drop(2) }
        default:
            b.drop(4)
            if b.ends("lich") {
                if b.count - 4 >= b.p2 { b.drop(4) }
            } else if b.ends("ig"), b.count - 2 >= b.p2 {
                b.drop(2)
            }
        }
    }

    private static func apostrophes(_ b: inout StemBuffer) {
        for ending: Letters in ["'sch", "'s", "'"] where b.ends(ending) {
            if b.count - ending.count > 1 { b.drop(ending.count) }
            return
        }
    }

    private static func postlude(_ b: StemBuffer) -> String {
        var letters = b.letters
        for i in letters.indices {
            switch letters[i] {
            case 0x59, 0x55: letters[i] += 32
            case 0xE4: letters[i] = 97
            case 0xF6: letters[i] = 111
            case 0xFC: letters[i] = 117
            default: break
            }
        }
        return String(decoding: letters, as: UTF16.self)
    }
}
