import Accounts
import Postgres
import Vocabulary

/// What is sold, whoever sells it: one page, several shops' offers.
package struct Product: Sendable, Hashable {
    package let id: ID<Product>
    /// Who described it and may change the words; nobody where it came from a public source.
    package let describer: RetailerID?
    package var category: ID<Category>?
    package var title: String
    package var brand: String?
    /// The describer's own group of goods.
    package var shelf: String?
    package var description: String?
    package var food: FoodFacts
    /// Per 100 g or ml, as the source says it.
    package var nutrition: JSONText?
    package var diet: [String]
    /// `openfoodfacts` where facts came from there.
    package var source: String?
    package var minimumAge: Int
    package var vatClass: VATClass?
    package let version: Int64
    /// What its variants differ in, three at most: `["Größe", "Farbe"]`.
    package var axes: [String] = []
}

/// One size, colour or pack of a product.
package struct Variant: Sendable, Hashable {
    package let id: ID<Variant>
    package let product: ID<Product>
    /// Empty for the only one.
    package var title: String
    /// Fourteen digits.
    package var gtin: String?
    package var content: Content?
    /// Weighed or measured for the customer.
    package var isLoose: Bool
    /// Its value on each axis of the product.
    package var options: [String] = []
}

extension VATClass: Stored {}
extension Measure: Stored {}
