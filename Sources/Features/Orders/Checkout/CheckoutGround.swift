import Accounts
import Catalogue
import Cities
import Payments
import Postgres
import Retailers
import Slots
import Vocabulary

/// What a checkout is computed on: the town's zones and tax rates, and the moment.
struct CheckoutGround: Sendable {
    let city: City
    let zones: [DeliveryZone]
    let rates: VATRates
    let categories: CategoryTree
    let now: Instant

    /// Throws in a pause of the city.
    func requireOpenCity() throws(CityProblem) {
        if let pause = city.pause, pause.isOn(at: now) { throw .paused(until: pause.until, notice: pause.notice) }
    }

    /// What lies on the counter, as it is sold now.
    struct Counter {
        let lines: [BasketLine]
        let offers: [ID<Offer>: Offer]
        let goods: [ID<Offer>: OfferedGoods]
        let branches: [ID<Branch>: SellingBranch]
        /// The same with their hours.
        let places: [ID<Branch>: Branch]
        let terms: [RetailerID: SellingTerms]
        let choices: [ID<Offer>: [ChoiceGroup]]
    }

    /// Reads the offers of a basket and their shops.
    func counter(for lines: [BasketLine], _ tx: inout Tx) throws -> Counter {
        let ids = lines.map(\.offer)
        let offersAsked = try tx.ask(FindOffers(city: city.id, offers: ids))
        let goodsAsked = try tx.ask(FindOfferedGoods(city: city.id, offers: ids))
        let choicesAsked = try tx.ask(FindChoices(city: city.id, offers: ids))
        let offers = Dictionary(uniqueKeysWithValues: try tx.answer(offersAsked).map { ($0.id, $0) })
        let goods = Dictionary(uniqueKeysWithValues: try tx.answer(goodsAsked).map { ($0.offer, $0) })
        let branchIDs = Array(Set(offers.values.map(\.branch)))
        let branches = try tx.ask(FindSellingBranches(city: city.id, branches: branchIDs))
        let places = try tx.ask(FindBranches(city: city.id, branches: branchIDs))
        let terms = try tx.ask(
            FindSellingTerms(city: city.id, retailers: Array(Set(offers.values.map(\.retailer)))))
        return Counter(
            lines: lines, offers: offers, goods: goods,
            branches: Dictionary(uniqueKeysWithValues: try tx.answer(branches).map { ($0.branch, $0) }),
            places: Dictionary(uniqueKeysWithValues: try tx.answer(places).map { ($0.id, $0) }),
            terms: Dictionary(uniqueKeysWithValues: try tx.answer(terms).map { ($0.retailer, $0.terms) }),
            choices: try tx.answer(choicesAsked).groups)
    }

    /// Freezes the lines. `day` is the day of supply, whose VAT rates hold (UStG § 27). `aside`: what this checkout has
    /// put aside already and so may have again.
    func sale(of counter: Counter, on day: CalendarDay, having aside: [SaleLine]) throws -> [SaleLine] {
        var sale: [SaleLine] = []
        var gone: [Int] = []
        for (index, line) in counter.lines.enumerated() {
            guard let sold = frozen(line, from: counter, on: day), counter.isSelling(line.offer, at: now) else {
                gone.append(index)
                continue
            }
            sale.append(sold)
        }
        guard gone.isEmpty else { throw OrderProblem.notOffered(gone) }
        let open = counter.lines.indices.filter { counter.chosen(with: counter.lines[$0]) == nil }
        guard open.isEmpty else { throw OrderProblem.choicesOpen(open) }
        try check(sale, against: counter.offers, having: aside)
        return sale
    }

    /// The summary in this slot, after all that the law and the town ask of it.
    func summary(
        of sale: [SaleLine], for buyer: Buyer, in slot: Slot, at price: SlotPrice
    ) throws -> Summary {
        var summary = Summary(sale, slot.method, at: now)
        switch slot.method {
        case .pickup:
            guard sale.allSatisfy({ $0.branch == slot.branch }) else { throw OrderProblem.wrongBranch }
        case .delivery:
            if let missing = buyer.contact.missingForDelivery {
                throw buyer.gap.map { .addressUnknown($0) } ?? OrderProblem.contactIncomplete(missing)
            }
            guard let door = buyer.contact.place, let zone = zones.serving(door) else {
                throw OrderProblem.notServed(buyer.isFound ? "street" : "place")
            }
            guard zone.id == slot.zone else { throw OrderProblem.wrongZone }
            if let pause = zone.pause, pause.isOn(at: now) {
                throw CityProblem.paused(until: pause.until, notice: pause.notice)
            }
            guard summary.goods >= zone.minimum else {
                throw OrderProblem.belowMinimum(missing: zone.minimum - summary.goods)
            }
        }
        summary = Summary(
            lines: sale, method: slot.method, window: slot.window, payment: buyer.payment,
            fee: price.fee(forGoods: summary.goods))
        guard summary.minimumAge == 0 || buyer.confirmsAge else {
            throw OrderProblem.ageNotConfirmed(summary.minimumAge)
        }
        return summary
    }

    /// A line as it would be sold, whether or not it is; `nil` where its price cannot be told.
    func frozen(_ line: BasketLine, from counter: Counter, on day: CalendarDay) -> SaleLine? {
        guard let offer = counter.offers[line.offer], let product = counter.goods[line.offer],
            let branch = counter.branches[offer.branch],
            let rate = product.vatClass.flatMap({ rates.basisPoints(for: $0, on: day) })
        else { return nil }
        var sale = freeze(line, offer, product, (branch.imprint, rate))
        sale.choices = (counter.chosen(with: line) ?? []).map { choice in
            let own = choice.vatClass.flatMap { rates.basisPoints(for: $0, on: day) }
            return SaleChoice(id: choice.id, title: choice.title, price: choice.price, vatBasisPoints: own ?? rate)
        }
        return sale
    }

    private func freeze(
        _ line: BasketLine, _ offer: Offer, _ goods: OfferedGoods, _ law: (imprint: Int64?, rate: Int64)
    ) -> SaleLine {
        let bulk = Bulk(offer.variant.content)
        return SaleLine(
            offer: offer.id, retailer: offer.retailer, branch: offer.branch, imprint: law.imprint,
            title: goods.title, quantity: line.quantity, price: offer.price(at: now), vatBasisPoints: law.rate,
            unitPrice: offer.unitPrice(at: now).map { ($0.price, $0.per) }, depositCode: offer.deposit?.code,
            deposit: offer.deposit?.total ?? .zero,
            minimumAge: max(goods.minimumAge, categories.rules(for: goods.category).minimumAge), grams: bulk.grams,
            litresThousandths: bulk.litresThousandths, substitution: line.substitution)
    }

    private func check(_ sale: [SaleLine], against offers: [ID<Offer>: Offer], having aside: [SaleLine]) throws {
        let own = Dictionary(aside.map { ($0.offer, $0.quantity) }, uniquingKeysWith: +)
        let short = sale.enumerated().compactMap { index, line -> (line: Int, available: Int64)? in
            guard let left = offers[line.offer]?.available.map({ $0 + own[line.offer, default: 0] }) else { return nil }
            return left < line.quantity ? (index, left) : nil
        }
        guard short.isEmpty else { throw OrderProblem.tooFew(short) }
        let branches = Dictionary(grouping: sale, by: \.retailer).mapValues { Set($0.map(\.branch)) }
        guard branches.values.allSatisfy({ $0.count == 1 }) else { throw OrderProblem.branchesOfOneShop }
    }
}

extension CheckoutGround.Counter {
    /// What was chosen with a line; `nil` where that is not as the shop asks for it.
    func chosen(with line: BasketLine) -> [Choice]? { (choices[line.offer] ?? []).chosen(line.choices) }

    /// Whether it may be ordered: published, and its shop takes orders.
    func isSelling(_ offer: ID<Offer>, at now: Instant) -> Bool {
        guard let offer = offers[offer], offer.state == .published else { return false }
        return branches[offer.branch]?.takesOrders(at: now) ?? false
    }
}

extension Summary {
    /// The goods alone, before a slot and its fee are known.
    init(_ lines: [SaleLine], _ method: SlotMethod, at now: Instant) {
        self.init(
            lines: lines, method: method, window: TimeWindow(start: now, end: now + 1), payment: .cash, fee: .zero)
    }
}
