import Accounts
import Catalogue
import Cities
import Retailers
import Slots
import Vocabulary

/// What somebody looks for. No text: everything the rest lets through.
package struct SearchWish: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case product, retailer, category }

    /// Where the goods should go.
    package enum Target: Sendable, Equatable {
        case place(Place)
        /// A delivery zone, by its slug.
        case zone(String)
    }

    /// When they should come; without it: whenever couriers go there.
    package enum Time: Sendable, Equatable {
        case today
        case slot(ID<Slot>)
    }

    package enum Order: String, Sendable, CaseIterable {
        /// The best fit of the words first; in equal fits in stock, deliverable, open and near ones.
        case relevance
        /// Cheapest first.
        case price
        case unitPrice
        /// Nearest first, from `near` or the target's place.
        case distance
    }

    /// Where a page ended: the rank and the id of its last hit.
    package struct Position: Sendable, Equatable {
        let key: Double
        let id: ID<Product>
    }

    package var text: String
    /// The last word may be half typed.
    package var isTyping = true
    package var kind: Kind?
    package var isOpenNow = false
    package var target: Target?
    /// Only with a target.
    package var time: Time?
    /// Slug of a district.
    package var district: String?
    package var retailers: [RetailerID] = []
    package var branches: [ID<Branch>] = []
    /// The buyer's age: hides what needs more years.
    package var age: Int?
    /// Slug or id of a category; everything below it counts too.
    package var category: String?
    package var cheapest: Money?
    package var dearest: Money?
    package var isInStock = false
    /// Known to be free of these, also of traces.
    package var without: Set<Allergen> = []
    /// All of these.
    package var diets: Set<Diet> = []
    package var near: Place?
    package var order = Order.relevance
    package var wantsFacets = false
    /// Say how each word was understood and why each hit stands where it stands.
    package var explains = false
    package var after: Position?
    package var limit: Int

    package init(_ text: String, limit: Int = 20) {
        self.text = text
        self.limit = limit
    }

    /// Only goods have a price, a stock, a category or allergens.
    var asksForGoods: Bool {
        category != nil || cheapest != nil || dearest != nil || isInStock || !without.isEmpty || !diets.isEmpty
            || order == .price || order == .unitPrice
    }

    /// Where the resident is, as far as it is known.
    var here: Place? {
        if let near { return near }
        if case .place(let place) = target { return place }
        return nil
    }
}
