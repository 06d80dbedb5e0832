import Accounts
import Postgres
import Vocabulary

/// One choice with its group and offer, as it is read.
package struct ChoiceRow: Sendable {
    let offer: ID<Offer>
    let group: ID<ChoiceGroup>
    let title: String
    let range: (least: Int, most: Int)
    let choice: Choice
}

/// What can be had with these offers, in the shop's order.
package struct FindChoices: Statement {
    package static let sql = """
        SELECT g.offer_id, g.id, g.title, g.at_least, g.at_most, c.id, c.title, c.price_cents, c.vat_class
          FROM choice_groups g JOIN choices c ON c.city_id = g.city_id AND c.group_id = g.id
         WHERE g.city_id = $1 AND g.offer_id = ANY ($2::uuid[])
         ORDER BY g.offer_id, g.rank, g.id, c.rank
        """
    let city: CityID
    let offers: [ID<Offer>]

    package init(city: CityID, offers: [ID<Offer>]) {
        self.city = city
        self.offers = offers
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, offers) }
    package static func decode(_ row: inout Row) throws(Fault) -> ChoiceRow {
        let offer: ID<Offer> = try row.next()
        let group: ID<ChoiceGroup> = try row.next()
        let title: String = try row.next()
        let range: (Int, Int) = try (row.next(), row.next())
        return try ChoiceRow(
            offer: offer, group: group, title: title, range: range,
            choice: Choice(id: row.next(), title: row.next(), price: row.next(), vatClass: row.next()))
    }
}

/// The same with all published offers of a product.
struct FindChoicesOfProduct: Statement {
    static let sql = """
        SELECT g.offer_id, g.id, g.title, g.at_least, g.at_most, c.id, c.title, c.price_cents, c.vat_class
          FROM offers o JOIN choice_groups g ON g.city_id = o.city_id AND g.offer_id = o.id
          JOIN choices c ON c.city_id = g.city_id AND c.group_id = g.id
         WHERE o.city_id = $1 AND o.product_id = $2 AND o.state = 'published'
         ORDER BY g.offer_id, g.rank, g.id, c.rank
        """
    let city: CityID
    let product: ID<Product>
    func bind(_ parameters: inout Parameters) { parameters.add(city, product) }
    static func decode(_ row: inout Row) throws(Fault) -> ChoiceRow { try FindChoices.decode(&row) }
}

extension [ChoiceRow] {
    /// By offer, of these offers alone.
    func groups(of offers: [Offer]) -> [ID<Offer>: [ChoiceGroup]] {
        guard !isEmpty else { return [:] }
        let shown = Set(offers.map(\.id))
        return filter { shown.contains($0.offer) }.groups
    }

    /// By offer; rows of a group stand together.
    package var groups: [ID<Offer>: [ChoiceGroup]] {
        var byOffer: [ID<Offer>: [ChoiceGroup]] = [:]
        for row in self {
            let last = byOffer[row.offer]?.last
            let isSame = last?.id == row.group
            if isSame { byOffer[row.offer]?.removeLast() }
            byOffer[row.offer, default: []].append(
                ChoiceGroup(
                    id: row.group, title: row.title, atLeast: row.range.least, atMost: row.range.most,
                    choices: (isSame ? last?.choices ?? [] : []) + [row.choice]))
        }
        return byOffer
    }
}

struct DeleteChoices: Statement {
    static let sql = "DELETE FROM choice_groups WHERE city_id = $1 AND offer_id = $2"
    let city: CityID
    let offer: ID<Offer>
    func bind(_ parameters: inout Parameters) { parameters.add(city, offer) }
}

struct InsertChoiceGroup: Statement {
    static let sql = """
        INSERT INTO choice_groups (city_id, id, offer_id, rank, title, at_least, at_most)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    let city: CityID
    let offer: ID<Offer>
    let rank: Int
    let group: ChoiceGroup
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, group.id, offer, rank, group.title, group.atLeast, group.atMost)
    }
}

/// All choices of a group in one statement.
struct InsertChoices: Statement {
    static let sql = """
        INSERT INTO choices (city_id, group_id, id, rank, title, price_cents, vat_class)
        SELECT $1, $2, c.id, c.rank, c.title, c.price, nullif(c.vat, '')
          FROM unnest($3::uuid[], $4::integer[], $5::text[], $6::bigint[], $7::text[])
               AS c (id, rank, title, price, vat)
        """
    let city: CityID
    let group: ChoiceGroup
    func bind(_ parameters: inout Parameters) {
        let choices = group.choices
        parameters.add(city, group.id, choices.map(\.id), Array(choices.indices), choices.map(\.title))
        parameters.add(choices.map(\.price), choices.map { $0.vatClass?.rawValue ?? "" })
    }
}

/// An offer that changed in what belongs to it.
struct TouchOffer: Statement {
    static let sql = "UPDATE offers SET version = version + 1, changed_at = $3 WHERE city_id = $1 AND id = $2"
    let city: CityID
    let offer: ID<Offer>
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, offer, now) }
}
