import Catalogue
import Postgres
import Vocabulary

struct InsertBasket: Statement {
    static let sql = "INSERT INTO baskets (city_id, id, holder, changed_at) VALUES ($1, $2, $3, $4)"
    let city: CityID
    let basket: ID<Basket>
    let holder: String
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, basket, holder, at) }
}

struct FindBasket: Statement {
    static let sql = "SELECT id, holder, version FROM baskets WHERE city_id = $1 AND id = $2 AND holder = $3"
    let city: CityID
    let basket: ID<Basket>
    let holder: String
    func bind(_ parameters: inout Parameters) { parameters.add(city, basket, holder) }
    static func decode(_ row: inout Row) throws(Fault) -> Basket {
        try Basket(id: row.next(), holder: row.next(), version: row.next())
    }
}

struct LockBasket: Statement {
    static let sql = "SELECT id, holder, version FROM baskets WHERE city_id = $1 AND id = $2 AND holder = $3 FOR UPDATE"
    let city: CityID
    let basket: ID<Basket>
    let holder: String
    func bind(_ parameters: inout Parameters) { parameters.add(city, basket, holder) }
    static func decode(_ row: inout Row) throws(Fault) -> Basket {
        try Basket(id: row.next(), holder: row.next(), version: row.next())
    }
}

struct ListBasketLines: Statement {
    static let sql = """
        SELECT offer_id, quantity, substitution, choices FROM basket_lines WHERE city_id = $1 AND basket_id = $2
         ORDER BY position
        """
    let city: CityID
    let basket: ID<Basket>
    func bind(_ parameters: inout Parameters) { parameters.add(city, basket) }
    static func decode(_ row: inout Row) throws(Fault) -> BasketLine {
        try BasketLine(offer: row.next(), quantity: row.next(), substitution: row.next(), choices: row.next())
    }
}

/// Sets how many of an offer are wanted.
struct PutBasketLine: Statement {
    static let sql = """
        INSERT INTO basket_lines (city_id, basket_id, offer_id, quantity, substitution, choices)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (city_id, basket_id, offer_id)
        DO UPDATE SET quantity = excluded.quantity, substitution = excluded.substitution, choices = excluded.choices
        """
    static let refusals: [String: any Problem] = [
        "basket_lines_city_id_offer_id_fkey": OrderProblem.unknown,
        "basket_lines_city_id_basket_id_fkey": OrderProblem.unknown,
    ]
    let city: CityID
    let basket: ID<Basket>
    let line: BasketLine
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, basket, line.offer, line.quantity, line.substitution, line.choices)
    }
}

struct DeleteBasketLine: Statement {
    static let sql = "DELETE FROM basket_lines WHERE city_id = $1 AND basket_id = $2 AND offer_id = $3"
    let city: CityID
    let basket: ID<Basket>
    let offer: ID<Offer>
    func bind(_ parameters: inout Parameters) { parameters.add(city, basket, offer) }
}

struct DeleteBasketLines: Statement {
    static let sql = "DELETE FROM basket_lines WHERE city_id = $1 AND basket_id = $2"
    let city: CityID
    let basket: ID<Basket>
    func bind(_ parameters: inout Parameters) { parameters.add(city, basket) }
}

/// All lines at once, in their order.
struct InsertBasketLines: Statement {
    static let sql = """
        INSERT INTO basket_lines (city_id, basket_id, offer_id, quantity, substitution, choices)
        SELECT $1, $2, l.offer, l.quantity, l.substitution, l.choices::uuid[]
          FROM unnest($3::uuid[], $4::bigint[], $5::text[], $6::text[])
               WITH ORDINALITY AS l (offer, quantity, substitution, choices, place)
         ORDER BY l.place
        """
    static let refusals = PutBasketLine.refusals
    let city: CityID
    let basket: ID<Basket>
    let lines: [BasketLine]
    func bind(_ parameters: inout Parameters) {
        let choices = lines.map { line in "{\(line.choices.map(\.description).joined(separator: ","))}" }
        parameters.add(city, basket, lines.map(\.offer), lines.map(\.quantity), lines.map(\.substitution), choices)
    }
}

struct TouchBasket: Statement {
    static let sql = "UPDATE baskets SET version = version + 1, changed_at = $3 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let basket: ID<Basket>
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, basket, at) }
}

/// What was ordered leaves the basket; what was put in since the checkout stays.
struct EmptyBasket: Statement {
    static let sql = """
        DELETE FROM basket_lines b USING checkout_lines c
         WHERE b.city_id = $1 AND b.basket_id = $2 AND c.city_id = $1 AND c.checkout_id = $3
           AND c.offer_id = b.offer_id AND b.quantity <= c.quantity
        """
    let city: CityID
    let basket: ID<Basket>
    let checkout: ID<Checkout>
    func bind(_ parameters: inout Parameters) { parameters.add(city, basket, checkout) }
}
