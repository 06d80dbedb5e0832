import Accounts
import Catalogue
import Cities
import HTTPTypes
import Hummingbird
import Payments
import Postgres
import Slots
import Vocabulary
import Web

/// `/baskets`, `/purchases`: what a resident (with an account or as a guest) does.
package struct BasketRoutes: Sendable {
    let orders: Orders

    package init(orders: Orders) { self.orders = orders }

    package func mount(on city: Endpoints<CityContext>) {
        let residents = city.group("baskets", as: ResidentContext.self, who: "resident or guest")
        residents.post(use: open)
            .get("{basket}", use: show)
            .put("{basket}/lines", use: fill)
            .put("{basket}/lines/{offer}", use: put)
            .delete("{basket}/lines/{offer}", use: remove)
            .get("{basket}/slots", use: slots)
            .post("{basket}/checkout", use: checkOut)
        city.group("checkouts", as: ResidentContext.self, who: "resident or guest")
            .post(use: checkOutDirectly)
            .post("{checkout}/extension", use: extend)
        city.group("purchases", as: ResidentContext.self, who: "resident or guest")
            .post(use: place)
            .get(use: list)
            .get("{purchase}", use: purchase)
            .post("{purchase}/cancellation", use: cancel)
    }

    @Sendable func open(_ request: Request, _ context: ResidentContext) async throws -> Answer {
        try request.noQuery()
        let quote: Quote
        if request.hasBody {
            let lines = try await LineWishes(json: request.json()).lines
            quote = try await orders.openBasket(for: context.caller.subject, with: lines, in: context.city)
        } else {
            let basket = try await orders.openBasket(for: context.caller.subject, in: context.city.id)
            quote = Quote(basket: basket, lines: [], zone: nil)
        }
        return .created(QuoteView(quote: quote), at: "/v1/cities/\(context.city.slug)/baskets/\(quote.basket.id)")
    }

    @Sendable func show(_ request: Request, _ context: ResidentContext) async throws -> QuoteView {
        var query = try request.query()
        let target = try SlotSearch.Target(&query)
        try query.end()
        let basket = try await orders.basket(
            context.id("basket"), of: context.caller.subject, in: context.city.id)
        return QuoteView(quote: try await orders.quote(basket, to: target, in: context.city))
    }

    @Sendable func put(_ request: Request, _ context: ResidentContext) async throws -> QuoteView {
        try request.noQuery()
        let line = try await LineWish(json: request.json()).line(of: context.id("offer"))
        return try await fill(.line(line), context)
    }

    @Sendable func remove(_ request: Request, _ context: ResidentContext) async throws -> QuoteView {
        try request.noQuery()
        let line = BasketLine(offer: try context.id("offer"), quantity: 0, substitution: .none)
        return try await fill(.line(line), context)
    }

    /// All lines at once.
    @Sendable func fill(_ request: Request, _ context: ResidentContext) async throws -> QuoteView {
        try request.noQuery()
        return try await fill(.all(try await LineWishes(json: request.json()).lines), context)
    }

    private func fill(_ change: BasketChange, _ context: ResidentContext) async throws -> QuoteView {
        QuoteView(
            quote: try await orders.fill(
                context.id("basket"), of: context.caller.subject, change, in: context.city))
    }

    /// The slots that this basket can have.
    @Sendable func slots(_ request: Request, _ context: ResidentContext) async throws -> Answer {
        var query = try request.query()
        let search = try SlotSearch(&query, at: orders.clock.now())
        try query.end()
        let found = try await orders.slots(
            for: context.id("basket"), of: context.caller.subject, search, in: context.city)
        return Answer(SlotOffersView(found: found, zone: context.city.zone), headers: [.cacheControl: "no-store"])
    }

    @Sendable func extend(_ request: Request, _ context: ResidentContext) async throws -> ExtendedCheckoutView {
        try request.noQuery()
        return ExtendedCheckoutView(
            checkout: try await orders.extend(context.id("checkout"), of: context.caller.subject, in: context.city))
    }

    @Sendable func checkOut(_ request: Request, _ context: ResidentContext) async throws -> CheckoutView {
        try request.noQuery()
        let wish = try await CheckoutWish(json: request.json(), basket: context.id("basket"))
        return CheckoutView(
            checkout: try await orders.checkOut(wish, by: context.caller.subject, in: context.city))
    }

    /// A client's own basket, a slot and the till in one.
    @Sendable func checkOutDirectly(_ request: Request, _ context: ResidentContext) async throws -> Answer {
        try request.noQuery()
        _ = try request.idempotencyKey()
        let body = try await request.json()
        let wish = try DirectCheckoutWish(json: body)
        let subject = context.caller.subject
        let once = try context.once(request, body, by: subject, status: .created) { CheckoutView(checkout: $0) }
        return Answer(try await orders.checkOut(wish, by: subject, in: context.city, once: once))
    }

    @Sendable func place(_ request: Request, _ context: ResidentContext) async throws -> Answer {
        try request.noQuery()
        _ = try request.idempotencyKey()
        let body = try await request.json()
        let wish = try PlacementWish(json: body)
        let once: Once<Purchase> = try context.once(request, body, by: context.caller.subject, status: .created) {
            PurchaseView(purchase: $0)
        }
        let answered = try await orders.place(wish, by: context.actor, in: context.city, once: once)
        return Answer(answered, at: "/v1/cities/\(context.city.slug)/purchases/")
    }

    @Sendable func list(_ request: Request, _ context: ResidentContext) async throws -> Page<PurchaseView> {
        var query = try request.query()
        let listing = try context.listing(&query, keys: 1, upTo: 50)
        try query.end()
        let before = listing.after.flatMap { ID<Purchase>($0[0]) }
        let purchases = try await orders.purchases(
            of: context.caller.subject, before: before, limit: listing.fetch, in: context.city.id)
        return listing.page(purchases, key: { [$0.id.description] }, view: { PurchaseView(purchase: $0) })
    }

    @Sendable func purchase(_ request: Request, _ context: ResidentContext) async throws -> PurchaseView {
        try request.noQuery()
        let id = try context.id("purchase", as: ID<Purchase>.self)
        return PurchaseView(purchase: try await orders.purchase(id, of: context.caller.subject, in: context.city.id))
    }

    @Sendable func cancel(_ request: Request, _ context: ResidentContext) async throws -> PurchaseView {
        try request.noQuery()
        let id = try context.id("purchase", as: ID<Purchase>.self)
        return PurchaseView(
            purchase: try await orders.cancel(id, of: context.caller.subject, in: context.city, by: context.actor))
    }
}

extension Request {
    /// Whether something was sent along.
    fileprivate var hasBody: Bool {
        headers[.contentLength].map { $0 != "0" } ?? (headers[.transferEncoding] != nil)
    }
}
