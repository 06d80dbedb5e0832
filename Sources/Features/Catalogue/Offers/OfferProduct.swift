import Accounts
import Cities
import Postgres
import Retailers
import Vocabulary

/// What a branch sells and on which terms.
package struct NewOffer: Sendable {
    package enum Goods: Sendable {
        case known(ID<Variant>, of: ID<Product>)
        case new(NewProduct)
    }

    package let goods: Goods
    package let branch: ID<Branch>
    package var sku: String?
    package var tag: PriceTag
    package var depositCode: String?
    package var stockMode = StockMode.untracked
    package var onHand: Int64 = 0

    package init(goods: Goods, branch: ID<Branch>, tag: PriceTag) {
        self.goods = goods
        self.branch = branch
        self.tag = tag
    }
}

/// What may change about an offer afterwards.
package struct OfferTerms: Sendable {
    package var tag: PriceTag
    package var depositCode: String?
    package var stockMode: StockMode
    /// A count made now; `nil` leaves it.
    package var onHand: Int64?
    package var state: OfferState
}

extension Catalogue {
    /// Adds a draft offer; `NewOffer.Goods.new` adds the product with it.
    package func offer(_ new: NewOffer, by retailer: RetailerID, with act: Act) async throws -> Offer {
        let now = clock.now()
        return try await database.transaction(in: act.city.id) { tx in
            let offer = try Self.offer(new, by: retailer, at: now, in: act.city.id, &tx)
            try tx.run(AuditEntry(in: act.city.id, at: now, by: act.actor, "add", "offer", offer.id))
            return offer
        }
    }

    static func offer(
        _ new: NewOffer, by retailer: RetailerID, at now: Instant, in city: CityID, _ tx: inout Tx
    ) throws -> Offer {
        try new.tag.check()
        let variant = try variant(of: new.goods, by: retailer, at: now, in: city, &tx)
        let offer = Offer(
            id: .make(at: now), retailer: retailer, branch: new.branch, product: variant.product, variant: variant,
            sku: new.sku, tag: new.tag, deposit: nil, stockMode: new.stockMode, available: nil, state: .draft,
            version: 1)
        try tx.run(InsertOffer(city: city, offer: offer, depositCode: new.depositCode, now: now))
        if new.stockMode == .tracked {
            try tx.run(
                PutStockLevel(city: city, offer: offer.id, branch: new.branch, onHand: new.onHand, now: now))
        }
        try tx.run(LogPrice(city: city, offer: offer.id, since: now, tag: new.tag))
        try tx.run(AnnounceOffer(city: city, offer: offer))
        return try find(offer.id, in: city, &tx)
    }

    private static func variant(
        of goods: NewOffer.Goods, by retailer: RetailerID, at now: Instant, in city: CityID, _ tx: inout Tx
    ) throws -> Variant {
        switch goods {
        case .new(let product):
            let (_, variants) = try describe(product, by: retailer, at: now, in: city, &tx)
            guard let first = variants.first else { throw CatalogueProblem.unknown }
            return first
        case .known(let id, let product):
            let variants = try tx.rows(ListVariants(city: city, product: product))
            guard let variant = variants.first(where: { $0.id == id }) else { throw CatalogueProblem.unknown }
            return variant
        }
    }

    /// Changes an offer of the retailer. Publishing goes through the gate; a new price is logged.
    package func change(
        _ id: ID<Offer>, version: Int64, of retailer: RetailerID, with act: Act,
        _ change: @escaping @Sendable (inout OfferTerms) -> Void
    ) async throws -> Offer {
        let (now, city) = (clock.now(), act.city.id)
        let tree = try await categories(in: city)
        return try await database.transaction(in: city) { tx in
            guard try tx.first(LockOffer(city: city, retailer: retailer, offer: id)) != nil else {
                throw CatalogueProblem.unknown
            }
            let old = try Self.find(id, in: city, &tx)
            guard old.version == version else { throw CatalogueProblem.stale }
            var terms = OfferTerms(
                tag: old.tag, depositCode: old.deposit?.code, stockMode: old.stockMode, onHand: nil, state: old.state)
            change(&terms)
            try terms.tag.check()
            if terms.state != old.state, !old.state.canBecome(terms.state) {
                throw CatalogueProblem.noSuchStep(from: old.state, to: terms.state)
            }
            if terms.state == .published { try Self.passGate(old, price: terms.tag.regular, tree, in: city, &tx) }
            try Self.save(old, terms, at: now, in: city, &tx)
            let action = terms.state == old.state ? "change" : terms.state.rawValue
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, action, "offer", id))
            return try Self.find(id, in: city, &tx)
        }
    }

    private static func save(
        _ old: Offer, _ terms: OfferTerms, at now: Instant, in city: CityID, _ tx: inout Tx
    ) throws {
        try tx.run(
            UpdateOffer(
                city: city, offer: old, tag: terms.tag, depositCode: terms.depositCode, stockMode: terms.stockMode,
                state: terms.state, now: now))
        if terms.stockMode != .tracked {
            if old.stockMode == .tracked { try tx.run(DropStockLevel(city: city, offer: old.id)) }
        } else if terms.onHand != nil || old.stockMode != .tracked {
            try tx.run(
                PutStockLevel(city: city, offer: old.id, branch: old.branch, onHand: terms.onHand ?? 0, now: now))
        }
        if terms.tag != old.tag { try tx.run(LogPrice(city: city, offer: old.id, since: now, tag: terms.tag)) }
        try tx.run(AnnounceOffer(city: city, offer: old))
    }

    private static func passGate(
        _ offer: Offer, price: Money, _ tree: CategoryTree, in city: CityID, _ tx: inout Tx
    ) throws {
        guard let product = try tx.first(FindProducts(city: city, products: [offer.product])) else {
            throw CatalogueProblem.unknown
        }
        let missing = PublishGate(product: product, content: offer.variant.content, price: price, tree: tree).missing
        guard missing.isEmpty else { throw CatalogueProblem.notPublishable(missing) }
    }

    private static func find(_ id: ID<Offer>, in city: CityID, _ tx: inout Tx) throws -> Offer {
        guard let offer = try tx.first(FindOffers(city: city, offers: [id])) else { throw CatalogueProblem.unknown }
        return offer
    }
}

extension PriceTag {
    /// The rules that the schema holds too, said in words.
    func check() throws(CatalogueProblem) {
        guard regular > .zero else { throw .priceNotPositive }
        guard let sale else { return }
        guard sale.price > .zero, sale.price < regular else { throw .saleNotLower }
        if let start = sale.startsAt, let end = sale.endsAt, start >= end { throw .saleEndsBeforeStart }
    }
}

extension PublishGate {
    init(product: Product, content: Content?, price: Money, tree: CategoryTree) {
        self.init(
            title: product.title, price: price, vatClass: product.vatClass, content: content, food: product.food,
            isFoodInformationRequired: tree.rules(for: product.category).isFoodInformationRequired)
    }
}
