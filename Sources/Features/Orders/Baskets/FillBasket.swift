import Catalogue
import Cities
import Postgres
import Vocabulary

extension Orders {
    /// A new, empty basket.
    package func openBasket(for holder: String, in city: CityID) async throws -> Basket {
        let now = clock.now()
        let basket = Basket(id: .make(at: now), holder: holder, version: 1)
        try await database.transaction(in: city) { tx in
            try tx.run(InsertBasket(city: city, basket: basket.id, holder: holder, at: now))
        }
        return basket
    }

    /// A new basket with these lines in it, and what it comes to.
    func openBasket(for holder: String, with lines: [BasketLine], in city: City) async throws -> Quote {
        let ground = try await ground(in: city)
        let basket = Basket(id: .make(at: ground.now), holder: holder, version: 1, lines: lines)
        return try await database.transaction(in: city.id) { tx in
            try tx.run(InsertBasket(city: city.id, basket: basket.id, holder: holder, at: ground.now))
            try tx.run(InsertBasketLines(city: city.id, basket: basket.id, lines: lines))
            return ground.quote(basket, try ground.counter(for: lines, &tx), to: nil)
        }
    }

    /// The basket with its lines, for its holder alone.
    package func basket(_ id: ID<Basket>, of holder: String, in city: CityID) async throws -> Basket {
        try await database.transaction(in: city) { tx in
            let head = try tx.ask(FindBasket(city: city, basket: id, holder: holder))
            let lines = try tx.ask(ListBasketLines(city: city, basket: id))
            guard var basket = try tx.answer(head).first else { throw OrderProblem.unknown }
            basket.lines = try tx.answer(lines)
            return basket
        }
    }

    /// Sets how many of an offer are wanted; zero takes the line out. Answers the basket as it is then.
    package func put(
        _ line: BasketLine, into id: ID<Basket>, of holder: String, in city: CityID
    ) async throws -> Basket {
        let filling = Filling(basket: id, holder: holder, city: city, now: clock.now(), change: .line(line))
        return try await database.transaction(in: city) { tx in try filling.basket(&tx) }
    }

    /// The same, or all lines in place of those that were there, with what the basket comes to then.
    func fill(_ id: ID<Basket>, of holder: String, _ change: BasketChange, in city: City) async throws -> Quote {
        let ground = try await ground(in: city)
        let filling = Filling(basket: id, holder: holder, city: city.id, now: ground.now, change: change)
        return try await database.transaction(in: city.id) { tx in
            let basket = try filling.basket(&tx)
            return ground.quote(basket, try ground.counter(for: basket.lines, &tx), to: nil)
        }
    }
}

/// What is to become of a basket's lines.
enum BasketChange: Sendable {
    /// Nothing of it takes the line out.
    case line(BasketLine)
    /// These and no others, in their order.
    case all([BasketLine])
}

/// One change of a basket: locked, changed and read again in two round trips.
private struct Filling: Sendable {
    let basket: ID<Basket>
    let holder: String
    let city: CityID
    let now: Instant
    let change: BasketChange

    func basket(_ tx: inout Tx) throws -> Basket {
        guard var found = try tx.first(LockBasket(city: city, basket: basket, holder: holder)) else {
            throw OrderProblem.unknown
        }
        switch change {
        case .line(let line) where line.quantity == 0:
            try tx.run(DeleteBasketLine(city: city, basket: basket, offer: line.offer))
        case .line(let line):
            try tx.run(PutBasketLine(city: city, basket: basket, line: line))
        case .all(let lines):
            try tx.run(DeleteBasketLines(city: city, basket: basket))
            try tx.run(InsertBasketLines(city: city, basket: basket, lines: lines))
        }
        try tx.run(TouchBasket(city: city, basket: basket, at: now))
        found.lines = try tx.rows(ListBasketLines(city: city, basket: basket))
        guard found.lines.count <= Basket.linesMost else { throw OrderProblem.tooManyLines }
        return found
    }
}
