import OSMExtract
import SearchIndex

/// The names of an address book, to be found by what people type.
struct AddressIndex: Sendable {
    /// What a hit stands for.
    enum Target: Hashable {
        case street(Int)
        case spot(Int)
    }

    struct Found {
        let target: Target
        /// How well its words fit, 0 to about 1.2.
        let score: Double
    }

    private let index: SearchIndex.Index

    init(_ index: SearchIndex.Index) { self.index = index }

    static var settings: Settings {
        var settings = Settings()
        settings.synonyms = AddressWords.synonyms
        return settings
    }

    func find(_ text: String, isTyping: Bool, limit: Int) -> [Found] {
        var query = Query(text, limit: limit)
        query.language = .none
        query.isTyping = isTyping
        return index.snapshot.search(query).hits.map { hit in
            let number = Int(hit.id.low)
            return Found(target: hit.id.high == 0 ? .street(number) : .spot(number), score: hit.score)
        }
    }

    static func saved(_ book: AddressBook) -> SavedIndex {
        let index = SearchIndex.Index(settings: settings)
        index.rebuild(documents: documents(book))
        return index.snapshot.saved()
    }

    private static func documents(_ book: AddressBook) -> [Document] {
        var documents: [Document] = []
        for (number, street) in book.streets.enumerated() {
            let id = DocumentID(high: 0, low: UInt64(number))
            var document = Document(
                id: id, kind: .product, language: .none, title: AddressWords.written(out: street.name))
            document.brand = ([joined(street.name)] + street.others.map { AddressWords.written(out: $0) }).joined(
                separator: " ")
            document.categoryNames = [street.postcode, street.town, street.district].filter { !$0.isEmpty }
            documents.append(document)
        }
        for (number, spot) in book.spots.enumerated() {
            let id = DocumentID(high: 1, low: UInt64(number))
            var document = Document(
                id: id, kind: spot.isPlace ? .category : .retailer, language: .none, title: spot.name)
            let street = spot.street >= 0 ? AddressWords.written(out: book.streets[Int(spot.street)].name) : ""
            document.categoryNames = [street, spot.postcode, spot.town, spot.district].filter { !$0.isEmpty }
            documents.append(document)
        }
        return documents
    }

    /// The last two words of a name in one, as many write them; empty for a single word.
    private static func joined(_ name: String) -> String {
        let words = AddressWords.written(out: name).split(whereSeparator: { $0.isWhitespace || $0 == "-" })
        guard words.count > 1 else { return "" }
        return words.suffix(2).joined()
    }
}
