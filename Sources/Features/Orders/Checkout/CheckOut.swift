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
        let wish = findDoor(wish, in: city)
        do {
            return try await checkOutOnce(wish, by: holder, on: ground)
        } catch let problem as any Problem where problem.isShortage {
            // What others forgot at the till comes back first: a stale checkout never stands in anybody's way.
            let freed = try await expireCheckouts(in: city.id)
            do {
                guard freed > 0 else { throw problem }
                return try await checkOutOnce(wish, by: holder, on: ground)
            } catch CatalogueProblem.soldOut {
                // Somebody was faster between our look and our hold.
                throw try await shortage(in: wish.basket, of: holder, city: city.id)
            }
        }
    }

    private func checkOutOnce(
        _ wish: CheckoutWish, by holder: String, on ground: CheckoutGround
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
            guard !lines.isEmpty else { throw OrderProblem.basketEmpty }
            let counter = try ground.counter(for: lines, &tx)
            let today = ground.city.zone.clock(at: ground.now).day
            let load = try Summary(ground.sale(of: counter, on: today, having: aside), .delivery, at: ground.now).load
            let place = try LockedHold.answer(
                LockedHold.ask(.hold(wish.hold), carrying: load, in: city, &tx), &tx)
            let sale = try ground.sale(of: counter, on: place.slot.day, having: aside)
            let summary = try ground.summary(of: sale, wish, in: place)
            try ground.requireReadiness(for: load, counter, in: place.slot)
            let checkout = Checkout(
                id: wish.hold.cast(), summary: summary, hash: summary.hash,
                expires: ground.now + ground.city.settings.holdSeconds)
            if !aside.isEmpty {
                // Both statements' rows are locked at once and in order, so that the two do not meet others' half-way.
                try tx.run(HoldStock(city: city, lines: StockLines((aside + sale).map { ($0.offer, 0) })))
                try tx.run(ReleaseStock(city: city, lines: aside.stock))
            }
            try tx.run(
                PutCheckout(
                    city: city, checkout: checkout, wish: wish, holder: holder, answers: AnswerRules(counter.terms)))
            try tx.run(DeleteCheckoutLines(city: city, checkout: checkout.id))
            try tx.run(InsertCheckoutLines(city: city, checkout: checkout.id, lines: sale))
            try tx.run(HoldStock(city: city, lines: sale.stock))
            try place.carry(load, for: Holder(holder), at: ground.now, in: city, &tx)
            try place.extend(at: ground.now, by: ground.city.settings.holdSeconds, in: city, &tx)
            return checkout
        }
    }

    /// Names the lines of which there are too few.
    private func shortage(in basket: ID<Basket>, of holder: String, city: CityID) async throws -> any Problem {
        let lines = try await self.basket(basket, of: holder, in: city).lines
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
    fileprivate var isShortage: Bool {
        if case .some(.tooFew) = self as? OrderProblem { return true }
        return (self as? CatalogueProblem) == .soldOut
    }
}

extension [SaleLine] {
    /// What is put aside or sold.
    var stock: StockLines { StockLines(map { ($0.offer, $0.quantity) }) }
}
