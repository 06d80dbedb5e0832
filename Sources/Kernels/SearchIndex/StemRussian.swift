/// The Russian stemmer of the Snowball project. Source: M. F. Porter, snowballstem.org, algorithms/russian.
enum StemRussian {
    private static let vowels = Letters.group("аеиоуыэюя")
    private static let behindA = Letters.group("ая")
    private static let gerund = endings("в вши вшись ив ивши ившись ыв ывши ывшись")
    private static let gerundBehindA: Set<String> = ["в", "вши", "вшись"]
    private static let adjective = endings(
        "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею")
    private static let participle = endings("ем нн вш ющ щ ивш ывш ующ")
    private static let participleBehindA: Set<String> = ["ем", "нн", "вш", "ющ", "щ"]
    private static let reflexive = endings("ся сь")
    private static let verb = endings(
        """
        ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен \
        ило ыло \
        ено ят ует уют ит ыт ены ить ыть ишь ую ю
        """)
    private static let verbBehindA: Set<String> = [
        "ла", "на", "ете", "йте", "ли", "й", "л", "ем", "н", "ло", "но", "ет", "ют", "ны", "ть", "ешь", "нно",
    ]
    private static let noun = endings(
        """
        а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я
        """)

    static func stem(_ word: some Collection<UInt8>) -> String {
        var b = StemBuffer(word)
        for i in b.letters.indices where b.letters[i] == 0x451 { b.letters[i] = 0x435 }
        guard let start = b.past(vowels, from: 0) else { return b.text }
        b.p1 = start
        b.p2 = b.count
        if let a = b.past(vowels, false, from: start), let c = b.past(vowels, from: a),
            let d = b.past(vowels, false, from: c)
        {
            b.p2 = d
        }
        if !cut(&b, gerund, gerundBehindA) {
            _ = cut(&b, reflexive, [])
            if cut(&b, adjective, []) {
                _ = cut(&b, participle, participleBehindA)
            } else if !cut(&b, verb, verbBehindA) {
                _ = cut(&b, noun, [])
            }
        }
        if inside(b, "и") { b.drop(1) }
        for ending: Letters in ["ость", "ост"] where inside(b, ending) {
            if b.count - ending.count >= b.p2 { b.drop(ending.count) }
            break
        }
        tidy(&b)
        return b.text
    }

    private static func inside(_ b: StemBuffer, _ ending: Letters) -> Bool {
        b.count - ending.count >= b.p1 && b.ends(ending)
    }

    /// Drops the longest ending inside the region; some only behind а or я, which must be inside, too.
    private static func cut(_ b: inout StemBuffer, _ list: [Letters], _ needA: Set<String>) -> Bool {
        guard let ending = list.first(where: { inside(b, $0) }) else { return false }
        if needA.contains(ending.text) {
            let before = b.count - ending.count - 1
            guard before >= b.p1, behindA.contains(b.letters[before]) else { return false }
        }
        b.drop(ending.count)
        return true
    }

    private static func tidy(_ b: inout StemBuffer) {
        for ending: Letters in ["ейше", "ейш"] where inside(b, ending) {
            b.drop(ending.count)
            if inside(b, "нн") { b.drop(1) }
            return
        }
        if inside(b, "н") {
            if inside(b, "нн") { b.drop(1) }
        } else if inside(b, "ь") {
            b.drop(1)
        }
    }
}
