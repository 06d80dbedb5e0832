/// The Polish stemmer of the Snowball project. Source: D. Shachnev, snowballstem.org, algorithms/polish.
enum StemPolish {
    private static let vowels = Letters.group("aąeęioóuy")
    private static let conditionals = endings("bym byś byśmy byście by")
    private static let dropped = """
        asz esz isz amy emy imy acie ecie icie ają eść aść ać ieć ić ąć ając ąc ałem iałem iłem ałam iałam iłam am \
        ałeś \
        iałeś iłeś ałaś iałaś iłaś ał iał ił ała iała iła ało iało iło aliśmy ieliśmy iliśmy ałyśmy iałyśmy iłyśmy \
        aliście \
        ieliście iliście ałyście iałyście iłyście ali ieli ili ały iały iły aj ajcie cie ę ająca ąca iejsza sza ającą \
        ącą \
        iejszą ające ące iejsze sze
        """
    private static let toS = "szę sząca szącą szące"
    private static let toL = "łeś łaś liśmy łyśmy liście łyście"
    private static let adjectives = "y ego iego emu iemu ym im ej iej ych ich ymi imi"
    /// Only in R1.
    private static let nouns =
        "a o i u ia owi iowi ą ią em iem e iu ie ów om iom ami iami ach iach"
    private static let toSSet = set(toS)
    private static let toLSet = set(toL)
    private static let adjectiveSet = set(adjectives)
    private static let nounSet = set(nouns)
    private static let all = endings("\(dropped) \(toS) \(toL) \(adjectives) \(nouns) szą")
    private static let participles = endings("ając ąc iejsz sz sząc")
    private static let bare: [UInt16: UInt16] = [0x107: 0x63, 0x144: 0x6E, 0x15B: 0x73, 0x17A: 0x7A]

    private static func set(_ list: String) -> Set<String> { Set(list.split(separator: " ").map(String.init)) }

    static func stem(_ word: some Collection<UInt8>) -> String {
        var b = StemBuffer(word)
        b.markRegions(vowels)
        if b.count >= 2, removeEnding(&b) { return b.text }
        if b.count > 1, let last = b.letters.last, let letter = bare[last] { b.letters[b.count - 1] = letter }
        return b.text
    }

    /// Nothing is taken from the first two letters.
    private static func removeEnding(_ b: inout StemBuffer) -> Bool {
        if let found = conditionals.first(where: { b.count - $0.count >= max(2, b.p1) && b.ends($0) }) {
            b.drop(found.count)
        }
        guard
            let ending = all.first(where: {
                let start = b.count - $0.count
                return start >= 2 && b.ends($0) && (!nounSet.contains($0.text) || start >= b.p1)
            })
        else { return false }
        let start = b.count - ending.count
        switch ending.text {
        case "szą": b.replaceLast(3, with: start >= b.p1 ? "" : "s")
        case let text where toSSet.contains(text): b.replaceLast(ending.count, with: "s")
        case let text where toLSet.contains(text): b.replaceLast(ending.count, with: "ł")
        case let text where adjectiveSet.contains(text):
            b.drop(ending.count)
            if let found = participles.first(where: { b.count - $0.count >= 2 && b.ends($0) }) {
                b.replaceLast(found.count, with: found.text == "sząc" ? "s" : "")
            }
        default: b.drop(ending.count)
        }
        if b.count > 2, b.letters.last == 39 { b.drop(1) }
        return true
    }
}
