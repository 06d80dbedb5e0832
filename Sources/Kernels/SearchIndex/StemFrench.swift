/// The French stemmer of the Snowball project. Source: M. F. Porter, snowballstem.org, algorithms/french.
enum StemFrench {
    private static let vowels = Letters.group("aeiouyâàëéêèïîôûù")
    private static let elided = Letters.group("cdjlmnstz")
    private static let beforeOux = Letters.group("bhjlnp")
    private static let keepsS = Letters.group("aiouès")
    private static let standard = endings(
        """
        ance iqUe isme able iste eux ances iqUes ismes ables istes atrice ateur ation atrices ateurs ations logie \
        logies \
        usion ution usions utions ence ences ement ements ité ités if ive ifs ives eaux aux oux euse euses issement \
        issements amment emment ment ments
        """)
    private static let iVerbs = endings(
        """
        îmes ît îtes i ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is issaIent \
        issais \
        issait issant issante issantes issants isse issent isses issez issiez issions issons it
        """)
    private static let plainVerbs =
        "é ée ées és èrent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez"
    private static let aVerbs =
        "âmes ât âtes a ai aIent ait ant ante antes ants as asse assent asses assiez assions"
    private static let verbs = endings("ions \(plainVerbs) \(aVerbs) ais aise aises eais")
    private static let aVerbSet = Set(aVerbs.split(separator: " ").map(String.init))
    private static let residual = endings("ion ier ière Ier Ière e")

    private struct Word {
        var b: StemBuffer
        var pV = 0

        func hasIn(_ region: Int, _ ending: Letters) -> Bool { b.count - ending.count >= region && b.ends(ending) }
        mutating func cut(_ ending: Letters, in region: Int) -> Bool {
            guard hasIn(region, ending) else { return false }
            b.drop(ending.count)
            return true
        }
        /// Drops "ic" in R2, else writes it iqU.
        mutating func settleIc() {
            guard b.ends("ic") else { return }
            if !cut("ic", in: b.p2) { b.replaceLast(2, with: "iqU") }
        }
    }

    static func stem(_ word: some Collection<UInt8>) -> String {
        var w = Word(b: StemBuffer(word))
        elide(&w.b)
        prelude(&w.b)
        markRegions(&w)
        if suffix(&w) || iVerb(&w) || verb(&w) {
            if w.b.ends("Y") { w.b.replaceLast(1, with: "i") } else if w.b.ends("ç") { w.b.replaceLast(1, with: "c") }
        } else {
            residue(&w)
        }
        for double: Letters in ["enn", "onn", "ett", "ell", "eill"] where w.b.ends(double) {
            w.b.drop(1)
            break
        }
        unaccent(&w.b)
        return postlude(w.b)
    }

    private static func elide(_ b: inout StemBuffer) {
        let apostrophe: UInt16 = 39
        if b.count > 2, elided.contains(b.letters[0]), b.letters[1] == apostrophe {
            b.letters.removeFirst(2)
        } else if b.begins("qu'"), b.count > 3 {
            b.letters.removeFirst(3)
        }
    }

    /// Marks u, i, y that are no vowels, and splits ë and ï.
    private static func prelude(_ b: inout StemBuffer) {
        var out: [UInt16] = []
        var old = b.letters
        func isVowel(_ at: Int) -> Bool { at < old.count && vowels.contains(old[at]) }
        for i in old.indices {
            let next = i + 1 < old.count ? old[i + 1] : 0
            if isVowel(i), next == 0x75 || next == 0x69, isVowel(i + 2) {
                old[i + 1] = next - 32
            } else if isVowel(i), next == 0x79 {
                old[i + 1] = 0x59
            } else if old[i] == 0xEB || old[i] == 0xEF {
                out += [0x48, old[i] == 0xEB ? 0x65 : 0x69]
                continue
            } else if old[i] == 0x79, isVowel(i + 1) {
                old[i] = 0x59
            } else if old[i] == 0x71, next == 0x75 {
                old[i + 1] = 0x55
            }
            out.append(old[i])
        }
        b.letters = out
    }

    private static func markRegions(_ w: inout Word) {
        w.b.markRegions(vowels)
        let letters = w.b.letters
        w.pV = letters.count
        if letters.count > 2, vowels.contains(letters[0]), vowels.contains(letters[1]) {
            w.pV = 3
        } else if w.b.begins("par") || w.b.begins("col") || w.b.begins("tap") {
            w.pV = 3
        } else if w.b.begins("ni"), letters.count > 2, vowels.contains(letters[2]) {
            w.pV = 3
        } else if let end = w.b.past(vowels, from: 1), letters.count > 0 {
            w.pV = end
        }
    }

    private static func suffix(_ w: inout Word) -> Bool {
        guard let found = w.b.longest(standard) else { return false }
        let ending = standard[found]
        let start = w.b.count - ending.count
        switch ending.text {
        case "eaux": w.b.drop(1)
        case "aux":
            guard start >= w.b.p1 else { return false }
            w.b.replaceLast(3, with: "al")
        case "oux":
            guard start > 0, beforeOux.contains(w.b.letters[start - 1]) else { return false }
            w.b.drop(1)
        case "euse", "euses":
            guard start >= w.b.p1 else { return false }
            w.b.replaceLast(ending.count, with: start >= w.b.p2 ? "" : "eux")
        case "issement", "issements":
            guard start >= w.b.p1, start > 0, !vowels.contains(w.b.letters[start - 1]) else { return false }
            w.b.drop(ending.count)
        case "amment", "emment":
            if start >= w.pV { w.b.replaceLast(6, with: ending.text == "amment" ? "ant" : "ent") }
            return false
        case "ment", "ments":
            if start > 0, vowels.contains(w.b.letters[start - 1]), start - 1 >= w.pV { w.b.drop(ending.count) }
            return false
        case "ement", "ements":
            guard start >= w.pV else { return false }
            w.b.drop(ending.count)
            settleAdverb(&w)
        default:
            guard start >= w.b.p2 else { return false }
            replace(ending, &w)
        }
        return true
    }

    private static func settleAdverb(_ w: inout Word) {
        if w.b.ends("iv") {
            if w.cut("iv", in: w.b.p2) { _ = w.cut("at", in: w.b.p2) }
        } else if w.b.ends("eus") {
            if !w.cut("eus", in: w.b.p2), w.hasIn(w.b.p1, "eus") { w.b.replaceLast(3, with: "eux") }
        } else if w.b.ends("abl") {
            _ = w.cut("abl", in: w.b.p2)
        } else if w.b.ends("iqU") {
            _ = w.cut("iqU", in: w.b.p2)
        } else if w.hasIn(w.pV, "ièr") || w.hasIn(w.pV, "Ièr") {
            w.b.replaceLast(3, with: "i")
        }
    }

    /// Endings that stand in R2.
    private static func replace(_ ending: Letters, _ w: inout Word) {
        switch ending.text {
        case "logie", "logies": w.b.replaceLast(ending.count, with: "log")
        case "usion", "ution", "usions", "utions": w.b.replaceLast(ending.count, with: "u")
        case "ence", "ences": w.b.replaceLast(ending.count, with: "ent")
        case "atrice", "ateur", "ation", "atrices", "ateurs", "ations":
            w.b.drop(ending.count)
            w.settleIc()
        case "ité", "ités":
            w.b.drop(ending.count)
            if w.b.ends("abil") {
                if !w.cut("abil", in: w.b.p2) { w.b.replaceLast(4, with: "abl") }
            } else if w.b.ends("ic") {
                w.settleIc()
            } else {
                _ = w.cut("iv", in: w.b.p2)
            }
        case "if", "ive", "ifs", "ives":
            w.b.drop(ending.count)
            if w.cut("at", in: w.b.p2) { w.settleIc() }
        default: w.b.drop(ending.count)
        }
    }

    private static func iVerb(_ w: inout Word) -> Bool {
        guard let ending = iVerbs.first(where: { w.hasIn(w.pV, $0) }) else { return false }
        let before = w.b.count - ending.count - 1
        guard before >= w.pV, w.b.letters[before] != 0x48, !vowels.contains(w.b.letters[before]) else { return false }
        w.b.drop(ending.count)
        return true
    }

    private static func verb(_ w: inout Word) -> Bool {
        guard let ending = verbs.first(where: { w.hasIn(w.pV, $0) }) else { return false }
        let start = w.b.count - ending.count
        switch ending.text {
        case "ions":
            guard start >= w.b.p2 else { return false }
        case "ais", "aise", "aises":
            if w.b.ends("al", before: start), start == 3 { return false }
            if w.b.ends("auv", before: start) || w.b.ends("épl", before: start) { return false }
        case let text where aVerbSet.contains(text):
            w.b.drop(ending.count)
            _ = w.cut("e", in: w.pV)
            return true
        default: break
        }
        w.b.drop(ending.count)
        return true
    }

    private static func residue(_ w: inout Word) {
        if w.b.ends("s"), w.b.count > 1,
            w.b.ends("His") || !keepsS.contains(w.b.letters[w.b.count - 2])
        {
            w.b.drop(1)
        }
        guard let ending = residual.first(where: { w.hasIn(w.pV, $0) }) else { return }
        let start = w.b.count - ending.count
        switch ending.text {
        case "ion":
            guard start >= w.b.p2, start - 1 >= w.pV, w.b.letters[start - 1] == 0x73 || w.b.letters[start - 1] == 0x74
            else { return }
            w.b.drop(3)
        case "e": w.b.drop(1)
        default: w.b.replaceLast(ending.count, with: "i")
        }
    }

    /// An accented e before the last consonants loses its accent.
    private static func unaccent(_ b: inout StemBuffer) {
        var at = b.count - 1
        while at >= 0 && !vowels.contains(b.letters[at]) { at -= 1 }
        guard at >= 0, at < b.count - 1, b.letters[at] == 0xE9 || b.letters[at] == 0xE8 else { return }
        b.letters[at] = 0x65
    }

    private static func postlude(_ b: StemBuffer) -> String {
        var out: [UInt16] = []
        var i = 0
        while i < b.count {
            let next = i + 1 < b.count ? b.letters[i + 1] : 0
            switch b.letters[i] {
            case 0x49, 0x55, 0x59: out.append(b.letters[i] + 32)
            case 0x48:
                if next == 0x65 || next == 0x69 {
                    out.append(next == 0x65 ? 0xEB : 0xEF)
                    i += 1
                }
            default: out.append(b.letters[i])
            }
            i += 1
        }
        return String(decoding: out, as: UTF16.self)
    }
}
