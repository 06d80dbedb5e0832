import Accounts
import Catalogue
import Cities
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
            .put("{basket}/lines/{offer}", use: put)
            .delete("{basket}/lines/{offer}", use: remove)
            .post("{basket}/checkout", use: checkOut)
        city.group("purchases", as: ResidentContext.self, who: "resident or guest")
            .post(use: place)
            .get(use: list)
            .get("{purchase}", use: purchase)
            .post("{purchase}/cancellation", use: cancel)
    }

    @Sendable func open(_ request: Request, _ context: ResidentContext) async throws -> Answer {
        try request.noQuery()
        let basket = try await orders.openBasket(for: context.caller.subject, in: context.city.id)
        return .created(BasketView(basket: basket), at: "/v1/cities/\(context.city.slug)/baskets/\(basket.id)")
    }

    @Sendable func show(_ request: Request, _ context: ResidentContext) async throws -> BasketView {
        try request.noQuery()
        let id = try context.id("basket", as: ID<Basket>.self)
        return BasketView(basket: try await orders.basket(id, of: context.caller.subject, in: context.city.id))
    }

    @Sendable func put(_ request: Request, _ context: ResidentContext) async throws -> BasketView {
        try request.noQuery()
        let line = try await LineWish(json: request.json()).line(of: context.id("offer"))
        return BasketView(
            basket: try await orders.put(
                line, into: context.id("basket"), of: context.caller.subject, in: context.city.id))
    }

    @Sendable func remove(_ request: Request, _ context: ResidentContext) async throws -> BasketView {
        try request.noQuery()
        let line = BasketLine(offer: try context.id("offer"), quantity: 0, substitution: .none)
        return BasketView(
            basket: try await orders.put(
                line, into: context.id("basket"), of: context.caller.subject, in: context.city.id))
    }

    @Sendable func checkOut(_ request: Request, _ context: ResidentContext) async throws -> CheckoutView {
        try request.noQuery()
        let wish = try await CheckoutWish(json: request.json(), basket: context.id("basket"))
        return CheckoutView(
            checkout: try await orders.checkOut(wish, by: context.caller.subject, in: context.city))
    }

    @Sendable func place(_ request: Request, _ context: ResidentContext) async throws -> Answer {
        try request.noQuery()
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
