import Accounts
import Catalogue
import Retailers
import SearchIndex
import Vocabulary

/// A product with its published offers on its way into the index. Nothing of it stays in memory but what the index
/// keeps.
struct Goods {
    private let source: OfferedProduct
    private let town: Town
    /// Of shops that are shown, cheapest regular price first.
    private let offers: [MarketOffer]
    private let now: Instant

    init(_ source: OfferedProduct, in town: Town, at now: Instant) {
        self.source = source
        self.town = town
        self.now = now
        offers = source.offers.filter { town.shops[$0.retailer] != nil }
    }

    var id: DocumentID { DocumentID(source.product.id) }
    var isShown: Bool { !offers.isEmpty }

    /// What the index has to learn: nothing but prices and stock where the words are those of `old`.
    func change(from old: [UInt8]?) -> SearchIndex.Change {
        guard isShown else { return .delete(id) }
        let document = document
        if let old, let known = Card(old), known.wording == Self.wording(document) {
            return .offers(id, document.offers, payload: document.payload)
        }
        return .upsert(document)
    }

    /// Document and card of the product.
    var document: Document {
        let product = source.product
        var document = Document(id: id, kind: .product, language: town.language, title: product.title, body: body)
        document.brand = product.brand ?? ""
        document.categoryNames = ground?.names ?? []
        document.categories = ground?.ids ?? []
        document.codes = codes
        document.flags = Traits(of: product).bits
        document.minimumAge = UInt8(clamping: minimumAge)
        document.offers = offers.map { $0.indexed(at: now) }
        document.payload = card(wording: Self.wording(document)).bytes
        return document
    }

    private var ground: Ground? { source.product.category.flatMap { town.grounds[$0] } }

    private var minimumAge: Int { max(source.product.minimumAge, ground?.minimumAge ?? 0) }

    func card(wording: UInt64) -> Card {
        Card(
            wording: wording, title: source.product.title, brand: source.product.brand,
            category: source.product.category, minimumAge: minimumAge,
            labels: offers.map {
                Card.Label(
                    id: $0.id, tag: $0.tag, size: $0.variant.title, content: $0.variant.content,
                    isLoose: $0.variant.isLoose, deposit: $0.deposit?.code)
            })
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

    /// A hash of everything but offers and card (FNV-1a).
    private static func wording(_ document: Document) -> UInt64 {
        var hash = WordingHash()
        hash.add([document.title, document.brand, document.body])
        hash.add(document.categoryNames)
        hash.add(document.codes)
        for category in document.categories { hash.add(category.high ^ category.low) }
        hash.add(document.flags)
        hash.add(UInt64(document.minimumAge))
        hash.add(UInt64(document.language.rawValue))
        return hash.value
    }
}

/// A hash that is the same in every run (FNV-1a).
struct WordingHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// Texts one after another, told apart.
    mutating func add(_ texts: [String]) {
        for text in texts {
            for byte in text.utf8 { add(byte) }
            add(0xFF as UInt8)
        }
        add(UInt64(texts.count))
    }

    private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
}

extension MarketOffer {
    /// Prices of this moment; the unit price for a kilogram, litre or metre, so that they can be compared.
    fileprivate func indexed(at now: Instant) -> SearchIndex.Offer {
        SearchIndex.Offer(
            branch: DocumentID(branch), price_cents: Int32(clamping: price(at: now).cents),
            unitPrice_cents: unitPrice(at: now).map(\.comparable), isInStock: isInStock)
    }
}

extension UnitPrice {
    /// Cents for a kilogram, litre or metre.
    fileprivate var comparable: Int32 {
        let isHundredth = per == .hundredGrams || per == .hundredMillilitres
        return Int32(clamping: isHundredth ? price.cents * 10 : price.cents)
    }
}

extension Card {
    /// The offers the index has, with the prices of another moment.
    func offers(_ known: [SearchIndex.Offer], at now: Instant) -> [SearchIndex.Offer] {
        zip(known, labels).map { offer, label in
            let price = label.tag.price(at: now)
            var new = offer
            new.price_cents = Int32(clamping: price.cents)
            new.unitPrice_cents =
                UnitPrice(price: price, content: label.content, isLoose: label.isLoose).map(\.comparable)
            return new
        }
    }
}

extension DocumentID {
    init<Thing>(_ id: ID<Thing>) { self.init(high: id.high, low: id.low) }
}

extension ID {
    init(_ document: DocumentID) { self.init(high: document.high, low: document.low) }
}
