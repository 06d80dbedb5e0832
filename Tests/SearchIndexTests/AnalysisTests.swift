import Testing

@testable import SearchIndex

@Suite struct AnalysisTests {
    private func forms(_ text: String) -> [String] {
        var tokeniser = Tokeniser()
        tokeniser.read(text)
        return tokeniser.tokens.map { String(decoding: tokeniser.form($0), as: UTF8.self) }
    }

    @Test(arguments: [
        ("Müsli MÜSLI Muesli musli Mu\u{308}sli", ["musli", "musli", "musli", "musli", "musli"]),
        ("Klöße Kloesse KLÖSSE", ["klosse", "klosse", "klosse"]), ("neue Quelle", ["neue", "quelle"]),
        ("Knöel", ["knoel"]), ("Crème fraîche", ["creme", "fraiche"]), ("Łódź şeker çay", ["lodz", "seker", "cay"]),
        ("Ёлка ёж", ["елка", "еж"]), ("Ｆｕｌｌｗｉｄｔｈ", ["fullwidth"]), ("Mac's Lisa’s", ["macs", "lisas"]),
        ("Coca-Cola Dr.Oetker", ["coca", "cola", "dr", "otker"]), ("ps4 3d-Druck", ["ps4", "3d", "druck"]),
        ("1,5l 1.5 l 1500 ml 150cl 15dl", ["1500ml", "1500ml", "1500ml", "1500ml", "1500ml"]),
        ("250g 0,25 kg", ["250g", "250g"]), ("Saft 1l", ["saft", "1000ml"]), ("6er", ["6x"]),
        ("3,5% 3.5 % 3,5 Prozent", ["3.5%", "3.5%", "3.5%"]),
        ("6er 6 x 6x1,5l", ["6x", "6x", "6x", "1500ml"]), ("1.000 g 1.5 g", ["1000g", "1.5g"]), ("0,0%", ["0%"]),
    ])
    func `a text falls into these forms`(_ text: String, _ expected: [String]) {
        #expect(forms(text) == expected)
    }

    @Test(arguments: [
        ("Ketchup", "Ketschup"), ("Mayonnaise", "Majonäse"), ("Thunfisch", "Tunfisch"), ("Joghurt", "Jogurt"),
        ("Kaffee", "Kaffe"), ("Spaghetti", "Spagetti"), ("Mozzarella", "Mozarella"), ("Rhabarber", "Rabarber"),
    ])
    func `what sounds alike has one sound`(_ word: String, _ heard: String) {
        func sound(_ text: String) -> UInt64 {
            var tokeniser = Tokeniser()
            tokeniser.read(text)
            return tokeniser.form(tokeniser.tokens[0]).withUnsafeBufferPointer { TypoTable.soundHash($0) }
        }
        #expect(sound(word) == sound(heard))
    }

    @Test(arguments: [
        ("apfelsaft", "apfel", "saft"), ("vollkornbrot", "vollkorn", "brot"), ("kamillentee", "kamille", "tee"),
        ("kirschsaft", "kirsche", "saft"),
    ])
    func `a compound falls into known words`(_ word: String, _ modifier: String, _ head: String) {
        var words = WordTable()
        for part in ["apfel", "saft", "vollkorn", "brot", "kamille", "tee", "kirsche", "voll", "korn"] {
            _ = words.intern(Array(part.utf8))
        }
        let count = words.count
        let lexicon = Lexicon(
            words: words, counts: Array(repeating: 9, count: count), kinds: Array(repeating: 0, count: count),
            documents: 9)
        let split = lexicon.split(Array(word.utf8))
        #expect(split.map { String(decoding: $0.modifier, as: UTF8.self) } == modifier)
        #expect(split.map { String(decoding: $0.head, as: UTF8.self) } == head)
    }

    @Test func `no text is too strange to read, to ask or to mark`() {
        var dice = Dice(seed: 30)
        let index = Shelf.index()
        let pieces = [
            "\"", "-", "apfel", "%", "1,", ".5", "é", "e\u{301}", "\u{308}", "ß", "ﷺ", "中文", "🧃", "\u{0}", "''", "saft",
            " ",
            "9999999999999999999", "-saft", "\"saft apfel\"", "ª", "½", "x", "6x", "a", "\u{202E}", "*", "?", "(((",
            "AND",
        ]
        for _ in 0..<3000 {
            let text = (0..<dice.below(30)).map { _ in dice.pick(pieces) }.joined(
                separator: dice.below(2) == 0 ? " " : "")
            let answer = index.snapshot.search(Query(text))
            #expect(answer.hits.count <= 20)
            let ranges = index.snapshot.highlighter(for: Query(text)).ranges(in: text)
            #expect(ranges.allSatisfy { $0.lowerBound < $0.upperBound && $0.upperBound <= text.utf8.count })
            _ = index.snapshot.suggest(text)
        }
        let long = String(repeating: "apfel\u{308}saft ", count: 20_000)
        #expect(QueryText(long).words.count == QueryText.mostWords)
        #expect(!index.snapshot.search(Query(long)).hits.isEmpty)
    }

    @Test func `suggestions are written as people write`() {
        let index = Shelf.index()
        #expect(index.snapshot.suggest("mü").map(\.text) == ["müsli"])
        #expect(index.snapshot.suggest("brot voll").map(\.text).contains("brot vollkorn"))
        #expect(index.snapshot.suggest("").isEmpty)
        #expect(index.snapshot.search(Query("hafermlch")).suggestion == "hafermilch")
    }

    @Test func `what matched is marked, however it matched`() {
        let snapshot = Shelf.index().snapshot
        let text = "Der Apfelsaft, die Säfte und ein Brot"
        let marked = snapshot.highlighter(for: Query("saft")).ranges(in: text).map {
            String(decoding: Array(text.utf8)[$0], as: UTF8.self)
        }
        #expect(marked == ["Apfelsaft", "Säfte"])
    }

    @Test func `blanks find everything, the popular first; nonsense finds nothing`() {
        let index = Shelf.index()
        var document = Shelf.document(50, "Ladenhüter")
        document.popularity = 200
        index.apply([.upsert(document)])
        var query = Query("  ", limit: 100)
        query.wantsTotal = true
        let answer = index.snapshot.search(query)
        #expect(answer.total == Shelf.titles.count + 1)
        #expect(answer.hits.first?.id == document.id)
        #expect(index.snapshot.search(Query("qqqqxxxx")).hits.isEmpty)
    }
}
