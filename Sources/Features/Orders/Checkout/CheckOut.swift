import Accounts
import Catalogue
import Cities
import Payments
import Postgres
import Retailers
import Slots
import Vocabulary

extension Orders {
    /// Freezes what a basket comes to in a held slot and puts the goods aside for ten minutes. Done again for the same
    /// hold, it replaces the summary. Throws `.notOffered`, `.tooFew` with the lines, `.wrongZone`, …
    package func checkOut(_ wish: CheckoutWish, by holder: String, in city: City) async throws -> Checkout {
        let ground = try await ground(in: city)
        try ground.requireOpenCity()
        let buyer = findDoor(of: wish.buyer, in: city)
        return try await freeing(in: city.id) {
            try await checkOutOnce(wish, buyer, by: holder, on: ground)
        } lines: {
            try await basket(wish.basket, of: holder, in: city.id).lines
        }
    }

    private func checkOutOnce(
        _ wish: CheckoutWish, _ buyer: Buyer, by holder: String, on ground: CheckoutGround
    ) async throws -> Checkout {
        let city = ground.city.id
        return try await database.transaction(in: city) { tx in
            let head = try tx.ask(LockBasket(city: city, basket: wish.basket, holder: holder))
            let wanted = try tx.ask(ListBasketLines(city: city, basket: wish.basket))
            let known = try tx.ask(LockCheckout(city: city, checkout: wish.hold.cast()))
            let earlier = try tx.ask(ListCheckoutLines(city: city, checkout: wish.hold.cast()))
            guard try tx.answer(head).first != nil else { throw OrderProblem.unknown }
            let lines = try tx.answer(wanted)
            let old = try tx.answer(known).first
            if let old, old.holder != holder { throw SlotProblem.holdUnknown }
            if old?.state == .placed { throw OrderProblem.checkoutPlaced }
            let aside = old?.state == .open ? try tx.answer(earlier) : []
            let counter = try ground.counter(for: lines, &tx)
            let load = try ground.load(of: counter, having: aside)
            let place = try LockedHold.answer(
                LockedHold.ask(.hold(wish.hold), carrying: load, in: city, &tx), &tx)
            let till = Till(
                buyer: buyer, holder: holder, ground: ground, counter: counter, slot: place.slot,
                price: place.hold.price)
            let (checkout, sale) = try till.checkout(wish.hold.cast(), having: aside)
            if !aside.isEmpty {
                // Both statements' rows are locked at once and in order, so that the two do not meet others' half-way.
                try tx.run(HoldStock(city: city, lines: StockLines((aside + sale).map { ($0.offer, 0) })))
                try tx.run(ReleaseStock(city: city, lines: aside.stock))
            }
            try till.put(checkout, sale, of: wish.basket, &tx)
            try place.carry(load, for: Holder(holder), at: ground.now, in: city, &tx)
            try place.extend(at: ground.now, by: ground.city.settings.holdSeconds, in: city, &tx)
            return checkout
        }
    }

    /// Tries again once what others forgot at the till came back: a stale checkout never stands in anybody's way.
    /// Names the lines of which there are too few.
    func freeing<T>(
        in city: CityID, _ attempt: () async throws -> T, lines: () async throws -> [BasketLine]
    ) async throws -> T {
        do {
            return try await attempt()
        } catch let problem as any Problem where problem.isShortage {
            let freed = try await expireCheckouts(in: city)
            do {
                guard freed > 0 else { throw problem }
                return try await attempt()
            } catch CatalogueProblem.soldOut {
                // Somebody was faster between our look and our hold.
                throw try await shortage(of: lines(), in: city)
            }
        }
    }

    private func shortage(of lines: [BasketLine], in city: CityID) async throws -> any Problem {
        let levels = try await database.read(ReadStock(city: city, offers: lines.map(\.offer)))
        let available = Dictionary(uniqueKeysWithValues: levels.map { ($0.offer, $0.available) })
        let short = lines.enumerated().compactMap { index, line in
            available[line.offer].flatMap { $0 < line.quantity ? (line: index, available: $0) : nil }
        }
        return short.isEmpty ? CatalogueProblem.soldOut : OrderProblem.tooFew(short)
    }

    /// Gives back what was put aside for checkouts whose time is over; answers how many those were.
    @discardableResult
    package func expireCheckouts(in city: CityID) async throws -> Int {
        let now = clock.now()
        return try await database.transaction(in: city) { tx in
            let late = try tx.rows(LockExpiredCheckouts(city: city, now: now))
            let questions = try late.map { try tx.ask(ListCheckoutLines(city: city, checkout: $0)) }
            let lines = try questions.flatMap { try tx.answer($0) }
            for checkout in late { try tx.run(EndCheckout(city: city, checkout: checkout, state: .expired)) }
            if !lines.isEmpty { try tx.run(ReleaseStock(city: city, lines: lines.stock)) }
            return late.count
        }
    }
}

extension Problem {
    /// Too little is left, seen before or while it was put aside.
    var isShortage: Bool {
        if case .some(.tooFew) = self as? OrderProblem { return true }
        return (self as? CatalogueProblem) == .soldOut
    }
}

extension [SaleLine] {
    /// What is put aside or sold.
    var stock: StockLines { StockLines(map { ($0.offer, $0.quantity) }) }
}
