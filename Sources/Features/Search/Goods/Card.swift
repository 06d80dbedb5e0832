import Catalogue
import Vocabulary

/// What a hit shows of a product, as few bytes beside its document in the index: an answer needs no database, and a
/// million products fit into mapped memory. Prices are kept as tags and read at the moment of the answer.
struct Card: Equatable {
    /// A hash of all that the index reads: as long as it stays the same, new prices and stock need no new reading.
    var wording: UInt64
    var title: String
    var brand: String?
    var category: ID<Category>?
    var minimumAge: Int
    /// In the order in which the index has them.
    var labels: [Label]

    /// What the index itself does not keep of an offer.
    struct Label: Equatable {
        var id: ID<MarketOffer>
        var tag: PriceTag
        /// Empty for the only size.
        var size: String
        var content: Content?
        var isLoose: Bool
        /// The code of a deposit type.
        var deposit: String?
    }

    /// When the next sale begins or ends.
    func nextTurn(after now: Instant) -> Instant? {
        labels.flatMap { [$0.tag.sale?.startsAt, $0.tag.sale?.endsAt] }.compactMap { $0 }.filter { $0 > now }.min()
    }
}

extension Card {
    /// Changes with the form below: an index kept by another program is read anew.
    static let form: UInt8 = 1

    var bytes: [UInt8] {
        var out = CardWriter()
        out.put(wording)
        out.put(title)
        out.put(brand ?? "")
        out.put(UInt64(category == nil ? 0 : 1))
        if let category { out.put(category.high, category.low) }
        out.put(UInt64(minimumAge))
        out.put(UInt64(labels.count))
        for label in labels { label.write(to: &out) }
        return out.bytes
    }

    /// `nil` for bytes that are no card.
    init?(_ bytes: [UInt8]) {
        var reader = CardReader(bytes)
        wording = reader.number()
        title = reader.text()
        let brand = reader.text()
        self.brand = brand.isEmpty ? nil : brand
        category = reader.number() == 1 ? reader.id() : nil
        minimumAge = Int(truncatingIfNeeded: reader.number())
        labels = []
        let count = reader.number()
        guard count <= UInt64(bytes.count) else { return nil }
        for _ in 0..<count { labels.append(Label(&reader)) }
        guard reader.isAtEnd else { return nil }
    }
}

extension Card.Label {
    private static let measures = Measure.allCases

    fileprivate func write(to out: inout CardWriter) {
        out.put(id.high, id.low)
        let sale = tag.sale
        let has: [Bool] = [
            sale != nil, sale?.startsAt != nil, sale?.endsAt != nil, content != nil,
            content?.drainedThousandths != nil, isLoose, deposit != nil, !size.isEmpty,
        ]
        out.put(has.enumerated().reduce(0) { $0 | ($1.element ? 1 << UInt64($1.offset) : 0) })
        out.put(UInt64(bitPattern: tag.regular.cents))
        if let sale {
            out.put(UInt64(bitPattern: sale.price.cents))
            for instant in [sale.startsAt, sale.endsAt] {
                if let instant { out.put(UInt64(bitPattern: instant.microseconds)) }
            }
        }
        if let content {
            out.put(UInt64(content.thousandths))
            out.put(UInt64(Self.measures.firstIndex(of: content.measure) ?? 0))
            out.put(UInt64(content.parts))
            if let drained = content.drainedThousandths { out.put(UInt64(drained)) }
        }
        if let deposit { out.put(deposit) }
        if !size.isEmpty { out.put(size) }
    }

    fileprivate init(_ reader: inout CardReader) {
        id = reader.id()
        let has = reader.number()
        func money() -> Money { Money(cents: Int64(bitPattern: reader.number())) }
        func instant() -> Instant { Instant(microseconds: Int64(bitPattern: reader.number())) }
        let regular = money()
        var sale: PriceTag.Sale?
        if has & 1 != 0 {
            let price = money()
            let start = has & 2 != 0 ? instant() : nil
            sale = PriceTag.Sale(price: price, startsAt: start, endsAt: has & 4 != 0 ? instant() : nil)
        }
        tag = PriceTag(regular: regular, sale: sale)
        if has & 8 != 0 {
            let thousandths = Int64(bitPattern: reader.number())
            let measure = Self.measures[Int(reader.number() % UInt64(Self.measures.count))]
            let parts = Int(truncatingIfNeeded: reader.number())
            let drained = has & 16 != 0 ? Int64(bitPattern: reader.number()) : nil
            content = Content(thousandths: thousandths, measure: measure, parts: parts, drainedThousandths: drained)
        }
        isLoose = has & 32 != 0
        deposit = has & 64 != 0 ? reader.text() : nil
        size = has & 128 != 0 ? reader.text() : ""
    }
}
