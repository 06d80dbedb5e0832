import Catalogue
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
        let now = clock.now()
        return try await database.transaction(in: city) { tx in
            guard var basket = try tx.first(LockBasket(city: city, basket: id, holder: holder)) else {
                throw OrderProblem.unknown
            }
            if line.quantity == 0 {
                try tx.run(DeleteBasketLine(city: city, basket: id, offer: line.offer))
            } else {
                try tx.run(PutBasketLine(city: city, basket: id, line: line))
            }
            try tx.run(TouchBasket(city: city, basket: id, at: now))
            basket.lines = try tx.rows(ListBasketLines(city: city, basket: id))
            guard basket.lines.count <= Basket.linesMost else { throw OrderProblem.tooManyLines }
            return basket
        }
    }
}
