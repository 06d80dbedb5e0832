import SearchIndex

/// A random little city: products with offers, categories, flags, at branches with districts and places.
struct City {
    static let words = [
        "apfel", "saft", "apfelsaft", "milch", "vollmilch", "brot", "vollkornbrot", "käse", "ziegenkäse", "ziege",
        "bio",
        "orange", "orangensaft", "tee", "kamillentee", "kamille", "wurst", "leberwurst", "mit", "schoko", "nuss",
        "250g",
        "1l", "1,5l", "dose", "tomaten", "suppe", "tomatensuppe",
    ]
    static let queries = [
        "saft", "apfel saft", "bio milch", "käse ziege", "tomatensupe", "leberwust", "brot vollkorn", "tee",
        "nuss schoko dose",
        "vollmlich 1l", "\"bio milch\"", "saft -apfel", "oragnensaft bio", "kam",
    ]

    var dice: Dice
    var branches: [Branch] = []
    var documents: [DocumentID: Document] = [:]

    init(seed: UInt64, products: Int) {
        print("city of seed \(seed)")
        dice = Dice(seed: seed)
        for i in 0..<12 {
            let place = Place(
                latitude: 50 + Double(dice.below(100)) / 1000, longitude: 8 + Double(dice.below(100)) / 1000)
            branches.append(
                Branch(
                    id: DocumentID("b\(i)"), retailer: DocumentID("r\(i / 2)"), district: DocumentID("d\(i % 3)"),
                    place: i == 5 ? nil : place))
        }
        for i in 0..<products { put(product(i)) }
    }

    mutating func put(_ document: Document) { documents[document.id] = document }

    mutating func product(_ number: Int) -> Document {
        let title = (0..<1 + dice.below(4)).map { _ in dice.pick(Self.words) }.joined(separator: " ")
        var document = Document(id: DocumentID(high: 7, low: UInt64(number)), title: title, body: dice.pick(Self.words))
        document.kind = dice.below(10) == 0 ? .category : .product
        document.categories = (0..<dice.below(3)).map { _ in DocumentID("c\(dice.below(6))") }
        document.categories = Array(Set(document.categories)).sorted()
        document.flags = UInt64(dice.below(16))
        document.minimumAge = dice.below(8) == 0 ? 16 : 0
        document.popularity = UInt8(dice.below(256))
        document.offers = offers()
        return document
    }

    mutating func offers() -> [Offer] {
        (0..<dice.below(4)).map { _ in
            Offer(
                branch: dice.pick(branches).id, price_cents: Int32(50 + dice.below(20) * 50),
                unitPrice_cents: dice.below(3) == 0 ? nil : Int32(dice.below(900)), isInStock: dice.below(3) > 0)
        }
    }

    var sorted: [Document] { documents.values.sorted { $0.id < $1.id } }

    func index() -> Index {
        let index = Index()
        index.rebuild(branches: branches, documents: sorted)
        return index
    }
}
