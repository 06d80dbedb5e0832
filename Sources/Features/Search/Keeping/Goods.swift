import Accounts
import Catalogue
import Retailers
import SearchIndex
import Vocabulary

/// A product with its published offers, as far as a hit shows it. Whole in memory, so that an answer needs no database;
/// prices are kept as tags and read at the moment of the answer.
final class Goods: Sendable {
    let id: ID<Product>
    let title: String
    let brand: String?
    let category: ID<Category>?
    let minimumAge: Int
    /// Of shops that are shown, cheapest regular price first.
    let offers: [MarketOffer]
    /// The same, as the index was told them.
    let indexed: [SearchIndex.Offer]
    /// Everything read, kept for the day that a hidden shop comes back or a category moves.
    let source: OfferedProduct

    init(_ source: OfferedProduct, in town: Town, at now: Instant) {
        id = source.product.id
        title = source.product.title
        brand = source.product.brand
        category = source.product.category
        minimumAge = max(source.product.minimumAge, town.tree.rules(for: source.product.category).minimumAge)
        offers = source.offers.filter { town.shops[$0.retailer] != nil }
        indexed = offers.map { $0.indexed(at: now) }
        self.source = source
    }

    /// When the next sale of it begins or ends.
    func nextTurn(after now: Instant) -> Instant? {
        offers.flatMap { [$0.tag.sale?.startsAt, $0.tag.sale?.endsAt] }.compactMap { $0 }.filter { $0 > now }.min()
    }

    /// What the index learns of it; `delete` where nobody that is shown offers it.
    func change(in town: Town) -> SearchIndex.Change {
        offers.isEmpty ? .delete(DocumentID(id)) : .upsert(document(in: town))
    }

    func document(in town: Town) -> Document {
        let product = source.product
        let path = product.category.map(town.tree.path) ?? []
        var document = Document(
            id: DocumentID(id), kind: .product, language: town.language, title: title, body: body)
        document.brand = brand ?? ""
        document.categoryNames = path.flatMap { [$0.title, $0.englishTitle ?? ""] + $0.synonyms }
        document.categories = path.map { DocumentID($0.id) }
        document.codes = codes
        document.flags = Traits(of: product).bits
        document.minimumAge = UInt8(clamping: minimumAge)
        document.offers = indexed
        return document
    }

    private var body: String {
        let product = source.product
        let sizes = Set(offers.map(\.variant.title)).sorted()
        return ([product.shelf, product.description, product.food.ingredients].compactMap { $0 } + sizes)
            .joined(separator: "\n")
    }

    /// GTINs with and without leading zeros, and the shops' own numbers.
    private var codes: [String] {
        var codes: Set<String> = []
        for offer in offers {
            if let gtin = offer.variant.gtin { codes.formUnion([gtin, String(gtin.drop { $0 == "0" })]) }
            if let sku = offer.sku { codes.insert(sku) }
        }
        return codes.sorted()
    }
}

extension MarketOffer {
    /// Prices of this moment; the unit price for a kilogram, litre or metre, so that they can be compared.
    fileprivate func indexed(at now: Instant) -> SearchIndex.Offer {
        let unit = unitPrice(at: now).map { unit in
            let isHundredth = unit.per == .hundredGrams || unit.per == .hundredMillilitres
            return Int32(clamping: isHundredth ? unit.price.cents * 10 : unit.price.cents)
        }
        return SearchIndex.Offer(
            branch: DocumentID(branch), price_cents: Int32(clamping: price(at: now).cents), unitPrice_cents: unit,
            isInStock: isInStock)
    }
}

extension DocumentID {
    init<Thing>(_ id: ID<Thing>) { self.init(high: id.high, low: id.low) }
}

extension ID {
    init(_ document: DocumentID) { self.init(high: document.high, low: document.low) }
}
