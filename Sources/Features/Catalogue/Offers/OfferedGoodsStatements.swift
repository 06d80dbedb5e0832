import Postgres
import Vocabulary

/// What a sale needs to know of an offer's product beside price and stock.
package struct OfferedGoods: Sendable {
    package let offer: ID<Offer>
    package let title: String
    package let vatClass: VATClass?
    package let category: ID<Category>?
    /// The product's own; a category may ask for more.
    package let minimumAge: Int
}

/// The goods behind these offers.
package struct FindOfferedGoods: Statement {
    package static let sql = """
        SELECT o.id, p.title || CASE WHEN v.title = '' THEN '' ELSE ', ' || v.title END, p.vat_class,
               p.category_id, p.minimum_age
          FROM offers o JOIN products p ON p.city_id = o.city_id AND p.id = o.product_id
          JOIN variants v ON v.city_id = o.city_id AND v.id = o.variant_id
         WHERE o.city_id = $1 AND o.id = ANY ($2::uuid[])
        """
    let city: CityID
    let offers: [ID<Offer>]

    package init(city: CityID, offers: [ID<Offer>]) {
        self.city = city
        self.offers = offers
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, offers) }
    package static func decode(_ row: inout Row) throws(Fault) -> OfferedGoods {
        try OfferedGoods(
            offer: row.next(), title: row.next(), vatClass: row.next(), category: row.next(), minimumAge: row.next())
    }
}
