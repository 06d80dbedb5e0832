/// The Italian stemmer of the Snowball project. Source: M. F. Porter, snowballstem.org, algorithms/italian.
enum StemItalian {
    private static let vowels = Letters.group("aeiouàèìòù")
    private static let elisions = endings(
        "d' l' m' s' t' v' all' dall' dell' gl' nell' quell' quest' sull' tutt' un'")
    private static let pronouns = endings(
        """
        ci gli la le li lo mi ne si ti vi sene gliela gliele glieli glielo gliene mela mele meli melo mene tela tele \
        teli \
        telo tene cela cele celi celo cene vela vele veli velo vene
        """)
    private static let beforePronoun = endings("ando endo ar er ir")
    private static let plain = """
        anza anze ico ici ica ice iche ichi ismo ismi abile abili ibile ibili ista iste isti istà istè istì oso osi \
        osa \
        ose mente atrice atrici ante anti
        """
    private static let agents = "azione azioni atore atori"
    private static let standard = endings(
        """
        \(plain) \(agents) logia logie uzione uzioni usione usioni enza enze amento amenti imento imenti amente ità \
        ivo \
        ivi iva ive
        """)
    private static let plainSet = Set(plain.split(separator: " ").map(String.init))
    private static let agentSet = Set(agents.split(separator: " ").map(String.init))
    private static let verbs = endings(
        """
        ammo ando ano are arono asse assero assi assimo ata ate ati ato ava avamo avano avate avi avo emmo enda ende \
        endi endo erà erai eranno ere erebbe erebbero erei eremmo eremo ereste eresti erete erò erono essero ete eva \
        evamo evano evate evi evo Yamo iamo immo irà irai iranno ire irebbe irebbero irei iremmo iremo ireste iresti \
        irete irò irono isca iscano isce isci isco iscono issero ita ite iti ito iva ivamo ivano ivate ivi ivo ono uta \
        ute uti uto ar ir
        """)
    private static let last = Letters.group("aeioàèìò")

    /// The regions: pV is kept beside `StemBuffer`'s p1 and p2.
    private struct Word {
        var b: StemBuffer
        var pV = 0

        func hasIn(_ region: Int, _ ending: Letters) -> Bool { b.count - ending.count >= region && b.ends(ending) }
        mutating func cut(_ ending: Letters, in region: Int) -> Bool {
            guard hasIn(region, ending) else { return false }
            b.drop(ending.count)
            return true
        }
    }

    static func stem(_ word: some Collection<UInt8>) -> String {
        var w = Word(b: StemBuffer(word))
        if let found = elisions.first(where: { w.b.begins($0) }), w.b.count > found.count {
            w.b.letters.removeFirst(found.count)
        }
        prelude(&w.b)
        markRegions(&w)
        pronoun(&w)
        if !suffix(&w) {
            if let verb = verbs.first(where: { w.hasIn(w.pV, $0) }) { w.b.drop(verb.count) }
        }
        vowel(&w)
        return String(
            decoding: w.b.letters.map { $0 == 0x49 || $0 == 0x55 ? $0 + 32 : $0 }, as: UTF16.self)
    }

    private static func prelude(_ b: inout StemBuffer) {
        let graves: [UInt16: UInt16] = [0xE1: 0xE0, 0xE9: 0xE8, 0xED: 0xEC, 0xF3: 0xF2, 0xFA: 0xF9]
        for i in b.letters.indices {
            b.letters[i] = graves[b.letters[i]] ?? b.letters[i]
            if i > 0, b.letters[i] == 0x75, b.letters[i - 1] == 0x71 { b.letters[i] = 0x55 }
        }
        guard b.count > 2 else { return }
        for i in 0..<b.count - 2 where vowels.contains(b.letters[i]) && vowels.contains(b.letters[i + 2]) {
            if b.letters[i + 1] == 0x75 || b.letters[i + 1] == 0x69 { b.letters[i + 1] -= 32 }
        }
    }

    private static func markRegions(_ w: inout Word) {
        w.b.markRegions(vowels)
        w.pV = w.b.count
        guard w.b.count >= 2 else { return }
        let (first, second) = (vowels.contains(w.b.letters[0]), vowels.contains(w.b.letters[1]))
        if first {
            if let end = w.b.past(vowels, !second, from: 2) { w.pV = end }
        } else if w.b.begins("divan") {
            w.pV = 5
        } else if second {
            if w.b.count > 2 { w.pV = 3 }
        } else if let end = w.b.past(vowels, from: 2) {
            w.pV = end
        }
    }

    private static func pronoun(_ w: inout Word) {
        guard let found = w.b.longest(pronouns) else { return }
        let end = w.b.count - pronouns[found].count
        guard let before = w.b.longest(beforePronoun, before: end), end - beforePronoun[before].count >= w.pV else {
            return
        }
        w.b.drop(pronouns[found].count)
        if beforePronoun[before].count == 2 { w.b.letters.append(0x65) }
    }

    private static func suffix(_ w: inout Word) -> Bool {
        guard let found = w.b.longest(standard) else { return false }
        let ending = standard[found]
        let start = w.b.count - ending.count
        switch ending.text {
        case "amento", "amenti", "imento", "imenti":
            guard start >= w.pV else { return false }
            w.b.drop(ending.count)
        case "amente":
            guard start >= w.b.p1 else { return false }
            w.b.drop(ending.count)
            if w.cut("iv", in: w.b.p2) {
                _ = w.cut("at", in: w.b.p2)
            } else {
                _ = w.cut("abil", in: w.b.p2) || w.cut("os", in: w.b.p2) || w.cut("ic", in: w.b.p2)
            }
        default:
            guard start >= w.b.p2 else { return false }
            replace(ending, &w)
        }
        return true
    }

    /// Endings that stand in R2.
    private static func replace(_ ending: Letters, _ w: inout Word) {
        switch ending.text {
        case "logia", "logie": w.b.replaceLast(5, with: "log")
        case "uzione", "uzioni", "usione", "usioni": w.b.replaceLast(6, with: "u")
        case "enza", "enze": w.b.replaceLast(4, with: "ente")
        case "ità":
            w.b.drop(3)
            _ = w.cut("abil", in: w.b.p2) || w.cut("ic", in: w.b.p2) || w.cut("iv", in: w.b.p2)
        case "ivo", "ivi", "iva", "ive":
            w.b.drop(3)
            if w.cut("at", in: w.b.p2) { _ = w.cut("ic", in: w.b.p2) }
        case let text where agentSet.contains(text):
            w.b.drop(ending.count)
            _ = w.cut("ic", in: w.b.p2)
        default: w.b.drop(ending.count)
        }
    }

    private static func vowel(_ w: inout Word) {
        if let letter = w.b.letters.last, last.contains(letter), w.b.count - 1 >= w.pV {
            w.b.drop(1)
            _ = w.cut("i", in: w.pV)
        }
        if w.hasIn(w.pV, "ch") || w.hasIn(w.pV, "gh") { w.b.drop(1) }
    }
}
